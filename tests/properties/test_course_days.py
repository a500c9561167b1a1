"""Promise P4: no session inside a pause or closer than its minimum; history is never planned again."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as some

from enthesis.care.course import plan_course
from enthesis.care.values.course import Course
from enthesis.care.values.history import PastSession
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.sentences import say
from tests.clinic import with_settings

TODAY = date(2026, 11, 20)
DAYS = some.integers(-120, 200).map(lambda offset: TODAY + timedelta(days=offset))
PAST = some.lists(some.integers(0, 150), max_size=6).map(
    lambda offsets: [
        PastSession(number=number, day=TODAY - timedelta(days=offset))
        for number, offset in enumerate(sorted(offsets, reverse=True), start=1)
    ]
)
AWAY = some.lists(
    some.tuples(DAYS, some.integers(0, 60)).map(lambda span: (span[0], span[0] + timedelta(days=span[1]))),
    max_size=4,
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CLOSED = some.sets(some.sampled_from(WEEKDAYS), max_size=6)
REQUESTS = some.fixed_dictionaries(
    {
        "template": some.sampled_from(("usual", "leaflet-a", "leaflet-b")),
        "wished_start": some.none() | DAYS,
        "earliest": some.none() | DAYS,
        "washout_days": some.integers(0, 16),
        "pain": some.none() | some.decimals(0, 10, places=1),
        "history": PAST,
        "away": AWAY,
    }
)


def plan(request: dict, closed: set[str], handbook: Handbook) -> tuple[Course, Handbook]:
    clinic = with_settings(handbook, course_closed_weekdays=" ".join(sorted(closed)))
    return plan_course(today=TODAY, handbook=clinic, **request), clinic


@given(request=REQUESTS, closed=CLOSED)
@settings(max_examples=400, deadline=None)
def test_every_session_to_come_keeps_its_interval_its_window_and_the_open_days(
    handbook: Handbook, request: dict, closed: set[str]
) -> None:
    course, clinic = plan(request, closed, handbook)
    minimum = clinic.courses[request["template"]].interval.minimum_days
    maximum = clinic.courses[request["template"]].interval.maximum_days
    gap = max(minimum, request["washout_days"])
    soonest = max(TODAY, request["earliest"] or TODAY + timedelta(days=request["washout_days"]))
    for at, session in enumerate(course.sessions):
        if session.state == "done":
            continue
        assert session.planned >= soonest
        assert session.earliest <= session.planned
        assert session.latest is None or session.planned <= session.latest
        assert WEEKDAYS[session.planned.weekday()] not in closed
        assert not any(first <= session.planned <= last for first, last in request["away"])
        if at:
            apart = (session.planned - course.sessions[at - 1].planned).days
            assert gap <= apart <= maximum


@given(request=REQUESTS, closed=CLOSED)
@settings(max_examples=200, deadline=None)
def test_history_is_kept_and_the_count_goes_on_to_the_plan_or_to_a_reason(
    handbook: Handbook, request: dict, closed: set[str]
) -> None:
    course, clinic = plan(request, closed, handbook)
    done = [(s.number, s.planned) for s in course.sessions if s.state == "done"]
    assert done == [(past.number, past.day) for past in request["history"]]
    assert [s.number for s in course.sessions] == list(range(1, len(course.sessions) + 1))
    cap = clinic.courses[request["template"]].cap
    assert len(course.sessions) <= max(cap, len(done))
    assert (course.no_room is None) or course.no_room.number == len(course.sessions) + 1


@given(request=REQUESTS, closed=CLOSED)
@settings(max_examples=200, deadline=None)
def test_everything_a_course_says_can_be_put_into_words(
    handbook: Handbook, request: dict, closed: set[str]
) -> None:
    course, clinic = plan(request, closed, handbook)
    said = [*course.says, *(s.why for s in course.sessions)]
    said += [point.says for point in (*course.review_points, *course.follow_up)]
    for sentence in said:
        text = say(clinic, sentence.id, sentence.values)
        assert "  " not in text
        assert "{" not in text


@given(request=REQUESTS, closed=CLOSED, day=DAYS)
@settings(max_examples=200, deadline=None)
def test_one_more_day_away_never_makes_a_session_earlier_than_its_window(
    handbook: Handbook, request: dict, closed: set[str], day: date
) -> None:
    course, _ = plan(request | {"away": [*request["away"], (day, day)]}, closed, handbook)
    assert day not in {s.planned for s in course.sessions if s.state != "done"}


@given(pain=some.decimals(0, 10, places=1), more=some.decimals(0, 10, places=1))
def test_more_pain_never_plans_fewer_sessions(handbook: Handbook, pain: Decimal, more: Decimal) -> None:
    low, high = sorted((pain, more))
    for template in handbook.courses:
        fewer = plan_course(template, today=TODAY, handbook=handbook, pain=low)
        many = plan_course(template, today=TODAY, handbook=handbook, pain=high)
        assert len(fewer.sessions) <= len(many.sessions)
