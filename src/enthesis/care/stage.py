"""Where somebody stands on the road today: one word for the list of patients, one sentence for the plan.

The first line that fits wins:

=================  ==============================================================================
stage              when
=================  ==============================================================================
red-flag           a report that cannot wait is open, or the review found a red flag
finished           somebody decided that the course is finished
referred-on        somebody decided to refer on
ended              somebody decided to stop
flare              the pain is not back to where it was before the last session
not-responding     no change that matters, or worse than before the course
cannot-proceed     a STOP of the first visit
on-hold            a HOLD
questions-open     a question of the first visit is open, and no session was done yet
ready-today        the next session is today, and nothing speaks against it
mid-course         a session was done
course-planned     a first day is wished for
clear              none of these
=================  ==============================================================================
"""

from datetime import date

from enthesis.care.judged_reports import is_red_flag
from enthesis.care.values.after import After, Stage, StageId
from enthesis.care.values.case import Case
from enthesis.care.values.course import Course
from enthesis.care.values.screening import Screening
from enthesis.care.values.sentence import Sentence
from enthesis.vocabulary.status import Level, Status

_CLOSED: dict[str, StageId] = {"finish": "finished", "refer": "referred-on", "stop": "ended"}
_ROWS: tuple[tuple[str, StageId], ...] = (
    ("rsp-1", "red-flag"),
    ("rsp-10", "red-flag"),
    ("rsp-2", "flare"),
    ("rsp-7", "not-responding"),
    ("rsp-6", "not-responding"),
    ("rsp-5", "not-responding"),
)
_STANDING: dict[Level, StageId] = {
    Level.CANNOT_PROCEED: "cannot-proceed",
    Level.ON_HOLD: "on-hold",
}
_FINE = (Level.CLEAR, Level.PROCEED_WITH_CARE)


def stage_of(case: Case, screening: Screening, course: Course, after: After, today: date) -> Stage:
    """Name where somebody stands, by the table above."""
    found = _stage(case, screening, course, after, today)
    return Stage(id=found, says=Sentence(f"stage.{found}"))


def _stage(case: Case, screening: Screening, course: Course, after: After, today: date) -> StageId:
    said = _by_review(after)
    if said == "red-flag" or any(is_red_flag(each) for each in after.reports):
        return "red-flag"
    if after.closed is not None and after.closed.decision:
        return _CLOSED[after.closed.decision]
    if said is not None:
        return said
    level = screening.verdict.level
    if level in _STANDING:
        return _STANDING[level]
    if level is Level.QUESTIONS_OPEN and not case.sessions:
        return "questions-open"
    if _is_ready(case, screening, course, today):
        return "ready-today"
    if case.sessions:
        return "mid-course"
    return "course-planned" if case.wish.start is not None else "clear"


def _by_review(after: After) -> StageId | None:
    if after.review is None:
        return None
    met = {line.rule for line in after.review.lines if line.status is Status.MET}
    return next((stage for rule, stage in _ROWS if rule in met), None)


def _is_ready(case: Case, screening: Screening, course: Course, today: date) -> bool:
    """Tell whether the next session is planned for today; a first one only on a day somebody wished for."""
    ahead = next((session for session in course.sessions if session.state != "done"), None)
    is_agreed = bool(case.sessions) or case.wish.start is not None
    is_today = ahead is not None and ahead.planned == today and is_agreed
    return is_today and screening.ready_today.level in _FINE and screening.verdict.level in _FINE
