"""Record that somebody saw to a report."""

from datetime import date
from typing import Literal

from django.db import transaction

from enthesis.actions.audit import note
from enthesis.actions.subject import patient_of
from enthesis.store.tables.report import DealtRow, ReportRow
from enthesis.vocabulary.errors import BadInput


@transaction.atomic
def deal_with_report(
    *, record: str, number: int, found: Literal["no-red-flag", "red-flag"], done: str, day: date, by: str
) -> None:
    """Keep what was found and done; the report itself stays as it was told.

    Raises:
        BadInput: there is no such report, or nobody says what was done.
    """
    patient = patient_of(record)
    report = ReportRow.objects.filter(patient=patient, number=number).first()
    if report is None:
        raise BadInput(f"There is no report {number} of this patient.", "Open one of the list.")
    if not done.strip():
        raise BadInput(
            "Nobody says what was done.", "Write in a few words who saw the patient, and what for."
        )
    DealtRow.objects.create(report=report, day=day, found=found, done=done, by=by)
    note(by=by, verb="deal-with-report", subject=record, number=number, found=found)
