"""Facts computed from facts: which code sets an entry belongs to, where it is, how old, how heavy.

Every number used here comes from a card. Medicines have a room of their own, ``medicines``.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

import msgspec

from enthesis.care.medicines import know_medicines
from enthesis.care.values.case import Case, Sedation, Sex
from enthesis.care.values.fact import Fact
from enthesis.care.values.known import How, Known, KnownAnswer, KnownFact
from enthesis.knowledge.cards.code_set import CodeSet
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.recognise import plain, words_of
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.codes import Code, CodeSystem
from enthesis.vocabulary.dates import InWindow, PartialDate, age_range, within

_SIDE_WORDS = {
    "right": Side.RIGHT,
    "left": Side.LEFT,
    "rt": Side.RIGHT,
    "lt": Side.LEFT,
    "bilat": Side.BOTH,
    "bilateral": Side.BOTH,
    "bilaterally": Side.BOTH,
    "both": Side.BOTH,
}
_RECOGNISED_KINDS = ("condition", "procedure", "allergy", "observation", "imaging")
_BMI_SET = "bmi"
_PLACE = "place-"
_SITUATION = "situation-"
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
    facts = [_know_fact(fact, handbook) for fact in case.facts if fact.kind in _RECOGNISED_KINDS]
    facts = [_with_its_mark(known, case, handbook) for known in facts]
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
        unrecognised=tuple(known for known in facts if _is_unrecognised(known, handbook)),
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


def _with_its_mark(known: KnownFact, case: Case, handbook: Handbook) -> KnownFact:
    """Mark an entry that no card knows and that may be so now, so that a rule can ask about it.

    Of the many things that are done to a person, only what was done at the target is asked about.
    """
    region = handbook.conditions[case.wish.condition].region
    asked = known.fact.kind in ("condition", "allergy") or (
        known.fact.kind == "procedure" and known.site == region
    )
    if known.fact.active == "no" or not asked or not _is_unrecognised(known, handbook):
        return known
    return msgspec.structs.replace(known, sets={**known.sets, _NOT_RECOGNISED: "name"})


def _is_unrecognised(known: KnownFact, handbook: Handbook) -> bool:
    """Tell whether no card knows what an entry is.

    Knowing only where it is does not count, nor does a card that no rule asks about entries of this kind.
    """
    if known.fact.kind == "observation":
        return False
    return not any(
        name != _NOT_RECOGNISED and (name, known.fact.kind) in _spoken_for(handbook) for name in known.sets
    )


@lru_cache(maxsize=4)
def _spoken_for(handbook: Handbook) -> frozenset[tuple[str, str]]:
    """List which code sets some rule asks about, with the kind of entry it asks for; and harmless ones."""
    asked = {
        (criterion.select.code_set, kind)
        for criterion in handbook.criteria.values()
        for kind in (criterion.select.kind, *criterion.select.also)
    }
    indications = {(card.code_set, "condition") for card in handbook.conditions.values()}
    harmless = {
        (card.id, kind)
        for card in handbook.code_sets.values()
        if not card.bearing and not card.id.startswith((_PLACE, _SITUATION))
        for kind in _RECOGNISED_KINDS
    }
    return frozenset(asked | indications | harmless)


def _know_fact(fact: Fact, handbook: Handbook) -> KnownFact:
    sets = handbook.code_set_recogniser.recognise(fact.codes, fact.text)
    site, side = fact.site, fact.side
    # No rule asks where a measurement was taken, and charts hold hundreds of them.
    if fact.kind != "observation" and (site is None or side is None):
        place_site, place_side = _place(fact, sets, handbook)
        site, side = site or place_site, side or place_side
    return KnownFact(fact=fact, sets=dict(sets), site=site, side=side)


def _place(fact: Fact, sets: Mapping[str, How], handbook: Handbook) -> tuple[str | None, Side | None]:
    """Read region and side from the body site, then from what the codes name, then from the entry's words.

    An entry that names two regions ("hip and knee") is at neither for certain: its place is not known. Nor is
    its side where code, body site and words contradict each other.
    """
    at: Mapping[str, How] = {}
    if fact.place or fact.place_text:
        at = handbook.code_set_recogniser.recognise(fact.place, fact.place_text)
    by_code = [name for name, how in sets.items() if how == "code"]
    site = _only_site(at, handbook) or _only_site(by_code, handbook) or _only_site(sets, handbook)
    sides = {
        *_sides_of_cards(fact.place, at, handbook),
        *_sides_of_cards(fact.codes, sets, handbook),
        _side_of_words(_said(fact.place_text, fact.place)),
        _side_of_words(_said(fact.text, fact.codes)),
    } - {None}
    return site, sides.pop() if len(sides) == 1 else None


def _only_site(names: Iterable[str], handbook: Handbook) -> str | None:
    sites = {site for name in names if (site := handbook.code_sets[name].site)}
    return sites.pop() if len(sites) == 1 else None


def _sides_of_cards(codes: tuple[Code, ...], names: Iterable[str], handbook: Handbook) -> set[Side | None]:
    return {_side_of_codes(handbook.code_sets[name], codes) for name in names}


def _said(text: str, codes: tuple[Code, ...]) -> str:
    return " ".join((text, *(code.display for code in codes)))


def _side_of_codes(card: CodeSet, codes: tuple[Code, ...]) -> Side | None:
    said = {plain(code.system, code.value) for code in codes}
    for side, named in ((Side.RIGHT, card.right), (Side.LEFT, card.left), (Side.BOTH, card.both)):
        if any(value in said or value.replace(".", "") in said for value in named):
            return side
    return None


def _side_of_words(text: str) -> Side | None:
    named = {_SIDE_WORDS[word] for word in words_of(text) if word in _SIDE_WORDS}
    if {Side.RIGHT, Side.LEFT} <= named:
        return Side.BOTH
    return named.pop() if len(named) == 1 else None


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
