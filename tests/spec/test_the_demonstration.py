"""The demonstration dozen: each person really is where their story says, on any day of the year."""

from datetime import date, timedelta

import pytest

from enthesis.care.clinic_days import open_days
from enthesis.care.plan import plan
from enthesis.care.values.after import StageId
from enthesis.care.values.plan import Plan
from enthesis.demonstration.people import answers, cast, chart, where
from enthesis.formats.answers import with_answers
from enthesis.formats.answers_file import answers_from_file
from enthesis.formats.fhir.chart import case_from_fhir
from enthesis.knowledge.handbook import Handbook

FRIDAY = date(2026, 11, 20)
# A whole week, and days round a month's end, a leap day, a new year and the change of the clocks.
DAYS = [
    *(FRIDAY + timedelta(days=ahead) for ahead in range(7)),
    *(date(2028, 2, 29), date(2026, 12, 31), date(2027, 1, 1), date(2027, 3, 29), date(2027, 10, 31)),
]
ROAD: set[StageId] = {
    "clear", "on-hold", "questions-open", "cannot-proceed", "course-planned", "ready-today", "mid-course",
    "flare", "red-flag", "not-responding", "finished", "referred-on",
}  # fmt: skip


def plan_of(person: str, handbook: Handbook, today: date) -> Plan:
    wish = cast()[person].wish(today)
    case = case_from_fhir(chart(person, today), wish, today, handbook)
    raw = answers(person, today)
    if raw is not None:
        case = with_answers(case, answers_from_file(raw, person, handbook, today), today)
    return plan(case, handbook, today)


def test_there_is_one_person_at_each_point_of_the_road() -> None:
    assert {person.stage for person in cast().values()} == ROAD
    assert len(cast()) == len(ROAD)


def test_the_stories_are_of_several_conditions_and_mostly_of_the_knee() -> None:
    conditions = [person.condition for person in cast().values()]
    assert len(set(conditions)) >= 5
    assert conditions.count("knee-oa") >= len(conditions) / 2


@pytest.mark.parametrize("person", sorted(cast()))
def test_each_person_stands_where_their_story_says(person: str, handbook: Handbook) -> None:
    for today in DAYS:
        is_open = open_days(handbook).first(today, today) is not None
        assert plan_of(person, handbook, today).stage.id == where(person, today, is_open=is_open), today


def test_on_a_closed_day_nobody_is_ready(handbook: Handbook) -> None:
    saturday = FRIDAY + timedelta(days=1)
    assert "ready-today" not in {plan_of(person, handbook, saturday).stage.id for person in cast()}


@pytest.mark.parametrize("person", sorted(cast()))
def test_nobody_of_the_cast_has_a_chart_or_a_file_that_is_not_understood(
    person: str, handbook: Handbook
) -> None:
    made = plan_of(person, handbook, FRIDAY)
    assert made.unrecognised == ()
    assert made.case.not_understood == ()
