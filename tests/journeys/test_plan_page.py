"""The plan page: two verdicts, reasons in place, whole at every width and on paper."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import faults_of, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ("plan", "questions", "mixing", "leaflet")


def test_each_of_the_cast_shows_what_they_are_there_to_show(clinic: Page, cast: dict[str, str]) -> None:
    rows = clinic.get_by_role("row")
    for name, stands in (
        ("Alma Reyes", "Nothing found that rules it out"),
        ("Ruth Ellery", "Proceed with care"),
        ("Yusuf Arden", "On hold"),
        ("Greta Molin", "Questions open"),
        ("Leo Brandt", "Cannot proceed"),
        ("Sunniva Dahl", "Mid-course"),
        ("Piet Hallam", "Flare"),
        ("Nora Falk", "Red flag"),
        ("Emil Strand", "Not responding"),
        ("Ada Winther", "Course finished"),
        ("Tomas Rein", "Referred on"),
    ):
        expect(rows.filter(has_text=name)).to_contain_text(stands)
    assert faults_of(clinic) == []


def test_a_finding_opens_by_keyboard_to_reason_evidence_and_source(
    clinic: Page, cast: dict[str, str]
) -> None:
    clinic.goto(clinic.url.rstrip("/") + cast["Ruth Ellery"] + "/plan")
    finding = clinic.locator("#finding-con-r2-diabetes")
    expect(finding.get_by_text("Because")).to_be_hidden()
    finding.locator("summary").focus()
    clinic.keyboard.press("Enter")
    for part in ("Because", "On record", "Source"):
        expect(finding.get_by_text(part, exact=True)).to_be_visible()
    expect(finding).to_contain_text("Not yet checked by a clinician")
    assert faults_of(clinic) == []


def test_what_stands_in_the_way_is_open_already(clinic: Page, cast: dict[str, str]) -> None:
    clinic.goto(clinic.url.rstrip("/") + cast["Leo Brandt"] + "/plan")
    expect(clinic.locator("#finding-con-a8-prosthesis").get_by_text("Because")).to_be_visible()


def test_the_medicine_that_must_go_on_is_said_aloud(clinic: Page, cast: dict[str, str]) -> None:
    clinic.goto(clinic.url.rstrip("/") + cast["Ruth Ellery"] + "/plan")
    row = clinic.get_by_role("row").filter(has_text="Aspirin 81 MG")
    expect(row.get_by_text("DO NOT STOP.")).to_be_visible()


def test_the_demonstration_line_stands_once(clinic: Page, cast: dict[str, str]) -> None:
    clinic.goto(clinic.url.rstrip("/") + cast["Alma Reyes"] + "/plan")
    assert clinic.get_by_text("Demonstration content, not for patient care").count() == 1


def test_no_leaflet_tells_a_patient_a_verdict(clinic: Page, cast: dict[str, str]) -> None:
    for person, address in cast.items():
        if person in ("Leo Brandt", "Nora Falk", "Tomas Rein"):
            continue  # nothing is planned for them, so there is no leaflet
        clinic.goto(clinic.url.split("/patients")[0].rstrip("/") + address + "/leaflet")
        expect(clinic.get_by_text("Nothing found")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_no_page_scrolls_sideways_or_breaks_a_rule(clinic: Page, cast: dict[str, str], width: int) -> None:
    clinic.set_viewport_size({"width": width, "height": 900})
    start = clinic.url.rstrip("/")
    addresses = ["/", "/patients/new", "/patients/upload"]
    addresses += [cast[name] + "/" + page for name in ("Ruth Ellery", "Greta Molin") for page in PAGES]
    for address in addresses:
        clinic.goto(start + address)
        assert not scrolls_sideways(clinic), f"{address} at {width}"
        assert faults_of(clinic) == [], f"{address} at {width}"


def test_on_paper_every_row_is_open_and_no_control_is_left(clinic: Page, cast: dict[str, str]) -> None:
    clinic.goto(clinic.url.rstrip("/") + cast["Ruth Ellery"] + "/plan")
    clinic.emulate_media(media="print")
    expect(clinic.locator("#finding-con-r2-diabetes").get_by_text("Because")).to_be_visible()
    expect(clinic.get_by_role("link", name="Record the answer")).to_be_hidden()
    expect(clinic.get_by_role("navigation")).to_be_hidden()


def test_without_a_script_the_plan_is_whole(clinic: Page, cast: dict[str, str], browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, storage_state=clinic.context.storage_state())
    page = context.new_page()
    page.goto(clinic.url.rstrip("/") + cast["Ruth Ellery"] + "/plan")
    page.locator("#finding-con-r2-diabetes summary").click()
    expect(page.locator("#finding-con-r2-diabetes").get_by_text("Because")).to_be_visible()
    context.close()


def test_every_paper_can_be_saved(clinic: Page, cast: dict[str, str]) -> None:
    start = clinic.url.rstrip("/")
    clinic.goto(start + cast["Ruth Ellery"] + "/plan")
    papers = clinic.locator("section", has=clinic.get_by_role("heading", name="Papers"))
    for kind, starts in (
        ("plan.pdf", b"%PDF"),
        ("plan.html", b"<!DOCTYPE"),
        ("plan.json", b"{"),
    ):
        address = papers.locator(f"a[href$='{kind}']").get_attribute("href")
        answer = clinic.request.get(f"{start}{address}")
        assert answer.ok
        assert answer.body().lstrip().startswith(starts)
