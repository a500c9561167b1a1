"""Record what was told after a session."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from django.db import transaction

from enthesis.actions.audit import note
from enthesis.actions.subject import patient_of
from enthesis.care.triage import triage
from enthesis.care.values.triage import SymptomReport, Triage
from enthesis.knowledge.handbook import Handbook
from enthesis.store.reading.history import history_of
from enthesis.store.tables.report import ReportRow
from enthesis.vocabulary.errors import BadInput

ToldBy = Literal["patient", "nurse", "clinician", "other"]


@transaction.atomic
def record_report(
    *,
    record: str,
    region: str,
    day: date,
    symptoms: Mapping[str, str],
    handbook: Handbook,
    by: str,
    words: str = "",
    told_by: ToldBy = "patient",
) -> tuple[int, Triage]:
    """Keep a report about the last session on or before its day, and give its number and what follows.

    Raises:
        BadInput: no session lies before it, or a symptom or answer nobody knows.
    """
    patient = patient_of(record)
    past = [each for each in history_of(patient).sessions if each.day <= day]
    if not past:
        raise BadInput(f"No session is recorded on or before {day}.", "Record the session first.")
    days = (day - past[-1].day).days
    told = SymptomReport(region=region, days_since_session=days, symptoms=dict(symptoms))
    said = triage(told, handbook)
    number = ReportRow.objects.filter(patient=patient).count() + 1
    ReportRow.objects.create(
        patient=patient,
        by=by,
        number=number,
        day=day,
        session=past[-1].number,
        days_since_session=days,
        symptoms=dict(symptoms),
        words=words,
        told_by=told_by,
        urgency=said.urgency.value,
        handbook_version=handbook.version,
    )
    note(by=by, verb="record-report", subject=record, number=number, urgency=said.urgency.value)
    return number, said
