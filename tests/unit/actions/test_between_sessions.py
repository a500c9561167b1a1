"""What is recorded between and after sessions: nothing is lost, the newest counts, and care reads it back."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from enthesis.actions.add_patient import add_patient
from enthesis.actions.deal_with_report import deal_with_report
from enthesis.actions.gather_case import gather_case
from enthesis.actions.record_answers import SaidAnswer, record_answers
from enthesis.actions.record_report import record_report
from enthesis.actions.record_review import record_review
from enthesis.actions.record_score import record_score
from enthesis.actions.record_session import correct_session, record_session, withdraw_session
from enthesis.care.plan import plan
from enthesis.care.triage import symptom_questions
from enthesis.care.values.case import Case, Person, Wish
from enthesis.care.values.history import GivenPoint, GivenSyringe, PastSession, ReviewTaken, ScoreGiven
from enthesis.care.values.plan import Plan
from enthesis.care.values.review import Checkup
from enthesis.knowledge.handbook import Handbook
from enthesis.store.models import AuditEvent, DealtRow, ReportRow, ScoreRow, SessionRow
from enthesis.store.reading.history import session_versions
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.errors import BadInput
from enthesis.vocabulary.status import Level, Status
from enthesis.vocabulary.urgency import Urgency

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)
BY = "Dr Osei"
SEPTIC = {"fever": "yes", "hot": "yes", "swollen": "yes"}
GIVEN = PastSession(
    number=0,
    day=DAY - timedelta(days=5),
    by=BY,
    points=(GivenPoint(enthesis="knee-joint", side=Side.RIGHT, volume_ml=Decimal("6.0"), needle="22 G"),),
    syringes=(GivenSyringe(name="joint", dextrose_percent=Decimal("25"), volume_ml=Decimal("6.0")),),
    guidance="ultrasound",
    aspiration="none",
    checks=("time-out",),
    adverse_grade=0,
)


@pytest.fixture
def record() -> str:
    return add_patient(
        person=Person(name="Alma Reyes"), wish=Wish(condition="knee-oa", side=Side.RIGHT), by=BY
    )


def case_of(record: str, handbook: Handbook, today: date = DAY) -> Case:
    return gather_case(record=record, handbook=handbook, today=today)


def plan_of(record: str, handbook: Handbook, today: date = DAY) -> Plan:
    return plan(case_of(record, handbook, today), handbook, today)


def done_on(day: date, **changes: object) -> PastSession:
    return msgspec.structs.replace(GIVEN, day=day, **changes)


def test_a_session_is_read_back_as_it_was_recorded(record: str, handbook: Handbook) -> None:
    assert record_session(record=record, session=GIVEN, by=BY) == 1
    kept = case_of(record, handbook).sessions
    assert [msgspec.structs.replace(each, refs=()) for each in kept] == [
        msgspec.structs.replace(GIVEN, number=1)
    ]
    assert str(kept[0].points[0].volume_ml) == "6.0"
    assert kept[0].refs[0].startswith("Session/")


def test_sessions_are_counted_on_and_the_course_goes_on_from_them(record: str, handbook: Handbook) -> None:
    record_session(record=record, session=done_on(DAY - timedelta(days=33)), by=BY)
    assert record_session(record=record, session=GIVEN, by=BY) == 2
    sessions = plan_of(record, handbook).course.sessions
    assert [(each.number, each.state) for each in sessions[:3]] == [(1, "done"), (2, "done"), (3, "not-yet")]
    assert sessions[2].planned >= GIVEN.day + timedelta(days=14)


def test_a_session_before_the_last_one_is_refused_and_nothing_is_kept(record: str) -> None:
    record_session(record=record, session=GIVEN, by=BY)
    events = AuditEvent.objects.count()
    with pytest.raises(BadInput, match="contradict"):
        record_session(record=record, session=done_on(GIVEN.day), by=BY)
    assert (SessionRow.objects.count(), AuditEvent.objects.count()) == (1, events)


def test_a_correction_counts_and_what_it_corrects_stays(record: str, handbook: Handbook) -> None:
    record_session(record=record, session=GIVEN, by=BY)
    mended = done_on(GIVEN.day - timedelta(days=1), number=1, reason="Wrong day typed.")
    correct_session(record=record, session=mended, by="Nurse Berg")
    assert [each.day for each in case_of(record, handbook).sessions] == [mended.day]
    assert [(each.day, each.by, each.reason) for each in session_versions(record)] == [
        (GIVEN.day, BY, ""),
        (mended.day, "Nurse Berg", "Wrong day typed."),
    ]


def test_a_correction_without_a_reason_is_refused(record: str) -> None:
    record_session(record=record, session=GIVEN, by=BY)
    with pytest.raises(BadInput, match="why"):
        correct_session(record=record, session=done_on(DAY, number=1), by=BY)


def test_a_session_taken_back_no_longer_counts_and_its_record_stays(record: str, handbook: Handbook) -> None:
    record_session(record=record, session=GIVEN, by=BY)
    withdraw_session(record=record, number=1, reason="Recorded for the wrong person.", by=BY)
    assert case_of(record, handbook).sessions == ()
    assert [each.withdrawn for each in session_versions(record)] == [False, True]
    assert record_session(record=record, session=GIVEN, by=BY) == 1


def test_only_the_last_session_can_be_taken_back(record: str) -> None:
    record_session(record=record, session=GIVEN, by=BY)
    record_session(record=record, session=done_on(DAY), by=BY)
    with pytest.raises(BadInput, match="later ones"):
        withdraw_session(record=record, number=1, reason="A slip.", by=BY)


def test_an_answer_left_out_of_an_instrument_gives_no_score(record: str, handbook: Handbook) -> None:
    answers = {f"pain-{number}": Decimal(2) for number in range(1, 5)}
    scored = record_score(
        record=record,
        given=ScoreGiven(instrument="womac", day=DAY, answers=answers),
        handbook=handbook,
        by=BY,
    )
    assert scored.outcome.score is None
    assert scored.outcome.reason is not None
    assert case_of(record, handbook).scores[0].outcome.score is None


def test_a_score_of_the_same_day_counts_instead_and_the_first_stays(record: str, handbook: Handbook) -> None:
    for pain in (6, 4):
        given = ScoreGiven(instrument="nrs", day=DAY, answers={"pain": Decimal(pain)}, occasion="worst")
        record_score(record=record, given=given, handbook=handbook, by=BY)
    assert [each.outcome.score for each in case_of(record, handbook).scores] == [4]
    assert ScoreRow.objects.count() == 2


def test_an_item_out_of_its_range_is_refused_and_nothing_is_kept(record: str, handbook: Handbook) -> None:
    given = ScoreGiven(instrument="nrs", day=DAY, answers={"pain": Decimal(11)})
    with pytest.raises(BadInput, match="cannot be 11"):
        record_score(record=record, given=given, handbook=handbook, by=BY)
    assert ScoreRow.objects.count() == 0


def told(record: str, handbook: Handbook, symptoms: dict[str, str]) -> Urgency:
    _, said = record_report(
        record=record, region="knee", day=DAY, symptoms=symptoms, handbook=handbook, by="Nurse Berg"
    )
    return said.urgency


def test_a_report_before_any_session_is_refused(record: str, handbook: Handbook) -> None:
    with pytest.raises(BadInput, match="No session"):
        told(record, handbook, SEPTIC)


def test_an_emergency_stops_the_plan_until_somebody_saw_to_it(record: str, handbook: Handbook) -> None:
    record_session(record=record, session=GIVEN, by=BY)
    assert told(record, handbook, SEPTIC) is Urgency.EMERGENCY
    made = plan_of(record, handbook)
    assert (made.stage.id, made.verdict.level) == ("red-flag", Level.CANNOT_PROCEED)
    assert made.next_thing.act == "report:1"
    assert made.course.sessions[-1].state == "done"
    deal_with_report(record=record, number=1, found="no-red-flag", done="Seen, joint cool.", day=DAY, by=BY)
    after = plan_of(record, handbook)
    assert after.stage.id == "mid-course"
    assert not any(finding.rule == "report-open" for finding in after.findings)
    assert (ReportRow.objects.count(), DealtRow.objects.count()) == (1, 1)


def test_a_confirmed_red_flag_keeps_the_course_stopped(record: str, handbook: Handbook) -> None:
    record_session(record=record, session=GIVEN, by=BY)
    told(record, handbook, SEPTIC)
    deal_with_report(record=record, number=1, found="red-flag", done="To hospital.", day=DAY, by=BY)
    made = plan_of(record, handbook, DAY + timedelta(days=60))
    assert (made.stage.id, made.verdict.level) == ("red-flag", Level.CANNOT_PROCEED)


def test_a_report_nobody_finished_stays_open_and_holds(record: str, handbook: Handbook) -> None:
    record_session(record=record, session=GIVEN, by=BY)
    assert told(record, handbook, {"hot": "no"}) is Urgency.ASK
    assert plan_of(record, handbook).verdict.level is Level.ON_HOLD


def test_nobody_closes_a_report_without_saying_what_was_done(record: str, handbook: Handbook) -> None:
    record_session(record=record, session=GIVEN, by=BY)
    told(record, handbook, SEPTIC)
    with pytest.raises(BadInput, match="done"):
        deal_with_report(record=record, number=1, found="no-red-flag", done=" ", day=DAY, by=BY)


def test_a_decision_that_ends_the_course_wants_its_reason(record: str) -> None:
    with pytest.raises(BadInput, match="why"):
        record_review(record=record, held=ReviewTaken(day=DAY, checkup=Checkup(), decision="finish"), by=BY)


def test_a_finished_course_plans_no_session_and_keeps_its_follow_up(record: str, handbook: Handbook) -> None:
    record_session(record=record, session=GIVEN, by=BY)
    held = ReviewTaken(day=DAY, checkup=Checkup(satisfied=True), decision="finish", reason="Well.")
    record_review(record=record, held=held, by=BY)
    made = plan_of(record, handbook)
    assert made.stage.id == "finished"
    assert [session.state for session in made.course.sessions] == ["done"]
    assert made.course.follow_up
    assert made.ready_today.level is not Level.CLEAR


def test_a_later_decision_takes_the_course_up_again(record: str, handbook: Handbook) -> None:
    record_session(record=record, session=GIVEN, by=BY)
    for decision in ("finish", "continue"):
        held = ReviewTaken(day=DAY, checkup=Checkup(), decision=decision, reason="As agreed.")  # type: ignore[arg-type]
        record_review(record=record, held=held, by=BY)
    assert plan_of(record, handbook).stage.id == "mid-course"


def test_a_flare_moves_the_next_session_by_its_own_days(record: str, handbook: Handbook) -> None:
    record_session(record=record, session=done_on(DAY - timedelta(days=27)), by=BY)
    held = ReviewTaken(day=DAY, checkup=Checkup(back_to_baseline=False))
    record_review(record=record, held=held, by=BY)
    made = plan_of(record, handbook)
    assert made.stage.id == "flare"
    ahead = next(session for session in made.course.sessions if session.state != "done")
    wait = handbook.review_rules["rsp-2"].limit("defer_days")
    assert ahead.planned >= DAY + timedelta(days=wait)


@pytest.mark.parametrize(("decision", "stage"), [("hold", "on-hold"), ("defer", "mid-course")])
def test_a_persons_decision_to_wait_holds_until_another_takes_it_back(
    record: str, handbook: Handbook, decision: str, stage: str
) -> None:
    record_session(record=record, session=done_on(DAY - timedelta(days=30)), by=BY)
    well = Checkup(red_flag=False, back_to_baseline=True, adverse_grade=0)
    held = ReviewTaken(day=DAY, checkup=well, decision=decision, reason="On holiday.")  # type: ignore[arg-type]
    record_review(record=record, held=held, by=BY)
    made = plan_of(record, handbook)
    assert made.stage.id == stage
    assert "review-decided" in {finding.rule for finding in made.findings}
    assert made.ready_today.level is Level.ON_HOLD
    record_review(record=record, held=ReviewTaken(day=DAY, checkup=well, decision="continue"), by=BY)
    assert "review-decided" not in {finding.rule for finding in plan_of(record, handbook).findings}


WELL = Checkup(red_flag=False, back_to_baseline=True, satisfied=True, function_goal_met=True, adverse_grade=0)


def review(record: str, checkup: Checkup, decision: str | None = None, ago: int = 0) -> None:
    day = DAY - timedelta(days=ago)
    held = ReviewTaken(day=day, checkup=checkup, decision=decision, reason="As agreed.")  # type: ignore[arg-type]
    record_review(record=record, held=held, by=BY)


def met(made: Plan) -> set[str]:
    return {finding.rule for finding in made.findings if finding.status is Status.MET}


def test_a_session_taken_back_takes_no_report_about_it_back(record: str, handbook: Handbook) -> None:
    record_session(record=record, session=GIVEN, by=BY)
    told(record, handbook, SEPTIC)
    withdraw_session(record=record, number=1, reason="Recorded for the wrong knee.", by=BY)
    made = plan_of(record, handbook)
    assert (made.stage.id, made.verdict.level) == ("red-flag", Level.CANNOT_PROCEED)
    assert made.next_thing.act == "report:1"
    deal_with_report(record=record, number=1, found="red-flag", done="To hospital.", day=DAY, by=BY)
    assert "rsp-1" in met(plan_of(record, handbook))
    deal_with_report(record=record, number=1, found="no-red-flag", done="Seen, cool.", day=DAY, by=BY)
    assert not {"rsp-1", "report-open"} & met(plan_of(record, handbook))


def test_a_corrected_day_of_a_session_judges_its_reports_anew_and_never_more_kindly(
    record: str, handbook: Handbook
) -> None:
    record_session(record=record, session=done_on(DAY - timedelta(days=1)), by=BY)
    early = {question.id: "no" for question in symptom_questions("knee", 1, handbook)}
    late = {question.id: "no" for question in symptom_questions("knee", 9, handbook)}
    said = told(record, handbook, {**late, **early, "worse": "yes"})
    correct_session(
        record=record, session=done_on(DAY - timedelta(days=9), number=1, reason="Wrong week."), by=BY
    )
    judged = plan_of(record, handbook).after_sessions.reports[0]
    assert judged.triage.urgency is Urgency.SAME_DAY
    assert said.rank < judged.triage.urgency.rank
    correct_session(
        record=record, session=done_on(DAY - timedelta(days=1), number=1, reason="It was right."), by=BY
    )
    assert plan_of(record, handbook).after_sessions.reports[0].triage.urgency is said


@pytest.mark.parametrize(("worry", "rule"), [({"red_flag": True}, "rsp-1"), ({"adverse_grade": 3}, "rsp-10")])
def test_harm_a_review_told_stays_until_a_later_one_answers_otherwise(
    record: str, handbook: Handbook, worry: dict[str, Any], rule: str
) -> None:
    record_session(record=record, session=done_on(DAY - timedelta(days=30)), by=BY)
    review(record, Checkup(**worry), ago=30)
    assert rule in met(plan_of(record, handbook))
    record_session(record=record, session=done_on(DAY - timedelta(days=9), reason="All the same."), by=BY)
    review(record, Checkup(back_to_baseline=True), "continue", ago=3)
    made = plan_of(record, handbook)
    assert (made.stage.id, made.verdict.level) == ("red-flag", Level.CANNOT_PROCEED)
    (finding,) = [each for each in made.findings if each.rule == rule]
    assert finding.evidence[0].by == BY
    review(record, WELL)
    assert rule not in met(plan_of(record, handbook))


def test_a_harm_that_was_not_serious_is_asked_about_again(record: str, handbook: Handbook) -> None:
    record_session(record=record, session=done_on(DAY - timedelta(days=30), adverse_grade=1), by=BY)
    review(record, Checkup(adverse_grade=1), ago=25)
    reviewed = plan_of(record, handbook).after_sessions.review
    assert reviewed is not None
    (row,) = [line for line in reviewed.lines if line.rule == "rsp-10"]
    assert row.status is Status.NOT_KNOWN


def test_a_serious_harm_of_an_earlier_session_is_not_covered_by_the_next(
    record: str, handbook: Handbook
) -> None:
    grave = done_on(DAY - timedelta(days=60), adverse_grade=3, complications="Two nights in hospital.")
    record_session(record=record, session=grave, by=BY)
    record_session(record=record, session=done_on(DAY - timedelta(days=30)), by=BY)
    review(record, Checkup(red_flag=False, back_to_baseline=True), "continue")
    assert "rsp-10" in met(plan_of(record, handbook))


@pytest.mark.parametrize("decision", [None, "hold", "defer"])
def test_only_a_decision_to_go_on_takes_an_ended_course_up_again(
    record: str, handbook: Handbook, decision: str | None
) -> None:
    record_session(record=record, session=done_on(DAY - timedelta(days=30)), by=BY)
    review(record, WELL, "refer", ago=3)
    review(record, WELL, decision)
    made = plan_of(record, handbook)
    assert (made.stage.id, made.verdict.level) == ("referred-on", Level.CANNOT_PROCEED)
    review(record, WELL, "continue")
    assert plan_of(record, handbook).stage.id == "mid-course"


def test_a_finished_course_hides_no_red_flag(record: str, handbook: Handbook) -> None:
    record_session(record=record, session=done_on(DAY - timedelta(days=30)), by=BY)
    review(record, Checkup(red_flag=True, satisfied=True), "finish")
    made = plan_of(record, handbook)
    assert (made.stage.id, made.verdict.level) == ("red-flag", Level.CANNOT_PROCEED)
    assert made.next_thing.says.id == "review_rules.rsp-1.do_next"
    review(record, WELL)
    assert plan_of(record, handbook).stage.id == "finished"


def test_a_stop_found_after_the_course_comes_before_its_follow_up(record: str, handbook: Handbook) -> None:
    record_session(record=record, session=done_on(DAY - timedelta(days=30)), by=BY)
    review(record, WELL, "finish")
    assert plan_of(record, handbook).next_thing.says.id == "next.follow-up"
    hot = SaidAnswer(question="hot-or-fall", wording="Hot, swollen, or a fall?", value="yes")
    record_answers(record=record, answers=[hot], given_on=DAY, by=BY)
    made = plan_of(record, handbook)
    assert made.verdict.level is Level.CANNOT_PROCEED
    assert made.next_thing.says.id == "rules.flag-hot-or-fall.do_next"


def test_a_decision_to_hold_outlasts_a_session_and_one_of_the_same_day(
    record: str, handbook: Handbook
) -> None:
    record_session(record=record, session=done_on(DAY - timedelta(days=30)), by=BY)
    review(record, WELL, "hold", ago=30)
    assert "review-decided" in met(plan_of(record, handbook))
    record_session(record=record, session=done_on(DAY - timedelta(days=9), reason="All the same."), by=BY)
    assert "review-decided" in met(plan_of(record, handbook))
    review(record, WELL, "continue")
    assert "review-decided" not in met(plan_of(record, handbook))


def test_a_wait_is_over_with_the_session_of_a_later_day(record: str, handbook: Handbook) -> None:
    record_session(record=record, session=done_on(DAY - timedelta(days=30)), by=BY)
    review(record, WELL, "defer", ago=20)
    assert "review-decided" in met(plan_of(record, handbook))
    record_session(record=record, session=done_on(DAY - timedelta(days=5)), by=BY)
    assert "review-decided" not in met(plan_of(record, handbook))


def test_a_needle_before_the_day_of_its_review_waits_for_the_review(record: str, handbook: Handbook) -> None:
    items = [name for scale in handbook.instruments["womac"].scale for name in scale.item_ids]
    for ago, each in ((60, 3), (1, 1)):
        given = ScoreGiven(
            instrument="womac",
            day=DAY - timedelta(days=ago),
            answers=dict.fromkeys(items, Decimal(each)),
        )
        record_score(record=record, given=given, handbook=handbook, by=BY)
    record_session(record=record, session=done_on(DAY - timedelta(days=24)), by=BY)
    made = plan_of(record, handbook)
    ahead = next(session for session in made.course.sessions if session.state != "done")
    assert ahead.earliest <= DAY < ahead.planned
    assert "review-due" in met(made)
    assert made.ready_today.level is Level.ON_HOLD
    review(record, WELL, "continue")
    assert "review-due" not in met(plan_of(record, handbook))


def test_while_the_interval_runs_only_the_interval_holds_the_needle(record: str, handbook: Handbook) -> None:
    record_session(record=record, session=done_on(DAY - timedelta(days=5)), by=BY)
    assert met(plan_of(record, handbook)) & {"review-due", "interval-runs"} == {"interval-runs"}
