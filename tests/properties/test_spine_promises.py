"""P2, P3 and P9 on the spine: not known is never no, more risk is never less grave, red flags lead."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.status import Level, Severity, Status
from tests import charts
from tests.road import finding
from tests.spine import SPINE, WELL, spine

RISKS: list[dict[str, Any]] = [
    charts.condition("Cauda equina syndrome", icd10="G83.4"),
    charts.condition("Spondylosis with myelopathy, cervical", icd10="M47.12"),
    charts.condition("Spondylolisthesis, lumbar region", icd10="M43.16"),
    charts.condition("Spinal stenosis", icd10="M48.061"),
    charts.condition("Fracture of sacrum", icd10="S32.10XA", onset="2026-11-01"),
    charts.condition("Secondary malignant neoplasm of bone", icd10="C79.51"),
    charts.condition("Discitis", icd10="M46.46"),
    charts.condition("Sacroiliitis", icd10="M46.1"),
    charts.condition("Arthrodesis status", icd10="Z98.1"),
    charts.medicine("Warfarin Sodium 5 MG Oral Tablet", rxnorm="855332"),
    charts.medicine("Aspirin 81 MG Oral Tablet", rxnorm="243670"),
]
RED_FLAGS = {
    "spine-bladder": "spine-bladder",
    "spine-weakness": "spine-weakness",
    "spine-injury": "spine-injury",
}
CONDITIONS = st.sampled_from(SPINE)
CHARTS = st.lists(st.sampled_from(RISKS), max_size=3, unique_by=id)
ORDER = (Level.CLEAR, Level.PROCEED_WITH_CARE, Level.QUESTIONS_OPEN, Level.ON_HOLD, Level.CANNOT_PROCEED)
slowly = settings(max_examples=80, deadline=None)


@given(condition=CONDITIONS, entries=CHARTS, more=st.sampled_from(RISKS))
@slowly
def test_another_risk_never_makes_the_verdict_milder(
    handbook: Handbook, condition: str, entries: list[dict[str, Any]], more: dict[str, Any]
) -> None:
    before = spine(handbook, condition, *entries).verdict.level
    after = spine(handbook, condition, *entries, more).verdict.level
    assert ORDER.index(after) >= ORDER.index(before)


@given(condition=CONDITIONS, flag=st.sampled_from(sorted(RED_FLAGS)), data=st.data())
@slowly
def test_a_red_flag_outranks_every_reassuring_answer_and_every_agreement(
    handbook: Handbook, condition: str, flag: str, data: st.DataObject
) -> None:
    left_out = data.draw(st.sets(st.sampled_from(sorted(WELL[condition]))))
    agreed = {f"agreed:{rule}": "yes" for rule in ("disc-specialist", "spine-operated", "spine-stenosis")}
    answers: dict[str, Any] = {**dict.fromkeys(left_out), **agreed, flag: "yes"}
    made = spine(handbook, condition, answers=answers)
    assert made.verdict.level is Level.CANNOT_PROCEED
    assert finding(made, RED_FLAGS[flag]).severity is Severity.STOP
    assert made.injection_map.points == ()
    assert made.recipes == ()


@given(condition=CONDITIONS, data=st.data())
@slowly
def test_with_any_answer_missing_or_not_known_nobody_is_clear(
    handbook: Handbook, condition: str, data: st.DataObject
) -> None:
    asked = sorted(q for q in WELL[condition] if handbook.questions[q].opens == "verdict")
    missing = data.draw(st.sets(st.sampled_from(asked), min_size=1))
    unknown = data.draw(st.sampled_from([None, "not known"]))
    made = spine(handbook, condition, answers=dict.fromkeys(missing, unknown))
    assert made.verdict.level in (Level.QUESTIONS_OPEN, Level.ON_HOLD)
    assert missing <= {question.id for question in made.questions}


@given(entries=CHARTS, agreed=st.booleans(), data=st.data())
@slowly
def test_a_disc_is_never_clear(
    handbook: Handbook, entries: list[dict[str, Any]], agreed: bool, data: st.DataObject
) -> None:
    answers: dict[str, Any] = dict.fromkeys(
        data.draw(st.sets(st.sampled_from(sorted(WELL["disc-herniation"]))))
    )
    if agreed:
        answers["agreed:disc-specialist"] = "yes"
    made = spine(handbook, "disc-herniation", *entries, answers=answers)
    found = finding(made, "disc-specialist")
    assert made.verdict.level is not Level.CLEAR
    assert (found.status, found.severity) == (Status.MET, Severity.WARN if agreed else Severity.HOLD)


@given(entries=CHARTS, data=st.data())
@slowly
def test_the_neck_stays_on_hold_whatever_is_answered(
    handbook: Handbook, entries: list[dict[str, Any]], data: st.DataObject
) -> None:
    answers: dict[str, Any] = dict.fromkeys(data.draw(st.sets(st.sampled_from(sorted(WELL["cervical"])))))
    made = spine(handbook, "cervical", *entries, answers=answers)
    assert made.verdict.level in (Level.ON_HOLD, Level.CANNOT_PROCEED)
    assert made.injection_map.status == "not-offered"
