"""How far the days of a course stand beside the verdicts: agreed, not yet, or not at all.

=============================================  ==========================================
verdict                                        the course
=============================================  ==========================================
cannot proceed                                 what was done, and no day ahead
on hold                                        days, each "not agreed yet", naming what holds
questions open                                 days, each "not agreed yet"
else, the next day is today and today is not   days; today's is "not agreed yet"
else                                           days
=============================================  ==========================================

A day without that word reads as permission, so no face shows one. Source: CARE:1, CARE:7.
"""

from datetime import date

import msgspec

from enthesis.care.values.course import Course, Session
from enthesis.care.values.screening import Screening
from enthesis.care.values.sentence import Sentence
from enthesis.vocabulary.status import Level

_SETTLED = (Level.PROCEED_WITH_CARE, Level.CLEAR)


def course_as_it_stands(course: Course, screening: Screening, today: date) -> Course:
    """Give the course with what the verdicts leave of it; see the table above."""
    verdict, ready = screening.verdict, screening.ready_today
    if verdict.level is Level.CANNOT_PROCEED:
        return _no_course(course)
    ahead = next((session for session in course.sessions if session.state != "done"), None)
    if ahead is None:
        return course
    if verdict.level not in _SETTLED:
        says = Sentence(f"course.not-yet.{verdict.level.value}", verdict.says.values)
        return _not_yet(course, says, until=date.max)
    if ahead.planned == today and ready.level not in _SETTLED:
        return _not_yet(course, Sentence("course.not-yet.today"), until=today)
    return course


def _no_course(course: Course) -> Course:
    """Keep what was done and plan nothing: dates beside a STOP would read as permission."""
    done = tuple(session for session in course.sessions if session.state == "done")
    return msgspec.structs.replace(
        course,
        sessions=done,
        review_points=(),
        follow_up=(),
        no_room=None,
        repeat_from=None,
        says=(Sentence("course.stopped"),),
    )


def _not_yet(course: Course, says: Sentence, until: date) -> Course:
    """Say at the course, and at each of its days up to ``until``, that nobody has agreed to them."""

    def marked(session: Session) -> Session:
        if session.state != "planned" or session.planned > until:
            return session
        return msgspec.structs.replace(session, state="not-yet")

    sessions = tuple(marked(session) for session in course.sessions)
    return msgspec.structs.replace(course, sessions=sessions, not_yet=says)
