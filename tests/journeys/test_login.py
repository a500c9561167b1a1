"""The door: nothing is seen without a login, and guessing is slow."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from enthesis.actions.make_login import make_login
from tests.journeys.conftest import PASSWORD, faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_every_page_asks_for_a_login_first(page: Page, live_server: Any, faultless: None) -> None:
    page.goto(f"{live_server.url}/patients/new")
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    assert faults_of(page) == []


def test_a_wrong_password_says_so_at_the_field(page: Page, live_server: Any, faultless: None) -> None:
    make_login(username="clinician", password=PASSWORD, by="test")
    page.goto(live_server.url)
    page.get_by_label("Name").fill("clinician")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    assert page.title().startswith("Error")
    assert faults_of(page) == []


def test_after_the_login_one_stands_on_the_page_one_asked_for(
    page: Page, live_server: Any, faultless: None
) -> None:
    make_login(username="clinician", password=PASSWORD, by="test")
    page.goto(f"{live_server.url}/patients/new")
    page.get_by_label("Name").fill("clinician")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="New patient")).to_be_visible()


def test_after_logging_out_the_record_is_closed(clinic: Page) -> None:
    clinic.get_by_role("button", name="Log out").click()
    clinic.go_back()
    expect(clinic.get_by_role("heading", name="Log in")).to_be_visible()
