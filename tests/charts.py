"""Small FHIR charts for tests: ``bundle(patient(), condition("Diabetes", snomed="44054006"))`` gives bytes.

Every builder returns a plain dictionary, so a test may spoil it before it is put into a bundle. Ids and
subjects that are not given are filled in by ``bundle``: the first condition is ``condition-1``, and so on.
"""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from enthesis.care.values.case import Case, Wish
from enthesis.care.values.fact import Fact
from enthesis.formats.fhir.chart import case_from_fhir
from enthesis.knowledge.handbook import Handbook

TODAY = date(2026, 11, 20)

Resource = dict[str, Any]

SNOMED = "http://snomed.info/sct"
ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
LOINC = "http://loinc.org"
ATC = "http://www.whocc.no/atc"
UCUM = "http://unitsofmeasure.org"
_SYSTEMS = {"snomed": SNOMED, "icd10": ICD10CM, "rxnorm": RXNORM, "loinc": LOINC, "atc": ATC}


def concept(text: str = "", **codes: str) -> Resource:
    """Make a CodeableConcept: ``concept("Gout", snomed="90560007", icd10="M10.9")``."""
    coding = [
        {"system": _SYSTEMS[name], "code": code, **({"display": text} if text else {})}
        for name, code in codes.items()
    ]
    return {**({"coding": coding} if coding else {}), **({"text": text} if text else {})}


def patient(
    *,
    name: str = "Alma Reyes",
    gender: str | None = "female",
    birth: str | None = "1968-03-04",
    **more: Any,
) -> Resource:
    """Make a patient, 58 years old on 20 November 2026 unless told otherwise."""
    given, _, family = name.rpartition(" ")
    fields = _without_none(
        resourceType="Patient",
        name=[{"use": "official", "family": family, "given": given.split()}],
        gender=gender,
        birthDate=birth,
    )
    return {**fields, **more}


def condition(
    text: str,
    *,
    clinical: str | None = "active",
    verification: str | None = "confirmed",
    onset: str | None = "2025-05-01",
    abated: str | None = None,
    body_site: Resource | None = None,
    codes: dict[str, str] | None = None,
    **more: Any,
) -> Resource:
    """Make a problem-list entry; codes as ``snomed="..."``, ``icd10="..."``."""
    named, more = _codes_and_more(more)
    fields = _without_none(
        resourceType="Condition",
        code=concept(text, **(codes or {}), **named),
        clinicalStatus=_status("condition-clinical", clinical),
        verificationStatus=_status("condition-ver-status", verification),
        onsetDateTime=onset,
        abatementDateTime=abated,
        bodySite=[body_site] if body_site else None,
    )
    return {**fields, **more}


def medicine(
    text: str,
    *,
    status: str = "active",
    on: str | None = "2026-10-01",
    dose: str | Resource | None = None,
    reason: str | Resource | None = None,
    codes: dict[str, str] | None = None,
    **more: Any,
) -> Resource:
    """Make a prescription; ``dose`` is a dosage text or a whole Dosage, ``reason`` a text or a concept."""
    named, more = _codes_and_more(more)
    fields = _without_none(
        resourceType="MedicationRequest",
        status=status,
        intent="order",
        medicationCodeableConcept=concept(text, **(codes or {}), **named),
        authoredOn=on,
        dosageInstruction=[{"text": dose} if isinstance(dose, str) else dose] if dose else None,
        reasonCode=[concept(reason) if isinstance(reason, str) else reason] if reason else None,
    )
    return {**fields, **more}


def medicine_statement(
    text: str,
    *,
    status: str = "active",
    since: str | None = "2026-10-01",
    until: str | None = None,
    dose: str | Resource | None = None,
    **more: Any,
) -> Resource:
    """Make a statement that a medicine is or was taken."""
    named, more = _codes_and_more(more)
    fields = _without_none(
        resourceType="MedicationStatement",
        status=status,
        medicationCodeableConcept=concept(text, **named),
        effectivePeriod=_without_none(start=since, end=until) or None,
        dosage=[{"text": dose} if isinstance(dose, str) else dose] if dose else None,
    )
    return {**fields, **more}


def allergy(
    text: str,
    *,
    clinical: str | None = "active",
    verification: str | None = "confirmed",
    criticality: str | None = None,
    severity: str | None = None,
    **more: Any,
) -> Resource:
    """Make an allergy; ``severity`` is that of its one reaction."""
    named, more = _codes_and_more(more)
    fields = _without_none(
        resourceType="AllergyIntolerance",
        code=concept(text, **named),
        clinicalStatus=_status("allergyintolerance-clinical", clinical),
        verificationStatus=_status("allergyintolerance-verification", verification),
        criticality=criticality,
        reaction=[{"manifestation": [concept("Reaction")], "severity": severity}] if severity else None,
    )
    return {**fields, **more}


def observation(
    text: str,
    value: float | str | None = None,
    unit: str = "",
    *,
    on: str | None = "2026-11-01",
    status: str = "final",
    **more: Any,
) -> Resource:
    """Make a measurement; a text as value becomes a coded value with that text."""
    named, more = _codes_and_more(more)
    measured: Resource = {}
    if isinstance(value, str):
        measured = {"valueCodeableConcept": concept(value)}
    elif value is not None:
        measured = {"valueQuantity": {"value": value, "unit": unit, "system": UCUM, "code": unit}}
    fields = _without_none(
        resourceType="Observation",
        status=status,
        code=concept(text, **named),
        effectiveDateTime=on,
        **measured,
    )
    return {**fields, **more}


def weight(kg: float, on: str = "2026-11-01") -> Resource:
    """Make a body weight in kilograms."""
    return observation("Body Weight", kg, "kg", on=on, loinc="29463-7")


def height(cm: float, on: str = "2026-11-01") -> Resource:
    """Make a body height in centimetres."""
    return observation("Body Height", cm, "cm", on=on, loinc="8302-2")


def procedure(
    text: str,
    *,
    on: str | None = "2024-06-01",
    status: str = "completed",
    body_site: Resource | None = None,
    **more: Any,
) -> Resource:
    """Make a procedure."""
    named, more = _codes_and_more(more)
    fields = _without_none(
        resourceType="Procedure",
        status=status,
        code=concept(text, **named),
        performedDateTime=on,
        bodySite=[body_site] if body_site else None,
    )
    return {**fields, **more}


def imaging(
    modality: str = "DX",
    *,
    on: str | None = "2026-05-01",
    body_site: Resource | None = None,
    description: str | None = None,
    **more: Any,
) -> Resource:
    """Make an imaging study of one series; ``body_site`` is a Coding."""
    series = _without_none(uid="1.2.3", modality={"code": modality}, bodySite=body_site)
    fields = _without_none(
        resourceType="ImagingStudy",
        status="available",
        started=on,
        description=description,
        series=[series],
    )
    return {**fields, **more}


def report(
    text: str, *, on: str | None = "2026-05-01", conclusion: str | None = None, **more: Any
) -> Resource:
    """Make a diagnostic report."""
    named, more = _codes_and_more(more)
    fields = _without_none(
        resourceType="DiagnosticReport",
        status="final",
        code=concept(text, **named),
        effectiveDateTime=on,
        conclusion=conclusion,
    )
    return {**fields, **more}


def answered(
    answers: dict[str, Any], *, on: str | None = "2026-11-18", by: str | None = "Dr Osei", **more: Any
) -> Resource:
    """Make a QuestionnaireResponse; booleans, numbers, texts, and lists of choice ids find their value[x]."""
    items = [
        {"linkId": key, "answer": [_answer(one) for one in (value if isinstance(value, list) else [value])]}
        for key, value in answers.items()
    ]
    fields = _without_none(
        resourceType="QuestionnaireResponse",
        status="completed",
        authored=on,
        author={"display": by} if by else None,
        item=items,
    )
    return {**fields, **more}


def case_of(handbook: Handbook, *resources: Resource, today: date = TODAY, side: Any = None) -> Case:
    """Read a chart of these resources, with a patient added where none is among them."""
    whole = (
        resources if any(one["resourceType"] == "Patient" for one in resources) else (patient(), *resources)
    )
    return case_from_fhir(bundle(*whole), Wish(condition="knee-oa", side=side), today, handbook)


def fact_of(handbook: Handbook, *resources: Resource, today: date = TODAY) -> Fact:
    """Read the one fact these resources give; a test that gets more or fewer fails here."""
    [fact] = case_of(handbook, *resources, today=today).facts
    return fact


def account_of(case: Case) -> dict[tuple[str, str], int]:
    """Say what was not used: (what, why) -> how often."""
    return {(row.what, row.why): row.count for row in case.not_understood}


def bundle(*resources: Resource, kind: str = "collection", **more: Any) -> bytes:
    """Put resources into a bundle, as bytes; fills in missing ids and subjects."""
    entries = [{"resource": resource} for resource in filled(*resources)]
    return json.dumps({"resourceType": "Bundle", "type": kind, "entry": entries, **more}).encode()


def filled(*resources: Resource) -> list[Resource]:
    """Give every resource an id, and every one but the patient a subject."""
    counts: dict[str, int] = {}
    whole: list[Resource] = []
    for resource in resources:
        kind = resource["resourceType"]
        counts[kind] = counts.get(kind, 0) + 1
        whole.append({"id": f"{kind.lower()}-{counts[kind]}", **resource})
    about = next((one["id"] for one in whole if one["resourceType"] == "Patient"), "patient-1")
    for resource in whole:
        key = "patient" if resource["resourceType"] == "AllergyIntolerance" else "subject"
        if resource["resourceType"] not in ("Patient", "Medication", "Organization"):
            resource.setdefault(key, {"reference": f"Patient/{about}"})
    return whole


def _answer(value: Any) -> Resource:
    if isinstance(value, bool):
        return {"valueBoolean": value}
    if isinstance(value, int):
        return {"valueInteger": value}
    if isinstance(value, float | Decimal):
        return {"valueDecimal": float(value)}
    return {"valueString": value}


def _status(system: str, code: str | None) -> Resource | None:
    if code is None:
        return None
    return {"coding": [{"system": f"http://terminology.hl7.org/CodeSystem/{system}", "code": code}]}


def _codes_and_more(more: dict[str, Any]) -> tuple[dict[str, str], dict[str, Any]]:
    return (
        {key: value for key, value in more.items() if key in _SYSTEMS},
        {key: value for key, value in more.items() if key not in _SYSTEMS},
    )


def _without_none(**fields: Any) -> Resource:
    return {key: value for key, value in fields.items() if value is not None}
