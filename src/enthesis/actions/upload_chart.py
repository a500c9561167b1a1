"""Keep a chart from another system beside a patient, byte for byte."""

import hashlib

from django.db import transaction

from enthesis.actions.audit import note
from enthesis.actions.subject import patient_of
from enthesis.store.tables.chart import Chart


@transaction.atomic
def upload_chart(*, record: str, file_name: str, content: bytes, by: str) -> None:
    """Keep the file as it came. Whether it can be read is asked before, by whoever uploads it."""
    patient = patient_of(record)
    sha256 = hashlib.sha256(content).hexdigest()
    Chart.objects.create(patient=patient, by=by, file_name=file_name[:200], content=content, sha256=sha256)
    note(by=by, verb="upload-chart", subject=record, file_name=file_name[:200], sha256=sha256)
