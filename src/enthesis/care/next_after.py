"""The one next thing to do once sessions were done: what was reported, then what the review says."""

from datetime import date, timedelta

from enthesis.care.checkup import HARM
from enthesis.care.values.after import After, JudgedReport, Stage
from enthesis.care.values.course import Course
from enthesis.care.values.finding import Finding
from enthesis.care.values.plan import NextThing
from enthesis.care.values.screening import Screening
from enthesis.care.values.sentence import Sentence
from enthesis.vocabulary.dates import written
from enthesis.vocabulary.status import Severity, Status
from enthesis.vocabulary.urgency import Urgency

_URGENT = ("stop", "refer", "hold", "defer")
_CALL_WITHIN = {Urgency.WITHIN_72H: timedelta(days=3)}


def next_after(
    after: After, stage: Stage, course: Course, screening: Screening, today: date
) -> NextThing | None:
    """Choose what comes before anything the plan would ask; nothing when no session calls for it.

    =================================  ==========================================
    what is there                      next
    =================================  ==========================================
    an open report                     see to it, by how soon the triage says
    a STOP that is none of these       nothing here: what its own card says
    harm the review knows of           what its gravest row says to do
    a session today, nothing against   record it when it is done
    a course that is over              score again on the next day of follow-up
    a review that says wait or end     what its gravest row says to do
    a review that is due               hold it, or decide what it says
    all sessions done, review not due  the day of the review
    =================================  ==========================================
    """
    if after.reports and after.reports[0].is_open:
        return _see_to(after.reports[0])
    if _is_stopped_elsewhere(after, screening):
        return None
    harm = _harm(after)
    if harm is not None:
        return NextThing(says=harm.do_next, why=harm.says, act="review")
    if stage.id == "ready-today":
        return _record_session(course)
    if after.review is None:
        return None
    if after.closed is not None:
        return _follow_up(after, course, today)
    decision = after.review.decision
    if decision in _URGENT:
        return _do_as_said(after)
    if after.due is not None and today >= after.due and decision in ("ask", "finish"):
        return _hold_review(after, decision)
    if after.due is not None and all(session.state == "done" for session in course.sessions):
        return NextThing(
            says=Sentence("next.review-on", {"day": written(after.due)}),
            why=Sentence("next.because-course-done"),
            by=after.due,
            act="score",
        )
    return None


def _is_stopped_elsewhere(after: After, screening: Screening) -> bool:
    """Tell whether a rule outside the time between sessions stops the course."""
    own = {finding.rule for finding in after.findings}
    return any(
        finding.rule not in own and finding.severity is Severity.STOP and finding.status is Status.MET
        for finding in screening.findings
    )


def _harm(after: After) -> Finding | None:
    return next((finding for finding in after.findings if finding.rule in HARM), None)


def _see_to(judged: JudgedReport) -> NextThing:
    """The report's own action, in the words of its triage row."""
    return NextThing(
        says=judged.triage.action,
        why=judged.triage.suspect,
        by=judged.report.day + _CALL_WITHIN.get(judged.triage.urgency, timedelta()),
        act=f"report:{judged.report.number}",
    )


def _record_session(course: Course) -> NextThing:
    ahead = next(session for session in course.sessions if session.state != "done")
    says = Sentence("next.session-today", {"number": ahead.number})
    return NextThing(says=says, why=ahead.why, by=ahead.planned, act="session")


def _follow_up(after: After, course: Course, today: date) -> NextThing:
    ahead = next((each for each in course.follow_up if each.day >= today), None)
    decision = after.closed.decision if after.closed else ""
    why = Sentence(f"next.because-closed.{decision}")
    if ahead is None:
        return NextThing(says=Sentence("next.nothing-more"), why=why)
    says = Sentence("next.follow-up", {"day": written(ahead.day)})
    return NextThing(says=says, why=why, by=ahead.day, act="score")


def _do_as_said(after: After) -> NextThing | None:
    if after.review is None:
        return None
    line = next(each for each in after.review.lines if each.rule in after.review.decided_by)
    return NextThing(says=line.do_next, why=line.says, by=after.not_before, act="review")


def _hold_review(after: After, decision: str) -> NextThing | None:
    if after.review is None:
        return None
    if decision == "finish":
        line = next(each for each in after.review.lines if each.rule in after.review.decided_by)
        return NextThing(says=Sentence("next.decide-finish"), why=line.says, by=after.due, act="review")
    open_rows = [each for each in after.review.lines if each.decision == "ask"]
    met = next((each for each in open_rows if each.status is Status.MET), None)
    if met is not None:
        return NextThing(says=met.do_next, why=met.says, by=after.due, act="review")
    says = Sentence("next.hold-review", {"open": len(open_rows)})
    return NextThing(says=says, why=Sentence("next.because-review-due"), by=after.due, act="review")
