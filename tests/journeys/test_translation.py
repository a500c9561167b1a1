"""A patient's pages in two languages, in a browser: whole at any width, without a fault, a link away."""

import pytest
from playwright.sync_api import Page, expect

from enthesis.store.models import Answer
from tests.journeys.conftest import faults_of, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CHINESE = "?language=zh-Hant"


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("name", ["leaflet", "questions"])
def test_a_page_in_two_languages_is_whole_and_without_fault(
    clinic: Page, cast: dict[str, str], name: str, width: int
) -> None:
    clinic.set_viewport_size({"width": width, "height": 900})
    clinic.goto(clinic.url.rstrip("/") + cast["Ruth Ellery"] + f"/{name}{CHINESE}")
    expect(clinic.get_by_role("note")).to_contain_text("Unreviewed translation")
    assert not scrolls_sideways(clinic)
    assert faults_of(clinic) == []


@pytest.mark.parametrize("name", ["reports/new", "reports/1"])
def test_a_report_in_two_languages_is_whole_and_without_fault(
    clinic: Page, cast: dict[str, str], name: str
) -> None:
    clinic.set_viewport_size({"width": 390, "height": 900})
    clinic.goto(clinic.url.rstrip("/") + cast["Nora Falk"] + f"/{name}{CHINESE}")
    expect(clinic.get_by_role("note")).to_contain_text("Unreviewed translation")
    assert not scrolls_sideways(clinic)
    assert faults_of(clinic) == []


def test_healing_in_two_languages_is_whole_and_without_fault(clinic: Page) -> None:
    clinic.set_viewport_size({"width": 390, "height": 900})
    clinic.get_by_role("link", name="How healing is thought to work").click()
    clinic.get_by_role("list", name="Language").get_by_role("link", name="中文").click()
    expect(clinic.get_by_role("heading", level=1)).to_contain_text("How healing is thought to work")
    expect(clinic.get_by_role("heading", level=1)).to_contain_text("一般認為身體如何修復")
    assert not scrolls_sideways(clinic)
    assert faults_of(clinic) == []


def test_the_language_is_a_link_away_and_goes_with_the_paper(clinic: Page, cast: dict[str, str]) -> None:
    clinic.goto(clinic.url.rstrip("/") + cast["Ruth Ellery"] + "/leaflet")
    clinic.get_by_role("link", name="中文，附英文").click()
    expect(clinic.get_by_role("heading", name="When to call")).to_contain_text("什麼時候要打電話")
    paper = clinic.get_by_role("link", name="Save as PDF").get_attribute("href") or ""
    assert paper.endswith(CHINESE)
    clinic.get_by_role("link", name="English", exact=True).click()
    expect(clinic.get_by_role("heading", name="When to call")).to_have_text("When to call")


def test_an_answer_given_in_chinese_is_saved_as_it_is_given(clinic: Page, cast: dict[str, str]) -> None:
    clinic.goto(clinic.url.rstrip("/") + cast["Greta Molin"] + f"/questions{CHINESE}")
    clinic.locator("#q-fever").get_by_label("否").check(force=True)
    expect(clinic.locator("#saved")).to_contain_text("Saved at")
    expect(clinic.locator("#count-A")).to_contain_text("已回答 1 題")
    assert Answer.objects.filter(question="fever").latest("id").value == "no"
