"""One row of the table that decides between sessions, or one of the definitions the rows lean on."""

from typing import Literal

import msgspec

from enthesis.knowledge.cards.card import Card, Text
from enthesis.vocabulary.errors import BadCard
from enthesis.vocabulary.status import Severity

Decision = Literal["stop", "refer", "hold", "defer", "ask", "finish", "continue"]


class ReviewRule(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row, or a definition where ``decision`` is empty.

    ``decision`` and ``severity`` are what the rule asks for when met. ``later`` is what it asks for from
    its own turning point on: RSP-6 holds until the 12-16-week review and refers only there; RSP-8 closes
    a course and holds at the sixth session. ``limits`` are its numbers, each named with its unit;
    ``said_by`` names the source of single ones where the card's sources differ.
    """

    title: Text
    decision: Decision | Literal[""] = ""
    severity: Severity = Severity.INFO
    later_decision: Decision | Literal[""] = ""
    later_severity: Severity | None = None
    limits: dict[str, int] = msgspec.field(default_factory=dict)
    said_by: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    says: Text
    later_says: Text | None = None
    not_known: Text | None = None
    because: Text
    do_next: Text
    later_do_next: Text | None = None

    def __post_init__(self) -> None:
        """Refuse half a turning point."""
        later = (self.later_decision != "", self.later_severity is not None, self.later_says is not None)
        if any(later) and not all(later):
            raise ValueError("later_decision, later_severity and later_says stand together or not at all")

    def limit(self, name: str) -> int:
        """Give one of the rule's numbers.

        Raises:
            BadCard: the card does not hold it.
        """
        if name not in self.limits:
            raise BadCard(f"review_rules/{self.id}.toml: no limit {name!r}.", "Add it to [limits].")
        return self.limits[name]
