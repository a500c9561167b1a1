"""Administrations: a dose that was given, as in a hospital; it says nothing of tomorrow."""

from enthesis.care.values.fact import Fact
from enthesis.formats.fhir.codings import CodeableConcept
from enthesis.formats.fhir.dosage import Dosage, DoseAndRate
from enthesis.formats.fhir.element import Element
from enthesis.formats.fhir.measured import Quantity
from enthesis.formats.fhir.medicine_entry import MedicineEntry, medicine_fact
from enthesis.formats.fhir.reading import Reading
from enthesis.formats.fhir.times import Period

_REFUSED = ("entered-in-error", "not-done")


class Given(Element, frozen=True, gc=False):
    """What was given, and by which way."""

    text: str | None = None
    route: CodeableConcept | None = None
    dose: Quantity | None = None


class MedicationAdministration(MedicineEntry, frozen=True, gc=False, tag="MedicationAdministration"):
    """One dose, or one stretch of doses."""

    effective_date_time: str | None = None
    effective_period: Period | None = None
    dosage: Given | None = None


def administration_facts(given: MedicationAdministration, reading: Reading, ref: str) -> tuple[Fact, ...]:
    """Read one administration, with its day as the day of the last dose.

    That a dose was given says nothing of the days after it, so the entry has no end: care asks.
    """
    if given.status in _REFUSED:
        return reading.not_used(given, f"its status is {given.status}", ref)
    period = given.effective_period
    start = reading.day(ref, given.effective_date_time, period.start if period else None)
    last = reading.day(ref, given.effective_date_time, period.end if period else None)
    still = given.status == "in-progress" and last is None
    return (
        medicine_fact(
            given,
            (_dosage(given.dosage),) if given.dosage else None,
            reading,
            ref,
            start=start,
            end=None,
            active="yes" if still else "no",
            last_dose=last or start,
        ),
    )


def _dosage(given: Given) -> Dosage:
    return Dosage(text=given.text, route=given.route, dose_and_rate=(DoseAndRate(dose_quantity=given.dose),))
