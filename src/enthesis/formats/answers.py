"""Answers as values, and how they are laid beside a case. Where they came from no longer matters here."""

from datetime import date
from decimal import Decimal

import msgspec

from enthesis.care.values.case import Case, Examined, Person, Wish
from enthesis.care.values.fact import Fact
from enthesis.formats.answer_values import NOT_KNOWN
from enthesis.formats.history_file import History
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.codes import CodeSystem
from enthesis.vocabulary.dates import PartialDate
from enthesis.vocabulary.errors import BadInput


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """Everything an answers file can hold."""

    facts: tuple[Fact, ...] = ()
    examined: tuple[Examined, ...] = ()
    history: History = History()
    weight_kg: Decimal | None = None
    height_cm: Decimal | None = None


def with_answers(case: Case, answers: Answers, today: date) -> Case:
    """Lay answers beside a case: facts, examination, past sessions, weight and height.

    A side or sedation among the answers is read by care, which knows how long an answer stays good.
    """
    return msgspec.structs.replace(
        case,
        person=_person(case.person, answers, today),
        facts=(*case.facts, *answers.facts),
        examined=(*case.examined, *answers.examined),
        sessions=(*case.sessions, *answers.history.sessions),
        scores=(*case.scores, *answers.history.scores),
        reports=(*case.reports, *answers.history.reports),
        reviews=(*case.reviews, *answers.history.reviews),
    )


def refuse_other_wish(wish: Wish, answers: Answers) -> None:
    """Refuse answers that name another side or sedation than was asked for, or examine only the other side.

    Raises:
        BadInput: they contradict, and nobody may guess which is meant.
    """
    for fact in answers.facts:
        question = _question_of(fact)
        asked = {"side": wish.side, "sedation": wish.sedation}.get(question)
        if asked is not None and fact.value not in (asked, NOT_KNOWN):
            raise BadInput(
                f"The {question} asked for is {asked}, the answers say {fact.value}.",
                "Make them agree, or leave one out.",
            )
    examined = {found.side for found in answers.examined}
    if wish.side is not None and examined and not examined & {wish.side, Side.BOTH}:
        raise BadInput(
            f"The side asked for is {wish.side}, only the other one is examined.",
            "Examine the side asked for, or mend the side.",
        )


def _person(person: Person, answers: Answers, today: date) -> Person:
    """Put a weight and height somebody gave before those of the chart."""
    if answers.weight_kg is not None:
        person = msgspec.structs.replace(
            person, weight_kg=answers.weight_kg, weight_on=_day_of("weight", answers) or PartialDate.of(today)
        )
    if answers.height_cm is not None:
        person = msgspec.structs.replace(person, height_cm=answers.height_cm)
    return person


def _day_of(question: str, answers: Answers) -> PartialDate | None:
    return next((fact.start for fact in answers.facts if _question_of(fact) == question), None)


def _question_of(fact: Fact) -> str:
    return next((code.value for code in fact.codes if code.system is CodeSystem.ENTHESIS), "")
