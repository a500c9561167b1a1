"""A needle plan on a patient's session: tried, looked at, chosen, and judged on the map."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from enthesis.knowledge.handbook import Handbook
from tests.journeys.conftest import faults_of, scrolls_sideways
from tests.journeys.test_needle_file import SCENE, blue, count, green, red
from tests.phantoms import as_a_patients, written

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def planned(clinic: Page, cast: dict[str, str], handbook: Handbook, tmp_path: Path) -> Page:
    """Ruth Ellery, with a plan made from uploaded files."""
    folder = as_a_patients(written(tmp_path / "knee", handbook, dicom=False))
    clinic.set_default_timeout(30_000)
    clinic.goto(clinic.url.rstrip("/") + cast["Ruth Ellery"] + "/needles")
    clinic.get_by_label("Labels", exact=True).set_input_files(folder / "labels.nii.gz")
    clinic.get_by_label("What the labels mean").set_input_files(folder / "labels.toml")
    clinic.get_by_label("Picture (may be left out)").set_input_files(folder / "image.nii.gz")
    clinic.get_by_label("Targets").set_input_files(folder / "targets.toml")
    clinic.get_by_label("Right", exact=True).check()
    clinic.get_by_label("Who checked the labels").fill("Dr Ada Wren")
    clinic.get_by_label("Ultrasound, watched in real time").check()
    assert faults_of(clinic) == []
    clinic.get_by_role("button", name="Plan the needles").click()
    clinic.wait_for_selector('#needle[data-state="drawn"]', state="attached")
    return clinic


def test_a_plan_is_drawn_chosen_and_judged_on_the_map(planned: Page) -> None:
    assert count(planned, SCENE, red) > 300
    assert count(planned, SCENE, blue) > 300
    assert count(planned, SCENE, green) > 100
    expect(planned.get_by_text("Labels confirmed by Dr Ada Wren.")).to_be_visible()
    assert faults_of(planned) == []
    row = planned.get_by_role("row").filter(has_text="Inner collateral ligament, at the tibia")
    row.get_by_role("checkbox").check()
    planned.get_by_role("button", name="Put the chosen needles on the injection map").click()
    expect(planned.get_by_role("heading", name="Injection map", exact=True)).to_be_visible()
    expect(planned.get_by_text("In the image")).to_have_count(1)
    expect(planned.get_by_text("of the labelled structures in this image").first).to_be_visible()
    assert faults_of(planned) == []


@pytest.mark.parametrize("width", [390, 320])
def test_the_page_fits_a_phone(planned: Page, width: int) -> None:
    planned.set_viewport_size({"width": width, "height": 900})
    assert not scrolls_sideways(planned)
    assert faults_of(planned) == []


def test_it_can_be_tried_on_a_drawing_of_the_region(clinic: Page, cast: dict[str, str]) -> None:
    clinic.set_default_timeout(60_000)
    clinic.goto(clinic.url.rstrip("/") + cast["Ruth Ellery"] + "/needles")
    clinic.get_by_role("button", name="Try it on the drawing").click()
    clinic.wait_for_selector('#needle[data-state="drawn"]', state="attached")
    expect(clinic.get_by_role("row")).to_have_count(14)
    expect(clinic.get_by_text("a schematic phantom and nobody's body")).to_be_visible()
    clinic.get_by_role("row").filter(has_text="Inner collateral ligament, at the tibia").get_by_role(
        "checkbox"
    ).check()
    clinic.get_by_role("button", name="Put the chosen needles on the injection map").click()
    expect(clinic.get_by_text("the needle was planned in a drawing").first).to_be_visible()
    expect(clinic.get_by_text("Clear by at least")).to_have_count(0)


def test_an_image_of_the_other_side_is_refused(
    clinic: Page, cast: dict[str, str], handbook: Handbook, tmp_path: Path
) -> None:
    folder = written(tmp_path / "knee", handbook, dicom=False)
    clinic.goto(clinic.url.rstrip("/") + cast["Ruth Ellery"] + "/needles/new")
    clinic.get_by_label("Labels", exact=True).set_input_files(folder / "labels.nii.gz")
    clinic.get_by_label("What the labels mean").set_input_files(folder / "labels.toml")
    clinic.get_by_label("Targets").set_input_files(folder / "targets.toml")
    clinic.get_by_label("Left", exact=True).check()
    clinic.get_by_label("By the landmark").check()
    clinic.get_by_role("button", name="Plan the needles").click()
    expect(clinic.get_by_role("alert")).to_contain_text("The image shows the left side")
    assert faults_of(clinic) == []


def test_a_page_that_waits_says_so_and_asks_once(clinic: Page, cast: dict[str, str]) -> None:
    clinic.goto(clinic.url.rstrip("/") + cast["Ruth Ellery"] + "/needles/new")
    # Whatever the page lets through is counted and goes nowhere, so that it goes on waiting.
    clinic.evaluate(
        "window.asked = 0; addEventListener('submit', (event) => {"
        " if (!event.defaultPrevented) window.asked += 1; event.preventDefault(); })"
    )
    button = clinic.get_by_role("button", name="Try it on the drawing")
    button.click()
    expect(clinic.get_by_role("status").filter(has_text="Planning the needles")).to_be_visible()
    button.click()
    assert clinic.evaluate("window.asked") == 1
    assert faults_of(clinic) == []
