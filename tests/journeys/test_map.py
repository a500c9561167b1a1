"""The injection map: drawing, list, keyboard and address bar name the same point, without a script too."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import faults_of, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ruth(clinic: Page, cast: dict[str, str]) -> Page:
    """Ruth Ellery's map: examined, with the place by the fibula waiting for its artery check."""
    clinic.goto(clinic.url.rstrip("/") + cast["Ruth Ellery"] + "/map")
    return clinic


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_the_map_breaks_no_rule_and_never_scrolls_sideways(
    clinic: Page, cast: dict[str, str], width: int
) -> None:
    clinic.set_viewport_size({"width": width, "height": 900})
    start = clinic.url.rstrip("/")
    for name in ("Ruth Ellery", "Greta Molin"):
        clinic.goto(start + cast[name] + "/map")
        assert not scrolls_sideways(clinic), f"{name} at {width}"
        assert faults_of(clinic) == [], f"{name} at {width}"


def test_a_point_of_the_drawing_leads_by_keyboard_to_the_same_point_of_the_list(ruth: Page) -> None:
    point = ruth.locator("svg a[href='#K1']").first
    point.focus()
    ruth.keyboard.press("Enter")
    expect(ruth).to_have_url(ruth.url.split("#")[0] + "#K1")
    expect(ruth.locator(".e-point.is-picked")).to_contain_text("Inner collateral ligament, at the femur")


def test_every_point_of_the_drawing_says_its_code_name_and_state_aloud(ruth: Page) -> None:
    names = [point.get_attribute("aria-label") or "" for point in ruth.locator("svg a.dot").all()]
    assert len(names) > 20
    for name in names:
        assert name.startswith("K")
        assert name.rpartition(", ")[2] in ("chosen", "on hold", "to be examined", "not chosen")


def test_without_a_script_the_map_is_whole(clinic: Page, cast: dict[str, str], browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, storage_state=clinic.context.storage_state())
    page = context.new_page()
    page.goto(clinic.url.rstrip("/") + cast["Ruth Ellery"] + "/map")
    page.locator(".e-point h3 a").first.click()
    expect(page.locator(".e-point:target")).to_have_count(1)
    context.close()


def test_on_paper_the_drawing_and_every_point_are_left(ruth: Page) -> None:
    ruth.emulate_media(media="print")
    expect(ruth.locator(".e-views svg").first).to_be_visible()
    expect(ruth.locator("main button", has_text="Save the examination")).to_be_hidden()
    expect(ruth.locator(".e-mark-it").first).to_be_hidden()
    assert ruth.locator(".e-point:visible").count() == 13
