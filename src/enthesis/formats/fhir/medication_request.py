"""Prescriptions. They seldom carry an end; an old "active" one stays active here, and care asks."""

from enthesis.care.values.fact import Active, Fact
from enthesis.formats.fhir.dosage import Dosage, end_of
from enthesis.formats.fhir.medicine_entry import MedicineEntry, medicine_fact
from enthesis.formats.fhir.reading import Reading

_REFUSED = ("entered-in-error", "cancelled", "draft")
# On hold is a pause somebody ordered: whether it lasts, only a person can tell.
_ACTIVE: dict[str, Active] = {"active": "yes", "stopped": "no", "completed": "no"}


class MedicationRequest(MedicineEntry, frozen=True, gc=False, tag="MedicationRequest"):
    """One prescription."""

    authored_on: str | None = None
    do_not_perform: bool | None = None
    dosage_instruction: tuple[Dosage, ...] | None = None


def request_facts(request: MedicationRequest, reading: Reading, ref: str) -> tuple[Fact, ...]:
    """Read one prescription."""
    if request.status in _REFUSED:
        return reading.not_used(request, f"its status is {request.status}", ref)
    if request.do_not_perform:
        return reading.not_used(request, "it asks not to give the medicine", ref)
    return (
        medicine_fact(
            request,
            request.dosage_instruction,
            reading,
            ref,
            start=reading.day(ref, request.authored_on),
            end=reading.day(ref, end_of(request.dosage_instruction)),
            active=_ACTIVE.get(request.status or "", "not-known"),
        ),
    )
