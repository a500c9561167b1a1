"""A report's row with who saw to it, as the value care judges."""

from typing import Literal, cast

from enthesis.care.values.history import DealtWith, PatientReport
from enthesis.store.tables.report import DealtRow, ReportRow

ToldBy = Literal["patient", "nurse", "clinician", "other"]
Found = Literal["no-red-flag", "red-flag"]


def report_of(row: ReportRow, dealt: DealtRow | None) -> PatientReport:
    """Make a report of its row; nobody who saw to it leaves it open."""
    return PatientReport(
        number=row.number,
        day=row.day,
        session=row.session,
        days_since_session=row.days_since_session,
        symptoms=row.symptoms,
        words=row.words,
        told_by=cast(ToldBy, row.told_by),
        by=row.by,
        dealt=_dealt(dealt) if dealt else None,
        refs=(f"Report/{row.number}",),
    )


def _dealt(row: DealtRow) -> DealtWith:
    return DealtWith(day=row.day, found=cast(Found, row.found), done=row.done, by=row.by)
