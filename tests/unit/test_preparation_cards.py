"""For whom each instruction holds, and that every name on its card exists."""

import re
from typing import Any

import pytest

from enthesis.care.preparation import prepare
from enthesis.care.values.fact import Fact
from enthesis.care.values.instruction import Instruction
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.sentences import say
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.dates import PartialDate
from tests.knee import knee, known
from tests.properties.test_preparation_laws import FOOD


def prepared(handbook: Handbook, **case: Any) -> dict[str, Instruction]:
    person = known(handbook, knee(**({"sedation": "none"} | case)))
    return {each.id: each for each in prepare(person, handbook.conditions["knee-oa"], handbook)}


def recorded(kind: Any, text: str) -> tuple[Fact, ...]:
    return (Fact(kind=kind, text=text, active="yes"),)


def test_every_name_on_a_card_exists(handbook: Handbook) -> None:
    for card in handbook.preparations.values():
        for name in (*card.with_any, *card.with_all, *card.without):
            assert name in handbook.code_sets or name in handbook.questions, f"{card.id}: {name}"
        for name in filter(None, (card.unless_no, card.question)):
            assert name in handbook.questions, f"{card.id}: {name}"
        for name in card.numbers.values():
            assert name in handbook.limits or name in handbook.settings, f"{card.id}: {name}"
        assert not card.switch or card.switch in handbook.settings
        assert set(re.findall(r"{(\w+)}", card.says["en"])) == set(card.numbers), card.id


def test_only_cards_of_a_settled_regime_speak_of_food(handbook: Handbook) -> None:
    for card in handbook.preparations.values():
        speaks = bool(FOOD.search(" ".join(card.says.values())))
        assert not speaks or card.regime in ("meal", "fasting"), card.id


def test_every_instruction_can_be_said_and_stands_behind_its_card(handbook: Handbook) -> None:
    made = prepared(handbook)
    assert len(made) > 20
    for each in made.values():
        assert "{" not in say(handbook, each.says.id, each.says.values)
        assert each.card == f"preparations/{each.id}"


def test_gates_come_in_the_order_of_the_session(handbook: Handbook) -> None:
    gates = [each.gate for each in prepared(handbook).values() if each.gate]
    assert list(dict.fromkeys(gates)) == ["drawing-up", "first-needle", "leaving"]


def test_a_right_leg_is_driven_home_and_a_left_one_is_not_told_to(handbook: Handbook) -> None:
    assert "driver-right-leg" in prepared(handbook, side=Side.RIGHT)
    assert "driver-right-leg" in prepared(handbook, side=Side.BOTH)
    assert "driver-right-leg" in prepared(handbook, side=None)
    assert "driver-right-leg" not in prepared(handbook, side=Side.LEFT)
    sedated = prepared(handbook, side=Side.RIGHT, sedation="moderate")
    assert "driver-right-leg" not in sedated
    assert "escort" in sedated


SKIN = [
    ((), {"skin-chlorhexidine"}),
    (("Chlorhexidine",), {"skin-iodine", "skin-ask"}),
    (("Povidone iodine",), {"skin-chlorhexidine", "skin-ask"}),
    (("Chlorhexidine", "Betadine"), {"skin-neither", "skin-ask"}),
    (("Latex",), {"skin-chlorhexidine", "skin-ask"}),
    (("Iodine contrast medium",), {"skin-chlorhexidine"}),
]


@pytest.mark.parametrize(("allergies", "chosen"), SKIN)
def test_antisepsis_by_allergy(handbook: Handbook, allergies: tuple[str, ...], chosen: set[str]) -> None:
    facts = tuple(fact for text in allergies for fact in recorded("allergy", text))
    made = prepared(handbook, facts=facts)
    assert {name for name in made if name.startswith("skin-")} - {"skin-before"} == chosen


CREAM = [
    ((), True),
    (recorded("allergy", "Prilocaine"), False),
    (recorded("allergy", "EMLA"), False),
    (recorded("condition", "G6PD deficiency"), False),
    (recorded("condition", "Methaemoglobinaemia"), False),
    (recorded("condition", "Family history of G6PD deficiency"), True),
    (recorded("allergy", "Penicillin"), True),
]


@pytest.mark.parametrize(("facts", "offered"), CREAM)
def test_numbing_cream_only_for_those_who_bear_it(
    handbook: Handbook, facts: tuple[Fact, ...], offered: bool
) -> None:
    made = prepared(handbook, facts=facts)
    assert ("gate-cream" in made) is ("gate-cream-off" in made) is offered
    assert ("gate-no-cream" in made) is not offered


@pytest.mark.parametrize(
    ("facts", "answer", "asked"),
    [
        ((), None, True),
        ((), "yes", True),
        ((), "not known", True),
        ((), "no", False),
        (recorded("condition", "Type 2 diabetes mellitus"), "no", True),
    ],
)
def test_glucose_is_measured_unless_diabetes_was_answered_no(
    handbook: Handbook, facts: tuple[Fact, ...], answer: str | None, asked: bool
) -> None:
    answers = {"diabetes-immune": answer} if answer else None
    assert ("gate-glucose" in prepared(handbook, facts=facts, answers=answers)) is asked


@pytest.mark.parametrize(
    ("sex", "birth", "asked"),
    [
        ("female", PartialDate(1990), True),
        ("female", PartialDate(1968), False),
        ("female", None, True),
        ("male", PartialDate(1990), False),
        (None, PartialDate(1990), True),
    ],
)
def test_pregnancy_is_asked_where_it_may_be(
    handbook: Handbook, sex: Any, birth: PartialDate | None, asked: bool
) -> None:
    assert ("gate-pregnancy" in prepared(handbook, sex=sex, birth=birth)) is asked


def test_the_ankle_is_lifted_before_a_knee_goes_home(handbook: Handbook) -> None:
    made = prepared(handbook)
    assert made["gate-ankle-lift"].gate == "leaving"
    assert "gate-breathing" not in made


def test_what_comes_first_stands_first(handbook: Handbook) -> None:
    told = prepare(known(handbook, knee(sedation="moderate")), handbook.conditions["knee-oa"], handbook)
    days = [each.day_from for each in told if each.moment == "before"]
    assert len(set(days)) > 2
    assert days == sorted(days)
