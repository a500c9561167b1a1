"""From a chart to a Case: one patient's resources, each read by the file that knows its type."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from enthesis.care.values.case import Case, Wish
from enthesis.care.values.fact import Fact
from enthesis.formats.fhir.allergy_intolerance import AllergyIntolerance, allergy_facts
from enthesis.formats.fhir.bundle import records_in
from enthesis.formats.fhir.card_words import card_words
from enthesis.formats.fhir.condition import Condition, condition_facts
from enthesis.formats.fhir.diagnostic_report import DiagnosticReport, report_facts
from enthesis.formats.fhir.element import Resource
from enthesis.formats.fhir.form_answers import form_facts
from enthesis.formats.fhir.imaging_study import ImagingStudy, imaging_facts
from enthesis.formats.fhir.marked import Device, Flag, device_facts, flag_facts
from enthesis.formats.fhir.medication import Medication
from enthesis.formats.fhir.medication_administration import MedicationAdministration, administration_facts
from enthesis.formats.fhir.medication_dispense import MedicationDispense, dispense_facts
from enthesis.formats.fhir.medication_request import MedicationRequest, request_facts
from enthesis.formats.fhir.medication_statement import MedicationStatement, statement_facts
from enthesis.formats.fhir.observation import NO_CARD, Observation, is_asked_about, observation_facts
from enthesis.formats.fhir.patient import Patient, death_facts
from enthesis.formats.fhir.person import person_of
from enthesis.formats.fhir.procedure import Procedure, procedure_facts
from enthesis.formats.fhir.questionnaire_response import QuestionnaireResponse
from enthesis.formats.fhir.reading import Reading
from enthesis.formats.fhir.record import Record
from enthesis.formats.fhir.references import Reference
from enthesis.formats.fhir.subject import Subject, subject_of
from enthesis.formats.fhir.tally import REFS_SHOWN, Tally
from enthesis.formats.fhir.unread import UNREAD_TYPES, WHY_UNREAD
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.errors import BadInput

MOST_BYTES = 64 * 1024 * 1024  # the largest export of one person seen is a few megabytes

_Reader = Callable[[Any, Reading, str], tuple[Fact, ...]]
_READERS: dict[type[Resource], _Reader] = {
    Condition: condition_facts,
    Observation: observation_facts,
    Procedure: procedure_facts,
    MedicationRequest: request_facts,
    MedicationStatement: statement_facts,
    MedicationAdministration: administration_facts,
    MedicationDispense: dispense_facts,
    AllergyIntolerance: allergy_facts,
    ImagingStudy: imaging_facts,
    DiagnosticReport: report_facts,
    Device: device_facts,
    Flag: flag_facts,
}


def case_from_fhir(raw: bytes, wish: Wish, today: date, handbook: Handbook) -> Case:
    """Read one chart: a bundle, one resource, a list of them, or NDJSON.

    Raises:
        BadInput: it is not FHIR R4 JSON, not one living patient's chart, or something in it cannot be.
    """
    return case_from_charts((raw,), wish, today, handbook)


def case_from_charts(raws: Iterable[bytes], wish: Wish, today: date, handbook: Handbook) -> Case:
    """Read several files of one patient, such as a bulk export with one resource type in each.

    Raises:
        BadInput: as :func:`case_from_fhir`.
    """
    tally = Tally()
    records: list[Record] = []
    size = 0
    for raw in raws:
        size += len(raw)
        if size > MOST_BYTES:
            raise BadInput("The chart is larger than 64 MB.", "Give the chart of one patient.")
        records += records_in(raw, tally)
    subject = subject_of(records, tally)
    reading = Reading(card_words(handbook), tally, records, today)
    facts = (*death_facts(subject.patient, today), *_facts(records, subject, reading, handbook))
    return Case(person=person_of(subject, reading), wish=wish, facts=facts, not_understood=tally.rows())


def _facts(records: list[Record], subject: Subject, reading: Reading, handbook: Handbook) -> tuple[Fact, ...]:
    facts: list[Fact] = []
    products: list[Medication] = []
    unasked: list[Resource] = []
    unread: dict[type[Resource], list[Resource]] = {}
    seen: dict[str, Resource] = {}
    for resource, full_url in records:
        kind = type(resource)
        if kind in UNREAD_TYPES:
            unread.setdefault(kind, []).append(resource)
        elif type(resource) is Observation and not is_asked_about(resource, reading.words):
            unasked.append(resource)
        elif isinstance(resource, Medication):
            products.append(resource)
        elif kind is not Patient:
            ref = f"{kind.__name__}/{resource.id}" if resource.id else full_url or kind.__name__
            why = subject.why_not(_whose(resource)) or _why_again(resource, ref, seen)
            if why:
                reading.tally.count(kind.__name__, why, ref)
            else:
                facts += _read(resource, reading, ref, handbook)
    for kind, resources in unread.items():
        _count_all(resources, WHY_UNREAD[UNREAD_TYPES[kind]], reading.tally)
    _count_all(unasked, NO_CARD, reading.tally)
    _count_unnamed(products, facts, reading.tally)
    return tuple(facts)


def _whose(resource: Any) -> Reference | None:
    """Give whom an entry is about; every type in the table of readers says so."""
    subject: Reference | None = resource.subject
    return subject


def _why_again(resource: Resource, ref: str, seen: dict[str, Resource]) -> str:
    """Tell that an entry stands here for the second time.

    Two entries that share an id and differ are both read: dropping one might drop a danger.
    """
    first = seen.setdefault(ref, resource)
    return (
        "the same record stands twice" if first is not resource and resource.id and first == resource else ""
    )


def _read(resource: Resource, reading: Reading, ref: str, handbook: Handbook) -> tuple[Fact, ...]:
    if isinstance(resource, QuestionnaireResponse):
        return form_facts(resource, reading, ref, handbook)
    return _READERS[type(resource)](resource, reading, ref)


def _count_all(resources: list[Resource], why: str, tally: Tally) -> None:
    if resources:
        name = type(resources[0]).__name__
        refs = [f"{name}/{each.id}" for each in resources[:REFS_SHOWN] if each.id]
        tally.count_many(name, why, len(resources), refs)


def _count_unnamed(products: list[Medication], facts: list[Fact], tally: Tally) -> None:
    """Count products that no prescription points at: in stock or in a catalogue, taken by nobody."""
    if products:
        named = {ref for fact in facts if fact.kind == "medicine" for ref in fact.refs}
        for product in products:
            ref = f"Medication/{product.id}"
            if ref not in named:
                tally.count("Medication", "no prescription of this patient names it", ref)
