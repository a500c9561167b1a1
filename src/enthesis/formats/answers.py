"""Answers as values, and how they are laid beside a case. Where they came from no longer matters here."""

from datetime import date
from decimal import Decimal
from typing import cast, get_args

import msgspec

from enthesis.care.values.case import Case, Examined, PastSession, Person, Sedation, Wish
from enthesis.care.values.fact import Fact
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.codes import CodeSystem
from enthesis.vocabulary.dates import PartialDate
from enthesis.vocabulary.errors import BadInput

_SIDES = {"left": Side.LEFT, "right": Side.RIGHT, "both": Side.BOTH}


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """Everything an answers file can hold."""

    facts: tuple[Fact, ...] = ()
    examined: tuple[Examined, ...] = ()
    sessions: tuple[PastSession, ...] = ()
    weight_kg: Decimal | None = None
    height_cm: Decimal | None = None


def with_answers(case: Case, answers: Answers, today: date) -> Case:
    """Lay answers beside a case: facts, examination, past sessions; weight, height, side, sedation.

    Raises:
        BadInput: the answers name another side or sedation than was asked for.
    """
    return msgspec.structs.replace(
        case,
        person=_person(case.person, answers, today),
        wish=_wish(case.wish, answers.facts),
        facts=(*case.facts, *answers.facts),
        examined=(*case.examined, *answers.examined),
        sessions=(*case.sessions, *answers.sessions),
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


def _wish(wish: Wish, facts: tuple[Fact, ...]) -> Wish:
    said = {_question_of(fact): fact.value for fact in facts}
    side = _SIDES.get(str(said.get("side")))
    if side is not None:
        _refuse_other("side", wish.side, side)
        wish = msgspec.structs.replace(wish, side=side)
    sedation = said.get("sedation")
    if sedation in get_args(Sedation):
        _refuse_other("sedation", wish.sedation, str(sedation))
        wish = msgspec.structs.replace(wish, sedation=cast(Sedation, sedation))
    return wish


def _refuse_other(question: str, asked: str | None, answered: str) -> None:
    if asked is not None and asked != answered:
        raise BadInput(
            f"The {question} asked for is {asked}, the answers say {answered}.",
            "Make them agree, or leave one out.",
        )
