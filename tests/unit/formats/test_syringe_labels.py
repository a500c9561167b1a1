"""Syringe labels: one for each syringe that can be made, and none that nobody should draw up."""

from decimal import Decimal

import msgspec
import pytest

from enthesis.care.plan import plan
from enthesis.care.values.case import Case
from enthesis.formats.paper import Block
from enthesis.formats.papers.labels import SyringeLabel, labels_pdf, may_be_labelled, syringe_labels
from enthesis.formats.papers.shelf import paper_named, pdf_named, shelf
from enthesis.formats.plan_json import plan_document
from enthesis.formats.plan_schema import PlanDocument
from enthesis.formats.words import Words
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.errors import BadInput
from enthesis.vocabulary.status import Level
from tests.knee import TODAY, hand, knee
from tests.paper_text import opened, tags
from tests.road import NORMAL

ANSWERED = {**NORMAL, "given-today": ("none",)}


@pytest.fixture(scope="module")
def examined(handbook: Handbook) -> tuple[PlanDocument, Words]:
    """A knee whose joint and ligaments are tender, and nothing against today: two syringes."""
    places = hand("joint", tender=2), hand("mcl-femoral", tender=2, lax=1)
    return documented(knee(*places, sedation="none", answers=ANSWERED), handbook)


def documented(case: Case, handbook: Handbook) -> tuple[PlanDocument, Words]:
    made = plan(case, handbook, TODAY)
    return plan_document(made, handbook, all_findings=True), Words(handbook, "en", made.condition)


def why_not(document: PlanDocument, words: Words) -> str:
    (line,) = [each for each in shelf(document, words).papers if each.kind == "labels"]
    assert (line.name == "") == (line.why_not != "")
    return line.why_not


def labels(document: PlanDocument, words: Words) -> tuple[SyringeLabel, ...]:
    return syringe_labels(document, words, "EN-0007").labels


def test_each_syringe_has_one_label_with_what_it_holds_both_ways(
    examined: tuple[PlanDocument, Words],
) -> None:
    joint, ligaments = labels(*examined)
    assert joint.holds == ("Dextrose 25 % (250 mg/mL)",)
    assert ligaments.holds == ("Dextrose 15 % (150 mg/mL)", "Lidocaine 0.2 % (2 mg/mL)")
    assert joint.says[:2] == ("6 mL", "For the joint")
    for label in (joint, ligaments):
        assert "Made up with saline 0.9 %" in label.says
        assert "Never into a vessel or the spinal canal" in label.says
        assert [line.split()[0] for line in label.by_hand] == ["Mixed", "Prepared", "Checked"]
        assert all("____" in line for line in label.by_hand)
        assert "start within 4 hours" in label.by_hand[0]
        assert "Record: EN-0007" in label.whose
        assert label.whose[-1].endswith("right")
        assert label.notice


def test_nothing_is_labelled_whose_volume_is_not_known(handbook: Handbook) -> None:
    document, words = documented(knee(sedation="none", answers=ANSWERED), handbook)
    assert may_be_labelled(document)
    assert document.recipes
    assert labels(document, words) == ()
    assert why_not(document, words) == document.recipes[0].says
    with pytest.raises(BadInput, match="no paper 'labels'"):
        pdf_named("labels", document, words)


@pytest.mark.parametrize("level", [Level.CANNOT_PROCEED, Level.ON_HOLD, Level.QUESTIONS_OPEN])
@pytest.mark.parametrize("which", ["verdict", "ready_today"])
def test_nothing_is_labelled_while_either_verdict_keeps_the_needle_away(
    examined: tuple[PlanDocument, Words], which: str, level: Level
) -> None:
    document, words = examined
    held = msgspec.structs.replace(getattr(document, which), level=level, says="Too soon.")
    waiting = msgspec.structs.replace(document, **{which: held})
    assert labels(waiting, words) == ()
    assert why_not(waiting, words)
    if which == "ready_today":
        assert "Too soon." in why_not(waiting, words)
    with pytest.raises(BadInput, match="no paper 'labels'"):
        pdf_named("labels", waiting, words)


def test_nothing_is_labelled_while_no_day_of_the_course_is_agreed(
    examined: tuple[PlanDocument, Words],
) -> None:
    document, words = examined
    course = msgspec.structs.replace(document.course, not_yet="No day is agreed.")
    waiting = msgspec.structs.replace(document, course=course)
    assert labels(waiting, words) == ()
    assert "No day is agreed." in why_not(waiting, words)


@pytest.mark.parametrize("said", [None, "not known"])
def test_numbing_medicine_is_not_labelled_until_the_doses_of_the_day_are_told(
    handbook: Handbook, said: str | None
) -> None:
    answers = {**NORMAL, "given-today": said} if said else NORMAL
    document, words = documented(
        knee(hand("mcl-femoral", tender=2), sedation="none", answers=answers), handbook
    )
    assert may_be_labelled(document)
    assert labels(document, words) == ()
    assert "Numbing medicine given already today" in why_not(document, words)


def test_a_syringe_without_numbing_medicine_asks_for_no_dose_of_the_day(handbook: Handbook) -> None:
    document, words = documented(knee(hand("joint", tender=2), sedation="none", answers=NORMAL), handbook)
    assert len(labels(document, words)) == 1


@pytest.mark.parametrize(
    ("level", "kind"),
    [(Level.CLEAR, "strong"), (Level.PROCEED_WITH_CARE, "strong"), (Level.ON_HOLD, "warning")],
)
def test_the_mixing_sheet_warns_where_today_is_held(
    examined: tuple[PlanDocument, Words], level: Level, kind: str
) -> None:
    document, words = examined
    ready = msgspec.structs.replace(document.ready_today, level=level, says="The course is over.")
    sheet = paper_named("mixing", msgspec.structs.replace(document, ready_today=ready), words)
    assert sheet is not None
    (asked,) = [
        each for each in sheet.blocks if isinstance(each, Block) and str(each.text).startswith(ready.asks)
    ]
    assert asked.kind == kind
    assert ("The course is over." in str(asked.text)) is (kind == "warning")


def test_what_is_to_be_kept_in_mind_keeps_no_label_away(examined: tuple[PlanDocument, Words]) -> None:
    document, words = examined
    care = msgspec.structs.replace(document.ready_today, level=Level.PROCEED_WITH_CARE)
    assert len(labels(msgspec.structs.replace(document, ready_today=care), words)) == 2


def test_one_answer_left_open_keeps_the_labels_away_and_the_mixing_sheet_warns(handbook: Handbook) -> None:
    left = {key: value for key, value in ANSWERED.items() if key != "bleeding"}
    document, words = documented(knee(hand("joint", tender=2), sedation="none", answers=left), handbook)
    assert labels(document, words) == ()
    sheet = paper_named("mixing", document, words)
    assert sheet is not None
    assert document.course.not_yet in [block.text for block in sheet.blocks if block.kind == "warning"]


def test_the_sheet_is_as_large_as_it_says_and_fits_its_page(examined: tuple[PlanDocument, Words]) -> None:
    sheet = syringe_labels(*examined).sheet
    across = sheet.across * sheet.width_mm + (sheet.across - 1) * sheet.gap_mm + 2 * sheet.left_mm
    assert across == Decimal(210)
    assert sheet.down * sheet.height_mm + 2 * sheet.top_mm == Decimal(297)
    assert "99.1 x 38.1 mm, 14" in syringe_labels(*examined).sheet_says


def test_the_labels_are_read_aloud_one_by_one(examined: tuple[PlanDocument, Words]) -> None:
    pdf = labels_pdf(syringe_labels(*examined))
    assert tags(pdf)["H1"] == 1
    assert tags(pdf)["H2"] == 2
    assert b"/Lang(en)" in opened(pdf)
