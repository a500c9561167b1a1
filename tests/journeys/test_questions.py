"""Answering: three equal answers, one act for a block, saved as they are given, with and without a script."""

import pytest
from playwright.sync_api import Browser, Page, expect

from enthesis.store.models import Answer
from tests.journeys.conftest import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GRETA, RUTH, ALMA = "Greta Molin", "Ruth Ellery", "Alma Reyes"


def test_nothing_is_ticked_that_nobody_answered(clinic: Page, cast: dict[str, str]) -> None:
    _open(clinic, cast[GRETA])
    assert clinic.locator("input:checked").count() == 0
    assert faults_of(clinic) == []


def test_one_act_answers_block_a_with_a_no_of_its_own_for_each_item(
    clinic: Page, cast: dict[str, str]
) -> None:
    _open(clinic, cast[GRETA])
    before = Answer.objects.count()
    block = clinic.locator("section", has=clinic.locator("#block-A"))
    items = block.locator("fieldset").count()
    block.get_by_role("button", name="I went through these and none applies").click()
    expect(clinic.get_by_role("status").filter(has_text="Saved:")).to_contain_text(f"Saved: {items} answers")
    rows = Answer.objects.all()[before:]
    assert len(rows) == items
    assert {row.value for row in rows} == {"no"}
    assert len({row.wording for row in rows}) == items
    assert all(row.by == "clinician" and row.act == "none-applies" for row in rows)


def test_the_one_act_is_refused_where_a_yes_is_marked(
    clinic: Page, cast: dict[str, str], browser: Browser
) -> None:
    before = Answer.objects.count()
    context = browser.new_context(java_script_enabled=False, storage_state=clinic.context.storage_state())
    page = context.new_page()
    page.goto(clinic.url.rstrip("/") + cast[GRETA] + "/questions")
    page.locator("#q-fever").get_by_label("Yes").check(force=True)
    page.locator("section", has=page.locator("#block-A")).get_by_role("button", name="none applies").click()
    expect(page.get_by_role("alert")).to_contain_text("This is marked")
    expect(page.locator("#q-fever").get_by_label("Yes")).to_be_checked()
    assert Answer.objects.count() == before
    context.close()


def test_an_answer_is_saved_as_it_is_given(clinic: Page, cast: dict[str, str]) -> None:
    _open(clinic, cast[RUTH])
    fever = clinic.locator("#q-fever")
    fever.get_by_label("No", exact=True).check(force=True)
    expect(fever).to_contain_text("No, ")
    expect(clinic.locator("#saved")).to_contain_text("Saved at")
    assert Answer.objects.filter(question="fever").latest("id").value == "no"
    clinic.reload()
    expect(clinic.locator("#q-fever").get_by_label("No", exact=True)).to_be_checked()
    assert faults_of(clinic) == []


def test_the_keyboard_alone_answers_a_question(clinic: Page, cast: dict[str, str]) -> None:
    _open(clinic, cast[RUTH])
    clinic.locator("#q-fever").get_by_label("Yes").focus()
    clinic.keyboard.press("ArrowRight")
    expect(clinic.locator("#saved")).to_contain_text("Saved at")
    assert Answer.objects.filter(question="fever").latest("id").value == "no"
    focused = clinic.evaluate("document.activeElement.name")
    assert focused == "fever"


def test_without_a_script_a_block_is_saved_by_its_button(
    cast: dict[str, str], clinic: Page, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False, storage_state=clinic.context.storage_state())
    page = context.new_page()
    page.goto(clinic.url.rstrip("/") + cast[GRETA] + "/questions")
    page.get_by_label("For how many months").fill("18")
    page.get_by_label("Pain of this knee").fill("eleven")
    page.locator("section", has=page.locator("#block-D")).get_by_role(
        "button", name="Save these answers"
    ).click()
    expect(page.get_by_role("alert")).to_contain_text("pain wants a number")
    expect(page.get_by_label("For how many months")).to_have_value("18")
    assert Answer.objects.filter(question="months").latest("id").value == "18"
    context.close()


def test_an_examination_makes_points(clinic: Page, cast: dict[str, str]) -> None:
    _open(clinic, cast["Yusuf Arden"])
    clinic.get_by_label("Pes anserinus, tender: 2").check(force=True)
    clinic.get_by_label("Guidance for all needles").select_option("Ultrasound")
    clinic.get_by_role("button", name="Save the examination").click()
    expect(clinic.get_by_role("status").filter(has_text="Saved:")).to_contain_text("1 place examined")
    expect(clinic.get_by_role("complementary")).to_contain_text("Pes anserinus")


def test_an_empty_examination_is_refused(clinic: Page, cast: dict[str, str]) -> None:
    _open(clinic, cast["Yusuf Arden"])
    clinic.get_by_role("button", name="Save the examination").click()
    expect(clinic.get_by_role("alert")).to_contain_text("Nothing is entered")


def test_a_settled_question_keeps_who_answered_it(clinic: Page, cast: dict[str, str]) -> None:
    _open(clinic, cast[ALMA])
    expect(clinic.get_by_role("group", name="Cancer")).to_contain_text("Dr Amara Lind")


def _open(page: Page, patient: str) -> None:
    page.goto(page.url.rstrip("/") + patient + "/questions")
