"""The one next thing to do: what stands most in the way, in the words of its own card."""

from datetime import date, timedelta

from enthesis.care.values.course import Course
from enthesis.care.values.finding import Finding
from enthesis.care.values.pause import Pause
from enthesis.care.values.plan import NextThing
from enthesis.care.values.point import InjectionMap
from enthesis.care.values.question import OpenQuestion
from enthesis.care.values.screening import Screening
from enthesis.care.values.sentence import Sentence, SentenceValue
from enthesis.vocabulary.dates import written
from enthesis.vocabulary.status import Level, Status, level_of


def next_thing(
    screening: Screening,
    pauses: tuple[Pause, ...],
    course: Course,
    injection_map: InjectionMap,
    today: date,
    names: dict[str, SentenceValue],
) -> NextThing:
    """Choose the next thing to do; the first line that fits wins. ``names`` are the words of the target.

    ===============================  =======================
    what stands in the way           next
    ===============================  =======================
    a STOP                           what its card says
    a HOLD                           its question, or what its card says
    an open question                 that question
    a prescriber nobody asked        ask them
    nobody examined                  examine
    a question for the day           that question
    nothing                          agree on the day
    ===============================  =======================
    """
    level = screening.verdict.level
    if level in (Level.CANNOT_PROCEED, Level.ON_HOLD):
        return _settle(screening, level)
    if level is Level.QUESTIONS_OPEN:
        return _ask(_first(screening.questions, "verdict"), course, today)
    prescriber = next((pause for pause in pauses if pause.say == "ask-prescriber"), None)
    if prescriber is not None:
        return _before_first(
            Sentence("next.ask-prescriber", {"medicine": prescriber.medicine}),
            prescriber.because,
            course,
            today,
        )
    if injection_map.status == "needs-examination":
        return _before_first(Sentence("next.examine", names), injection_map.says, course, today)
    for_the_day = _first(screening.questions, "ready-today")
    return _ask(for_the_day, course, today) if for_the_day else _agree(course)


def _settle(screening: Screening, level: Level) -> NextThing:
    """Take the gravest finding; a question that would settle it comes before its card's advice."""
    finding = next(f for f in screening.findings if _decides(f, level))
    question = next((q for q in screening.questions if q.id in finding.questions), None)
    if question is not None:
        return NextThing(
            says=Sentence("next.answer-question", {"question": question.text}),
            why=finding.because,
            question=question.id,
        )
    return NextThing(says=finding.do_next, why=finding.because)


def _decides(finding: Finding, level: Level) -> bool:
    return (
        finding.touches == "verdict"
        and finding.status is Status.MET
        and level_of(finding.severity, finding.status) is level
    )


def _first(questions: tuple[OpenQuestion, ...], opens: str) -> OpenQuestion | None:
    return next((question for question in questions if question.opens == opens), None)


def _ask(question: OpenQuestion | None, course: Course, today: date) -> NextThing:
    if question is None:
        return _agree(course)
    says = Sentence("next.answer-question", {"question": question.text})
    return _before_first(says, Sentence("next.because-open"), course, today, question.id)


def _agree(course: Course) -> NextThing:
    ahead = next((session for session in course.sessions if session.state != "done"), None)
    if ahead is None:
        return NextThing(says=Sentence("next.review"), why=Sentence("next.because-course-done"))
    says = Sentence("next.plan-session", {"number": ahead.number, "day": written(ahead.planned)})
    return NextThing(says=says, why=ahead.why, by=ahead.planned)


def _before_first(
    says: Sentence, why: Sentence, course: Course, today: date, question: str = ""
) -> NextThing:
    ahead = next((session for session in course.sessions if session.state != "done"), None)
    by = max(today, ahead.planned - timedelta(days=1)) if ahead else None
    return NextThing(says=says, why=why, by=by, question=question)
