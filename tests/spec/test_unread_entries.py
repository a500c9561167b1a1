"""What no card knows is never a reassurance: it is named on the page, and asked about while it may be so now."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from enthesis.care.plan import plan
from enthesis.care.values.plan import Plan
from enthesis.formats.plan_json import PlanDocument, plan_document
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.status import Level, Status
from tests import charts
from tests.road import NORMAL, TODAY, answer, finding, planned

ASKED = "confirm:unread-entry"
ENTRIES: list[tuple[str, dict[str, Any], bool]] = [
    ("a problem", charts.condition("Zebra stripe syndrome"), True),
    ("a problem by a code alone", charts.condition("", icd10="Q87.89"), True),
    ("a problem of unknown state", charts.condition("Zebra stripe syndrome", clinical=None), True),
    ("a problem that is over", charts.condition("Zebra stripe syndrome", clinical="resolved"), False),
    ("an allergy", charts.allergy("Zebrafish serum"), True),
    ("an allergy on the problem list", charts.condition("Allergic to zebrafish serum"), True),
    ("an operation here", charts.procedure("Zebra graft, right knee"), True),
    ("an operation elsewhere", charts.procedure("Zebra graft of ear"), False),
    ("a picture", charts.imaging(description="Zebra scan"), False),
]


def document(handbook: Handbook, made: Plan) -> PlanDocument:
    return plan_document(made, handbook)


@pytest.mark.parametrize(("_name", "entry", "asked"), ENTRIES, ids=[row[0] for row in ENTRIES])
def test_an_entry_no_card_knows_is_named_and_asked_about_where_it_may_matter(
    handbook: Handbook, _name: str, entry: dict[str, Any], asked: bool
) -> None:
    made = planned(handbook, charts.weight(70), entry, answers=NORMAL)
    said = document(handbook, made)
    assert any("ebra" in line.what or "Q87.89" in line.what for line in said.not_understood)
    assert (made.verdict.level is Level.QUESTIONS_OPEN) is asked
    assert (ASKED in {question.id for question in made.questions}) is asked
    if asked:
        assert finding(made, "unread-entry").evidence


KNOWN = [
    charts.condition("Essential hypertension", snomed="59621000"),
    charts.condition("Osteoarthritis of knee", snomed="239873007"),
    charts.condition("Right hip replacement", icd10="Z96.641"),
    charts.allergy("Penicillin"),
    charts.procedure("Colonoscopy"),
    charts.medicine("Simvastatin 20 MG Oral Tablet"),
]


@pytest.mark.parametrize("entry", KNOWN, ids=lambda entry: str(entry["resourceType"]))
def test_what_a_card_knows_is_not_asked_about(handbook: Handbook, entry: dict[str, Any]) -> None:
    made = planned(handbook, charts.weight(70), entry, answers=NORMAL)
    assert finding(made, "unread-entry").status is Status.NOT_MET
    assert not made.unrecognised


def test_one_question_names_them_all_and_a_no_settles_it(handbook: Handbook) -> None:
    entries = (charts.condition("Zebra stripe syndrome"), charts.condition("Quagga disease"))
    made = planned(handbook, charts.weight(70), *entries, answers=NORMAL)
    [question] = document(handbook, made).questions
    assert "Zebra stripe syndrome, Quagga disease" in question.text
    assert len(question.refs) == 2
    settled = planned(handbook, charts.weight(70), *entries, answers={**NORMAL, ASKED: "no"})
    assert settled.verdict.level is Level.CLEAR
    assert len(settled.unrecognised) == 2, "settled, and still named"


def test_a_yes_holds_the_plan_until_somebody_agrees(handbook: Handbook) -> None:
    entry = charts.condition("Zebra stripe syndrome")
    held = planned(handbook, charts.weight(70), entry, answers={**NORMAL, ASKED: "yes"})
    assert held.verdict.level is Level.ON_HOLD
    agreed = {**NORMAL, ASKED: "yes", "agreed:unread-entry": "yes"}
    assert (
        planned(handbook, charts.weight(70), entry, answers=agreed).verdict.level is Level.PROCEED_WITH_CARE
    )


def test_an_entry_recorded_after_the_answer_asks_anew(handbook: Handbook) -> None:
    entry = charts.condition("Zebra stripe syndrome", onset="2026-11-19")
    case = planned(handbook, charts.weight(70), entry, answers=NORMAL).case
    said = answer(ASKED, "no", TODAY - timedelta(days=5))
    made = plan(msgspec.structs.replace(case, facts=(*case.facts, said)), handbook, TODAY)
    assert made.verdict.level is Level.QUESTIONS_OPEN


def test_the_same_entry_twice_is_counted_and_named_once(handbook: Handbook) -> None:
    entries = [charts.condition("Zebra stripe syndrome", onset=f"20{year}-01-01") for year in (20, 21, 22)]
    said = document(handbook, planned(handbook, *entries, answers=NORMAL))
    assert [line.count for line in said.not_understood if "Zebra" in line.what] == [3]


def test_a_report_shows_what_it_concludes(handbook: Handbook) -> None:
    report = charts.report(
        "XR knee", conclusion="Lytic lesion of the tibia", category=[{"coding": [{"code": "RAD"}]}]
    )
    said = document(handbook, planned(handbook, report, answers=NORMAL))
    assert any("Lytic lesion" in line.what for line in said.not_understood)
