"""Codings and concepts, and which of our code systems an address on the wire means.

All codings of a concept are kept, in the order given: a chart's second coding is often the one a card knows.
"""

import re
from functools import lru_cache

from enthesis.formats.fhir.element import Element
from enthesis.vocabulary.codes import Code, CodeSystem

_SYSTEM_OF_ADDRESS = {
    "http://snomed.info/sct": CodeSystem.SNOMED,
    "urn:oid:2.16.840.1.113883.6.96": CodeSystem.SNOMED,
    "http://hl7.org/fhir/sid/icd-10-cm": CodeSystem.ICD10CM,
    "urn:oid:2.16.840.1.113883.6.90": CodeSystem.ICD10CM,
    "http://hl7.org/fhir/sid/icd-10": CodeSystem.ICD10CM,
    "urn:oid:2.16.840.1.113883.6.3": CodeSystem.ICD10CM,
    "http://www.nlm.nih.gov/research/umls/rxnorm": CodeSystem.RXNORM,
    "urn:oid:2.16.840.1.113883.6.88": CodeSystem.RXNORM,
    "http://loinc.org": CodeSystem.LOINC,
    "urn:oid:2.16.840.1.113883.6.1": CodeSystem.LOINC,
    "http://www.whocc.no/atc": CodeSystem.ATC,
    "urn:oid:2.16.840.1.113883.6.73": CodeSystem.ATC,
    "http://hl7.org/fhir/sid/ndc": CodeSystem.NDC,
    "urn:oid:2.16.840.1.113883.6.69": CodeSystem.NDC,
}
_UNDOTTED_ICD = re.compile(r"[A-Z]\d[0-9A-Z][0-9A-Z]{1,4}\Z")


class Coding(Element, frozen=True, gc=False):
    """One coding as it stands on the wire."""

    system: str | None = None
    code: str | None = None
    display: str | None = None


class CodeableConcept(Element, frozen=True, gc=False):
    """A concept: any number of codings and the words the writer saw."""

    coding: tuple[Coding, ...] | None = None
    text: str | None = None


def system_of(address: str | None) -> CodeSystem:
    """Name the code system behind an address; national editions of SNOMED CT count as SNOMED CT."""
    if address is None:
        return CodeSystem.OTHER
    known = _SYSTEM_OF_ADDRESS.get(address)
    if known is not None:
        return known
    plain = address.strip().rstrip("/").lower().replace("https://", "http://", 1)
    if plain.startswith("http://snomed.info/sct/"):
        return CodeSystem.SNOMED
    return _SYSTEM_OF_ADDRESS.get(plain.partition("|")[0], CodeSystem.OTHER)


# Charts repeat the same few hundred concepts, so each is translated once; the cache holds codes, not people.
@lru_cache(maxsize=8192)
def codes_of(concept: CodeableConcept | None) -> tuple[Code, ...]:
    """Give every coding of a concept that has a code."""
    if concept is None or not concept.coding:
        return ()
    return tuple(code for code in map(code_of, concept.coding) if code is not None)


def code_of(coding: Coding) -> Code | None:
    """Translate one coding; ``None`` when it carries no code."""
    value = (coding.code or "").strip()
    if not value:
        return None
    system = system_of(coding.system)
    if system in (CodeSystem.ICD10CM, CodeSystem.ATC):
        value = value.upper()
        if system is CodeSystem.ICD10CM and _UNDOTTED_ICD.match(value):
            value = f"{value[:3]}.{value[3:]}"
    return Code(system, value, (coding.display or "").strip())


@lru_cache(maxsize=8192)
def text_of(concept: CodeableConcept | None) -> str:
    """Give the words of a concept: its own text, else the first display."""
    if concept is None:
        return ""
    if concept.text and concept.text.strip():
        return concept.text.strip()
    displays = (coding.display.strip() for coding in concept.coding or () if coding.display)
    return next((display for display in displays if display), "")


def first_code(concept: CodeableConcept | None) -> str:
    """Give the first code as it stands: what a status concept says. Falls back on its text."""
    if concept is None:
        return ""
    coded = (coding.code.strip().lower() for coding in concept.coding or () if coding.code)
    return next(coded, (concept.text or "").strip().lower())
