"""Record an allergy, as it was said."""

from django.db import transaction

from enthesis.actions.audit import note
from enthesis.actions.subject import patient_of
from enthesis.store.tables.allergy import Allergy


@transaction.atomic
def record_allergy(*, record: str, text: str, by: str) -> None:
    """Keep one allergy by name."""
    patient = patient_of(record)
    Allergy.objects.create(patient=patient, text=text, by=by)
    note(by=by, verb="record-allergy", subject=record, text=text)
