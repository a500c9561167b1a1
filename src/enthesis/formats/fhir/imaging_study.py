"""Imaging studies: that a picture was taken, of what, by which modality."""

from enthesis.care.values.fact import Fact
from enthesis.formats.fhir.body_site import place_of
from enthesis.formats.fhir.codings import CodeableConcept, Coding, code_of, codes_of, text_of
from enthesis.formats.fhir.element import Element, Resource
from enthesis.formats.fhir.reading import Reading
from enthesis.formats.fhir.references import Reference

_REFUSED = ("entered-in-error", "cancelled", "registered")


class Series(Element, frozen=True, gc=False):
    """One series of pictures."""

    modality: Coding | None = None
    body_site: Coding | None = None
    laterality: Coding | None = None


class ImagingStudy(Resource, frozen=True, gc=False, tag="ImagingStudy"):
    """One study of one or more series."""

    status: str | None = None
    modality: tuple[Coding, ...] | None = None
    subject: Reference | None = None
    started: str | None = None
    description: str | None = None
    procedure_code: tuple[CodeableConcept, ...] | None = None
    series: tuple[Series, ...] | None = None


def imaging_facts(study: ImagingStudy, reading: Reading, ref: str) -> tuple[Fact, ...]:
    """Read one study; its modalities stand among its codes."""
    if study.status in _REFUSED:
        return reading.not_used(study, f"its status is {study.status}", ref)
    procedures = study.procedure_code or ()
    modalities = [*(study.modality or ()), *(each.modality for each in study.series or () if each.modality)]
    codes = [code for each in procedures for code in codes_of(each)]
    codes += [code for each in modalities if (code := code_of(each)) is not None]
    place, place_text = place_of(_sites(study))
    texts = [study.description or "", *map(text_of, procedures), *(each.display or "" for each in modalities)]
    return (
        Fact(
            kind="imaging",
            codes=tuple(dict.fromkeys(codes)),
            text=next((text for text in texts if text), "Imaging study"),
            place=place,
            place_text=place_text,
            start=reading.day(ref, study.started),
            active="yes",
            refs=(ref,),
        ),
    )


def _sites(study: ImagingStudy) -> tuple[CodeableConcept, ...]:
    """Gather place and side of every series as concepts."""
    codings = [
        coding
        for each in study.series or ()
        for coding in (each.body_site, each.laterality)
        if coding is not None
    ]
    return tuple(CodeableConcept(coding=(coding,)) for coding in dict.fromkeys(codings))
