"""A course: which sessions, when, and why then."""

from datetime import date
from typing import Literal

import msgspec

from enthesis.care.values.sentence import Sentence


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """One session. ``provisional`` ones wait for a review; ``done`` ones are history."""

    number: int
    earliest: date
    planned: date
    latest: date
    state: Literal["done", "planned", "provisional"]
    why: Sentence


class Milestone(msgspec.Struct, frozen=True, kw_only=True):
    """A review point or follow-up date; ``until`` where it is a span of days."""

    what: str
    day: date
    until: date | None = None
    says: Sentence


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """The sessions of one template, with reviews and follow-up."""

    template: str
    sessions: tuple[Session, ...]
    review_points: tuple[Milestone, ...]
    follow_up: tuple[Milestone, ...]
    says: tuple[Sentence, ...] = ()
    count_stated: bool = True
