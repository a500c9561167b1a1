"""Statements that a medicine is, was, or will be taken: often the patient's own word."""

from enthesis.care.values.fact import Active, Fact
from enthesis.formats.fhir.dosage import Dosage
from enthesis.formats.fhir.medicine_entry import MedicineEntry, medicine_fact
from enthesis.formats.fhir.reading import Reading
from enthesis.formats.fhir.times import Period

_REFUSED = ("entered-in-error",)
_ACTIVE: dict[str, Active] = {
    "active": "yes",
    "intended": "yes",
    "completed": "no",
    "stopped": "no",
    "not-taken": "no",
}


class MedicationStatement(MedicineEntry, frozen=True, gc=False, tag="MedicationStatement"):
    """One statement."""

    effective_date_time: str | None = None
    effective_period: Period | None = None
    date_asserted: str | None = None
    dosage: tuple[Dosage, ...] | None = None


def statement_facts(statement: MedicationStatement, reading: Reading, ref: str) -> tuple[Fact, ...]:
    """Read one statement."""
    if statement.status in _REFUSED:
        return reading.not_used(statement, f"its status is {statement.status}", ref)
    period = statement.effective_period
    return (
        medicine_fact(
            statement,
            statement.dosage,
            reading,
            ref,
            start=reading.day(
                ref,
                statement.effective_date_time,
                period.start if period else None,
                None if period and period.end else statement.date_asserted,
            ),
            end=reading.day(ref, period.end if period else None),
            active=_ACTIVE.get(statement.status or "", "not-known"),
        ),
    )
