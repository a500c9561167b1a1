"""A needle chosen in an image is judged once, and JSON, page, paper and terminal say that one judgement."""

import html
import io
from datetime import date
from decimal import Decimal

import pytest
from rich.console import Console

from enthesis.care.plan import plan
from enthesis.care.values.case import Case, ChosenNeedle, Examined, Person, Wish
from enthesis.cli.plan_text import plan_text
from enthesis.formats.page import plan_page
from enthesis.formats.papers.plan import plan_paper
from enthesis.formats.plan_json import plan_document, to_json
from enthesis.formats.plan_schema import PlanDocument, PlannedNeedleLine
from enthesis.formats.words import Words
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.clearance import Clearance
from tests.paper_text import texts

TODAY = date(2026, 11, 20)
PLACE = "knee-mcl-femoral"
NEAR = ("superior-medial-genicular-artery", "popliteal-artery", "popliteal-vein")


def document(handbook: Handbook, proved: str, confirmed_by: str) -> PlanDocument:
    needle = ChosenNeedle(
        enthesis=PLACE,
        side=Side.RIGHT,
        gauge=27,
        length_mm=Decimal(38),
        way_mm=Decimal("15.8"),
        clearances=tuple(Clearance(name, Decimal(proved), "ultrasound") for name in NEAR),
        confirmed_by=confirmed_by,
        planned_on=TODAY,
    )
    case = Case(
        person=Person(),
        wish=Wish(condition="knee-oa", side=Side.RIGHT),
        examined=(Examined(enthesis=PLACE, side=Side.RIGHT, tender=2, lax=0, guidance="ultrasound"),),
        needles=(needle,),
    )
    return plan_document(plan(case, handbook, TODAY), handbook)


def judged(made: PlanDocument) -> PlannedNeedleLine:
    (line,) = [point.planned for point in made.injection_map.points if point.planned]
    return line


def in_words(made: PlanDocument, handbook: Handbook) -> dict[str, str]:
    """What each face shows, on one line."""
    out = io.StringIO()
    Console(file=out, width=400).print(*plan_text(made))
    shown = {
        "json": to_json(made).decode(),
        "page": html.unescape(plan_page(made)),
        "paper": " ".join(texts(plan_paper(made, Words(handbook, "en", "knee-oa")))),
        "terminal": out.getvalue(),
    }
    return {face: " ".join(said.split()) for face, said in shown.items()}


@pytest.mark.parametrize(
    ("proved", "confirmed_by", "level"),
    [("7.3", "Dr Reyes", "clear"), ("1.2", "Dr Reyes", "too-near"), ("7.3", "", "not-decidable")],
)
def test_every_face_says_the_judgement_and_no_other(
    handbook: Handbook, proved: str, confirmed_by: str, level: str
) -> None:
    made = document(handbook, proved, confirmed_by)
    line = judged(made)
    assert line.level == level
    for face, said in in_words(made, handbook).items():
        assert line.says in said, face
        assert ("Clear by at least" in said) is (level == "clear"), face
