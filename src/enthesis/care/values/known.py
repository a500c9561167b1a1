"""What the facts mean once recognised: code sets, place, medicines with their classes, fresh answers."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from enthesis.care.values.case import Case, Person, Sedation, Wish
from enthesis.care.values.fact import Fact
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.dates import PartialDate
from enthesis.vocabulary.status import Status

How = Literal["code", "name", "answer"]
Purpose = Literal["target-pain", "bought", "inflammatory", "heart", "other", "not-known"]


class KnownFact(msgspec.Struct, frozen=True, kw_only=True):
    """A fact with the code sets that recognise it and its place resolved."""

    fact: Fact
    sets: Mapping[str, How]
    site: str | None
    side: Side | None


class KnownMedicine(msgspec.Struct, frozen=True, kw_only=True):
    """One medicine, from all entries that name it.

    ``key`` is stable, made of its ingredients ("naproxen", "acetaminophen+oxycodone") or, where
    nothing recognised it, of its text. ``taking`` is three-valued; ``purpose`` why it is taken.
    ``classes`` is empty for a medicine nobody recognised.
    """

    key: str
    text: str
    classes: dict[str, How]
    ingredients: tuple[str, ...]
    taking: Status
    purpose: Purpose
    since: PartialDate | None
    ended: PartialDate | None
    last_dose: PartialDate | None
    per_day_mg: Decimal | None
    as_needed: bool | None
    refs: tuple[str, ...]
    questions: tuple[str, ...] = ()
    doubtful_end: bool = False


class KnownAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The latest answer to one question; ``fresh`` while it is not older than the question allows."""

    question: str
    value: Decimal | str | tuple[str, ...]
    on: PartialDate | None
    by: str
    reason: str
    fresh: bool
    ref: str


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """A case, understood on one day: the input of every question asked of it."""

    case: Case
    today: date
    ages: tuple[int, int] | None
    bmi: Decimal | None
    by_set: dict[str, tuple[KnownFact, ...]]
    medicines: tuple[KnownMedicine, ...]
    answers: dict[str, KnownAnswer]
    unrecognised: tuple[KnownFact, ...]


def nothing_known(condition: str, side: Side | None, sedation: Sedation | None) -> Known:
    """Give a person of whom nothing is known but what is to be treated, and under which sedation."""
    return Known(
        case=Case(person=Person(), wish=Wish(condition=condition, side=side, sedation=sedation)),
        today=date.max,
        ages=None,
        bmi=None,
        by_set={},
        medicines=(),
        answers={},
        unrecognised=(),
    )
