"""The course: when the sessions are, and why then. Every day is a weekday of a fictional winter."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from enthesis.care.course import course_findings, plan_course, planned_sessions
from enthesis.care.values.course import Course
from enthesis.care.values.history import PastSession
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.sentences import say
from enthesis.vocabulary.errors import BadCard, BadInput
from enthesis.vocabulary.status import Severity
from tests.clinic import with_settings

TODAY = date(2026, 11, 20)  # a Friday
MONDAY = date(2026, 12, 7)


def days_between(course: Course) -> list[int]:
    planned = [session.planned for session in course.sessions]
    return [(later - earlier).days for earlier, later in pairwise(planned)]


def words(handbook: Handbook, course: Course) -> str:
    said = [*course.says, *(session.why for session in course.sessions)]
    said += [point.says for point in (*course.review_points, *course.follow_up)]
    return " ".join(say(handbook, sentence.id, sentence.values) for sentence in said)


# The count


@pytest.mark.parametrize(
    ("pain", "sessions"),
    [("0", 3), ("3", 3), ("3.9", 3), ("4", 4), ("6", 4), ("6.9", 4), ("7", 5), ("10", 5)],
)
@pytest.mark.parametrize("template", ["usual", "leaflet-a", "leaflet-b"])
def test_more_pain_plans_more_sessions(handbook: Handbook, template: str, pain: str, sessions: int) -> None:
    assert planned_sessions(template, pain=Decimal(pain), handbook=handbook) == sessions


def test_a_pain_nobody_told_plans_three_and_says_so(handbook: Handbook) -> None:
    course = plan_course("usual", today=TODAY, handbook=handbook)
    assert len(course.sessions) == 3
    assert "not said" in words(handbook, course)


def test_a_pain_that_was_told_is_not_called_unknown(handbook: Handbook) -> None:
    course = plan_course("usual", today=TODAY, handbook=handbook, pain=Decimal(5))
    assert "not said" not in words(handbook, course)
    assert "pain of 5 out of 10" in words(handbook, course)


@pytest.mark.parametrize("pain", ["-1", "10.1", "NaN"])
def test_a_pain_outside_the_scale_is_refused(handbook: Handbook, pain: str) -> None:
    with pytest.raises(BadInput, match="0 to 10"):
        planned_sessions("usual", pain=Decimal(pain), handbook=handbook)


def test_sessions_after_the_third_wait_for_a_review(handbook: Handbook) -> None:
    course = plan_course("usual", today=TODAY, handbook=handbook, pain=Decimal(9))
    assert [session.state for session in course.sessions] == ["planned"] * 3 + ["provisional"] * 2
    assert [point.what for point in course.review_points].count("further") == 2


def test_three_sessions_need_no_word_about_provisional_ones(handbook: Handbook) -> None:
    course = plan_course("usual", today=TODAY, handbook=handbook, pain=Decimal(1))
    assert "provisional" not in words(handbook, course)


# The three templates


def test_the_usual_course_is_four_weeks_apart(handbook: Handbook) -> None:
    course = plan_course("usual", today=TODAY, handbook=handbook, wished_start=MONDAY, pain=Decimal(9))
    assert course.sessions[0].planned == MONDAY
    assert days_between(course) == [28, 28, 28, 28]
    assert course.count_stated
    assert course.sessions[1].earliest == MONDAY + timedelta(days=14)
    assert course.sessions[1].latest == MONDAY + timedelta(days=42)


def test_leaflet_a_is_one_to_two_weeks_apart(handbook: Handbook) -> None:
    course = plan_course("leaflet-a", today=TODAY, handbook=handbook, wished_start=MONDAY, pain=Decimal(5))
    assert all(7 <= days <= 14 for days in days_between(course))
    assert course.sessions[1].earliest == MONDAY + timedelta(days=7)
    assert course.sessions[1].latest == MONDAY + timedelta(days=14)


@pytest.mark.parametrize(("pain", "apart"), [(2, [42, 42]), (5, [28, 28, 28]), (8, [21, 21, 21, 21])])
def test_leaflet_b_spreads_the_clinics_count_over_the_span(
    handbook: Handbook, pain: int, apart: list[int]
) -> None:
    course = plan_course("leaflet-b", today=TODAY, handbook=handbook, wished_start=MONDAY, pain=Decimal(pain))
    assert days_between(course) == apart
    assert 84 <= sum(apart) <= 182


@pytest.mark.parametrize("pain", [None, Decimal(5)])
def test_leaflet_b_says_that_it_states_no_count(handbook: Handbook, pain: Decimal | None) -> None:
    course = plan_course("leaflet-b", today=TODAY, handbook=handbook, pain=pain)
    assert not course.count_stated
    assert "Count not stated" in words(handbook, course)
    assert "84 to 182 days" in words(handbook, course)


def test_leaflet_b_says_when_open_days_leave_it_shorter_than_its_span(handbook: Handbook) -> None:
    second = MONDAY + timedelta(days=84)
    course = plan_course(
        "leaflet-b", today=TODAY, handbook=handbook, wished_start=MONDAY, away=[(second, second)]
    )
    assert sum(days_between(course)) < 84
    assert "shorter than the 84" in words(handbook, course)


def test_leaflet_b_catches_up_after_a_session_that_had_to_come_early(handbook: Handbook) -> None:
    away = (MONDAY + timedelta(days=26), MONDAY + timedelta(days=44))
    course = plan_course(
        "leaflet-b", today=TODAY, handbook=handbook, wished_start=MONDAY, pain=Decimal(5), away=[away]
    )
    days = [(session.planned - MONDAY).days for session in course.sessions]
    assert days == [0, 25, 56, 84]


def test_leaflet_b_ends_within_182_days_of_its_first_session(handbook: Handbook) -> None:
    done = [PastSession(number=1, day=date(2026, 6, 22)), PastSession(number=2, day=date(2026, 11, 16))]
    course = plan_course("leaflet-b", today=TODAY, handbook=handbook, history=done)
    assert course.sessions[2].latest == date(2026, 6, 22) + timedelta(days=182)


def test_an_unknown_template_is_refused_with_the_ones_there_are(handbook: Handbook) -> None:
    with pytest.raises(BadInput, match="leaflet-a, leaflet-b, usual"):
        plan_course("weekly", today=TODAY, handbook=handbook)


# Adoption of leaflet A (CTR-1, RSP-9)


def test_leaflet_a_is_on_hold_until_the_clinic_adopts_it(handbook: Handbook) -> None:
    course = plan_course("leaflet-a", today=TODAY, handbook=handbook)
    [finding] = course_findings(course, handbook=handbook)
    assert not course.adopted
    assert finding.severity is Severity.HOLD
    assert "adopted-course-leaflet-a" in say(handbook, finding.do_next.id, finding.do_next.values)
    assert len(course.sessions) == 3, "its dates are shown all the same"


def test_leaflet_a_once_adopted_is_a_warning(handbook: Handbook) -> None:
    clinic = with_settings(handbook, adopted_course_leaflet_a=True)
    course = plan_course("leaflet-a", today=TODAY, handbook=clinic)
    [finding] = course_findings(course, handbook=clinic)
    assert course.adopted
    assert finding.severity is Severity.WARN


@pytest.mark.parametrize("template", ["usual", "leaflet-b"])
@pytest.mark.parametrize("adopted", [True, False])
def test_other_templates_ask_for_no_adoption(handbook: Handbook, template: str, adopted: bool) -> None:
    clinic = with_settings(handbook, adopted_course_leaflet_a=adopted)
    course = plan_course(template, today=TODAY, handbook=clinic)
    assert course.adopted
    assert course_findings(course, handbook=clinic) == ()


# The first day


def test_a_start_before_today_counts_as_today(handbook: Handbook) -> None:
    course = plan_course("usual", today=TODAY, handbook=handbook, wished_start=date(2026, 1, 5))
    assert course.sessions[0].planned == TODAY


def test_no_wish_gives_the_first_open_day(handbook: Handbook) -> None:
    saturday = date(2026, 11, 21)
    course = plan_course("usual", today=saturday, handbook=handbook)
    assert course.sessions[0].planned == date(2026, 11, 23)


def test_a_medicine_pause_moves_the_first_session(handbook: Handbook) -> None:
    course = plan_course("usual", today=TODAY, handbook=handbook, earliest=date(2026, 11, 24))
    assert course.sessions[0].planned == date(2026, 11, 24)
    assert "medicine pause" in words(handbook, course)


def test_a_pause_without_a_known_end_begins_today(handbook: Handbook) -> None:
    course = plan_course("usual", today=TODAY, handbook=handbook, washout_days=3)
    assert course.sessions[0].planned == date(2026, 11, 23)


def test_without_a_pause_nothing_is_said_of_one(handbook: Handbook) -> None:
    course = plan_course("usual", today=TODAY, handbook=handbook, earliest=TODAY)
    assert "medicine pause" not in words(handbook, course)


def test_a_wish_inside_the_pause_waits_and_says_so(handbook: Handbook) -> None:
    course = plan_course(
        "usual", today=TODAY, handbook=handbook, wished_start=TODAY, earliest=date(2026, 11, 24)
    )
    assert course.sessions[0].planned == date(2026, 11, 24)
    assert "Asked for from 20 November 2026; not possible before 24 November 2026" in words(handbook, course)


def test_a_first_session_has_no_latest_day(handbook: Handbook) -> None:
    assert plan_course("usual", today=TODAY, handbook=handbook).sessions[0].latest is None


def test_a_start_in_the_next_century_is_refused(handbook: Handbook) -> None:
    with pytest.raises(BadInput, match="ten years"):
        plan_course("usual", today=TODAY, handbook=handbook, wished_start=date(2126, 11, 20))


# Closed days and days away


def test_closed_weekdays_follow_the_clinics_setting(handbook: Handbook) -> None:
    clinic = with_settings(handbook, course_closed_weekdays="Monday Tuesday Wednesday Thursday Friday")
    course = plan_course("usual", today=TODAY, handbook=clinic)
    assert {session.planned.weekday() for session in course.sessions} <= {5, 6}


def test_closure_dates_move_a_session_and_say_why(handbook: Handbook) -> None:
    clinic = with_settings(handbook, course_closure_dates="2026-12-24..2027-01-06 2027-02-03")
    course = plan_course("usual", today=TODAY, handbook=clinic, wished_start=date(2026, 12, 2))
    assert [s.planned for s in course.sessions] == [
        date(2026, 12, 2), date(2027, 1, 7), date(2027, 2, 4),
    ]  # fmt: skip
    assert "is not an open day" in words(handbook, course)


def test_days_away_move_a_session_earlier_when_nothing_later_fits(handbook: Handbook) -> None:
    away = (MONDAY + timedelta(days=27), MONDAY + timedelta(days=60))
    course = plan_course("usual", today=TODAY, handbook=handbook, wished_start=MONDAY, away=[away])
    assert course.sessions[1].planned == date(2027, 1, 1)
    assert "last open day before" in words(handbook, course)


def test_no_open_day_in_the_window_ends_the_course_with_a_sentence(handbook: Handbook) -> None:
    away = (MONDAY + timedelta(days=14), MONDAY + timedelta(days=42))
    course = plan_course("usual", today=TODAY, handbook=handbook, wished_start=MONDAY, away=[away])
    assert len(course.sessions) == 1
    assert course.no_room is not None
    assert (course.no_room.number, course.no_room.next_open) == (2, date(2027, 1, 19))
    assert "Session 2 does not fit" in words(handbook, course)
    assert course.repeat_from is None


def test_a_course_with_room_says_nothing_of_its_lack(handbook: Handbook) -> None:
    course = plan_course("usual", today=TODAY, handbook=handbook, away=[(MONDAY, MONDAY)])
    assert course.no_room is None
    assert "does not fit" not in words(handbook, course)


def test_a_clinic_that_never_opens_gives_no_session_and_no_crash(handbook: Handbook) -> None:
    clinic = with_settings(
        handbook, course_closed_weekdays="monday tuesday wednesday thursday friday saturday sunday"
    )
    course = plan_course("usual", today=TODAY, handbook=clinic)
    assert course.sessions == ()
    assert course.review_points == course.follow_up == ()
    assert course.no_room is not None
    assert "does not fit" in words(handbook, course)


def test_a_span_that_ends_before_it_begins_is_refused(handbook: Handbook) -> None:
    with pytest.raises(BadInput, match="ends before it begins"):
        plan_course("usual", today=TODAY, handbook=handbook, away=[(MONDAY, TODAY)])


@pytest.mark.parametrize("value", ["Christmas", "2026-13-01", "2027-01-02..2026-12-24"])
def test_a_closure_that_is_no_day_is_refused(handbook: Handbook, value: str) -> None:
    with pytest.raises(BadCard, match="course-closure-dates"):
        plan_course("usual", today=TODAY, handbook=with_settings(handbook, course_closure_dates=value))


def test_a_weekday_nobody_knows_is_refused(handbook: Handbook) -> None:
    with pytest.raises(BadCard, match="no weekday"):
        plan_course("usual", today=TODAY, handbook=with_settings(handbook, course_closed_weekdays="samedi"))


# Planning again


def history(*days: date) -> list[PastSession]:
    return [PastSession(number=number, day=day) for number, day in enumerate(days, start=1)]


DONE = history(MONDAY)


def test_what_was_done_stays_and_the_count_goes_on(handbook: Handbook) -> None:
    done = history(date(2026, 10, 3), date(2026, 11, 1))  # a Saturday and a Sunday: history all the same
    course = plan_course("usual", today=TODAY, handbook=handbook, pain=Decimal(5), history=done)
    assert [(s.number, s.state) for s in course.sessions] == [
        (1, "done"), (2, "done"), (3, "planned"), (4, "provisional"),
    ]  # fmt: skip
    assert [s.planned for s in course.sessions[:2]] == [date(2026, 10, 3), date(2026, 11, 1)]
    assert course.sessions[2].planned == date(2026, 11, 30), "28 days is a Sunday"


def test_the_wish_for_the_first_session_is_over_once_it_is_done(handbook: Handbook) -> None:
    course = plan_course(
        "usual", today=MONDAY, handbook=handbook, wished_start=MONDAY, history=history(MONDAY)
    )
    assert days_between(course) == [28, 28]


def test_a_wish_for_the_next_session_counts_inside_its_window(handbook: Handbook) -> None:
    wish = MONDAY + timedelta(days=35)
    course = plan_course("usual", today=MONDAY, handbook=handbook, wished_start=wish, history=DONE)
    assert days_between(course) == [35, 28]


def test_a_wish_that_is_too_soon_is_not_followed(handbook: Handbook) -> None:
    wish = MONDAY + timedelta(days=10)
    course = plan_course("usual", today=MONDAY, handbook=handbook, wished_start=wish, history=DONE)
    assert days_between(course) == [28, 28]
    assert "not possible before 21 December 2026" in words(handbook, course)


def test_a_wish_beyond_the_latest_day_does_not_fit(handbook: Handbook) -> None:
    wish = MONDAY + timedelta(days=50)
    course = plan_course("usual", today=MONDAY, handbook=handbook, wished_start=wish, history=DONE)
    assert course.no_room is not None
    assert course.no_room.says.id == "course.no-room.wished"


def test_a_session_overdue_by_weeks_is_not_planned_as_if_nothing_were(handbook: Handbook) -> None:
    course = plan_course("usual", today=TODAY, handbook=handbook, history=history(date(2026, 9, 1)))
    assert [session.state for session in course.sessions] == ["done"]
    assert course.no_room is not None
    assert course.no_room.says.id == "course.no-room.passed"


def test_a_pause_longer_than_the_interval_leaves_no_room(handbook: Handbook) -> None:
    course = plan_course("leaflet-a", today=TODAY, handbook=handbook, earliest=TODAY, washout_days=15)
    assert course.no_room is not None
    assert course.no_room.says.id == "course.no-room.waits"


def test_a_session_waits_for_a_pause_and_names_the_usual_day(handbook: Handbook) -> None:
    course = plan_course(
        "usual",
        today=TODAY,
        handbook=handbook,
        earliest=date(2026, 12, 3),
        history=history(date(2026, 11, 2)),
    )
    assert course.sessions[1].planned == date(2026, 12, 3)
    assert "30 November 2026 would be usual" in words(handbook, course)


def test_a_finished_count_plans_no_more_and_names_the_earliest_repeat(handbook: Handbook) -> None:
    done = history(date(2026, 8, 31), date(2026, 9, 28), date(2026, 10, 26))
    course = plan_course("usual", today=TODAY, handbook=handbook, history=done)
    assert all(session.state == "done" for session in course.sessions)
    assert course.repeat_from == date(2027, 4, 26)
    assert "not before 26 April 2027" in words(handbook, course)


def test_the_cap_is_never_passed(handbook: Handbook) -> None:
    done = history(*(date(2026, 6, 1) + timedelta(days=28 * n) for n in range(6)))
    course = plan_course("usual", today=TODAY, handbook=handbook, pain=Decimal(10), history=done)
    assert len(course.sessions) == 6
    assert all(session.state == "done" for session in course.sessions)


# Reviews and follow-up


def test_reviews_count_from_the_first_session(handbook: Handbook) -> None:
    course = plan_course("usual", today=TODAY, handbook=handbook, wished_start=MONDAY)
    verdict = next(point for point in course.review_points if point.what == "verdict")
    assert (verdict.day, verdict.until) == (MONDAY + timedelta(weeks=12), MONDAY + timedelta(weeks=16))
    assert [point.day for point in course.follow_up] == [
        MONDAY + timedelta(weeks=26),
        MONDAY + timedelta(weeks=52),
    ]


def test_reviews_keep_their_anchor_when_the_course_is_planned_again(handbook: Handbook) -> None:
    first = date(2026, 11, 2)
    course = plan_course("usual", today=TODAY, handbook=handbook, history=history(first))
    assert course.follow_up[0].day == first + timedelta(weeks=26)


def test_scores_are_taken_before_the_first_session_and_before_each_later_one(handbook: Handbook) -> None:
    course = plan_course("usual", today=TODAY, handbook=handbook, wished_start=MONDAY)
    looks = {point.what: [] for point in course.review_points}
    for point in course.review_points:
        looks[point.what].append(point.day)
    assert looks["baseline"] == [MONDAY]
    assert looks["trend"] == [session.planned for session in course.sessions[1:]]


def test_the_baseline_is_not_asked_for_again_once_the_first_session_is_done(handbook: Handbook) -> None:
    course = plan_course("usual", today=TODAY, handbook=handbook, history=history(date(2026, 11, 2)))
    assert "baseline" not in {point.what for point in course.review_points}


@pytest.mark.parametrize("template", ["usual", "leaflet-a"])
@pytest.mark.parametrize("too_soon", [1, 2, 5])
def test_a_wish_before_the_minimum_is_never_granted(handbook: Handbook, template: str, too_soon: int) -> None:
    minimum = handbook.courses[template].interval.minimum_days
    done = PastSession(number=1, day=TODAY)
    for late in (-too_soon, 0):
        wished = TODAY + timedelta(days=minimum + late)
        clinic = with_settings(handbook, course_closed_weekdays="")
        course = plan_course(template, today=TODAY, handbook=clinic, history=(done,), wished_start=wished)
        second = course.sessions[1].planned
        assert (second - TODAY).days >= minimum
        assert (second == wished) == (late == 0)
