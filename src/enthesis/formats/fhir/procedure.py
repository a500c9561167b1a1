"""Procedures: what was done to the patient."""

from enthesis.care.values.fact import Active, Fact
from enthesis.formats.fhir.body_site import place_of
from enthesis.formats.fhir.codings import CodeableConcept, codes_of, text_of
from enthesis.formats.fhir.element import Resource
from enthesis.formats.fhir.reading import Reading
from enthesis.formats.fhir.references import Reference
from enthesis.formats.fhir.times import Period

_REFUSED = ("entered-in-error", "not-done", "preparation")
_ACTIVE: dict[str, Active] = {"completed": "yes", "in-progress": "yes", "stopped": "yes"}


class Procedure(Resource, frozen=True, gc=False, tag="Procedure"):
    """One procedure."""

    status: str | None = None
    code: CodeableConcept | None = None
    subject: Reference | None = None
    performed_date_time: str | None = None
    performed_period: Period | None = None
    body_site: tuple[CodeableConcept, ...] | None = None


def procedure_facts(procedure: Procedure, reading: Reading, ref: str) -> tuple[Fact, ...]:
    """Read one procedure; ``active`` says that it took place, as far as its status tells."""
    if procedure.status in _REFUSED:
        return reading.not_used(procedure, f"its status is {procedure.status}", ref)
    codes, text = codes_of(procedure.code), text_of(procedure.code)
    if not codes and not text:
        return reading.not_used(procedure, "it has neither a code nor a text", ref)
    reading.note_uncoded(procedure, codes, ref)
    place, place_text = place_of(procedure.body_site)
    period = procedure.performed_period
    return (
        Fact(
            kind="procedure",
            codes=codes,
            text=text,
            place=place,
            place_text=place_text,
            start=reading.day(ref, procedure.performed_date_time, period.start if period else None),
            end=reading.day(ref, period.end if period else None),
            active=_ACTIVE.get(procedure.status or "", "not-known"),
            refs=(ref,),
        ),
    )
