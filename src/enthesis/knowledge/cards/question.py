"""Questions: what is asked, of whom, in which words, and how long an answer stays good."""

from typing import Literal

import msgspec

from enthesis.knowledge.cards.card import Card, Text
from enthesis.knowledge.cards.condition import Condition
from enthesis.knowledge.cards.rule import Asked


class Choice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One answer a person may give.

    ``regions``, ``tissues`` and ``pictures`` (the imaging policies) narrow where it is offered; empty is
    everywhere.
    """

    id: str
    text: Text
    regions: tuple[str, ...] = ()
    tissues: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()

    def is_offered(self, condition: Condition) -> bool:
        """Tell whether people treated for this condition may give it."""
        return (
            (not self.regions or condition.region in self.regions)
            and (not self.tissues or condition.tissue in self.tissues)
            and (not self.pictures or condition.imaging.policy in self.pictures)
        )


class Question(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question of one block.

    ``answer`` is its kind: ``yes-no`` always also takes "not known". ``good_for`` is how many days an
    answer stays good; older is not known again. ``applies`` narrows it by criterion-like facts of the
    person: ``sex`` and an inclusive age range. ``none_applies`` marks items that the one act
    "I went through these and none applies" may answer.
    ``opens`` tells which verdict stays open while it is unanswered.
    """

    block: Literal["A", "B", "C", "D"]
    order: int
    of: Literal["patient", "clinician"]
    asked: Asked
    text: Text
    patient_text: Text | None = None
    hint: Text | None = None
    answer: Literal["yes-no", "choice", "choices", "number", "date", "text", "examination", "medicine-list"]
    choices: tuple[Choice, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    unit: str = ""
    good_for: int
    sex: str = ""
    age_from: int | None = None
    age_to: int | None = None
    conditions: tuple[str, ...] = ()
    none_applies: bool = False
    opens: Literal["verdict", "ready-today", "neither"] = "verdict"

    def choices_for(self, condition: Condition) -> tuple[Choice, ...]:
        """Give the choices offered for this condition."""
        return tuple(choice for choice in self.choices if choice.is_offered(condition))
