"""Facts computed from facts: what an entry is and where, how old, how heavy, what was answered.

Every number used here comes from a card. Medicines have a room of their own, ``medicines``; how an entry is
recognised, ``recognised``.
"""

from datetime import date
from decimal import Decimal

import msgspec

from enthesis.care.medicines import know_medicines
from enthesis.care.recognised import RECOGNISED_KINDS, recognised
from enthesis.care.values.case import Case, Sedation, Sex
from enthesis.care.values.fact import Fact
from enthesis.care.values.known import Known, KnownAnswer, KnownFact
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.codes import CodeSystem
from enthesis.vocabulary.dates import InWindow, PartialDate, age_range, within

_BMI_SET = "bmi"
_NOT_RECOGNISED = "not-recognised"
_SEXES: dict[str, Sex] = {"female": "female", "male": "male", "other": "other"}
_SEDATIONS: dict[str, Sedation] = {
    "none": "none",
    "minimal": "minimal",
    "moderate": "moderate",
    "deep": "deep",
}


def know(case: Case, handbook: Handbook, today: date) -> Known:
    """Understand a case on one day."""
    answers = _answers(case, handbook, today)
    case = _completed(case, answers)
    facts, unrecognised = _know_facts(case, handbook)
    bmi = _bmi(case)
    if bmi is not None:
        facts.append(_bmi_fact(case, bmi))
    birth = case.person.birth
    return Known(
        case=case,
        today=today,
        ages=age_range(birth, today) if birth else None,
        bmi=bmi,
        by_set=_by_set(facts),
        medicines=know_medicines(case, answers, facts, handbook, today),
        answers=answers,
        unrecognised=tuple(unrecognised),
    )


def _completed(case: Case, answers: dict[str, KnownAnswer]) -> Case:
    """Fill what the chart and the wish leave open from fresh answers; what is said there is not overruled."""
    person, wish = case.person, case.wish
    sides = {side.value: side for side in Side}
    return msgspec.structs.replace(
        case,
        person=msgspec.structs.replace(
            person,
            birth=_birth(person.birth, _date(answers.get("birth-date"))),
            sex=person.sex or _SEXES.get(_word(answers.get("sex"))),
            weight_kg=person.weight_kg or _number(answers.get("weight")),
            height_cm=person.height_cm or _number(answers.get("height")),
        ),
        wish=msgspec.structs.replace(
            wish,
            side=wish.side or sides.get(_word(answers.get("side"))),
            sedation=wish.sedation or _SEDATIONS.get(_word(answers.get("sedation"))),
        ),
    )


def _birth(charted: PartialDate | None, told: PartialDate | None) -> PartialDate | None:
    """Take the day told where the chart says none, or only a year or month that the day lies in."""
    if charted is None or told is None:
        return charted or told
    fits = charted.earliest <= told.earliest and told.latest <= charted.latest
    return told if fits else charted


def _number(answer: KnownAnswer | None) -> Decimal | None:
    return answer.value if answer and answer.fresh and isinstance(answer.value, Decimal) else None


def _date(answer: KnownAnswer | None) -> PartialDate | None:
    try:
        return PartialDate.of(date.fromisoformat(_word(answer)))
    except ValueError:
        return None


def _word(answer: KnownAnswer | None) -> str:
    return answer.value if answer and answer.fresh and isinstance(answer.value, str) else ""


def _know_facts(case: Case, handbook: Handbook) -> tuple[list[KnownFact], list[KnownFact]]:
    """Recognise every entry and find its place; give all of them, and those that no card knows."""
    region = handbook.conditions[case.wish.condition].region
    facts, unrecognised = [], []
    for fact in case.facts:
        if fact.kind not in RECOGNISED_KINDS:
            continue
        seen = recognised(fact.kind, fact.codes, fact.text, fact.place, fact.place_text, handbook)
        site, sets = fact.site or seen.site, seen.sets
        if not seen.is_known and _may_be_so_now(fact, site, region):
            sets = {**sets, _NOT_RECOGNISED: "name"}
        known = KnownFact(fact=fact, sets=sets, site=site, side=fact.side or seen.side)
        facts.append(known)
        if not seen.is_known:
            unrecognised.append(known)
    return facts, unrecognised


def _may_be_so_now(fact: Fact, site: str | None, region: str) -> bool:
    """Tell whether a rule should ask about an entry that no card knows.

    Of the many things that are done to a person, only what was done at the target is asked about.
    """
    asked = fact.kind in ("condition", "allergy") or (fact.kind == "procedure" and site == region)
    return asked and fact.active != "no"


def _bmi(case: Case) -> Decimal | None:
    """Body mass index, kg per square metre."""
    weight, height = case.person.weight_kg, case.person.height_cm
    if not weight or not height:
        return None
    metres = height / 100
    return weight / (metres * metres)


def _bmi_fact(case: Case, bmi: Decimal) -> KnownFact:
    fact = Fact(
        kind="observation", text="", value=round(bmi, 1), unit="kg/m2", start=case.person.weight_on,
        active="yes", refs=case.person.refs,
    )  # fmt: skip
    return KnownFact(fact=fact, sets={_BMI_SET: "code"}, site=None, side=None)


def _by_set(facts: list[KnownFact]) -> dict[str, tuple[KnownFact, ...]]:
    grouped: dict[str, list[KnownFact]] = {}
    for fact in facts:
        for name in fact.sets:
            grouped.setdefault(name, []).append(fact)
    return {name: tuple(found) for name, found in grouped.items()}


def _answers(case: Case, handbook: Handbook, today: date) -> dict[str, KnownAnswer]:
    """Keep the latest answer to each question; an answer without a day was given today."""
    latest: dict[str, KnownAnswer] = {}
    for fact in case.facts:
        if fact.kind != "answer" or fact.value is None:
            continue
        answer = _answer(fact, handbook, today)
        before = latest.get(answer.question)
        if before is None or _day(answer, today) >= _day(before, today):
            latest[answer.question] = answer
    return latest


def _answer(fact: Fact, handbook: Handbook, today: date) -> KnownAnswer:
    question = next(code.value for code in fact.codes if code.system is CodeSystem.ENTHESIS)
    card = handbook.questions.get(question.partition(":")[0])
    on = fact.start or PartialDate.of(today)
    return KnownAnswer(
        question=question,
        value=fact.value if fact.value is not None else "not known",
        on=on,
        by=fact.by,
        reason=fact.reason,
        fresh=card is None or within(card.good_for, today, on) is InWindow.IN,
        ref=fact.refs[0] if fact.refs else f"answer/{question}",
    )


def _day(answer: KnownAnswer, today: date) -> date:
    return answer.on.latest if answer.on else today
