"""From a name typed in to a plan, and from a file to a plan."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import charts
from tests.journeys.conftest import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_patient_typed_in_by_hand_gets_a_plan(clinic: Page) -> None:
    clinic.get_by_role("link", name="New patient").click()
    assert faults_of(clinic) == []
    clinic.get_by_label("Name", exact=True).fill("Nora Falk")
    clinic.get_by_label("Year").fill("1966")
    clinic.get_by_label("Female").check()
    clinic.get_by_label("Weight in kg").fill("70")
    clinic.get_by_role("combobox", name="Medicine 1").fill("naproxen")
    clinic.get_by_role("button", name="One more medicine").click()
    expect(clinic.get_by_role("combobox", name="Medicine 3")).to_be_visible()
    expect(clinic.get_by_role("combobox", name="Medicine 1")).to_have_value("naproxen")
    clinic.get_by_label("Condition").select_option("Knee osteoarthritis")
    clinic.get_by_label("Right").check()
    clinic.get_by_role("button", name="Save and see the plan").click()
    expect(clinic.get_by_role("heading", level=1)).to_contain_text("Knee osteoarthritis, right")
    expect(clinic.get_by_role("region", name="Patient")).to_contain_text("Nora Falk")
    expect(clinic.get_by_text("Questions open").first).to_be_visible()
    expect(clinic.get_by_role("rowheader", name="Naproxen")).to_be_visible()


def test_nothing_is_chosen_beforehand(clinic: Page) -> None:
    clinic.get_by_role("link", name="New patient").click()
    assert clinic.locator("input[type=radio]:checked").count() == 0


def test_a_form_that_wants_mending_says_what_and_keeps_what_was_typed(clinic: Page) -> None:
    clinic.get_by_role("link", name="New patient").click()
    clinic.get_by_label("Year").fill("1766")
    clinic.get_by_label("Weight in kg").fill("seventy")
    clinic.get_by_role("button", name="Save and see the plan").click()
    summary = clinic.get_by_role("alert")
    for text in ("Type the patient's name", "year of birth from", "weight in kilograms"):
        expect(summary).to_contain_text(text)
    expect(clinic.get_by_label("Weight in kg")).to_have_value("seventy")
    assert faults_of(clinic) == []


def test_a_chart_is_uploaded_and_its_plan_follows(clinic: Page, tmp_path: Path) -> None:
    file = tmp_path / "chart.json"
    file.write_bytes(
        charts.bundle(charts.patient(name="Vera Quist"), charts.condition("Gout", snomed="90560007"))
    )
    clinic.get_by_role("link", name="Upload a chart").click()
    assert faults_of(clinic) == []
    clinic.get_by_label("FHIR file").set_input_files(file)
    clinic.get_by_label("Condition").select_option("Knee osteoarthritis")
    clinic.get_by_label("Left").check()
    clinic.get_by_role("button", name="Upload and see the plan").click()
    expect(clinic.get_by_role("region", name="Patient")).to_contain_text("Vera Quist")
    expect(clinic.get_by_role("heading", level=1)).to_contain_text("left")


@pytest.mark.parametrize("content", [b"not a chart", json.dumps({"resourceType": "Bundle"}).encode()])
def test_a_file_that_is_no_chart_is_refused_in_one_line(clinic: Page, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "chart.json"
    file.write_bytes(content)
    clinic.get_by_role("link", name="Upload a chart").click()
    clinic.get_by_label("FHIR file").set_input_files(file)
    clinic.get_by_label("Condition").select_option("Knee osteoarthritis")
    clinic.get_by_role("button", name="Upload and see the plan").click()
    assert clinic.locator(".nhsuk-error-summary__list li").count() == 1
    clinic.get_by_role("link", name="Patients").click()
    expect(clinic.get_by_text("Nobody is recorded yet")).to_be_visible()
