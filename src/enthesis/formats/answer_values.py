"""One answer, held against its question. A file, a FHIR form and a page all give the same ``Given``."""

import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches

import msgspec

from enthesis.care.values.fact import Fact
from enthesis.formats.fhir.dosage_text import is_only_a_dose
from enthesis.knowledge.cards.question import Question
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.codes import Code, CodeSystem
from enthesis.vocabulary.dates import PartialDate
from enthesis.vocabulary.errors import BadInput, BadQuantity
from enthesis.vocabulary.quantities import convert

NOT_KNOWN = "not known"
# Questions made from a chart entry; what follows the colon is checked by care, which made them.
LAST_DOSE = "last-dose"
MADE_FROM_CHART = ("confirm", "agreed", "taking", "why", "what", "given", LAST_DOSE)

_YES = ("yes", "y", "true")
_NO = ("no", "n", "false")
_UNKNOWN = ("not known", "not-known", "unknown", "don't know", "do not know", "not sure")
# What people write into a list of medicines to say that there is none.
_NOTHING = (
    "none", "nothing", "nil", "nope", "n/a", "na", "no other", "none other", "nothing else", "no others",
    "no medicine", "no medicines", "no medication", "no medications", "no other medicine",
    "no other medicines", "no other medication", "no other medications",
)  # fmt: skip
_NO_NAME = re.compile(r"[\W_]+\Z")  # a dash, a dot: somebody filled the field with nothing
_ALONE = ("no", "none", "not", "normal")  # how a choice begins that no other choice may stand beside
_MOST_DIGITS = 9  # more is no measure of a person


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """One answer as it came in: to which question, what, when, by whom, and why."""

    question: str
    value: object
    on: PartialDate | None = None
    unit: str = ""
    by: str = ""
    reason: str = ""
    ref: str = ""


def answer_fact(given: Given, handbook: Handbook, today: date, known: Collection[str]) -> Fact:
    """Hold one answer against its question and make it a fact.

    Raises:
        BadInput: nobody asks this, it cannot be the answer, or it was given after ``today``.
    """
    kind, _, subject = given.question.partition(":")
    if kind in MADE_FROM_CHART:
        if not subject:
            raise BadInput(f"{kind} does not say of what.", f'Write "{kind}:..." as the question prints it.')
    elif given.question not in known:
        raise BadInput(f"No question is called {_shown(given.question)}.", nearest(given.question, known))
    if given.on is not None and given.on.earliest > today:
        raise BadInput(f"{given.question} is answered on {given.on}, after {today}.", "Mend the date.")
    return Fact(
        kind="answer",
        codes=(Code(CodeSystem.ENTHESIS, given.question),),
        value=_value(given, kind, handbook.questions.get(kind), today),
        start=given.on,
        by=given.by,
        reason=given.reason,
        refs=(given.ref,) if given.ref else (),
    )


def nearest(name: str, known: Collection[str]) -> str:
    """Word the mend for a name nobody knows: the nearest one, or where to find them."""
    close = get_close_matches(name, list(known), n=1, cutoff=0.5)
    if close:
        return f"Did you mean {close[0]!r}?"
    return "`enthesis questions` lists them."


def _value(given: Given, kind: str, card: Question | None, today: date) -> Decimal | str | tuple[str, ...]:
    """Read the answer as its question wants it; "not known" is an answer to every question."""
    value = given.value
    if isinstance(value, str) and value.strip().casefold() in _UNKNOWN:
        return NOT_KNOWN
    if kind == LAST_DOSE or (card is not None and card.answer == "date"):
        return _day(given, today)
    if card is None:
        return _free(given)
    if card.answer == "number":
        return _number(given, card)
    if card.answer == "choices":
        return _choices(given, card)
    if card.answer in ("yes-no", "choice"):
        return _choice(given, card)
    return _medicines(given) if card.answer == "medicine-list" else _free(given)


def _number(given: Given, card: Question) -> Decimal:
    """Read a number inside the bounds of its question."""
    number = _in_unit(decimal_of(given.value), given, card)
    if number is None:
        raise BadInput(
            f"{given.question} wants a number, not {_shown(given.value)}.", "Give it without a unit."
        )
    low, high = card.minimum, card.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        unit = f" {card.unit}" if card.unit else ""
        raise BadInput(
            f"{given.question} = {number} is out of range.", f"It lies between {low} and {high}{unit}."
        )
    return number


def _in_unit(number: Decimal | None, given: Given, card: Question) -> Decimal | None:
    """Bring a number to the unit of its question; most are given without one and mean it."""
    if number is None or given.unit in ("", card.unit):
        return number
    try:
        return convert(number, given.unit, card.unit)
    except BadQuantity as error:
        raise BadInput(f"{given.question}: {error.says}", error.mend) from error


def decimal_of(value: object) -> Decimal | None:
    """Read a number one may calculate with; ``None`` for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= _MOST_DIGITS else None


def _day(given: Given, today: date) -> str:
    """Read a day not after today; kept as it is written in ISO."""
    value = given.value
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value.strip())
        except ValueError:
            value = None
    if not isinstance(value, date):
        raise BadInput(f"{given.question} wants a day, not {_shown(given.value)}.", "Write it as 2026-11-18.")
    if value.isoformat()[:10] > today.isoformat():
        raise BadInput(f"{given.question} = {value.isoformat()[:10]} lies after {today}.", "Mend the day.")
    return value.isoformat()[:10]


def _choices(given: Given, card: Question) -> tuple[str, ...]:
    """Read several choices; "none" beside another contradicts itself."""
    values = given.value if isinstance(given.value, list | tuple) else (given.value,)
    chosen = tuple(dict.fromkeys(_chosen(value, given, card) for value in values))
    alone = [each for each in chosen if each == NOT_KNOWN or each.split("-")[0] in _ALONE]
    if alone and len(chosen) > 1:
        others = ", ".join(each for each in chosen if each != alone[0])
        raise BadInput(f"{given.question} says both {alone[0]} and {others}.", "Keep one of them.")
    if not chosen:
        raise BadInput(f"{given.question} has an empty list.", 'Say "not known", or name a choice.')
    return chosen


def _choice(given: Given, card: Question) -> str:
    return _chosen(given.value, given, card)


def _chosen(value: object, given: Given, card: Question) -> str:
    """Read one choice: of the card's own, or yes and no where it asks that."""
    ids = [choice.id for choice in card.choices]
    said = _plain(_word(value))
    named = next((each for each in ids if said == each.casefold()), None)
    if named is not None:
        return named
    allowed = [*ids, *(("yes", "no") if card.answer == "yes-no" or not ids else ()), NOT_KNOWN]
    if said in allowed:
        return said
    raise BadInput(f"{given.question} cannot be {_shown(value)}.", f"Choose from: {', '.join(allowed)}.")


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.strip().casefold() if isinstance(value, str) else ""


def _free(given: Given) -> Decimal | str | tuple[str, ...]:
    """Read an answer in the person's own words, or several."""
    value = given.value
    if isinstance(value, list | tuple):
        texts = tuple(each.strip() for each in value if isinstance(each, str) and each.strip())
        if texts and len(texts) == len(value):
            return texts
    elif isinstance(value, bool):
        return "yes" if value else "no"
    elif isinstance(value, date):
        return value.isoformat()[:10]
    elif isinstance(value, str) and value.strip():
        return _plain(value.strip())
    elif (number := decimal_of(value)) is not None:
        return number
    raise BadInput(
        f"{given.question} cannot be {_shown(value)}.", "Give words, a number, or a list of words."
    )


def _medicines(given: Given) -> Decimal | str | tuple[str, ...]:
    """Read a list of medicines; "none" and "n/a" are a no, and "once daily" is no medicine."""
    said = _free(given)
    if isinstance(said, tuple):
        names = tuple(each for each in said if not _is_nothing(each))
        return tuple(_not_known_as_such(each) for each in names) or "no"
    if not isinstance(said, str):
        raise BadInput(f"{given.question} cannot be {_shown(given.value)}.", "Give the names, or say no.")
    return "no" if _is_nothing(said) else _with_their_doses(said)


def _is_nothing(said: str) -> bool:
    return said.casefold().rstrip(".! ") in _NOTHING or _NO_NAME.match(said) is not None


def _not_known_as_such(said: str) -> str:
    return NOT_KNOWN if said.casefold() in _UNKNOWN else said


def _with_their_doses(said: str) -> str:
    """Keep each dose with its medicine: in "warfarin 5 mg, once daily" the comma divides nothing."""
    names: list[str] = []
    for part in said.split(","):
        if names and is_only_a_dose(part):
            names[-1] = f"{names[-1].rstrip()} {part.strip()}"
        else:
            names.append(_not_known_as_such(part.strip()) if len(names) else part)
    return ", ".join(name.strip() for name in names)


def _plain(said: str) -> str:
    """Bring yes, no and not known to one spelling; other words stay as they were written."""
    word = said.casefold()
    if word in _UNKNOWN:
        return NOT_KNOWN
    return "yes" if word in _YES else "no" if word in _NO else said


def _shown(value: object) -> str:
    written = repr(value)
    return written if len(written) <= 40 else written[:40] + "..."
