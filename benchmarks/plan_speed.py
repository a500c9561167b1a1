"""How fast a chart becomes a plan, beside the typed decode of the same bytes and the slow twin, in one run.

Run it with ``python benchmarks/plan_speed.py``. Charts come from the JSON files of ``ENTHESIS_CHARTS=DIR``
when that is set, else from a builder below that makes bundles of the size and mixture real exports have.

For every chart each road is walked ``ROUNDS`` times, in turns, and its best time kept, so that another
program on the machine disturbs all alike. Printed are the median and the 99th percentile over the charts, in
milliseconds, and the median ratio to the typed decode of the same chart, of

- the typed decode alone: what any reader must do;
- the same bytes by the standard library's decoder, which types nothing;
- the road as far as the Case, the Plan from a Case that is there already (questions counted), and both;
- the screening from a Case: two verdicts, findings, questions;
- its slow twin from the same Case: every rule read from the beginning, every entry held against every code
  set asked for, without index, memory or anything prepared. It makes no questions and no verdicts, so the
  screening's lead is larger than the ratio printed.

What is asked for: the whole road in at most three times the decode; from a Case, a median of at most 1 ms and
a 99th percentile of at most 3 ms. Nothing is asserted here: a busy machine is no fault.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from enthesis.care.derive import know
from enthesis.care.plan import plan, screen_only
from enthesis.care.slow_screening import slow_screening
from enthesis.care.values.case import Case, Wish
from enthesis.formats.fhir.bundle import decode_at_once
from enthesis.formats.fhir.chart import case_from_fhir
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.read import read_handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.errors import BadInput

TODAY = date(2026, 11, 20)
WISH = Wish(condition="knee-oa", side=Side.RIGHT, sedation="none")
ROUNDS = 40
DECODE, SCREENING, SLOW = "typed decode", "screening from a case", "its slow twin from a case"
VISITS = (4, 8, 12, 16, 20, 24, 32, 48)

LABORATORY = (
    ("2339-0", "Glucose", 96, "mg/dL"), ("6299-2", "Urea Nitrogen", 14, "mg/dL"),
    ("38483-4", "Creatinine", 1.1, "mg/dL"), ("49765-1", "Calcium", 9.4, "mg/dL"),
    ("2947-0", "Sodium", 140, "mmol/L"), ("6298-4", "Potassium", 4.2, "mmol/L"),
    ("8302-2", "Body Height", 170.25, "cm"), ("29463-7", "Body Weight", 82.5, "kg"),
    ("39156-5", "Body Mass Index", 28.5, "kg/m2"), ("72514-3", "Pain severity", 4, "{score}"),
)  # fmt: skip
CONDITIONS = (
    ("239873007", "Osteoarthritis of knee"), ("38341003", "Hypertension"), ("44054006", "Diabetes"),
    ("10509002", "Acute bronchitis (disorder)"), ("444814009", "Viral sinusitis (disorder)"),
)  # fmt: skip
MEDICINES = (
    ("849574", "Naproxen sodium 220 MG Oral Tablet"), ("310798", "Hydrochlorothiazide 25 MG Oral Tablet"),
    ("860975", "24 HR Metformin hydrochloride 500 MG Extended Release Oral Tablet"),
    ("855332", "Warfarin Sodium 5 MG Oral Tablet"),
)  # fmt: skip


def main() -> None:
    """Measure and print."""
    handbook = read_handbook()
    kept: dict[str, list[float]] = {}
    sizes, questions = [], []
    for raw in charts():
        try:
            case = case_from_fhir(raw, WISH, TODAY, handbook)
        except BadInput as refusal:
            print(f"left out: {refusal}", file=sys.stderr)
            continue
        sizes.append(len(raw) / 1000)
        questions.append(len(plan(case, handbook, TODAY).questions))
        for name, milliseconds in best(roads(raw, case, handbook)).items():
            kept.setdefault(name, []).append(milliseconds)
    print(f"{len(sizes)} charts, {middle(sizes):.0f} kB median, {middle(questions):.0f} questions median")
    print(f"{'':34}{'p50 ms':>9}{'p99 ms':>9}{'x decode':>10}")
    for name, times in kept.items():
        print(f"{name:34}{middle(times):9.3f}{late(times):9.3f}{ratio(times, kept[DECODE]):10.2f}")
    print(f"the slow twin takes {ratio(kept[SLOW], kept[SCREENING]):.0f} times as long as the screening")


def roads(raw: bytes, case: Case, handbook: Handbook) -> dict[str, Callable[[], object]]:
    """Name the roads that are walked for one chart."""
    condition = handbook.conditions[WISH.condition]
    return {
        DECODE: lambda: decode_at_once(raw),
        "untyped decode, standard library": lambda: json.loads(raw),
        "bytes to plan": lambda: plan(case_from_fhir(raw, WISH, TODAY, handbook), handbook, TODAY),
        "bytes to case": lambda: case_from_fhir(raw, WISH, TODAY, handbook),
        "case to plan": lambda: plan(case, handbook, TODAY),
        SCREENING: lambda: screen_only(case, handbook, TODAY),
        SLOW: lambda: slow_screening(know(case, handbook, TODAY), handbook, condition),
    }


def best(walked: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Give the best time of each road in milliseconds, walked in turns; the slow twin but once."""
    times = dict.fromkeys(walked, float("inf"))
    for at in range(ROUNDS):
        for name, road in walked.items():
            if name == SLOW and at:
                continue
            began = time.perf_counter()
            road()
            times[name] = min(times[name], (time.perf_counter() - began) * 1000)
    return times


def ratio(times: list[float], bases: list[float]) -> float:
    """Give the median of the ratios, chart by chart."""
    return middle([mine / base for mine, base in zip(times, bases, strict=True)])


def middle(values: list[float]) -> float:
    """Give the median."""
    return sorted(values)[len(values) // 2]


def late(values: list[float]) -> float:
    """Give the 99th percentile; of fewer than a hundred, the last."""
    return sorted(values)[min(len(values) - 1, len(values) * 99 // 100)]


def charts() -> Iterator[bytes]:
    """Give the charts of a folder, or made ones."""
    folder = os.environ.get("ENTHESIS_CHARTS")
    if folder:
        for path in sorted(Path(folder).glob("*.json")):
            yield path.read_bytes()
    else:
        for visits in VISITS:
            yield json.dumps(made(visits)).encode()


def made(visits: int) -> dict[str, Any]:
    """Make the bundle of a person who came so often: each time measured, billed, and sometimes treated."""
    person = {"resourceType": "Patient", "id": "p", "gender": "female", "birthDate": "1968-03-04",
              "name": [{"use": "official", "family": "Reyes", "given": ["Alma"]}]}  # fmt: skip
    resources = [person, *(each for visit in range(visits) for each in at_visit(visit))]
    for at, resource in enumerate(resources):
        resource.setdefault("id", f"r{at}")
    entries = [
        {"fullUrl": f"urn:uuid:{each['id']}", "resource": each,
         "request": {"method": "POST", "url": each["resourceType"]}}
        for each in resources
    ]  # fmt: skip
    return {"resourceType": "Bundle", "type": "transaction", "entry": entries}


def at_visit(visit: int) -> Iterator[dict[str, Any]]:
    """Make what one visit leaves behind."""
    day = f"{2026 - visit // 12}-{12 - visit % 12:02d}-05T09:30:00+00:00"
    about = {"subject": {"reference": "urn:uuid:p"}, "encounter": {"reference": f"urn:uuid:v{visit}"}}
    yield {"resourceType": "Encounter", "id": f"v{visit}", "period": {"start": day}, **about}
    yield from ({**each, **about} for each in measured(day))
    yield from ({**each, **about} for each in treated(visit, day))
    yield from ({**each, "patient": about["subject"]} for each in billed(day))


def measured(day: str) -> Iterator[dict[str, Any]]:
    """Make the measurements of one day."""
    for code, name, value, unit in LABORATORY:
        yield {
            "resourceType": "Observation",
            "status": "final",
            "effectiveDateTime": day,
            "issued": day,
            "code": coded("http://loinc.org", code, name),
            "valueQuantity": {"value": value, "unit": unit, "code": unit},
        }


def treated(visit: int, day: str) -> Iterator[dict[str, Any]]:
    """Make the conditions and medicines that begin at the first visits."""
    if visit < len(CONDITIONS):
        yield {
            "resourceType": "Condition",
            "onsetDateTime": day,
            "code": coded("http://snomed.info/sct", *CONDITIONS[visit]),
            "clinicalStatus": coded("", "active", ""),
            "verificationStatus": coded("", "confirmed", ""),
        }
    if visit < len(MEDICINES):
        yield {
            "resourceType": "MedicationRequest",
            "status": "active",
            "intent": "order",
            "authoredOn": day,
            "medicationCodeableConcept": coded(
                "http://www.nlm.nih.gov/research/umls/rxnorm", *MEDICINES[visit]
            ),
        }


def billed(day: str) -> Iterator[dict[str, Any]]:
    """Make the bills, which are half of every export and hold nothing that is read."""
    lines = [
        {
            "sequence": at,
            "productOrService": coded("http://loinc.org", code, name),
            "net": {"value": 129.16, "currency": "USD"},
            "category": coded("", "1", "Medical care"),
            "extension": [{"url": f"http://example.org/charge/{at}", "valueMoney": {"value": 12.5}}],
        }
        for at, (code, name, _, _) in enumerate(LABORATORY)
    ]
    for kind in ("Claim", "ExplanationOfBenefit"):
        yield {"resourceType": kind, "status": "active", "created": day, "item": lines}


def coded(system: str, code: str, text: str) -> dict[str, Any]:
    """Make a concept of one coding."""
    return {"coding": [{"system": system, "code": code, "display": text}], "text": text}


if __name__ == "__main__":
    main()
