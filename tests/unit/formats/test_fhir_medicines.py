from decimal import Decimal
from typing import Any

import pytest

from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.codes import CodeSystem
from enthesis.vocabulary.dates import PartialDate
from tests.charts import account_of, case_of, concept, condition, fact_of, medicine, medicine_statement


@pytest.mark.parametrize(
    ("status", "active"),
    [
        ("active", "yes"),
        ("on-hold", "not-known"),
        ("stopped", "no"),
        ("completed", "no"),
        ("unknown", "not-known"),
    ],
)
def test_the_status_of_a_prescription_says_whether_it_runs(
    handbook: Handbook, status: str, active: str
) -> None:
    assert fact_of(handbook, medicine("Warfarin 5 MG", status=status, rxnorm="855332")).active == active


@pytest.mark.parametrize("status", ["entered-in-error", "cancelled", "draft"])
def test_a_prescription_that_never_was_is_dropped_and_counted(handbook: Handbook, status: str) -> None:
    case = case_of(handbook, medicine("Warfarin 5 MG", status=status, rxnorm="855332"))
    assert case.facts == ()
    assert account_of(case) == {("MedicationRequest", f"its status is {status}"): 1}


def test_a_request_not_to_give_is_no_medicine(handbook: Handbook) -> None:
    case = case_of(handbook, medicine("Naproxen 500 MG", rxnorm="198014", doNotPerform=True))
    assert case.facts == ()
    assert account_of(case) == {("MedicationRequest", "it asks not to give the medicine"): 1}


def test_an_entry_of_decades_ago_that_is_active_stays_active_with_its_start(handbook: Handbook) -> None:
    fact = fact_of(handbook, medicine("Naproxen sodium 220 MG Oral Tablet", on="1994-02-01", rxnorm="849574"))
    assert (fact.active, fact.start, fact.end) == ("yes", PartialDate(1994, 2, 1), None)


def test_an_active_entry_whose_own_end_has_passed_is_not_known(handbook: Handbook) -> None:
    bounded = {"timing": {"repeat": {"boundsPeriod": {"start": "2026-01-01", "end": "2026-01-08"}}}}
    fact = fact_of(handbook, medicine("Ibuprofen 400 MG", dose=bounded, rxnorm="197805"))
    assert (fact.active, fact.end) == ("not-known", PartialDate(2026, 1, 8))


def test_the_same_medicine_several_times_stays_several_facts(handbook: Handbook) -> None:
    entries = [medicine("Naproxen 500 MG", on=day, rxnorm="198014") for day in ("2020-01-01", "2024-01-01")]
    assert len(case_of(handbook, *entries).facts) == 2


def _request(**fields: Any) -> dict[str, Any]:
    return {"resourceType": "MedicationRequest", "status": "active", "intent": "order", **fields}


def test_a_medicine_may_be_an_entry_of_its_own(handbook: Handbook) -> None:
    product = {
        "resourceType": "Medication",
        "id": "m1",
        "code": concept("Naproxen 500 MG Oral Tablet", rxnorm="198014"),
    }
    for reference in ("Medication/m1", "urn:uuid:m1", "http://server.example/fhir/Medication/m1/_history/2"):
        fact = fact_of(handbook, product, _request(medicationReference={"reference": reference}))
        assert fact.codes[0].value == "198014"
        assert fact.refs == ("MedicationRequest/medicationrequest-1", "Medication/m1")


def test_a_medicine_may_be_contained(handbook: Handbook) -> None:
    contained = [
        {"resourceType": "Practitioner", "id": "p"},
        {
            "resourceType": "Medication",
            "id": "m",
            "form": concept("Topical gel"),
            "ingredient": [{"itemCodeableConcept": concept("Diclofenac", rxnorm="3355")}],
        },
    ]
    fact = fact_of(handbook, _request(medicationReference={"reference": "#m"}, contained=contained))
    assert fact.detail is not None
    assert (fact.text, fact.detail.ingredients, fact.detail.route) == (
        "Diclofenac",
        ("diclofenac",),
        "topical",
    )
    assert [(code.system, code.value) for code in fact.codes] == [(CodeSystem.RXNORM, "3355")]


def test_a_reference_that_leads_nowhere_keeps_its_words(handbook: Handbook) -> None:
    case = case_of(
        handbook, _request(medicationReference={"reference": "Medication/x", "display": "Warfarin 5 MG"})
    )
    assert [fact.text for fact in case.facts] == ["Warfarin 5 MG"]
    assert account_of(case) == {("MedicationRequest", "it has no code: read by its words alone"): 1}


def test_a_medicine_nobody_named_does_not_vanish(handbook: Handbook) -> None:
    case = case_of(handbook, _request(medicationReference={"reference": "Medication/x"}))
    assert [fact.text for fact in case.facts] == ["Medicine without a name"]
    assert ("a medicine", "its name is not in the chart; it is asked about") in account_of(case)


def test_a_product_nobody_takes_is_counted(handbook: Handbook) -> None:
    case = case_of(
        handbook, {"resourceType": "Medication", "id": "m1", "code": concept("Warfarin", rxnorm="11289")}
    )
    assert case.facts == ()
    assert account_of(case) == {("Medication", "no prescription of this patient names it"): 1}


def test_the_reason_comes_from_the_entry_and_from_the_condition_it_points_at(handbook: Handbook) -> None:
    knee = {**condition("Osteoarthritis of knee", snomed="239873007"), "id": "c1"}
    taken = medicine(
        "Naproxen 500 MG",
        rxnorm="198014",
        reason="Knee pain",
        reasonReference=[{"reference": "Condition/c1"}],
    )
    detail = case_of(handbook, knee, taken).facts[1].detail
    assert detail is not None
    assert detail.reason_text == "Knee pain, Osteoarthritis of knee"
    assert [code.value for code in detail.reason] == ["239873007"]


def test_a_reason_outside_the_chart_keeps_its_words(handbook: Handbook) -> None:
    taken = medicine(
        "Naproxen 500 MG", rxnorm="198014", reasonReference=[{"display": "Rheumatoid arthritis"}, {}]
    )
    detail = fact_of(handbook, taken).detail
    assert detail is not None
    assert detail.reason_text == "Rheumatoid arthritis"


_TABLET = {"value": 1, "code": "{tbl}"}
_TWO = {"value": 2, "code": "{tbl}"}


@pytest.mark.parametrize(
    ("dose", "mg", "per_day", "as_needed"),
    [
        (None, "500", None, None),
        ("1 tablet twice daily", "500", "2", None),
        ("2 tablets every 8 hours as needed", "1000", "3", True),
        ("250 mg daily", "250", "1", None),
        ({"asNeededBoolean": True}, "500", None, True),
        ({"asNeededBoolean": False, "timing": {"code": {"coding": [{"code": "BID"}]}}}, "500", "2", False),
        ({"timing": {"repeat": {"frequency": 1, "period": 4.0, "periodUnit": "h"}}}, "500", "6", None),
        ({"timing": {"repeat": {"frequency": 7, "period": 2, "periodUnit": "wk"}}}, "500", "0.5", None),
        ({"timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "mo"}}}, "500", None, None),
        ({"timing": {"repeat": {"when": ["MORN", "EVE"]}}}, "500", "2", None),
        ({"doseAndRate": [{"doseQuantity": {"value": 2, "unit": "tablet"}}]}, "1000", None, None),
        ({"doseAndRate": [{"doseQuantity": {"value": 1}}]}, "500", None, None),
        ({"doseAndRate": [{"doseQuantity": {"value": 81}}]}, None, None, None),
        ({"doseAndRate": [{"doseQuantity": {"value": 0.25, "unit": "g", "code": "g"}}]}, "250", None, None),
        ({"doseAndRate": [{"doseRange": {"low": _TABLET, "high": _TWO}}]}, "1000", None, None),
        ({"doseAndRate": [{"doseQuantity": {"value": 1, "unit": "puff"}}]}, None, None, None),
    ],
)  # fmt: skip
def test_the_dose_is_read_from_the_instruction_and_else_from_the_name(
    handbook: Handbook, dose: Any, mg: str | None, per_day: str | None, as_needed: bool | None
) -> None:
    detail = fact_of(handbook, medicine("Naproxen 500 MG Oral Tablet", rxnorm="198014", dose=dose)).detail
    assert detail is not None
    assert detail.dose_mg == (Decimal(mg) if mg else None)
    assert detail.per_day == (Decimal(per_day) if per_day else None)
    assert detail.as_needed is as_needed


def test_a_liquid_is_dosed_by_its_strength(handbook: Handbook) -> None:
    dose = {"doseAndRate": [{"doseQuantity": {"value": 10, "unit": "mL", "code": "mL"}}]}
    detail = fact_of(handbook, medicine("Ibuprofen 20 MG/ML Oral Suspension", rxnorm="1", dose=dose)).detail
    assert detail is not None
    assert detail.dose_mg == 200


def test_several_ingredients_have_no_single_dose(handbook: Handbook) -> None:
    text = "Acetaminophen 325 MG / oxyCODONE Hydrochloride 5 MG Oral Tablet"
    detail = fact_of(handbook, medicine(text, rxnorm="1049221", dose="1 tablet daily")).detail
    assert detail is not None
    assert detail.ingredients == ("acetaminophen", "oxycodone hydrochloride")
    assert detail.dose_mg is None


def test_two_instructions_add_up_and_one_unknown_leaves_the_sum_unknown(handbook: Handbook) -> None:
    morning, evening = {"text": "1 tablet in the morning"}, {"text": "1 tablet at night"}
    both = medicine("Naproxen 500 MG Oral Tablet", rxnorm="1", dosageInstruction=[morning, evening])
    vague = medicine(
        "Naproxen 500 MG Oral Tablet", rxnorm="1", dosageInstruction=[morning, {"text": "as told"}]
    )
    details = [fact.detail for fact in case_of(handbook, both, vague).facts]
    assert [detail.per_day if detail else 0 for detail in details] == [2, None]


@pytest.mark.parametrize(
    ("route", "text", "expected"),
    [
        ({"coding": [{"system": "http://snomed.info/sct", "code": "6064005"}]}, "Diclofenac", "topical"),
        ({"coding": [{"code": "x"}, {"code": "26643006"}]}, "Diclofenac", "oral"),
        ({"text": "By mouth"}, "Diclofenac", "oral"),
        (None, "Diclofenac sodium 0.01 MG/MG Topical Gel", "topical"),
        (None, "Diclofenac", None),
    ],
)
def test_the_way_is_read_from_code_words_or_name(
    handbook: Handbook, route: dict[str, Any] | None, text: str, expected: str | None
) -> None:
    detail = fact_of(handbook, medicine(text, rxnorm="1", dose={"route": route} if route else None)).detail
    assert detail is not None
    assert detail.route == expected


@pytest.mark.parametrize(
    ("status", "active"),
    [
        ("active", "yes"),
        ("intended", "yes"),
        ("on-hold", "not-known"),
        ("completed", "no"),
        ("stopped", "no"),
        ("not-taken", "no"),
        ("unknown", "not-known"),
    ],
)
def test_a_statement_speaks_by_its_status(handbook: Handbook, status: str, active: str) -> None:
    assert fact_of(handbook, medicine_statement("Ibuprofen", status=status, rxnorm="5640")).active == active


def test_a_statement_has_its_period_and_else_the_day_it_was_made(handbook: Handbook) -> None:
    ran = medicine_statement(
        "Ibuprofen", status="completed", since="2026-01-01", until="2026-02-01", rxnorm="5640"
    )
    said = medicine_statement("Ibuprofen", since=None, rxnorm="5640", dateAsserted="2026-11-10")
    first, second = case_of(handbook, ran, said).facts
    assert (first.start, first.end) == (PartialDate(2026, 1, 1), PartialDate(2026, 2, 1))
    assert second.start == PartialDate(2026, 11, 10)


def test_a_dose_that_was_given_is_a_last_dose_and_says_nothing_of_tomorrow(handbook: Handbook) -> None:
    given = {
        "resourceType": "MedicationAdministration",
        "status": "completed",
        "medicationCodeableConcept": concept("Ketorolac 30 MG/ML Injection", rxnorm="35827"),
        "effectiveDateTime": "2026-11-19",
    }
    fact = fact_of(handbook, given)
    assert fact.detail is not None
    assert (fact.active, fact.detail.last_dose, fact.detail.route) == (
        "no",
        PartialDate(2026, 11, 19),
        "injected",
    )


def test_what_was_handed_out_is_taken_until_its_prescription_ends(handbook: Handbook) -> None:
    request = {**medicine("Warfarin 5 MG", status="stopped", rxnorm="855332"), "id": "r1"}
    dispense = {
        "resourceType": "MedicationDispense",
        "status": "completed",
        "medicationCodeableConcept": concept("Warfarin 5 MG", rxnorm="855332"),
        "whenHandedOver": "2026-10-01",
    }
    ended = {**dispense, "authorizingPrescription": [{"reference": "MedicationRequest/r1"}]}
    facts = case_of(handbook, request, dispense, ended).facts
    assert [fact.active for fact in facts] == ["no", "yes", "no"]
