"""Syringe labels: one for each syringe that can be made, and none that nobody should draw up."""

from decimal import Decimal

import msgspec
import pytest

from enthesis.care.plan import plan
from enthesis.formats.papers.labels import SyringeLabel, labels_pdf, syringe_labels
from enthesis.formats.papers.shelf import pdf_named, shelf
from enthesis.formats.plan_json import plan_document
from enthesis.formats.plan_schema import PlanDocument
from enthesis.formats.words import Words
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.errors import BadInput
from enthesis.vocabulary.status import Level
from tests.knee import TODAY, hand, knee
from tests.paper_text import opened, tags


@pytest.fixture(scope="module")
def examined(handbook: Handbook) -> tuple[PlanDocument, Words]:
    """A knee whose joint and ligaments are tender: two syringes."""
    case = knee(hand("joint", tender=2), hand("mcl-femoral", tender=2, lax=1), sedation="none")
    made = plan(case, handbook, TODAY)
    return plan_document(made, handbook, all_findings=True), Words(handbook, "en", made.condition)


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
    made = plan(knee(sedation="none"), handbook, TODAY)
    document, words = plan_document(made, handbook), Words(handbook, "en", made.condition)
    assert document.recipes
    assert labels(document, words) == ()
    (line,) = [each for each in shelf(document, words).papers if each.kind == "labels"]
    assert line.why_not == document.recipes[0].says
    with pytest.raises(BadInput, match="no paper 'labels'"):
        pdf_named("labels", document, words)


@pytest.mark.parametrize("which", ["verdict", "ready_today"])
def test_a_standing_stop_labels_nothing(examined: tuple[PlanDocument, Words], which: str) -> None:
    document, words = examined
    stopped = msgspec.structs.replace(getattr(document, which), level=Level.CANNOT_PROCEED)
    stopped_document = msgspec.structs.replace(document, **{which: stopped})
    assert labels(stopped_document, words) == ()
    (line,) = [each for each in shelf(stopped_document, words).papers if each.kind == "labels"]
    assert line.name == ""
    assert line.why_not


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
