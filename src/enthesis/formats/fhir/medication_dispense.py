"""Dispenses: what a pharmacy handed out. Whoever fetched a medicine is taken to take it.

How many days the supply lasts is not read: tablets left in the box are nobody's guess.
"""

from enthesis.care.values.fact import Active, Fact
from enthesis.formats.fhir.dosage import Dosage
from enthesis.formats.fhir.medication_request import MedicationRequest
from enthesis.formats.fhir.medicine_entry import MedicineEntry, medicine_fact
from enthesis.formats.fhir.reading import Reading
from enthesis.formats.fhir.references import Reference

_REFUSED = ("entered-in-error", "cancelled", "declined", "preparation")
_ENDED = ("stopped", "completed", "cancelled")


class MedicationDispense(MedicineEntry, frozen=True, gc=False, tag="MedicationDispense"):
    """One hand-out."""

    authorizing_prescription: tuple[Reference, ...] | None = None
    when_prepared: str | None = None
    when_handed_over: str | None = None
    dosage_instruction: tuple[Dosage, ...] | None = None


def dispense_facts(dispense: MedicationDispense, reading: Reading, ref: str) -> tuple[Fact, ...]:
    """Read one hand-out; a prescription that has ended ends its dispenses too."""
    if dispense.status in _REFUSED:
        return reading.not_used(dispense, f"its status is {dispense.status}", ref)
    return (
        medicine_fact(
            dispense,
            dispense.dosage_instruction,
            reading,
            ref,
            start=reading.day(ref, dispense.when_handed_over, dispense.when_prepared),
            end=None,
            active=_active(dispense, reading),
        ),
    )


def _active(dispense: MedicationDispense, reading: Reading) -> Active:
    if dispense.status == "stopped":
        return "no"
    requests = [reading.find(each) for each in dispense.authorizing_prescription or ()]
    known = [each for each in requests if isinstance(each, MedicationRequest)]
    return "no" if known and all(each.status in _ENDED for each in known) else "yes"
