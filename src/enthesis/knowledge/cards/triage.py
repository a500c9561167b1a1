"""One row of the table that tells how soon somebody must be seen."""

from typing import Literal

import msgspec

from enthesis.knowledge.cards.card import Card, Text
from enthesis.vocabulary.urgency import Urgency


class Signs(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One alternative: symptoms that must all be there, within these hours since the session.

    ``from_hours`` belongs to the span, ``to_hours`` no longer does; without it the span stays open.
    """

    all_of: tuple[str, ...]
    from_hours: int = 0
    to_hours: int | None = None


StandsFor = Literal["signs", "not-known", "unanswered", "nothing-found"]
_FIXED: dict[StandsFor, Urgency] = {
    "not-known": Urgency.SAME_DAY,
    "unanswered": Urgency.ASK,
    "nothing-found": Urgency.EXPECTED,
}


class TriageRule(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row.

    ``when`` is a list of alternatives; the row is met if any of them is wholly met. There is no
    negation, so one more symptom never makes anything milder. No regions means all.
    ``stands_for`` is "signs" but on the three rows said when an answer is not known, when one is
    missing, and when nothing was found; those carry no signs and one fixed urgency.
    ``typical`` is when it usually shows; it never silences a red flag. ``clinician`` is not for patients.
    """

    title: Text
    order: int
    urgency: Urgency
    stands_for: StandsFor = "signs"
    regions: tuple[str, ...] = ()
    when: tuple[Signs, ...] = ()
    typical: Text | None = None
    suspect: Text
    action: Text
    leaflet: Text | None = None
    clinician: Text | None = None

    def __post_init__(self) -> None:
        """Hold signs, urgency and what the row stands for together."""
        if (self.stands_for == "signs") != bool(self.when):
            raise ValueError(f"a row that stands for {self.stands_for} and its when contradict")
        if self.stands_for != "signs" and self.urgency is not _FIXED[self.stands_for]:
            raise ValueError(f"a row that stands for {self.stands_for} is {_FIXED[self.stands_for]}")
        if self.urgency is Urgency.ASK and self.stands_for != "unanswered":
            raise ValueError("urgency ask belongs to the row for missing answers")
        if any(not signs.all_of for signs in self.when):
            raise ValueError("an alternative without a symptom is always met")

    def applies_to(self, region: str) -> bool:
        """Tell whether the row speaks of people treated in this region."""
        return not self.regions or region in self.regions
