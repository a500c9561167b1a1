"""What prescriptions, statements, administrations and dispenses share: one fact of kind medicine."""

from datetime import date

import msgspec

from enthesis.care.values.fact import Active, Fact
from enthesis.formats.fhir.codings import CodeableConcept, codes_of, text_of
from enthesis.formats.fhir.condition import Condition
from enthesis.formats.fhir.dosage import Dosage, detail_of
from enthesis.formats.fhir.element import Resource
from enthesis.formats.fhir.medication import named_medicine
from enthesis.formats.fhir.reading import Reading
from enthesis.formats.fhir.references import Reference
from enthesis.vocabulary.dates import PartialDate


class MedicineEntry(Resource, frozen=True, gc=False):
    """The fields every such resource has under the same name."""

    status: str | None = None
    contained: tuple[msgspec.Raw, ...] | None = None
    medication_codeable_concept: CodeableConcept | None = None
    medication_reference: Reference | None = None
    subject: Reference | None = None
    reason_code: tuple[CodeableConcept, ...] | None = None
    reason_reference: tuple[Reference, ...] | None = None


def medicine_fact(
    entry: MedicineEntry,
    dosages: tuple[Dosage, ...] | None,
    reading: Reading,
    ref: str,
    *,
    start: PartialDate | None,
    end: PartialDate | None,
    active: Active,
    last_dose: PartialDate | None = None,
) -> Fact:
    """Make the fact: which medicine, how it is taken, what for, since when.

    An entry that is active although its own end has passed contradicts itself: whether the medicine is still
    taken is then not known.
    """
    named = named_medicine(
        entry.medication_codeable_concept, entry.medication_reference, entry.contained, reading, ref
    )
    reading.note_uncoded(entry, named.codes, ref)
    detail = detail_of(named.text, dosages, ingredients=named.ingredients, form=named.form)
    reasons = _reasons(entry, reading)
    if reasons or last_dose is not None:
        detail = msgspec.structs.replace(
            detail,
            reason=tuple(dict.fromkeys(code for each in reasons for code in codes_of(each))),
            reason_text=", ".join(dict.fromkeys(words for each in reasons if (words := text_of(each)))),
            last_dose=last_dose,
        )
    return Fact(
        kind="medicine",
        codes=named.codes,
        text=named.text,
        start=start,
        end=end,
        active="not-known" if active == "yes" and _is_past(end, reading.today) else active,
        detail=detail,
        refs=(ref, named.ref) if named.ref else (ref,),
    )


def _is_past(end: PartialDate | None, today: date) -> bool:
    return end is not None and end.latest < today


def _reasons(entry: MedicineEntry, reading: Reading) -> list[CodeableConcept]:
    """Gather what it is for, from the entry itself and from the conditions it points at."""
    concepts = list(entry.reason_code or ())
    for reference in entry.reason_reference or ():
        found = reading.find(reference)
        if isinstance(found, Condition) and found.code is not None:
            concepts.append(found.code)
        elif reference.display:
            concepts.append(CodeableConcept(text=reference.display))
    return concepts
