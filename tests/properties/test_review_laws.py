"""Laws of the review: missing scores never become no gain, and worse news never brings a milder decision."""

from datetime import date, timedelta
from decimal import Decimal

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as some

from enthesis.care.outcomes import score
from enthesis.care.review import review
from enthesis.care.values.history import PastSession
from enthesis.care.values.outcome import Measured
from enthesis.care.values.review import Checkup, Review
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.status import Status

FIRST = date(2026, 9, 7)
ORDER = ("continue", "finish", "ask", "defer", "hold", "refer", "stop")
MAYBE = some.none() | some.booleans()
CHECKUPS = some.builds(
    Checkup,
    red_flag=MAYBE,
    back_to_baseline=MAYBE,
    satisfied=MAYBE,
    function_goal_met=MAYBE,
    adverse_grade=some.none() | some.integers(0, 5),
    over_limit=MAYBE,
    wished_interval_days=some.none() | some.integers(1, 42),
    reason_to_go_on=some.sampled_from(("", "target was missed")),
)
SESSIONS = some.lists(some.integers(14, 42), max_size=5).map(
    lambda gaps: [FIRST + timedelta(days=sum(gaps[:n])) for n in range(len(gaps))]
)
SCORES = some.dictionaries(some.integers(-3, 160), some.none() | some.integers(0, 10), max_size=8)
COURSES = some.fixed_dictionaries(
    {"day": some.integers(0, 160), "sessions": SESSIONS, "scores": SCORES, "planned": some.integers(3, 5)}
)


def reviewed(handbook: Handbook, course: dict, checkup: Checkup) -> Review:
    card = handbook.instruments["nrs"]
    today = FIRST + timedelta(days=course["day"])
    return review(
        today=today,
        sessions=[
            PastSession(number=n, day=day) for n, day in enumerate(course["sessions"], 1) if day <= today
        ],
        planned=course["planned"],
        instrument=card,
        scores=[
            Measured(
                day=FIRST + timedelta(days=day),
                outcome=score(card, {"pain": None if value is None else Decimal(value)}),
            )
            for day, value in course["scores"].items()
        ],
        checkup=checkup,
        handbook=handbook,
    )


@given(course=COURSES, checkup=CHECKUPS)
@settings(max_examples=300, deadline=None)
def test_without_any_score_no_gain_and_worsening_are_never_met(
    handbook: Handbook, course: dict, checkup: Checkup
) -> None:
    for scores in ({}, dict.fromkeys(course["scores"])):
        found = reviewed(handbook, course | {"scores": scores}, checkup)
        met = {line.rule for line in found.lines if line.status is Status.MET}
        assert not met & {"rsp-4", "rsp-5", "rsp-6", "rsp-7"}


@given(course=COURSES, checkup=CHECKUPS)
@settings(max_examples=300, deadline=None)
def test_a_red_flag_always_stops_and_an_unknown_one_never_goes_on(
    handbook: Handbook, course: dict, checkup: Checkup
) -> None:
    flagged = reviewed(handbook, course, msgspec.structs.replace(checkup, red_flag=True))
    unknown = reviewed(handbook, course, msgspec.structs.replace(checkup, red_flag=None))
    assert flagged.decision == "stop"
    assert unknown.decision not in ("continue", "finish")


@given(course=COURSES, checkup=CHECKUPS, field=some.sampled_from(("red_flag", "over_limit")))
@settings(max_examples=300, deadline=None)
def test_worse_news_never_brings_a_milder_decision(
    handbook: Handbook, course: dict, checkup: Checkup, field: str
) -> None:
    ranks = [
        ORDER.index(reviewed(handbook, course, msgspec.structs.replace(checkup, **{field: answer})).decision)
        for answer in (False, None, True)
    ]
    assert ranks == sorted(ranks)


@given(course=COURSES, checkup=CHECKUPS, grades=some.tuples(some.integers(0, 5), some.integers(0, 5)))
@settings(max_examples=200, deadline=None)
def test_a_graver_event_never_brings_a_milder_decision(
    handbook: Handbook, course: dict, checkup: Checkup, grades: tuple[int, int]
) -> None:
    mild, grave = (
        ORDER.index(reviewed(handbook, course, msgspec.structs.replace(checkup, adverse_grade=g)).decision)
        for g in sorted(grades)
    )
    assert mild <= grave


@given(course=COURSES, checkup=CHECKUPS)
@settings(max_examples=300, deadline=None)
def test_a_course_is_never_ended_for_lack_of_gain_before_week_12(
    handbook: Handbook, course: dict, checkup: Checkup
) -> None:
    found = reviewed(handbook, course, checkup)
    row = next(line for line in found.lines if line.rule == "rsp-6")
    if row.decision == "refer":
        assert course["day"] >= 84
        assert any(day >= 84 for day in course["scores"])


@given(course=COURSES, checkup=CHECKUPS)
@settings(max_examples=200, deadline=None)
def test_whatever_decides_is_named_and_a_blocking_row_never_goes_on(
    handbook: Handbook, course: dict, checkup: Checkup
) -> None:
    found = reviewed(handbook, course, checkup)
    asked = {line.rule for line in found.lines if line.decision == found.decision}
    assert set(found.decided_by) == asked
    assert asked or found.decision == "continue"
    for line in found.lines:
        if line.severity in ("STOP", "HOLD") and line.status is not Status.NOT_MET:
            assert found.decision not in ("continue", "finish")
