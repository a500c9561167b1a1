"""Allergies and intolerances, with how grave they were. A record that none is known is not an allergy."""

from enthesis.care.values.fact import Active, Fact
from enthesis.formats.fhir.card_words import NO_ALLERGY
from enthesis.formats.fhir.codings import CodeableConcept, codes_of, first_code, text_of
from enthesis.formats.fhir.element import Element, Resource
from enthesis.formats.fhir.reading import Reading
from enthesis.formats.fhir.references import Reference
from enthesis.formats.fhir.times import date_of

_REFUSED = ("refuted", "entered-in-error")
_UNSURE = ("unconfirmed", "presumed", "provisional", "differential")
_ACTIVE: dict[str, Active] = {"active": "yes", "inactive": "no", "resolved": "no"}
_GRADES = ("mild", "moderate", "severe")
_DENIALS = ("no known", "nkda", "nka", "no allerg", "no drug allerg", "none known")


class Reaction(Element, frozen=True, gc=False):
    """One reaction that happened."""

    substance: CodeableConcept | None = None
    severity: str | None = None


class AllergyIntolerance(Resource, frozen=True, gc=False, tag="AllergyIntolerance"):
    """One allergy."""

    clinical_status: CodeableConcept | None = None
    verification_status: CodeableConcept | None = None
    criticality: str | None = None
    code: CodeableConcept | None = None
    patient: Reference | None = None
    onset_date_time: str | None = None
    recorded_date: str | None = None
    reaction: tuple[Reaction, ...] | None = None

    @property
    def subject(self) -> Reference | None:
        """Whose it is; FHIR names this field differently here."""
        return self.patient


def allergy_facts(allergy: AllergyIntolerance, reading: Reading, ref: str) -> tuple[Fact, ...]:
    """Read one allergy; the substances of its reactions count as its own codes."""
    verified = first_code(allergy.verification_status)
    if verified in _REFUSED:
        return reading.not_used(allergy, f"it is marked {verified}", ref)
    substances = [each.substance for each in allergy.reaction or () if each.substance is not None]
    concepts = [allergy.code, *substances] if allergy.code is not None else substances
    codes = tuple(dict.fromkeys(code for concept in concepts for code in codes_of(concept)))
    text = "; ".join(dict.fromkeys(words for concept in concepts if (words := text_of(concept))))
    if not codes and not text:
        return reading.not_used(allergy, "it does not say to what", ref)
    if _denies(concepts, text, reading):
        return reading.not_used(
            allergy, "it says that no allergy is known; that answers no question here", ref
        )
    reading.note_uncoded(allergy, codes, ref)
    return (
        Fact(
            kind="allergy",
            codes=codes,
            text=f"{text} ({verified})" if verified in _UNSURE else text,
            start=reading.day(ref, allergy.onset_date_time, allergy.recorded_date),
            recorded=date_of(allergy.recorded_date),
            active=_ACTIVE.get(first_code(allergy.clinical_status), "not-known"),
            severity=_severity(allergy),
            refs=(ref,),
        ),
    )


def _denies(concepts: list[CodeableConcept], text: str, reading: Reading) -> bool:
    """Whether it says that no allergy is known, by code or by how its words begin."""
    return text.casefold().startswith(_DENIALS) or any(
        reading.words.situation(each) == NO_ALLERGY or text_of(each).casefold().startswith(_DENIALS)
        for each in concepts
    )


def _severity(allergy: AllergyIntolerance) -> str:
    """Give the gravest reaction; a high criticality counts as severe, since the next one may be."""
    if allergy.criticality == "high":
        return "severe"
    grades = [each.severity for each in allergy.reaction or () if each.severity in _GRADES]
    return max((grade for grade in grades if grade), key=_GRADES.index, default="")
