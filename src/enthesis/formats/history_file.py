"""What an answers file says of the time after a session: sessions, scores, reports and reviews.

``[[session]]`` number, day, and as far as known by, guidance, points, syringes, complications, adverse_grade.
``[[score]]`` instrument, day, occasion, answers. ``[[report]]`` day, symptoms, words, told_by, and ``dealt``
with found and done. ``[[review]]`` day, what was answered, decision, reason. No day lies after today.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Literal, TypeVar

import msgspec

from enthesis.care.outcomes import measure
from enthesis.care.triage import triage
from enthesis.care.values.history import (
    Aspiration,
    DealtWith,
    GivenPoint,
    GivenSyringe,
    Guidance,
    PastSession,
    PatientReport,
    ReviewTaken,
    ScoreGiven,
)
from enthesis.care.values.outcome import Measured
from enthesis.care.values.review import Checkup, Decision
from enthesis.care.values.triage import SymptomReport
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Region
from enthesis.vocabulary.errors import BadInput


class _Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One table of the file; a key nobody knows is refused."""

    day: date


class _Session(_Table, frozen=True):
    number: int
    by: str = ""
    points: tuple[GivenPoint, ...] = ()
    syringes: tuple[GivenSyringe, ...] = ()
    guidance: Guidance | None = None
    aspiration: Aspiration | None = None
    checks: tuple[str, ...] = ()
    complications: str = ""
    adverse_grade: int | None = None


class _Score(_Table, frozen=True):
    instrument: str
    answers: dict[str, Decimal | None]
    occasion: str = ""


class _Dealt(_Table, frozen=True):
    found: Literal["no-red-flag", "red-flag"]
    done: str
    by: str = ""


class _Report(_Table, frozen=True):
    symptoms: dict[str, str]
    words: str = ""
    told_by: Literal["patient", "nurse", "clinician", "other"] = "patient"
    by: str = ""
    dealt: _Dealt | None = None


class _Review(_Table, frozen=True):
    red_flag: bool | None = None
    back_to_baseline: bool | None = None
    satisfied: bool | None = None
    function_goal_met: bool | None = None
    adverse_grade: int | None = None
    reason_to_go_on: str = ""
    decision: Decision | None = None
    reason: str = ""
    by: str = ""


_Kind = TypeVar("_Kind", bound=_Table)


class History(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of the time after a session that a file holds."""

    sessions: tuple[PastSession, ...] = ()
    answered: tuple[ScoreGiven, ...] = ()
    scores: tuple[Measured, ...] = ()
    reports: tuple[PatientReport, ...] = ()
    reviews: tuple[ReviewTaken, ...] = ()


KEYS = ("session", "score", "report", "review")


def history_of(table: dict[str, object], handbook: Handbook, today: date) -> History:
    """Read the tables of the time after a session.

    Raises:
        BadInput: a key nobody knows, a day after ``today``, sessions out of order, an unknown instrument,
            item or symptom, or a report from before any session.
    """
    sessions = _sessions(_read(table, "session", _Session, today))
    answered = tuple(_score_given(each) for each in _read(table, "score", _Score, today))
    return History(
        sessions=sessions,
        answered=answered,
        scores=tuple(measure(each, handbook) for each in answered),
        reports=tuple(
            _report(number, each, sessions, handbook)
            for number, each in enumerate(_read(table, "report", _Report, today), 1)
        ),
        reviews=tuple(_review(each) for each in _read(table, "review", _Review, today)),
    )


def _read(table: dict[str, object], name: str, kind: type[_Kind], today: date) -> tuple[_Kind, ...]:
    tables = table.get(name)
    if tables is None:
        return ()
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        raise BadInput(f"{name} is not a list of tables.", f"Write [[{name}]] above each.")
    read = tuple(_one(each, name, kind) for each in tables)
    for each in read:
        if each.day > today:
            raise BadInput(
                f"A {name} took place on {each.day}, after {today}.", "Only what is past belongs here."
            )
    return read


def _one(table: dict[str, object], name: str, kind: type[_Kind]) -> _Kind:
    keys = kind.__struct_fields__
    unknown = next((key for key in table if key not in keys), None)
    if unknown is not None:
        raise BadInput(f"[[{name}]] has no {unknown!r}.", f"It has: {', '.join(keys)}.")
    if table.get("day") is None:
        raise BadInput(f"A {name} has no day.", "Write day = 2026-11-18.")
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        raise BadInput(f"[[{name}]] cannot be read: {error}.", "Write day = 2026-11-18.") from error


def _sessions(read: tuple[_Session, ...]) -> tuple[PastSession, ...]:
    sessions = sorted(
        (PastSession(**{name: getattr(each, name) for name in each.__struct_fields__}) for each in read),
        key=lambda each: each.number,
    )
    for each in sessions:
        if each.number < 1:
            raise BadInput(f"A session's number cannot be {each.number}.", "Write number = 1.")
    refuse_disorder(sessions)
    return tuple(sessions)


def refuse_disorder(sessions: Sequence[PastSession]) -> None:
    """Refuse sessions whose numbers and days run against each other.

    Raises:
        BadInput: two carry one number, or a later number an earlier or the same day.
    """
    for before, after in pairwise(sessions):
        if before.number == after.number or before.day >= after.day:
            raise BadInput(
                f"Session {before.number} on {before.day} and {after.number} on {after.day} contradict.",
                "Number them in the order of their days.",
            )


def _score_given(read: _Score) -> ScoreGiven:
    return ScoreGiven(instrument=read.instrument, day=read.day, answers=read.answers, occasion=read.occasion)


def _report(
    number: int, read: _Report, sessions: tuple[PastSession, ...], handbook: Handbook
) -> PatientReport:
    session = session_before(read.day, sessions)
    days = (read.day - session.day).days
    refuse_unreadable(read.symptoms, days, handbook)
    dealt = read.dealt
    return PatientReport(
        number=number,
        day=read.day,
        session=session.number,
        days_since_session=days,
        symptoms=read.symptoms,
        words=read.words,
        told_by=read.told_by,
        by=read.by,
        dealt=DealtWith(day=dealt.day, found=dealt.found, done=dealt.done, by=dealt.by) if dealt else None,
    )


def session_before(day: date, sessions: Sequence[PastSession]) -> PastSession:
    """Give the session a report is about: the last one on or before its day.

    Raises:
        BadInput: there is none.
    """
    past = [each for each in sessions if each.day <= day]
    if not past:
        raise BadInput(f"No session is recorded on or before {day}.", "Record the session first.")
    return max(past, key=lambda each: each.day)


def refuse_unreadable(symptoms: dict[str, str], days: int, handbook: Handbook) -> None:
    """Refuse a report that no triage could read.

    Raises:
        BadInput: a symptom or an answer nobody knows.
    """
    triage(SymptomReport(region=Region.KNEE.value, days_since_session=days, symptoms=symptoms), handbook)


def _review(read: _Review) -> ReviewTaken:
    checkup = Checkup(
        red_flag=read.red_flag,
        back_to_baseline=read.back_to_baseline,
        satisfied=read.satisfied,
        function_goal_met=read.function_goal_met,
        adverse_grade=read.adverse_grade,
        reason_to_go_on=read.reason_to_go_on,
    )
    return ReviewTaken(day=read.day, checkup=checkup, decision=read.decision, reason=read.reason, by=read.by)
