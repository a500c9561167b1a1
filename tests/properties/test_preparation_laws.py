"""P6: no meal advice before the sedation plan is known; deeper sedation never meets a protein breakfast."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from enthesis.care.preparation import judge_fasting, prepare
from enthesis.care.values.gate import Intake
from enthesis.care.values.instruction import Instruction
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.sentences import say
from enthesis.vocabulary.anatomy import Side
from tests.knee import knee, known

FOOD = re.compile(
    r"\b(eat|eats|eaten|meal|meals|breakfast|dinner|food|protein|fast|fasting|fasted|drink|drinks|liquids?"
    r"|hungry|snack|eggs|yoghurt|bacon)\b",
    re.IGNORECASE,
)
START = datetime(2026, 12, 1, 14, 0, tzinfo=UTC)

SEDATION = st.sampled_from([None, "none", "minimal", "moderate", "deep"])
CLINIC = st.fixed_dictionaries(
    {
        "clinic-sedates": st.sampled_from(["not-said", "never", "offers"]),
        "minimal-sedation-meal": st.sampled_from(["normal-meal", "fasting"]),
        "procedure-numbing-cream": st.booleans(),
    }
)
YES_NO = st.sampled_from([None, "yes", "no", "not known"])
ANSWERS = st.fixed_dictionaries(
    {
        "sedation": st.sampled_from([None, "none", "minimal", "moderate", "deep", "not known"]),
        "diabetes-immune": YES_NO,
        "allergy-skin": YES_NO,
        "allergy-anaesthetic": YES_NO,
    }
)
SIDES = st.sampled_from([None, *Side])
SEX = st.sampled_from([None, "female", "male", "other"])


def prepared(
    handbook: Handbook, sedation: Any, clinic: dict[str, Any], answers: dict[str, Any], side: Any, sex: Any
) -> tuple[Handbook, tuple[Instruction, ...]]:
    cards = {
        key: msgspec.structs.replace(handbook.settings[key], value=value) for key, value in clinic.items()
    }
    moved = msgspec.structs.replace(handbook, settings=handbook.settings | cards)
    given_ = {key: value for key, value in answers.items() if value is not None}
    person = known(moved, knee(sedation=sedation, answers=given_, side=side, sex=sex))
    return moved, prepare(person, moved.conditions["knee-oa"], moved)


@given(sedation=SEDATION, clinic=CLINIC, answers=ANSWERS, side=SIDES, sex=SEX)
@settings(max_examples=400, deadline=None)
def test_before_the_plan_is_known_not_a_word_is_said_of_food(
    handbook: Handbook, sedation: Any, clinic: dict[str, Any], answers: dict[str, Any], side: Any, sex: Any
) -> None:
    moved, made = prepared(handbook, sedation, clinic, answers, side, sex)
    settled = (
        sedation or answers["sedation"] not in (None, "not known") or clinic["clinic-sedates"] == "never"
    )
    asks = [each for each in made if each.question == "sedation"]
    about_food = [each.id for each in made if FOOD.search(say(moved, each.says.id, each.says.values))]
    assert bool(asks) is not bool(settled)
    assert bool(about_food) is bool(settled)


@given(sedation=SEDATION, clinic=CLINIC, answers=ANSWERS, side=SIDES, sex=SEX)
@settings(max_examples=400, deadline=None)
def test_deeper_sedation_and_a_meal_before_it_never_meet(
    handbook: Handbook, sedation: Any, clinic: dict[str, Any], answers: dict[str, Any], side: Any, sex: Any
) -> None:
    moved, made = prepared(handbook, sedation, clinic, answers, side, sex)
    deeper = {sedation, answers["sedation"]} & {"moderate", "deep"}
    names = {each.id for each in made}
    assert not {"meal", "fasting"} <= names
    if deeper:
        assert "fasting" in names
        assert {"escort", "sedation-team", "gate-monitoring", "gate-recovered"} <= names
        on_the_day = [each for each in made if each.moment == "day" and each.of == "patient"]
        assert not [each for each in on_the_day if FOOD.search(say(moved, each.says.id, each.says.values))]


@given(sedation=SEDATION, clinic=CLINIC, answers=ANSWERS, side=SIDES, sex=SEX)
@settings(max_examples=200, deadline=None)
def test_one_antisepsis_at_most_and_never_one_that_is_not_borne(
    handbook: Handbook, sedation: Any, clinic: dict[str, Any], answers: dict[str, Any], side: Any, sex: Any
) -> None:
    _, made = prepared(handbook, sedation, clinic, answers, side, sex)
    names = [each.id for each in made if each.id.startswith("skin-") and each.id != "skin-before"]
    assert names == (["skin-ask"] if answers["allergy-skin"] == "yes" else ["skin-chlorhexidine"])
    cream = {each.id for each in made} & {"gate-cream", "gate-no-cream"}
    wanted = {"gate-no-cream"} if answers["allergy-anaesthetic"] == "yes" else {"gate-cream"}
    assert cream == (wanted if clinic["procedure-numbing-cream"] else set())


@given(
    deeper=st.sampled_from(["moderate", "deep"]),
    minutes=st.integers(-60, 1440),
    also=st.lists(
        st.tuples(st.sampled_from(["clear-liquid", "light-meal", "breast-milk"]), st.integers(0, 1440)),
        max_size=3,
    ),
)
@settings(max_examples=300, deadline=None)
def test_a_protein_breakfast_less_than_eight_hours_ago_keeps_deeper_sedation_closed(
    handbook: Handbook, deeper: Any, minutes: int, also: list[tuple[Any, int]]
) -> None:
    eaten = [Intake(what="fatty-meal", at=START - timedelta(minutes=minutes))]
    eaten += [Intake(what=what, at=START - timedelta(minutes=ago)) for what, ago in also]
    judged = judge_fasting(deeper, eaten, START, handbook)
    if minutes < 480:
        assert not judged.is_open
    needed = {"clear-liquid": 120, "breast-milk": 240, "light-meal": 360, "fatty-meal": 480}
    assert judged.is_open is (minutes >= 480 and all(ago >= needed[what] for what, ago in also))
