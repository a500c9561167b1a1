"""Record a medicine that is taken, as it was said."""

from decimal import Decimal

from django.db import transaction

from enthesis.actions.audit import note
from enthesis.actions.subject import patient_of
from enthesis.store.tables.medicine import Medicine


@transaction.atomic
def record_medicine(
    *,
    record: str,
    text: str,
    by: str,
    dose_mg: Decimal | None = None,
    per_day: Decimal | None = None,
    reason: str = "",
) -> None:
    """Keep one medicine by name; dose in milligrams, how often a day and why, as far as they were said."""
    patient = patient_of(record)
    Medicine.objects.create(
        patient=patient, text=text, dose_mg=dose_mg, per_day=per_day, reason=reason, by=by
    )
    note(by=by, verb="record-medicine", subject=record, text=text)
