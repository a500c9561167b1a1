"""Letters: what is put in writing to somebody outside the clinic, and to whom."""

from typing import Literal

from enthesis.knowledge.cards.card import Card, Text

Urgency = Literal["now", "same-day", "urgent", "two-weeks", "not-stated"]


class Letter(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One question to whoever may agree, or one referral, for the rules it names.

    ``to`` is who is written to; a question without it goes to whom the rule names as ``agreed_by``.
    ``asks`` is the exact question, or what is asked of whoever sees the person. ``urgency`` is how soon a
    referral says; where no source says it, the clinician writes it in by hand. A rule that names who may
    agree and stands in no card here is put to them in the words all letters share.
    """

    kind: Literal["question", "referral"]
    rules: tuple[str, ...]
    to: Text | None = None
    asks: Text
    urgency: Urgency = "not-stated"

    def __post_init__(self) -> None:
        """Refuse a referral to nobody, and a question that hurries."""
        if self.kind == "referral" and self.to is None:
            raise ValueError("a referral names who is to see the person: to")
        if self.kind == "question" and self.urgency != "not-stated":
            raise ValueError("only a referral has an urgency")
