"""From the plan to a letter and back to its answer; every paper whole at any width and on paper."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import faults_of, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def root(clinic: Page) -> str:
    return clinic.url.split("/patients")[0].rstrip("/")


@pytest.mark.parametrize("width", [1280, 320])
def test_each_paper_is_whole_and_without_fault(
    clinic: Page, cast: dict[str, str], root: str, width: int
) -> None:
    clinic.set_viewport_size({"width": width, "height": 900})
    for person, name in (
        ("Yusuf Arden", ""),
        ("Yusuf Arden", "/letter-med-r3-prescribed-nsaid"),
        ("Leo Brandt", "/referral-con-a8-prosthesis"),
        ("Maud Okello", "/labels"),
        ("Ruth Ellery", "/mixing"),
    ):
        clinic.goto(f"{root}{cast[person]}/papers{name}")
        expect(clinic.get_by_role("heading", level=1)).to_have_count(1)
        assert not scrolls_sideways(clinic), name
        assert faults_of(clinic) == [], name


def test_the_reply_to_a_letter_lifts_the_hold(clinic: Page, cast: dict[str, str], root: str) -> None:
    clinic.goto(f"{root}{cast['Yusuf Arden']}/plan")
    clinic.get_by_role("link", name="All papers, letters and labels").click()
    clinic.get_by_role("link", name="Letter: Anti-inflammatory for another disease").click()
    expect(clinic.get_by_text("No medicine is to be stopped or changed on our word")).to_be_visible()
    clinic.get_by_role("link", name="Record the reply").click()
    question = clinic.locator("#q-agreed-med-r3-prescribed-nsaid")
    question.get_by_label("Yes", exact=True).check()
    question.locator("xpath=ancestor::form").get_by_role("button").first.click()
    clinic.goto(f"{root}{cast['Yusuf Arden']}/papers")
    expect(clinic.get_by_role("heading", name="Not there, and why")).to_be_visible()
    expect(clinic.get_by_role("link", name="Letter: Anti-inflammatory for another disease")).to_have_count(0)


def test_only_the_paper_is_printed(clinic: Page, cast: dict[str, str], root: str) -> None:
    clinic.goto(f"{root}{cast['Yusuf Arden']}/papers/letter-med-r3-prescribed-nsaid")
    clinic.emulate_media(media="print")
    expect(clinic.get_by_role("navigation")).to_be_hidden()
    expect(clinic.get_by_role("link", name="Save as PDF")).to_be_hidden()
    expect(clinic.get_by_text("I agree to the injections.")).to_be_visible()


def test_a_label_is_printed_at_its_size(clinic: Page, cast: dict[str, str], root: str) -> None:
    clinic.goto(f"{root}{cast['Maud Okello']}/papers/labels")
    clinic.emulate_media(media="print")
    box = clinic.locator(".e-stick").first.bounding_box()
    assert box is not None
    per_mm = 96 / 25.4
    assert box["width"] == pytest.approx(99.1 * per_mm, abs=1)
    assert box["height"] == pytest.approx(38.1 * per_mm, abs=1)
