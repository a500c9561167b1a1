"""What follows from sessions done: judged reports, the review, the scores' way, and where somebody stands."""

from datetime import date
from typing import Literal

import msgspec

from enthesis.care.values.finding import Finding
from enthesis.care.values.history import PatientReport, ReviewTaken
from enthesis.care.values.outcome import Change, Measured
from enthesis.care.values.review import Review
from enthesis.care.values.sentence import Sentence
from enthesis.care.values.triage import Triage

StageId = Literal[
    "red-flag",
    "cannot-proceed",
    "referred-on",
    "ended",
    "finished",
    "flare",
    "not-responding",
    "on-hold",
    "questions-open",
    "ready-today",
    "mid-course",
    "course-planned",
    "clear",
]


class JudgedReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report with what the triage says of it. ``is_open`` while it needs a person and none saw to it."""

    report: PatientReport
    triage: Triage
    is_open: bool


class ScoreWay(msgspec.Struct, frozen=True, kw_only=True):
    """One instrument over time, and what became of it since the first score that counts."""

    instrument: str
    occasion: str
    scores: tuple[Measured, ...]
    changes: tuple[Change, ...]


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """Where somebody stands on the road today."""

    id: StageId
    says: Sentence


class After(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that follows from what was done and told. ``closed`` is the decision that ended the course.

    ``due`` is the day the next review is due, ``None`` while no session was done or the course is closed.
    ``not_before`` is the day before which the review asks for no further needle.
    """

    reports: tuple[JudgedReport, ...] = ()
    review: Review | None = None
    due: date | None = None
    not_before: date | None = None
    ways: tuple[ScoreWay, ...] = ()
    closed: ReviewTaken | None = None
    findings: tuple[Finding, ...] = ()
