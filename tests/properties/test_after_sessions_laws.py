"""Laws of the time between and after sessions: what was told outranks what reassures, and history stays."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enthesis.care.plan import plan
from enthesis.care.values.case import Case, Person, Wish
from enthesis.care.values.history import DealtWith, PastSession, PatientReport, ReviewTaken
from enthesis.care.values.plan import Plan
from enthesis.care.values.review import Checkup
from enthesis.formats.plan_json import plan_document
from enthesis.formats.timeline import draw_timeline
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.status import Level
from enthesis.vocabulary.urgency import Urgency

TODAY = date(2026, 11, 20)
FINE = (Level.CLEAR, Level.PROCEED_WITH_CARE)
REASSURING_STAGES = ("ready-today", "mid-course", "course-planned", "clear", "finished")
ANSWERS = ("yes", "no", "not known")
SYMPTOMS = ("fever", "hot", "swollen", "pus", "worse", "painful", "unchanged", "weak-limb")
few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

symptoms = st.dictionaries(st.sampled_from(SYMPTOMS), st.sampled_from(ANSWERS), max_size=5)
maybe = st.sampled_from((True, False, None))
checkups = st.builds(
    Checkup,
    red_flag=maybe,
    back_to_baseline=maybe,
    satisfied=maybe,
    function_goal_met=maybe,
    adverse_grade=st.sampled_from((None, 0, 1, 3)),
)
decisions = st.sampled_from((None, "continue", "defer", "hold", "refer", "stop", "finish"))
ages = st.lists(st.integers(0, 130), min_size=1, max_size=4, unique=True).map(
    lambda days: sorted(days, reverse=True)
)


def done(days: list[int]) -> tuple[PastSession, ...]:
    return tuple(PastSession(number=n, day=TODAY - timedelta(days=ago)) for n, ago in enumerate(days, 1))


def told(said: dict[str, str], sessions: tuple[PastSession, ...], dealt: DealtWith | None) -> PatientReport:
    return PatientReport(
        number=1,
        day=TODAY,
        session=sessions[-1].number,
        days_since_session=(TODAY - sessions[-1].day).days,
        symptoms=said,
        dealt=dealt,
    )


def plan_of(handbook: Handbook, sessions: tuple[PastSession, ...], **more: object) -> Plan:
    wish = Wish(condition="knee-oa", side=Side.RIGHT, sedation="none")
    return plan(Case(person=Person(), wish=wish, sessions=sessions, **more), handbook, TODAY)  # type: ignore[arg-type]


@few
@given(days=ages, said=symptoms, checkup=checkups, decision=decisions)
def test_an_open_report_leaves_nothing_reassuring(
    handbook: Handbook, days: list[int], said: dict[str, str], checkup: Checkup, decision: object
) -> None:
    sessions = done(days)
    held = ReviewTaken(day=TODAY, checkup=checkup, decision=decision)  # type: ignore[arg-type]
    made = plan_of(handbook, sessions, reports=(told(said, sessions, None),), reviews=(held,))
    judged = made.after_sessions.reports[0]
    if not judged.is_open:
        assert judged.triage.urgency is Urgency.EXPECTED
        return
    assert made.ready_today.level not in FINE
    assert made.next_thing.act == "report:1"
    if judged.triage.urgency in (Urgency.EMERGENCY, Urgency.SAME_DAY):
        assert made.stage.id == "red-flag"
        assert made.verdict.level not in FINE
    if judged.triage.urgency is Urgency.EMERGENCY:
        assert {session.state for session in made.course.sessions} == {"done"}


@few
@given(days=ages, said=symptoms)
def test_a_red_flag_somebody_confirmed_stays_until_a_review_says_it_is_over(
    handbook: Handbook, days: list[int], said: dict[str, str]
) -> None:
    sessions = done(days)
    seen = DealtWith(day=TODAY, found="red-flag", done="Handed on.")
    made = plan_of(handbook, sessions, reports=(told(said, sessions, seen),))
    assert made.stage.id == "red-flag"
    assert made.verdict.level is Level.CANNOT_PROCEED


@few
@given(days=ages, checkup=checkups, decision=decisions)
def test_history_is_never_planned_again_and_nothing_lies_before_its_interval(
    handbook: Handbook, days: list[int], checkup: Checkup, decision: object
) -> None:
    sessions = done(days)
    held = ReviewTaken(day=TODAY, checkup=checkup, decision=decision)  # type: ignore[arg-type]
    course = plan_of(handbook, sessions, reviews=(held,)).course
    kept = [(each.number, each.planned) for each in course.sessions if each.state == "done"]
    assert kept == [(past.number, past.day) for past in sessions]
    ahead = [each for each in course.sessions if each.state != "done"]
    if ahead:
        assert ahead[0].planned >= sessions[-1].day + timedelta(days=14)
    if decision in ("finish", "refer", "stop") and sessions[-1].day < TODAY:
        assert ahead == []


@few
@given(days=ages, checkup=checkups, decision=decisions)
def test_a_worse_check_up_never_reassures_more(
    handbook: Handbook, days: list[int], checkup: Checkup, decision: object
) -> None:
    sessions = done(days)
    sessions = tuple(past for past in sessions if past.day < TODAY) or done([30])
    worse = Checkup(red_flag=True, back_to_baseline=False, adverse_grade=3)
    levels = []
    for answered in (checkup, worse):
        held = ReviewTaken(day=TODAY, checkup=answered, decision=decision)  # type: ignore[arg-type]
        made = plan_of(handbook, sessions, reviews=(held,))
        levels.append(made.ready_today.level.rank)
        if answered is worse:
            assert made.stage.id == "red-flag"
    assert levels[1] >= levels[0]


@few
@given(days=ages, said=symptoms, checkup=checkups, decision=decisions)
def test_every_history_can_be_put_into_words_and_drawn(
    handbook: Handbook, days: list[int], said: dict[str, str], checkup: Checkup, decision: object
) -> None:
    sessions = done(days)
    held = ReviewTaken(day=TODAY, checkup=checkup, decision=decision)  # type: ignore[arg-type]
    made = plan_of(handbook, sessions, reports=(told(said, sessions, None),), reviews=(held,))
    document = plan_document(made, handbook)
    assert document.stage.title
    assert draw_timeline(document) is not None


def test_a_person_nobody_injected_has_no_review(handbook: Handbook) -> None:
    made = plan_of(handbook, ())
    assert made.after_sessions.review is None
    assert made.stage.id not in REASSURING_STAGES


@pytest.mark.parametrize(("ago", "fresh"), [(0, True), (7, True), (8, False)])
def test_a_reassuring_check_up_grows_old_and_a_worrying_one_does_not(
    handbook: Handbook, ago: int, fresh: bool
) -> None:
    sessions = done([40])
    for red_flag in (False, True):
        held = ReviewTaken(
            day=TODAY - timedelta(days=ago), checkup=Checkup(red_flag=red_flag, adverse_grade=0)
        )
        review = plan_of(handbook, sessions, reviews=(held,)).after_sessions.review
        assert review is not None
        status = {line.rule: line.status.value for line in review.lines}["rsp-1"]
        assert status == ("met" if red_flag else "not-met" if fresh else "not-known")
