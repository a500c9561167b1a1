"""The plan for the chart holds every part of the document, each with on whose word it stands."""

import pytest

from enthesis.formats.papers.mixing import mixing_paper
from enthesis.formats.papers.plan import plan_paper
from enthesis.formats.plan_json import plan_document
from enthesis.formats.plan_schema import PlanDocument
from enthesis.formats.words import Words
from enthesis.knowledge.handbook import Handbook
from tests import plans
from tests.paper_text import texts


@pytest.fixture(scope="module")
def filled(handbook: Handbook) -> tuple[PlanDocument, Words]:
    plan, whole = plans.every_part(handbook)
    return plan_document(plan, whole, all_findings=True), Words(whole, "en", plan.condition)


def test_the_plan_on_paper_leaves_no_part_out(filled: tuple[PlanDocument, Words]) -> None:
    document, words = filled
    said = "\n".join(texts(plan_paper(document, words, "EN-0001")))
    assert "Record: EN-0001" in said
    for part in (document.verdict, document.ready_today):
        assert part.asks in said
        assert all(change.says in said for change in part.would_change)
    for finding in document.findings:
        assert finding.title in said
    for piece in (piece for finding in document.findings for piece in finding.evidence):
        assert piece.text.split("[")[0] in said
    for question in document.questions:
        assert question.text in said
    for pause in document.pauses:
        assert pause.says.split(". ")[-1] in said
        assert pause.because in said
    for session in document.course.sessions:
        assert session.why in said
    for point in document.injection_map.points:
        assert point.title in said
        assert all(risk in said for risk in point.structures_at_risk)
    assert all(claim.says in said for claim in document.claims)
    assert all(line.what in said for line in document.not_understood)


def test_the_plan_on_paper_shows_how_each_source_was_seen(filled: tuple[PlanDocument, Words]) -> None:
    document, words = filled
    said = "\n".join(texts(plan_paper(document, words)))
    for source in document.bibliography:
        assert f"{source.key} [{source.mark}]" in said
    assert "checked by Dr Amara Lind" in said, "the hold says who looked at it"
    assert document.review_state.says in said
    assert "Record:" not in said, "no number, no line for one"


def test_the_mixing_sheet_holds_every_volume_and_ceiling(filled: tuple[PlanDocument, Words]) -> None:
    document, words = filled
    paper = mixing_paper(document, words)
    said = "\n".join(texts(paper))
    recipe = document.recipes[0]
    for ml in (recipe.dextrose_stock_ml, recipe.lidocaine_stock_ml, recipe.diluent_ml):
        assert str(ml) in said
    assert "ceiling 210 mg" in said
    assert all(warning in said for warning in recipe.warnings)
    assert [block.items for block in paper.blocks if block.kind == "ticks"][
        -1
    ] == document.injection_map.time_out  # type: ignore[union-attr]
