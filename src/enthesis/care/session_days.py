"""Where the sessions of a course may lie, and where they do.

Each session has a window: never closer than the template's minimum, never inside the pause of a medicine,
never before today. In it the day the template would choose is taken, moved to an open day; when no day of
the window is open, the course ends there and says why. Used by ``course.py`` alone.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

import msgspec

from enthesis.care.values.course import NoRoom, Session
from enthesis.care.values.open_days import OpenDays
from enthesis.care.values.sentence import Sentence, SentenceValue
from enthesis.knowledge.cards.course import CourseTemplate
from enthesis.vocabulary.dates import written

# How far ahead an open day is looked for; past a year the answer is that there is none.
_LOOK_AHEAD = timedelta(days=366)

_Why = Literal["first", "after-pause", "wished", "wished-too-soon", "interval", "spread", "waits"]


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What every session of one course is held to.

    ``soonest`` is the first day for the next session: today, or the end of the pause that runs now.
    ``washout_days`` is what each later session must leave for the pause before it.
    """

    card: CourseTemplate
    days: OpenDays
    count: int
    today: date
    soonest: date
    washout_days: int
    wished: date | None


class _Window(msgspec.Struct, frozen=True, kw_only=True):
    """Where one session may lie; the day it should have is ``target``, and never before ``not_before``."""

    number: int
    earliest: date
    latest: date | None
    target: date
    not_before: date
    why: _Why


def plan_ahead(done: tuple[Session, ...], terms: Terms) -> tuple[tuple[Session, ...], NoRoom | None]:
    """Go on from what was done, one session after the other, until the count or until one does not fit."""
    sessions = list(done)
    number = max((session.number for session in done), default=0) + 1
    while number <= terms.count:
        window = _later_window(number, sessions, terms) if sessions else _first_window(terms)
        planned = _place(window, terms.days)
        if planned is None:
            return tuple(sessions), _no_room(window, terms)
        sessions.append(_session(window, planned, sessions, terms))
        number += 1
    return tuple(sessions), None


def _first_window(terms: Terms) -> _Window:
    """Open from the end of the medicine pause, with no end; the target is the wished day if it is later."""
    target = max(terms.soonest, terms.wished or terms.soonest)
    why: _Why = "first" if terms.soonest == terms.today else "after-pause"
    if terms.wished is not None:
        why = "wished" if terms.wished >= terms.soonest else "wished-too-soon"
    return _Window(number=1, earliest=terms.soonest, latest=None, target=target, not_before=target, why=why)


def _later_window(number: int, sessions: Sequence[Session], terms: Terms) -> _Window:
    """Open between the template's minimum and maximum after the session before.

    ========  ================================================================================
    earliest  the latest of: the minimum interval; a medicine pause begun after the session
              before; ``soonest``
    latest    the earlier of: the maximum interval; the end of the template's span
    target    the wish for the next session, if it is not too early; else the usual day
    ========  ================================================================================
    """
    previous, interval = sessions[-1].planned, terms.card.interval
    gap = timedelta(days=max(interval.minimum_days, terms.washout_days))
    earliest = max(previous + gap, terms.soonest)
    latest = previous + timedelta(days=interval.maximum_days)
    if terms.card.span is not None:
        latest = min(latest, sessions[0].planned + timedelta(days=terms.card.span.maximum_days))
    wished = terms.wished
    usual = _usual_day(number, sessions, terms)
    target = not_before = earliest
    if wished is not None and wished >= earliest:
        target = not_before = wished
    else:
        target = max(min(usual, latest), earliest)
    return _Window(
        number=number,
        earliest=earliest,
        latest=latest,
        target=target,
        not_before=not_before,
        why=_later_why(wished, previous, earliest, usual, terms),
    )


def _later_why(wished: date | None, previous: date, earliest: date, usual: date, terms: Terms) -> _Why:
    """Name what chose the day. A wish on or before the last session was for that one, and is over."""
    if wished is not None and wished > previous:
        return "wished" if wished >= earliest else "wished-too-soon"
    if usual < earliest:
        return "waits"
    return "interval" if terms.card.span is None else "spread"


def _usual_day(number: int, sessions: Sequence[Session], terms: Terms) -> date:
    """Give the day of the default interval or, without one, an even share of the span.

    A session that came late moves those after it; one that came early is caught up, so that the span is kept.
    """
    previous, interval, span = sessions[-1].planned, terms.card.interval, terms.card.span
    if interval.default_days is not None or span is None:
        return previous + timedelta(days=interval.default_days or interval.minimum_days)
    shares = max(terms.count - 1, 1)
    share = timedelta(days=-(-span.minimum_days // shares))
    return max(previous + share, sessions[0].planned + share * (number - 1))


def _place(window: _Window, days: OpenDays) -> date | None:
    """Take the first open day from the target on; failing that, the last one before it that is allowed."""
    latest = window.latest or window.target + _LOOK_AHEAD
    return days.first(window.target, latest) or days.last(window.not_before, min(window.target, latest))


def _session(window: _Window, planned: date, sessions: Sequence[Session], terms: Terms) -> Session:
    why: str = window.why
    if window.why in ("interval", "spread", "waits") and planned != window.target:
        why = "moved-later" if planned > window.target else "moved-earlier"
    values = _values(window, terms)
    if sessions:
        previous = sessions[-1]
        values |= {"previous": previous.number, "days": (planned - previous.planned).days}
        if window.why == "waits":
            values["target"] = written(_usual_day(window.number, sessions, terms))
    return Session(
        number=window.number,
        earliest=window.earliest,
        planned=planned,
        latest=window.latest,
        state="planned" if window.number <= terms.card.firm_sessions else "provisional",
        why=Sentence(f"course.why.{why}", values),
    )


def _values(window: _Window, terms: Terms) -> dict[str, SentenceValue]:
    return {
        "number": window.number,
        "earliest": written(window.earliest),
        "target": written(window.target),
        "latest": written(window.latest) if window.latest else "",
        "wished": written(terms.wished) if terms.wished else "",
        "minimum": terms.card.interval.minimum_days,
        "maximum": terms.card.interval.maximum_days,
    }


def _no_room(window: _Window, terms: Terms) -> NoRoom:
    """Say why a session fits on no day.

    ========================  =========
    latest is                 kind
    ========================  =========
    none (a first session)    none-open
    before today              passed
    before earliest           waits
    before the wished day     wished
    none of these             closed
    ========================  =========
    """
    latest = window.latest
    after = max(latest or window.target, terms.soonest) + timedelta(days=1)
    next_open = terms.days.first(after, after + _LOOK_AHEAD)
    if latest is None:
        kind = "none-open"
    elif latest < terms.today:
        kind = "passed"
    elif latest < window.earliest:
        kind = "waits"
    else:
        kind = "wished" if latest < window.not_before else "closed"
    values = _values(window, terms)
    values["next_open"] = written(next_open) if next_open else Sentence("course.next-open.none")
    return NoRoom(
        number=window.number,
        earliest=window.earliest,
        latest=latest,
        next_open=next_open,
        says=Sentence(f"course.no-room.{kind}", values),
    )
