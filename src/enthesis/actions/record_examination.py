"""Record what the examining hand found."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from enthesis.actions.audit import note
from enthesis.actions.subject import patient_of
from enthesis.care.values.case import Examined
from enthesis.store.tables.examination import Examination, ExaminedPoint
from enthesis.store.translate.examined import columns_of


@transaction.atomic
def record_examination(*, record: str, points: Sequence[Examined], examined_on: date, by: str) -> None:
    """Keep one whole examination. An earlier one stays; the latest counts."""
    patient = patient_of(record)
    examination = Examination.objects.create(patient=patient, examined_on=examined_on, by=by)
    for point in points:
        ExaminedPoint.objects.create(examination=examination, by=by, **columns_of(point))
    note(by=by, verb="record-examination", subject=record, points=len(points))
