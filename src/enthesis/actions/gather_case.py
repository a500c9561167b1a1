"""Bring together everything that is known of one patient, as the Case that care reads."""

from datetime import date
from decimal import Decimal

import msgspec

from enthesis.care.outcomes import measure
from enthesis.care.values.case import Case, Person
from enthesis.care.values.fact import Fact
from enthesis.formats.answers import Answers, with_answers
from enthesis.formats.fhir.chart import case_from_charts
from enthesis.knowledge.handbook import Handbook
from enthesis.store.reading.recorded import Recorded, recorded
from enthesis.vocabulary.errors import BadInput


def gather_case(*, record: str, handbook: Handbook, today: date) -> Case:
    """Read the charts afresh, and lay what was recorded here beside them.

    What was typed here counts before what a chart says of the person. Facts are all kept, since a rule
    must see each of them.

    Raises:
        BadInput: nobody has this record number, or a chart cannot be read.
    """
    kept = recorded(record)
    if kept is None:
        raise BadInput(f"Nobody has the record number {record!r}.", "Check it on the list of patients.")
    charted = _charted(kept, handbook, today)
    case = msgspec.structs.replace(
        charted,
        person=_person(kept.person, charted.person),
        facts=(*charted.facts, *kept.medicines, *kept.allergies),
        needles=kept.needles,
        sessions=kept.history.sessions,
        scores=tuple(measure(given, handbook) for given in kept.history.scores),
        reports=kept.history.reports,
        reviews=kept.history.reviews,
    )
    answers = Answers(
        facts=kept.answers,
        examined=kept.examined,
        weight_kg=_measured("weight", kept.answers),
        height_cm=_measured("height", kept.answers),
    )
    return with_answers(case, answers, today)


def _charted(kept: Recorded, handbook: Handbook, today: date) -> Case:
    if not kept.charts:
        return Case(person=kept.person, wish=kept.wish)
    return case_from_charts((chart.content for chart in kept.charts), kept.wish, today, handbook)


def _person(typed: Person, charted: Person) -> Person:
    """Take each thing from what was typed, else from the chart; a weight goes with its day."""
    return Person(
        name=typed.name or charted.name,
        birth=typed.birth or charted.birth,
        sex=typed.sex or charted.sex,
        weight_kg=charted.weight_kg if typed.weight_kg is None else typed.weight_kg,
        weight_on=charted.weight_on if typed.weight_kg is None else typed.weight_on,
        height_cm=charted.height_cm if typed.height_cm is None else typed.height_cm,
        refs=tuple(dict.fromkeys((*charted.refs, *typed.refs))),
    )


def _measured(question: str, answers: tuple[Fact, ...]) -> Decimal | None:
    """Give the weight or height somebody answered with."""
    said = (fact.value for fact in answers if any(code.value == question for code in fact.codes))
    return next((value for value in said if isinstance(value, Decimal)), None)
