"""A nurse with a phone: from a name to a clear plan, every act counted; and with the keyboard alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import faults_of, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_ACTIVATIONS = 16  # CARE 1
MOST_ACTS_IN_ALL = 28  # with the eleven that a new patient takes; a proposal, to notice when a page grows
OPEN_PAGES = ("plan", "questions", "details", "leaflet", "mixing")


class Hand:
    """Presses and types on the page, and counts: a press is one, a field typed into is one."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def press(self, target: Any) -> None:
        target.click(force=True)
        self.count += 1

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)
        self.count += 1

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_label(label).select_option(option)
        self.count += 1

    def type(self, label: str, text: str) -> None:
        self.page.get_by_label(label).fill(text)
        self.page.keyboard.press("Tab")
        self.count += 1
        expect(self.page.locator("#saved")).to_contain_text("Saved at")


@pytest.fixture(params=[390, 320])
def phone(clinic: Page, request: pytest.FixtureRequest) -> Page:
    clinic.set_viewport_size({"width": request.param, "height": 800})
    _add_nora(clinic)
    return clinic


def _add_nora(page: Page) -> int:
    """Type Nora in by hand, and tell how many acts it took."""
    hand, today = Hand(page), timezone.localdate()
    hand.press(page.get_by_role("link", name="New patient"))
    hand.fill("Name", "Nora Falk")
    hand.fill("Year", str(today.year - 58))
    hand.press(page.get_by_label("Female"))
    hand.fill("Weight in kg", "70")
    hand.fill("Height in cm", "170")
    hand.choose("Condition", "Knee osteoarthritis")
    hand.press(page.get_by_label("Right"))
    hand.fill("Wished start", str(today + timedelta(days=14)))
    hand.press(page.get_by_label("None", exact=True))
    hand.press(page.get_by_role("button", name="Save and see the plan"))
    return hand.count


def test_from_no_record_to_clear_on_a_phone_takes_few_acts_and_no_sideways_scroll(clinic: Page) -> None:
    clinic.set_viewport_size({"width": 390, "height": 800})
    hand = Hand(clinic)
    hand.count += _add_nora(clinic)
    assert not scrolls_sideways(clinic)
    hand.press(clinic.get_by_role("link", name="Record the answer"))
    assert not scrolls_sideways(clinic)
    _answer_all(hand)
    hand.press(clinic.get_by_role("link", name="Back to the plan"))
    expect(clinic.get_by_text("Nothing found that rules this out").first).to_be_visible()
    expect(clinic.get_by_text("not agreed yet")).to_have_count(0)
    assert not scrolls_sideways(clinic)
    assert hand.count <= MOST_ACTS_IN_ALL, hand.count


def test_a_normal_candidate_is_clear_within_sixteen_activations(phone: Page) -> None:
    hand = Hand(phone)
    hand.press(phone.get_by_role("link", name="Record the answer"))
    _answer_all(hand)
    hand.press(phone.get_by_role("link", name="Back to the plan"))
    expect(phone.get_by_text("Nothing found that rules this out").first).to_be_visible()
    assert hand.count <= MOST_ACTIVATIONS, hand.count


def test_no_page_of_the_road_is_wider_than_the_phone(phone: Page) -> None:
    plan = phone.url
    for name in OPEN_PAGES:
        phone.goto(plan.rpartition("/")[0] + "/" + name)
        assert not scrolls_sideways(phone), name
        assert _cut_words_of_navigation(phone) == 0, name
        assert faults_of(phone) == [], name


def test_the_keyboard_alone_answers_a_block_and_reaches_the_next(clinic: Page) -> None:
    _add_nora(clinic)
    clinic.goto(clinic.url.rpartition("/")[0] + "/questions")
    button = _block(clinic, "A").get_by_role("button", name="none applies")
    assert _tab_to(clinic, button), "the one act is not reached by the Tab key"
    clinic.keyboard.press("Enter")
    expect(clinic.get_by_role("status").filter(has_text="Saved:")).to_be_visible()
    assert clinic.url.endswith("#block-B")
    clinic.keyboard.press("Tab")
    assert clinic.evaluate("document.activeElement.closest('section').querySelector('h2').id") == "block-B"


def test_a_weight_is_mended_on_the_details_page(phone: Page) -> None:
    phone.get_by_role("link", name="Details").click()
    expect(phone.get_by_label("Weight in kg")).to_have_value("70")
    phone.get_by_label("Weight in kg").fill("82")
    phone.get_by_label("Left").check()
    phone.get_by_role("button", name="Save and see the plan").click()
    expect(phone.get_by_role("status")).to_contain_text("Saved")
    expect(phone.get_by_role("region", name="Patient")).to_contain_text("82 kg")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("left")


def _cut_words_of_navigation(page: Page) -> int:
    """Count the words of the navigation that are broken over lines or cut off at the edge."""
    return int(
        page.eval_on_selector_all(
            ".e-nav a",
            """links => links.map(a => a.getBoundingClientRect()).filter(
                box => box.right > innerWidth || box.height > 56).length""",
        )
    )


def _answer_all(hand: Hand) -> None:
    page = hand.page
    hand.press(_block(page, "A").get_by_role("button", name="none applies"))
    _say(hand, "#q-other-medicines", "No")
    hand.press(_block(page, "C").get_by_role("button", name="none applies"))
    _say(hand, "#q-diagnosis", "Yes")
    hand.type("For how many months", "18")
    hand.type("Pain of this knee", "6")
    _say(hand, "#q-exercise", "Yes")
    _say(hand, "#q-imaging", "Normal")
    _say(hand, "#q-examination", "Yes")


def _say(hand: Hand, question: str, answer: str) -> None:
    item = hand.page.locator(question)
    hand.press(item.get_by_label(answer, exact=True))
    expect(item).to_contain_text("clinician")


def _block(page: Page, name: str) -> Any:
    return page.locator("section", has=page.locator(f"#block-{name}"))


def _tab_to(page: Page, target: Any) -> bool:
    """Press Tab as often as a patient person would."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if target.evaluate("button => button === document.activeElement"):
            return True
    return False
