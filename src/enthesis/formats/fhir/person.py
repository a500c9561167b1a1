"""The person of a case: who the patient resource says, with the latest weight and height measured."""

from datetime import date
from decimal import ROUND_DOWN, Decimal

from enthesis.care.values.case import Person
from enthesis.care.values.fact import Fact
from enthesis.formats.body_size import BOUNDS
from enthesis.formats.fhir.patient import birth_of, name_of, sex_of
from enthesis.formats.fhir.reading import Reading
from enthesis.formats.fhir.subject import Subject
from enthesis.vocabulary.dates import PartialDate
from enthesis.vocabulary.errors import BadInput
from enthesis.vocabulary.quantities import convert

# No scale measures finer; exports print a dozen decimals. Downwards, so that no dose ceiling rises by it.
_FINEST = Decimal("0.01")


def person_of(subject: Subject, reading: Reading) -> Person:
    """Describe the person.

    Raises:
        BadInput: a birth date or a latest weight or height that cannot be right.
    """
    patient = subject.patient
    weight, height = _latest(reading.weights, reading.today), _latest(reading.heights, reading.today)
    return Person(
        name=name_of(patient),
        birth=birth_of(patient, reading, subject.ref),
        sex=sex_of(patient),
        weight_kg=_size("weight", weight),
        weight_on=weight.start if weight else None,
        height_cm=_size("height", height),
        refs=(subject.ref, *(ref for fact in (weight, height) if fact for ref in fact.refs)),
    )


def _latest(facts: list[Fact], today: date) -> Fact | None:
    """Give the last measurement up to today; one dated later only where there is no other."""
    measured = [fact for fact in facts if isinstance(fact.value, Decimal)]
    now = (today.year, today.month, today.day)
    past = [fact for fact in measured if _day(fact.start, 1, 1) <= now]
    return max(past or measured, key=lambda fact: _day(fact.start, 12, 31), default=None)


def _day(start: PartialDate | None, month: int, day: int) -> tuple[int, int, int]:
    """Give a day to sort by, filled in where the chart says only the year; what has none comes first."""
    return (start.year, start.month or month, start.day or day) if start else (0, 0, 0)


def _size(name: str, fact: Fact | None) -> Decimal | None:
    if fact is None or not isinstance(fact.value, Decimal):
        return None
    least, most, unit = BOUNDS[name]
    value = convert(fact.value, fact.unit, unit)
    if not least <= value <= most:
        raise BadInput(
            f"The latest {name} in the chart, {fact.value} {fact.unit} ({fact.refs[0]}), cannot be right.",
            "Correct it in the chart.",
        )
    return value.quantize(_FINEST, ROUND_DOWN) if value % _FINEST else value
