"""The clinic between and after sessions: the list along the road, and every page of it, without a fault."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import faults_of, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = (
    ("Nora Falk", "plan"),
    ("Emil Strand", "sessions"),
    ("Maud Okello", "sessions/record"),
    ("Emil Strand", "sessions/3"),
    ("Piet Hallam", "reports"),
    ("Nora Falk", "reports/1"),
    ("Sunniva Dahl", "reports/new"),
    ("Ada Winther", "scores"),
    ("Ada Winther", "scores/prtee"),
    ("Sunniva Dahl", "scores/pgic"),
    ("Piet Hallam", "review"),
)


def go(page: Page, cast: dict[str, str], name: str, path: str) -> None:
    page.goto("/".join((*page.url.split("/")[:3], cast[name].lstrip("/"), path)))


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_breaks_a_rule_or_scrolls_sideways(clinic: Page, cast: dict[str, str], width: int) -> None:
    clinic.set_viewport_size({"width": width, "height": 900})
    assert faults_of(clinic) == []
    for name, path in PAGES:
        go(clinic, cast, name, path)
        assert not scrolls_sideways(clinic), f"{name}, {path} at {width}"
        assert faults_of(clinic) == [], f"{name}, {path} at {width}"


def test_a_call_about_pus_leads_every_page_until_somebody_saw_to_it(
    clinic: Page, cast: dict[str, str]
) -> None:
    go(clinic, cast, "Sunniva Dahl", "reports/new")
    asked = clinic.get_by_role("group", name="Is there pus")
    asked.get_by_role("radio", name="Yes").check()
    clinic.get_by_role("button", name="See how soon").click()
    expect(clinic.get_by_role("heading", name="Call the emergency number now")).to_be_visible()
    go(clinic, cast, "Sunniva Dahl", "plan")
    alert = clinic.get_by_role("region", name="Open report 2")
    expect(alert).to_contain_text("Call the emergency number now")
    clinic.get_by_role("link", name="Record who saw to it").click()
    clinic.get_by_role("group", name="Was it a red flag?").get_by_role("radio", name="No").check()
    clinic.get_by_label("Who saw the patient, and what was done").fill("Seen at once: a dry scab.")
    clinic.get_by_role("button", name="Record it").click()
    expect(alert).to_have_count(0)


def test_without_a_script_a_session_is_recorded_from_the_plan_and_corrected(
    clinic: Page, cast: dict[str, str], browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False, storage_state=clinic.context.storage_state())
    page = context.new_page()
    page.goto(clinic.url)
    go(page, cast, "Emil Strand", "sessions/record")
    page.get_by_label("Pes anserinus, right, mL").fill("")
    page.get_by_label("Why it was done although the plan said no").fill("The patient wished to go on.")
    page.get_by_role("button", name="Record the session").click()
    expect(page.get_by_role("heading", name="Session 4,")).to_be_visible()
    page.get_by_role("link", name="session 4").click()
    page.get_by_label("Why it is corrected").fill("The joint was left out.")
    page.get_by_label("Knee joint, from the inner lower side, right, mL").fill("")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.get_by_text("Recorded 2 times")).to_be_visible()
    context.close()
