"""The pages behind every plan, in a browser: whole at any width, and without a fault."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import faults_of, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    "link", ["How healing is thought to work", "Where the leaflets and the trials disagree"]
)
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_a_page_behind_the_plan_is_whole_and_without_fault(clinic: Page, link: str, width: int) -> None:
    clinic.set_viewport_size({"width": width, "height": 900})
    clinic.get_by_role("contentinfo").get_by_role("link", name=link).click()
    expect(clinic.get_by_role("heading", level=1)).to_have_text(link)
    assert not scrolls_sideways(clinic)
    assert faults_of(clinic) == []


def test_the_list_of_disagreements_leads_to_each(clinic: Page) -> None:
    clinic.get_by_role("link", name="Where the leaflets and the trials disagree").click()
    contents = clinic.get_by_role("navigation", name="Disagreements").get_by_role("link")
    assert contents.count() >= 28
    for at in range(contents.count()):
        target = contents.nth(at).get_attribute("href") or ""
        heading = clinic.locator(f"{target} h2")
        expect(heading).to_have_text(contents.nth(at).inner_text())
