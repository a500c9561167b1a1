from decimal import Decimal
from typing import Any

import pytest

from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.dates import PartialDate
from tests.charts import (
    SNOMED,
    UCUM,
    account_of,
    case_of,
    concept,
    fact_of,
    imaging,
    observation,
    report,
    weight,
)

UNASKED = ("Observation", "measured, but no card asks about it")


def test_what_no_card_asks_about_is_counted_and_not_kept(handbook: Handbook) -> None:
    case = case_of(handbook, observation("Calcium", 9.4, "mg/dL", loinc="49765-1"))
    assert case.facts == ()
    assert account_of(case) == {UNASKED: 1}


@pytest.mark.parametrize(
    ("text", "loinc", "value", "unit"),
    [
        ("Body temperature", "8310-5", 38.2, "Cel"),
        ("Body temperature", "8310-5", 101.3, "[degF]"),
        ("Glucose", "2339-0", 250, "mg/dL"),
        ("Glucose", "2339-0", 13.9, "mmol/L"),
        ("INR", "6301-6", 2.4, "{INR}"),
        ("INR", "6301-6", 2.4, ""),
    ],
)
def test_a_value_keeps_the_unit_it_was_measured_in_when_that_can_be_compared(
    handbook: Handbook, text: str, loinc: str, value: float, unit: str
) -> None:
    case = case_of(handbook, observation(text, value, unit, loinc=loinc))
    [fact] = case.facts
    assert fact.value == Decimal(str(value))
    assert fact.unit == ("1" if text == "INR" else unit)
    assert case.not_understood == ()


@pytest.mark.parametrize(
    ("text", "loinc", "unit", "wanted"),
    [
        ("Body temperature", "8310-5", "warm", "Cel"),
        ("Glucose", "2339-0", "g/L", "mmol/L"),
        ("Glucose", "2339-0", "", "mmol/L"),
        ("INR", "6301-6", "%", "1"),
        ("INR", "6301-6", "s", "1"),
    ],
)
def test_an_unknown_unit_is_counted_and_never_guessed(
    handbook: Handbook, text: str, loinc: str, unit: str, wanted: str
) -> None:
    case = case_of(handbook, observation(text, 3, unit, loinc=loinc))
    # The words stay, so that a rule says that it cannot read them; no number is made of them.
    assert [(fact.value, fact.unit) for fact in case.facts] == [(f"3 ({unit or 'no unit'})", "")]
    assert account_of(case) == {
        (f"the value of {text}", f"{unit or 'no unit'} cannot be read as {wanted}"): 1
    }


def test_the_printed_unit_helps_where_the_coded_one_is_wrong(handbook: Handbook) -> None:
    measured = weight(70) | {"valueQuantity": {"value": 70, "unit": "kg", "system": UCUM, "code": "KGS."}}
    assert case_of(handbook, measured).person.weight_kg == 70


@pytest.mark.parametrize("value", [1e30, 1e-30, "NaN", "Infinity", "-Infinity"])
def test_a_number_no_body_has_is_counted(handbook: Handbook, value: Any) -> None:
    measured = weight(70) | {"valueQuantity": {"value": value, "unit": "kg", "code": "kg"}}
    case = case_of(handbook, measured)
    assert case.person.weight_kg is None
    assert account_of(case) == {("the value of Body Weight", "no body has such a number"): 1}


@pytest.mark.parametrize("status", ["entered-in-error", "cancelled"])
def test_a_measurement_in_error_is_counted(handbook: Handbook, status: str) -> None:
    case = case_of(handbook, observation("Body Weight", 70, "kg", loinc="29463-7", status=status))
    assert case.person.weight_kg is None
    assert account_of(case) == {("Observation", f"its status is {status}"): 1}


def test_the_parts_of_a_blood_pressure_are_facts_of_their_own(handbook: Handbook) -> None:
    def part(text: str, loinc: str, value: int) -> dict[str, Any]:
        return {"code": concept(text, loinc=loinc), "valueQuantity": {"value": value, "code": "mm[Hg]"}}

    parts = [part("Systolic", "8480-6", 184), part("Diastolic", "8462-4", 96), {"code": {"text": "Mood"}}]
    case = case_of(handbook, observation("Blood Pressure", loinc="55284-4", component=parts))
    values = {fact.text: (fact.value, fact.unit) for fact in case.facts if fact.value is not None}
    assert values == {"Systolic": (184, "mm[Hg]"), "Diastolic": (96, "mm[Hg]")}
    assert {fact.start for fact in case.facts} == {PartialDate(2026, 11, 1)}


def test_a_day_comes_from_a_moment_a_period_an_instant_or_the_issue(handbook: Handbook) -> None:
    days: list[dict[str, Any]] = [
        {"effectiveDateTime": "2026-10"},
        {"effectivePeriod": {"start": "2026-09-01"}},
        {"effectiveInstant": "2026-08-01T10:00:00.000Z"},
        {"issued": "2026-07-01T10:00:00.000Z"},
        {},
    ]
    entries = [observation("Body Weight", 70, "kg", on=None, loinc="29463-7") | day for day in days]
    starts = [fact.start for fact in case_of(handbook, *entries).facts]
    assert starts == [
        PartialDate(2026, 10),
        PartialDate(2026, 9, 1),
        PartialDate(2026, 8, 1),
        PartialDate(2026, 7, 1),
        None,
    ]


def test_an_imaging_study_is_a_fact_with_its_place_and_side(handbook: Handbook) -> None:
    knee = {"system": SNOMED, "code": "72696002"}
    right = {"system": SNOMED, "code": "24028007", "display": "Right"}
    series = {"modality": {"code": "DX"}, "bodySite": knee, "laterality": right}
    fact = fact_of(handbook, imaging(description="Knee, two views") | {"series": [series, series]})
    assert (fact.kind, fact.text, fact.start) == ("imaging", "Knee, two views", PartialDate(2026, 5, 1))
    assert [code.value for code in fact.place] == ["72696002", "24028007"]
    assert fact.place_text == "Right"
    assert [code.value for code in fact.codes] == ["DX"]


def test_an_imaging_report_is_a_fact_and_keeps_its_conclusion(handbook: Handbook) -> None:
    radiology = [{"coding": [{"code": "RAD"}]}]
    fact = fact_of(
        handbook, report("X-ray of knee", conclusion="Narrowed", category=radiology, loinc="36701-9")
    )
    assert (fact.kind, fact.text, fact.value) == ("imaging", "X-ray of knee", "Narrowed")


def test_a_laboratory_report_is_counted_as_read_by_its_results(handbook: Handbook) -> None:
    laboratory = report("Blood count", loinc="58410-2", result=[{"reference": "Observation/1"}])
    case = case_of(handbook, laboratory, report("Letter"))
    assert case.facts == ()
    assert account_of(case) == {
        ("DiagnosticReport", "its results are read as observations"): 1,
        ("DiagnosticReport", "only imaging reports are read"): 1,
    }
