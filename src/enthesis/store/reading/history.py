"""What happened to a patient between and after sessions, as it counts now; and every version of a session?"""

from datetime import date, datetime

import msgspec

from enthesis.care.values.history import PastSession, PatientReport, ReviewTaken, ScoreGiven
from enthesis.store.tables.patient import Patient
from enthesis.store.tables.report import DealtRow, ReportRow
from enthesis.store.tables.review import ReviewRow
from enthesis.store.tables.score import ScoreRow
from enthesis.store.tables.session import SessionRow
from enthesis.store.translate.report import report_of
from enthesis.store.translate.review import review_of
from enthesis.store.translate.score import score_of
from enthesis.store.translate.session import session_of


class KeptHistory(msgspec.Struct, frozen=True, kw_only=True):
    """Sessions, scores, reports and reviews that count, each in the order of its days."""

    sessions: tuple[PastSession, ...] = ()
    scores: tuple[ScoreGiven, ...] = ()
    reports: tuple[PatientReport, ...] = ()
    reviews: tuple[ReviewTaken, ...] = ()


class SessionVersion(msgspec.Struct, frozen=True, kw_only=True):
    """One record of one session: what it said, who wrote it and when, and whether it was taken back."""

    number: int
    day: date
    by: str
    at: datetime
    withdrawn: bool
    reason: str


def history_of(patient: Patient) -> KeptHistory:
    """Give what counts now for one patient."""
    latest = {row.number: row for row in SessionRow.objects.filter(patient=patient)}
    scores = {(r.instrument, r.occasion, r.day): r for r in ScoreRow.objects.filter(patient=patient)}
    dealt = {row.report_id: row for row in DealtRow.objects.filter(report__patient=patient)}
    sessions = sorted((row for row in latest.values() if not row.withdrawn), key=lambda row: row.number)
    return KeptHistory(
        sessions=tuple(session_of(row) for row in sessions),
        scores=tuple(score_of(row) for row in sorted(scores.values(), key=lambda row: row.day)),
        reports=tuple(report_of(row, dealt.get(row.pk)) for row in ReportRow.objects.filter(patient=patient)),
        reviews=tuple(review_of(row) for row in ReviewRow.objects.filter(patient=patient)),
    )


def session_versions(record: str) -> tuple[SessionVersion, ...]:
    """List every record of every session of a patient, oldest first: corrections hide nothing."""
    return tuple(
        SessionVersion(
            number=row.number,
            day=row.day,
            by=row.by,
            at=row.at,
            withdrawn=row.withdrawn,
            reason=row.reason,
        )
        for row in SessionRow.objects.filter(patient__record_number=record)
    )
