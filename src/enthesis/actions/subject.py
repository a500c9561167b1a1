"""The patient an act is about."""

from enthesis.store.tables.patient import Patient
from enthesis.vocabulary.errors import BadInput


def patient_of(record: str) -> Patient:
    """Find a patient by record number, and hold the row until the act is done.

    Raises:
        BadInput: nobody has this number.
    """
    try:
        return Patient.objects.select_for_update().get(record_number=record)
    except Patient.DoesNotExist:
        raise BadInput(
            f"Nobody has the record number {record!r}.", "Check it on the list of patients."
        ) from None
