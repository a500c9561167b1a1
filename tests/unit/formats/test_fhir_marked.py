"""Devices and flags: an artificial joint may stand in a chart as the thing that was put in."""

from typing import Any

import pytest

from enthesis.knowledge.handbook import Handbook
from tests.charts import account_of, case_of, concept, fact_of


def device(text: str, **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "Device", "status": "active", "type": concept(text),
        "patient": {"reference": "Patient/patient-1"}, **more,
    }  # fmt: skip


def flag(text: str, **more: Any) -> dict[str, Any]:
    return {"resourceType": "Flag", "status": "active", "code": concept(text), **more}


@pytest.mark.parametrize(
    "entry",
    [
        device("Total knee prosthesis, right"),
        {**device(""), "deviceName": [{"name": "Knee prosthesis right", "type": "user-friendly-name"}]},
        flag("Haemophilia A"),
        flag("MRSA: septic arthritis of knee", period={"start": "2026-11-01"}),
    ],
)
def test_a_danger_among_devices_and_flags_is_read(handbook: Handbook, entry: dict[str, Any]) -> None:
    fact = fact_of(handbook, entry)
    assert (fact.kind, fact.active) == ("condition", "yes")
    assert fact.text
    assert fact.refs


def test_an_allergy_on_the_cover_is_an_allergy(handbook: Handbook) -> None:
    assert fact_of(handbook, flag("Allergic to lidocaine")).kind == "allergy"


def test_what_is_no_longer_in_use_is_over(handbook: Handbook) -> None:
    assert fact_of(handbook, device("Total knee prosthesis", status="inactive")).active == "no"


@pytest.mark.parametrize("entry", [device("Hearing aid"), flag("Prefers mornings"), flag("")])
def test_what_no_card_knows_is_counted(handbook: Handbook, entry: dict[str, Any]) -> None:
    case = case_of(handbook, entry)
    assert not case.facts
    why = "not read: no card knows it; look at it in the chart"
    assert account_of(case) == {(entry["resourceType"], why): 1}


@pytest.mark.parametrize("made", [device, flag])
def test_what_was_entered_in_error_says_nothing(handbook: Handbook, made: Any) -> None:
    assert not case_of(handbook, made("Total knee prosthesis", status="entered-in-error")).facts
