"""Marking on the map: by pointer, by finger, by keyboard and without a script, and the plan that follows."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.conftest import faults_of, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PES = "Pes anserinus"


@pytest.fixture
def yusuf(clinic: Page, cast: dict[str, str]) -> Page:
    """Yusuf Arden's map: nobody has examined him yet."""
    clinic.goto(clinic.url.rstrip("/") + cast["Yusuf Arden"] + "/map")
    return clinic


def dot_of(page: Page, name: str) -> Locator:
    return page.locator(f"svg a.dot[aria-label*='{name}']").first


def dock_of(page: Page) -> Locator:
    return page.get_by_role("group", name=PES).filter(has=page.get_by_role("button", name="Next point"))


def test_a_point_marked_on_the_drawing_is_chosen_once_it_is_saved(yusuf: Page) -> None:
    dot_of(yusuf, PES).click()
    dock = dock_of(yusuf)
    dock.get_by_label(f"{PES}, tender: 2").check(force=True)
    dock.get_by_label(f"{PES}, lax: 0").check(force=True)
    expect(dot_of(yusuf, PES)).to_have_attribute(
        "aria-label", "K5 Pes anserinus, Tender 2 of 3, not lax, to be examined"
    )
    expect(yusuf.get_by_role("status").filter(has_text="1 of 13")).to_be_visible()
    yusuf.get_by_role("button", name="Save the examination").click()
    expect(yusuf.get_by_role("status").filter(has_text="Saved:")).to_contain_text("1 place examined")
    expect(dot_of(yusuf, PES)).to_have_attribute(
        "aria-label", "K5 Pes anserinus, Tender 2 of 3, not lax, chosen"
    )
    yusuf.get_by_role("link", name="Plan", exact=True).click()
    expect(yusuf.get_by_role("complementary")).to_contain_text(PES)


@pytest.mark.parametrize(
    ("tender", "lax", "letters", "says"),
    [
        ("2", "0", "T", "Tender 2 of 3, not lax"),
        ("0", "1", "L", "Not tender, lax 1 of 3"),
        ("1", "3", "TL", "Tender 1 of 3, lax 3 of 3"),
        ("0", "0", "0", "Neither tender nor lax"),
        ("0", "not examined", "?", "Not tender, laxity not examined"),
        ("not examined", "not examined", "", "Not examined"),
    ],
)
def test_every_mark_is_told_on_drawing_and_list_alike_before_and_after_it_is_saved(
    yusuf: Page, tender: str, lax: str, letters: str, says: str
) -> None:
    yusuf.get_by_label("Quadriceps tendon, at the upper pole of the patella, tender: 1").check(force=True)
    yusuf.get_by_label(f"{PES}, tender: 3").check(force=True)
    yusuf.get_by_label(f"{PES}, tender: {tender}").check(force=True)
    yusuf.get_by_label(f"{PES}, lax: {lax}").check(force=True)
    for _ in ("before", "after"):
        assert dot_of(yusuf, PES).locator(".mark text").text_content() == letters
        expect(yusuf.locator("#mark-K5 .e-mark-says")).to_have_text(says)
        if _ == "before":
            yusuf.get_by_role("button", name="Save the examination").click()
            expect(yusuf.get_by_role("status").filter(has_text="Saved:")).to_be_visible()


def test_by_keyboard_alone_a_point_is_opened_graded_and_left_again(yusuf: Page) -> None:
    dot_of(yusuf, PES).focus()
    yusuf.keyboard.press("Enter")
    expect(dock_of(yusuf).get_by_label(f"{PES}, tender: not examined")).to_be_focused()
    for key in ("ArrowRight", "ArrowRight", "Tab", "ArrowRight"):
        yusuf.keyboard.press(key)
    expect(yusuf.locator(".e-mark-says", has_text="Tender 1 of 3, not lax")).to_be_visible()
    yusuf.keyboard.press("Escape")
    expect(dot_of(yusuf, PES)).to_be_focused()
    expect(dock_of(yusuf)).to_be_hidden()


def test_the_next_point_follows_the_list_and_the_page_stays_where_it_is(yusuf: Page) -> None:
    dot_of(yusuf, PES).click()
    before = yusuf.evaluate("window.scrollY")
    dock_of(yusuf).get_by_role("button", name="Next point").click()
    expect(
        yusuf.get_by_role("group", name="K6 Patellar tendon, at the tibial tuberosity").first
    ).to_be_visible()
    expect(yusuf.locator(".e-point.is-picked")).to_have_id("K6")
    assert abs(yusuf.evaluate("window.scrollY") - before) < 300


def test_a_finger_marks_as_well(yusuf: Page, browser: Browser) -> None:
    phone: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    context = browser.new_context(**phone, storage_state=yusuf.context.storage_state())
    page = context.new_page()
    page.goto(yusuf.url)
    dot_of(page, PES).tap()
    dock_of(page).locator("label", has=page.get_by_label(f"{PES}, tender: 2")).tap()
    expect(dot_of(page, PES).locator(".mark text")).to_have_text("T")
    page.get_by_role("button", name="Save the examination").tap()
    expect(page.get_by_role("status").filter(has_text="Saved:")).to_contain_text("1 place examined")
    context.close()


def test_without_a_script_the_list_marks_the_points(yusuf: Page, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, storage_state=yusuf.context.storage_state())
    page = context.new_page()
    page.goto(yusuf.url)
    dot_of(page, PES).click()
    page.locator(":target").get_by_label(f"{PES}, tender: 2").check(force=True)
    page.get_by_role("button", name="Save the examination").click()
    expect(page.locator("#K5")).to_contain_text("Chosen")
    expect(page.locator("#K5")).to_contain_text("Tender 2 of 3")
    context.close()


def test_an_empty_map_is_refused_on_the_map_itself(yusuf: Page) -> None:
    yusuf.get_by_role("button", name="Save the examination").click()
    expect(yusuf.get_by_role("alert")).to_contain_text("Nothing is entered")
    expect(yusuf.get_by_role("heading", name="Injection map")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_an_open_point_breaks_no_rule_and_leaves_its_dot_in_sight(yusuf: Page, width: int) -> None:
    yusuf.set_viewport_size({"width": width, "height": 844})
    dot_of(yusuf, PES).click()
    assert faults_of(yusuf) == []
    assert not scrolls_sideways(yusuf)
    dot, bar = dot_of(yusuf, PES).bounding_box(), yusuf.locator(".e-keep").bounding_box()
    assert dot
    assert bar
    assert dot["y"] + dot["height"] <= bar["y"]


def test_where_the_side_is_not_known_nothing_can_be_marked_and_the_map_says_so(
    clinic: Page, cast: dict[str, str]
) -> None:
    clinic.goto(clinic.url.rstrip("/") + cast["Greta Molin"] + "/map")
    expect(clinic.get_by_role("button", name="Save the examination")).to_have_count(0)
    expect(clinic.get_by_role("main")).to_contain_text("Say first which side it is")
