"""Food and drink by the sedation plan, and the gates that turn on a clock."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from enthesis.care.preparation import judge_cream, judge_fasting, prepare, sedation_planned
from enthesis.care.values.gate import Intake
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.sentences import say
from enthesis.vocabulary.status import Severity
from tests.knee import knee, known

START = datetime(2026, 12, 1, 14, 0, tzinfo=UTC)


def clinic(handbook: Handbook, **values: Any) -> Handbook:
    settings = dict(handbook.settings)
    for name, value in values.items():
        card = name.replace("_", "-")
        settings[card] = msgspec.structs.replace(settings[card], value=value)
    return msgspec.structs.replace(handbook, settings=settings)


def ids(handbook: Handbook, sedation: Any, answers: dict[str, Any] | None = None) -> set[str]:
    person = known(handbook, knee(sedation=sedation, answers=answers))
    return {each.id for each in prepare(person, handbook.conditions["knee-oa"], handbook)}


MEALS = {"meal", "fasting", "fasting-protein", "fasting-exceptions", "fasting-diabetes", "sedation-question"}
FASTING = {"fasting", "fasting-protein", "fasting-exceptions", "fasting-diabetes"}

# sedation wished, setting of the clinic, its setting for minimal sedation -> what is said of food
TABLE = [
    (None, "not-said", "normal-meal", {"sedation-question"}),
    (None, "offers", "normal-meal", {"sedation-question"}),
    (None, "never", "normal-meal", {"meal"}),
    ("none", "not-said", "normal-meal", {"meal"}),
    ("none", "offers", "fasting", {"meal"}),
    ("minimal", "offers", "normal-meal", {"meal"}),
    ("minimal", "offers", "fasting", FASTING),
    ("moderate", "offers", "normal-meal", FASTING),
    ("moderate", "never", "normal-meal", FASTING),
    ("deep", "not-said", "normal-meal", FASTING),
]


@pytest.mark.parametrize(("sedation", "sedates", "minimal", "said"), TABLE)
def test_what_is_said_of_food(
    handbook: Handbook, sedation: Any, sedates: str, minimal: str, said: set[str]
) -> None:
    moved = clinic(handbook, clinic_sedates=sedates, minimal_sedation_meal=minimal)
    assert ids(moved, sedation) & MEALS == said


def test_the_fasting_hours_are_said_in_figures(handbook: Handbook) -> None:
    person = known(handbook, knee(sedation="moderate"))
    made = prepare(person, handbook.conditions["knee-oa"], handbook)
    said = {each.id: say(handbook, each.says.id, each.says.values) for each in made}
    assert "Clear liquids until 2 hours before, a light meal until 6 hours before" in said["fasting"]
    assert "fried, fatty or meat dishes until 8 hours before" in said["fasting"]
    assert "the evening before, and again once you have recovered" in said["fasting-protein"]
    assert "for 24 hours" in said["escort"]


def test_a_normal_meal_is_one_to_three_hours_before(handbook: Handbook) -> None:
    person = known(handbook, knee(sedation="none"))
    made = {each.id: each for each in prepare(person, handbook.conditions["knee-oa"], handbook)}
    assert "some protein, 1 to 3 hours before" in say(
        handbook, made["meal"].says.id, made["meal"].says.values
    )


@pytest.mark.parametrize(
    ("wished", "answered", "planned"),
    [
        (None, None, None),
        ("none", None, "none"),
        (None, "moderate", "moderate"),
        ("none", "moderate", "moderate"),
        ("deep", "none", "deep"),
        (None, "not known", None),
    ],
)
def test_the_deeper_of_two_plans_counts(
    handbook: Handbook, wished: Any, answered: str | None, planned: str | None
) -> None:
    answers = {"sedation": answered} if answered else None
    person = known(handbook, knee(sedation=wished, answers=answers))
    assert sedation_planned(person, handbook) == planned


def hours_ago(hours: float) -> datetime:
    return START - timedelta(hours=hours)


# sedation on the day, last intake, hours before -> open?
GATE = [
    ("moderate", "clear-liquid", 2.0, True),
    ("moderate", "clear-liquid", 1.9, False),
    ("moderate", "breast-milk", 4.0, True),
    ("moderate", "light-meal", 6.0, True),
    ("moderate", "light-meal", 5.9, False),
    ("moderate", "fatty-meal", 8.0, True),
    ("moderate", "fatty-meal", 7.9, False),
    ("deep", "fatty-meal", 2.5, False),
    ("moderate", "not-known", 7.0, False),
    ("moderate", "clear-liquid", -0.5, False),
    ("none", "fatty-meal", 0.5, True),
    ("minimal", "fatty-meal", 0.5, True),
]


@pytest.mark.parametrize(("sedation", "what", "hours", "is_open"), GATE)
def test_a_plan_changed_on_the_day_is_held_against_the_last_intake(
    handbook: Handbook, sedation: Any, what: Any, hours: float, is_open: bool
) -> None:
    judged = judge_fasting(sedation, [Intake(what=what, at=hours_ago(hours))], START, handbook)
    assert judged.is_open is is_open
    assert judged.severity is (None if is_open else Severity.HOLD)
    assert say(handbook, judged.says.id, judged.says.values)


def test_the_last_of_several_intakes_decides(handbook: Handbook) -> None:
    eaten = [
        Intake(what="fatty-meal", at=hours_ago(7)),
        Intake(what="clear-liquid", at=hours_ago(1.5)),
    ]
    judged = judge_fasting("moderate", eaten, START, handbook)
    assert judged.open_from == START + timedelta(hours=1)
    assert say(handbook, judged.says.id, judged.says.values).startswith(
        "Not fasted long enough for sedation before 15:00."
    )


@pytest.mark.parametrize(
    "eaten",
    [
        [],
        [Intake(what="light-meal")],
        [Intake(what="clear-liquid"), Intake(what="light-meal", at=START - timedelta(hours=24))],
    ],
)
def test_an_intake_nobody_remembers_keeps_the_gate_closed(handbook: Handbook, eaten: list[Intake]) -> None:
    judged = judge_fasting("moderate", eaten, START, handbook)
    assert (judged.is_open, judged.severity, judged.open_from) == (False, Severity.HOLD, None)


def test_without_a_plan_nothing_is_decided(handbook: Handbook) -> None:
    assert judge_fasting(None, [], START, handbook).severity is Severity.HOLD


@pytest.mark.parametrize(
    ("minutes", "is_open"), [(0, False), (59, False), (60, True), (150, True), (-5, False)]
)
def test_the_cream_must_lie_for_an_hour(handbook: Handbook, minutes: int, is_open: bool) -> None:
    judged = judge_cream(START - timedelta(minutes=minutes), START, handbook)
    assert judged.is_open is is_open


def test_a_cream_without_a_timer_is_a_closed_gate(handbook: Handbook) -> None:
    judged = judge_cream(None, START, handbook)
    assert (judged.is_open, judged.severity) == (False, Severity.HOLD)
