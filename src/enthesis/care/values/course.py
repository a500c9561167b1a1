"""A course: which sessions, when, and why then."""

from datetime import date
from typing import Literal

import msgspec

from enthesis.care.values.sentence import Sentence


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """One session. ``provisional`` ones wait for a review; ``done`` ones are history.

    ``not-yet`` ones have a day that nobody may take for agreed, see ``Course.not_yet``.

    ``latest`` is ``None`` for a first session: nothing says how late a course may begin.
    """

    number: int
    earliest: date
    planned: date
    latest: date | None
    state: Literal["done", "planned", "provisional", "not-yet"]
    why: Sentence


class NoRoom(msgspec.Struct, frozen=True, kw_only=True):
    """The session that fits on no open day, so the course ends before it until somebody moves something.

    ``next_open`` is the first open day after ``latest``, for the person who decides.
    """

    number: int
    earliest: date
    latest: date | None
    next_open: date | None
    says: Sentence


class Milestone(msgspec.Struct, frozen=True, kw_only=True):
    """A review point or follow-up date; ``until`` where it is a span of days."""

    what: str
    day: date
    until: date | None = None
    says: Sentence


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """The sessions of one template, with reviews and follow-up.

    ``count_stated`` is false where the template's source does not say how many sessions: the number shown
    is then the clinic's own. ``adopted`` is false for a template that waits for the clinic lead's switch.
    ``not_yet`` says why no day ahead is agreed, while something holds the course or is not known.
    ``repeat_from`` is the first day a repeat course may be thought of, once the last session is known.
    """

    template: str
    sessions: tuple[Session, ...]
    review_points: tuple[Milestone, ...]
    follow_up: tuple[Milestone, ...]
    says: tuple[Sentence, ...] = ()
    count_stated: bool = True
    adopted: bool = True
    no_room: NoRoom | None = None
    repeat_from: date | None = None
    not_yet: Sentence | None = None
