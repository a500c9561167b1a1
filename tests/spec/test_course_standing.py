"""Days of a course are shown with what they are worth: agreed, not agreed yet, or none at all."""

from typing import Any

import msgspec
import pytest

from enthesis.care.plan import plan
from enthesis.cli.plan_text import plan_text
from enthesis.cli.terminal import show
from enthesis.formats.leaflet import leaflet
from enthesis.formats.page import plan_page
from enthesis.formats.paper import Table
from enthesis.formats.papers.leaflet import leaflet_paper
from enthesis.formats.papers.mixing import mixing_paper
from enthesis.formats.papers.plan import plan_paper
from enthesis.formats.plan_json import plan_document
from enthesis.formats.plan_schema import PlanDocument
from enthesis.formats.words import Words
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.status import Level
from tests import charts
from tests.knee import hand
from tests.road import NORMAL, TODAY, planned

BODY = (charts.weight(70), charts.height(168))
SOMEWHERE = charts.condition("Presence of artificial joint", icd10="Z96.60")
PREDNISONE = charts.medicine("Prednisone 5 MG Oral Tablet", rxnorm="312617")
HELD: list[tuple[str, tuple[dict[str, Any], ...], dict[str, Any], Level]] = [
    ("recorded", (SOMEWHERE,), NORMAL, Level.ON_HOLD),
    ("met", (PREDNISONE,), NORMAL, Level.ON_HOLD),
    ("one answer open", (), {k: v for k, v in NORMAL.items() if k != "bleeding"}, Level.QUESTIONS_OPEN),
    ("nothing answered", (), {}, Level.QUESTIONS_OPEN),
]  # fmt: skip


def _document(handbook: Handbook, *entries: dict[str, Any], answers: dict[str, Any]) -> PlanDocument:
    return plan_document(planned(handbook, *BODY, *entries, answers=answers, start=_LATER), handbook)


_LATER = TODAY.replace(month=12, day=7)


@pytest.mark.parametrize(("_name", "entries", "answers", "level"), HELD, ids=[case[0] for case in HELD])
def test_while_something_holds_it_every_face_says_at_the_course_that_no_day_is_agreed(
    handbook: Handbook,
    capsys: pytest.CaptureFixture[str],
    _name: str,
    entries: tuple[Any, ...],
    answers: dict[str, Any],
    level: Level,
) -> None:
    document = _document(handbook, *entries, answers=answers)
    assert document.verdict.level is level
    says = document.course.not_yet
    assert "no day of this course is agreed" in says
    assert {session.state for session in document.course.sessions} <= {"not-yet", "provisional"}
    assert says in plan_page(document).replace("&#34;", '"')
    words = Words(handbook, "en", "knee-oa")
    for paper in (plan_paper(document, words), mixing_paper(document, words)):
        assert says in [getattr(block, "text", "") for block in paper.blocks]
    show(*plan_text(document))
    assert " ".join(says.split()) in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(("_name", "entries", "answers", "level"), HELD, ids=[case[0] for case in HELD])
def test_a_patient_is_told_no_day_nobody_agreed_to(
    handbook: Handbook, _name: str, entries: tuple[Any, ...], answers: dict[str, Any], level: Level
) -> None:
    del level
    document = _document(handbook, *entries, answers=answers)
    told = leaflet(document, handbook)
    assert told.not_yet is not None
    assert told.not_yet.english == document.course.not_yet_patient
    assert not told.sessions
    assert not any(row.spans for row in told.medicines)
    paper = leaflet_paper(told, handbook)
    assert told.not_yet in [getattr(block, "text", "") for block in paper.blocks]
    assert len([block for block in paper.blocks if isinstance(block, Table)]) == bool(told.medicines)


def test_a_held_course_names_what_holds_it(handbook: Handbook) -> None:
    document = _document(handbook, SOMEWHERE, answers=NORMAL)
    holding = [f.title for f in document.findings if f.shown_as == "HOLD" and f.touches == "verdict"]
    assert holding
    assert all(title in document.course.not_yet for title in holding)


def test_a_settled_course_tells_its_days_plainly(handbook: Handbook) -> None:
    document = _document(handbook, answers=NORMAL)
    assert document.verdict.level is Level.CLEAR
    assert (document.course.not_yet, document.course.not_yet_patient) == ("", "")
    assert [session.state for session in document.course.sessions][:3] == ["planned"] * 3
    told = leaflet(document, handbook)
    assert len(told.sessions) == len(document.course.sessions)
    tables = [block for block in leaflet_paper(told, handbook).blocks if isinstance(block, Table)]
    assert tables[0].head[0] == told.words["session"]


def test_today_is_not_agreed_while_there_is_a_fever_but_a_later_day_is(handbook: Handbook) -> None:
    feverish = {**NORMAL, "fever": "yes"}
    now = planned(handbook, *BODY, answers=feverish, start=TODAY)
    assert now.course.sessions[0].planned == TODAY
    assert [session.state for session in now.course.sessions][:2] == ["not-yet", "planned"]
    assert now.course.not_yet is not None
    later = planned(handbook, *BODY, answers=feverish, start=_LATER)
    assert later.course.not_yet is None


@pytest.mark.parametrize(("entries", "first"), [((PREDNISONE,), True), ((), False)])
def test_a_syringe_is_drawn_up_only_for_an_agreed_course(
    handbook: Handbook, entries: tuple[Any, ...], first: bool
) -> None:
    unexamined = planned(handbook, *BODY, *entries, answers=NORMAL, start=_LATER).case
    case = msgspec.structs.replace(unexamined, examined=(hand("mcl-femoral", tender=2),))
    syringes = [recipe for recipe in plan(case, handbook, TODAY).recipes if recipe.status == "made"]
    assert syringes
    warned = ["solution.warn.not-yet" in [warning.id for warning in one.warnings[:1]] for one in syringes]
    assert warned == [first] * len(syringes)
