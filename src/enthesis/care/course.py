"""The course: which sessions, on which days, with which reviews.

A session keeps its interval, waits for medicine pauses, and falls on a day when the clinic is open and the
patient is there. What was done stays as it is (promise P4). What fits on no day is said, not forced. Reviews
and follow-up count from the first session, as the trials count their weeks from the first injection.
Source: CARE:7, CLINICAL:8.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

import msgspec

from enthesis.care.clinic_days import open_days
from enthesis.care.session_days import Terms, plan_ahead
from enthesis.care.values.course import Course, Milestone, Session
from enthesis.care.values.finding import Finding
from enthesis.care.values.history import PastSession
from enthesis.care.values.open_days import Span
from enthesis.care.values.sentence import Sentence, SentenceValue
from enthesis.knowledge.cards.course import CourseTemplate
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.settings import is_on
from enthesis.vocabulary.dates import months_after, written
from enthesis.vocabulary.errors import BadInput
from enthesis.vocabulary.status import Status

_FARTHEST_START = timedelta(days=3653)


def plan_course(
    template: str,
    *,
    today: date,
    handbook: Handbook,
    wished_start: date | None = None,
    earliest: date | None = None,
    washout_days: int = 0,
    pain: Decimal | None = None,
    history: Iterable[PastSession] = (),
    away: Iterable[Span] = (),
) -> Course:
    """Plan, or plan again, the sessions of one course.

    Args:
        template: the id of a course card: usual, leaflet-a, leaflet-b.
        today: no session is planned before it.
        handbook: holds the template, the clinic's closed weekdays and closure dates.
        wished_start: "from this day"; a day in the past counts as today. With sessions done it is a wish
            for the next one, and counts only when it lies after the last.
        earliest: the first day the medicine pauses allow the next session; without it, today plus
            ``washout_days``.
        washout_days: days a medicine pause needs before every session.
        pain: baseline pain 0-10; ``None`` is not known.
        history: sessions done. They are never moved, and the count goes on from them.
        away: spans of days the patient is away, both ends included.

    Returns:
        A course whose planned days lie within [earliest, latest] of their session; ``no_room`` names the
        session for which there is no such day.

    Raises:
        BadInput: no such template, a pain outside 0-10, a span that ends before it begins, or a start more
            than ten years away.

    Source: CARE:7.
    """
    _refuse_bad_start(wished_start, today)
    card = _template(template, handbook)
    terms = Terms(
        card=card,
        days=open_days(handbook, away),
        count=planned_sessions(template, pain=pain, handbook=handbook),
        today=today,
        soonest=max(today, earliest or today + timedelta(days=washout_days)),
        washout_days=washout_days,
        wished=wished_start if wished_start and wished_start >= today else None,
    )
    sessions, no_room = plan_ahead(tuple(map(_done, sorted(history, key=_by_day))), terms)
    adopted = card.adoption is None or is_on(handbook, card.adoption.setting)
    is_whole = bool(sessions) and no_room is None
    repeat_from = months_after(sessions[-1].planned, card.repeat_after_months) if is_whole else None
    course = Course(
        template=template,
        sessions=sessions,
        review_points=_review_points(sessions, card, handbook),
        follow_up=tuple(_looks(sessions, card, handbook, "follow-up")),
        count_stated=card.count_stated,
        adopted=adopted,
        no_room=no_room,
        repeat_from=repeat_from,
    )
    return msgspec.structs.replace(course, says=tuple(_says(course, terms, pain)))


def planned_sessions(template: str, *, pain: Decimal | None, handbook: Handbook) -> int:
    """Count the sessions planned for a baseline pain; a pain nobody told gives the template's own number.

    Raises:
        BadInput: no such template, or a pain outside 0-10.
    """
    card = _template(template, handbook)
    if pain is None:
        return card.unknown_pain_sessions
    if not pain.is_finite() or not 0 <= pain <= 10:
        raise BadInput(f"A pain of {pain} lies outside 0 to 10.", "Give a number from 0 to 10.")
    rows = (_template(card.count_as, handbook) if card.count_as else card).count_by_pain
    return max((row for row in rows if row.from_pain <= pain), key=lambda row: row.from_pain).sessions


def course_findings(course: Course, *, handbook: Handbook) -> tuple[Finding, ...]:
    """Find what a template asks of the clinic: on hold until adopted, a warning once it is.

    A template that needs no adoption is silent. Source: CARE:7, RSP-9.
    """
    adoption = _template(course.template, handbook).adoption
    if adoption is None:
        return ()
    which, found = ("on", adoption.on) if course.adopted else ("off", adoption.off)
    prefix = f"courses.{course.template}.adoption.{which}"
    return (
        Finding(
            rule=adoption.rule,
            title=Sentence(f"review_rules.{adoption.rule}.title"),
            status=Status.MET,
            severity=found.severity,
            says=Sentence(f"{prefix}.says"),
            because=Sentence(f"{prefix}.because"),
            do_next=Sentence(f"{prefix}.do_next"),
            touches="verdict",
        ),
    )


def _template(name: str, handbook: Handbook) -> CourseTemplate:
    card = handbook.courses.get(name)
    if card is None:
        raise BadInput(
            f"There is no course {name!r}.", f"Choose one of {', '.join(sorted(handbook.courses))}."
        )
    return card


def _refuse_bad_start(wished_start: date | None, today: date) -> None:
    if wished_start is not None and wished_start - today > _FARTHEST_START:
        raise BadInput(f"A start on {wished_start} is too far away.", "Give a day within ten years.")


def _by_day(past: PastSession) -> tuple[date, int]:
    return past.day, past.number


def _done(past: PastSession) -> Session:
    return Session(
        number=past.number,
        earliest=past.day,
        planned=past.day,
        latest=past.day,
        state="done",
        why=Sentence("course.why.done"),
    )


def _review_points(
    sessions: tuple[Session, ...], card: CourseTemplate, handbook: Handbook
) -> tuple[Milestone, ...]:
    """Look before every session still to come, and once to decide, 12 to 16 weeks after the first."""
    before = (_look_before(session, card) for session in sessions if session.state != "done")
    points = (*before, *_looks(sessions, card, handbook, "review"))
    return tuple(sorted(points, key=lambda point: point.day))


def _look_before(session: Session, card: CourseTemplate) -> Milestone:
    what = "trend"
    if session.number == 1:
        what = "baseline"
    elif session.number > card.firm_sessions:
        what = "further"
    return Milestone(
        what=what, day=session.planned, says=Sentence(f"course.look.{what}", {"number": session.number})
    )


def _looks(
    sessions: tuple[Session, ...], card: CourseTemplate, handbook: Handbook, kind: str
) -> Iterator[Milestone]:
    """Date the card's own looks from the first session, as the trials count from the first injection."""
    holder = _template(card.look_as, handbook) if card.look_as else card
    for look in holder.look:
        if sessions and look.kind == kind:
            first, until = sessions[0].planned, look.until_weeks
            yield Milestone(
                what=look.id,
                day=first + timedelta(weeks=look.weeks),
                until=None if until is None else first + timedelta(weeks=until),
                says=Sentence(f"courses.{holder.id}.look.{look.id}.says"),
            )


def _says(course: Course, terms: Terms, pain: Decimal | None) -> Iterator[Sentence]:
    """Say what the template is, how the count came about, and what does not fit."""
    card = terms.card
    yield Sentence(f"courses.{card.id}.says")
    yield _count_says(terms, pain)
    if terms.count > card.firm_sessions:
        yield Sentence("course.count.provisional", {"firm": card.firm_sessions})
    if card.adoption is not None:
        yield Sentence(f"courses.{card.id}.adoption.{'on' if course.adopted else 'off'}.says")
    if course.no_room is not None:
        yield course.no_room.says
    elif course.sessions and all(session.state == "done" for session in course.sessions):
        yield Sentence("course.count.complete", {"sessions": terms.count})
    elif card.span is not None:
        length = (course.sessions[-1].planned - course.sessions[0].planned).days
        if length < card.span.minimum_days:
            yield Sentence("course.span.short", {"days": length, "span_minimum": card.span.minimum_days})
    if course.repeat_from is not None:
        yield Sentence(
            "course.repeat", {"day": written(course.repeat_from), "months": card.repeat_after_months}
        )


def _count_says(terms: Terms, pain: Decimal | None) -> Sentence:
    values: dict[str, SentenceValue] = {"sessions": terms.count}
    if pain is not None:
        values["pain"] = f"{pain:f}"
    if terms.card.span is not None:
        values |= {
            "span_minimum": terms.card.span.minimum_days,
            "span_maximum": terms.card.span.maximum_days,
        }
    if terms.card.count_stated:
        return Sentence(f"course.count.{'pain-not-known' if pain is None else 'by-pain'}", values)
    return Sentence(f"course.count.not-stated{'.pain-not-known' if pain is None else ''}", values)
