"""The promises as laws, over charts put together at random from entries that pull in every direction."""

import itertools
import re
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enthesis.care.plan import plan
from enthesis.care.values.plan import Plan
from enthesis.formats.plan_json import plan_document, to_json
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.status import Level, Severity, Status
from tests import charts
from tests.road import NORMAL, TODAY, answer, planned

# Held apart from the cards on purpose: what must never be stopped is written down twice.
PROTECTED = {
    "aspirin 81 mg": charts.medicine("Aspirin 81 MG Oral Tablet", rxnorm="243670"),
    "warfarin": charts.medicine("Warfarin Sodium 5 MG Oral Tablet", rxnorm="855332"),
    "old warfarin": charts.medicine("Warfarin Sodium 5 MG Oral Tablet", rxnorm="855332", on="1999-01-01"),
    "apixaban": charts.medicine("Eliquis 5 mg"),
    "rivaroxaban": charts.medicine("rivaroxaban 20 mg tablet"),
    "dabigatran": charts.medicine("Dabigatran etexilate 150 MG"),
    "enoxaparin": charts.medicine("Lovenox 40 mg injection"),
    "clopidogrel": charts.medicine("Clopidogrel 75 MG Oral Tablet", rxnorm="309362"),
    "ticagrelor": charts.medicine("Brilinta 90 mg"),
    "aspirin and dipyridamole": charts.medicine("Aspirin 25 MG / Dipyridamole 200 MG capsule"),
    "prednisone": charts.medicine("Prednisone 5 MG Oral Tablet"),
    "methotrexate": charts.medicine("Methotrexate 10 MG Oral Tablet", rxnorm="105586"),
    "adalimumab": charts.medicine("Humira 40 mg"),
}
PROTECTED_WORDS = re.compile(
    r"aspirin|warfarin|eliquis|apixaban|rivaroxaban|dabigatran|lovenox|enoxaparin|clopidogrel|brilinta"
    r"|ticagrelor|dipyridamole|prednisone|methotrexate|humira|adalimumab|anticoagul|antiplatelet|steroid",
    re.IGNORECASE,
)
STOPPING = re.compile(r"\b(stop|pause|skip|leave out|do not take|discontinue|hold off)\b", re.IGNORECASE)
DENIED = re.compile(r"(do not|don't|never|not to|without) (stop|pause|skip)", re.IGNORECASE)

OTHERS = [
    charts.medicine("Naproxen 500 MG Oral Tablet", rxnorm="198014"),
    charts.medicine("Naproxen 500 MG Oral Tablet", rxnorm="198014", reason=charts.concept("OA", snomed="239873007")),
    charts.medicine("Ibuprofen 200 MG Oral Tablet", rxnorm="310965", status="stopped", on="2026-11-10"),
    charts.medicine("Zzyxomab 5 mg"),
    charts.medicine("Simvastatin 20 MG Oral Tablet", rxnorm="312961"),
    charts.condition("Gout", icd10="M10.9"),
    charts.condition("Diabetes", snomed="44054006"),
    charts.weight(82),
    charts.height(171),
]  # fmt: skip
RISKS = [
    charts.condition("Presence of right artificial knee joint", icd10="Z96.651"),
    charts.condition("Presence of artificial joint", icd10="Z96.60"),
    charts.condition("Hereditary factor VIII deficiency", icd10="D66"),
    charts.condition("Pregnancy", snomed="77386006", onset="2026-09-01"),
    charts.condition("Rheumatoid arthritis", snomed="69896004"),
    charts.condition("Malignant tumor of breast", snomed="254837009"),
    charts.condition("Diabetes", snomed="44054006"),
    charts.allergy("Corn", severity="severe"),
    charts.observation("Body temperature", 38.6, "Cel", on="2026-11-20", loinc="8310-5"),
    charts.medicine("Prednisone 5 MG Oral Tablet"),
    charts.medicine("Warfarin Sodium 5 MG Oral Tablet", rxnorm="855332"),
    charts.medicine("Amoxicillin 500 MG Oral Tablet", rxnorm="308192", on="2026-11-18"),
]  # fmt: skip
entries = st.lists(st.sampled_from([*OTHERS, *RISKS, *PROTECTED.values()]), max_size=6)
some_answers = st.dictionaries(
    st.sampled_from(sorted(set(NORMAL) - {"months", "pain", "imaging"})),
    st.sampled_from(["yes", "no", "not known"]),
)
slowly = settings(max_examples=60, deadline=None)


def sentences(handbook: Handbook, made: Plan) -> list[str]:
    """Every text a person may read in the plan, sentence by sentence."""
    document = msgspec.to_builtins(plan_document(made, handbook, all_findings=True))
    return [part for text in _texts(document) for part in re.split(r"(?<=[.!?])\s+", text)]


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [t for key, v in value.items() if key not in ("bibliography", "claims") for t in _texts(v)]
    if isinstance(value, list | tuple):
        return [t for v in value for t in _texts(v)]
    return []


@pytest.mark.parametrize("medicine", sorted(PROTECTED))
@pytest.mark.parametrize("why", ["target-pain", "bought", "inflammatory", "heart", "other"])
def test_p1_no_answer_makes_a_protected_medicine_pause(handbook: Handbook, medicine: str, why: str) -> None:
    first = planned(handbook, PROTECTED[medicine])
    key = first.pauses[0].key
    made = planned(
        handbook, PROTECTED[medicine], answers={**NORMAL, f"why:{key}": why, f"taking:{key}": "yes"}
    )
    assert made.pauses[0].say in ("do-not-stop", "ask-prescriber")
    assert not made.pauses[0].spans


@slowly
@given(chart=entries, answers=some_answers, medicine=st.sampled_from(sorted(PROTECTED)))
def test_p1_no_sentence_tells_anybody_to_stop_a_protected_medicine(
    handbook: Handbook, chart: list[Any], answers: dict[str, Any], medicine: str
) -> None:
    made = planned(handbook, PROTECTED[medicine], *chart, answers=answers)
    for sentence in sentences(handbook, made):
        if STOPPING.search(sentence) and not DENIED.search(sentence):
            assert not PROTECTED_WORDS.search(sentence), sentence


@slowly
@given(chart=entries, answers=some_answers)
def test_p2_nobody_is_clear_while_a_question_is_open(
    handbook: Handbook, chart: list[Any], answers: dict[str, Any]
) -> None:
    made = planned(handbook, *chart, answers=answers)
    for verdict, which in ((made.verdict, "verdict"), (made.ready_today, "ready-today")):
        if any(question.opens == which for question in made.questions):
            assert verdict.level.rank >= Level.QUESTIONS_OPEN.rank


@slowly
@given(chart=entries, answers=some_answers)
def test_p2_every_stop_or_hold_that_is_not_known_names_its_question(
    handbook: Handbook, chart: list[Any], answers: dict[str, Any]
) -> None:
    made = planned(handbook, *chart, answers=answers)
    asked = {question.id for question in made.questions}
    for found in made.findings:
        if found.status is Status.NOT_KNOWN and found.severity in (Severity.STOP, Severity.HOLD):
            assert found.questions, found.rule
            assert set(found.questions) & asked, found.rule


@slowly
@given(chart=entries, answers=some_answers)
def test_p3_nothing_settled_for_today_promises_more_than_the_course_allows(
    handbook: Handbook, chart: list[Any], answers: dict[str, Any]
) -> None:
    made = planned(handbook, *chart, answers=answers)
    if made.verdict.level.rank > Level.PROCEED_WITH_CARE.rank:
        assert made.ready_today.level.rank >= made.verdict.level.rank
        for change in made.ready_today.would_change:
            assert change.to.rank >= made.verdict.level.rank


@slowly
@given(chart=entries, answers=some_answers, risk=st.sampled_from(RISKS))
def test_p3_another_risk_in_the_chart_never_lowers_either_verdict(
    handbook: Handbook, chart: list[Any], answers: dict[str, Any], risk: Any
) -> None:
    before, after = (
        planned(handbook, *chart, answers=answers),
        planned(handbook, *chart, risk, answers=answers),
    )
    assert after.verdict.level.rank >= before.verdict.level.rank
    assert after.ready_today.level.rank >= before.ready_today.level.rank


@slowly
@given(chart=entries, answers=some_answers, asked=st.sampled_from(["fever", "cancer", "bleeding", "joint-surgery",
       "hot-or-fall", "diabetes-immune", "allergy-corn", "allergy-anaesthetic", "infection-there"]))  # fmt: skip
def test_p3_a_yes_to_a_red_flag_is_never_milder_than_a_no(
    handbook: Handbook, chart: list[Any], answers: dict[str, Any], asked: str
) -> None:
    levels = {
        said: planned(handbook, *chart, answers={**NORMAL, **answers, asked: said}) for said in ("no", "yes")
    }
    for which in ("verdict", "ready_today"):
        assert getattr(levels["yes"], which).level.rank >= getattr(levels["no"], which).level.rank


@slowly
@given(chart=entries, course=st.sampled_from(["usual", "leaflet-a", "leaflet-b"]), ahead=st.integers(0, 40))
def test_p4_no_session_lies_inside_a_pause_or_before_its_time(
    handbook: Handbook, chart: list[Any], course: str, ahead: int
) -> None:
    made = planned(handbook, *chart, answers=NORMAL, course=course, start=TODAY + timedelta(days=ahead))
    days = [session.planned for session in made.course.sessions]
    least = {"usual": 14, "leaflet-a": 7, "leaflet-b": 14}[course]
    assert all((b - a).days >= least for a, b in itertools.pairwise(days))
    assert all(day >= TODAY + timedelta(days=ahead) for day in days)
    for pause in made.pauses:
        for span in pause.spans:
            assert span.start >= TODAY


@slowly
@given(chart=entries, answers=some_answers)
def test_p11_every_finding_has_a_source_in_the_bibliography(
    handbook: Handbook, chart: list[Any], answers: dict[str, Any]
) -> None:
    document = msgspec.json.decode(
        to_json(plan_document(planned(handbook, *chart, answers=answers), handbook))
    )
    listed = {source["key"] for source in document["bibliography"]}
    for part in (*document["findings"], *document["pauses"], *document["claims"]):
        assert part["sources"], part
        assert set(part["sources"]) <= listed


@slowly
@given(chart=entries, answers=some_answers)
def test_p14_the_same_case_gives_the_same_plan(
    handbook: Handbook, chart: list[Any], answers: dict[str, Any]
) -> None:
    one, two = (
        planned(handbook, *chart, answers=answers),
        planned(handbook, *reversed(chart), answers=answers),
    )
    assert [(f.rule, f.status, f.severity) for f in one.findings] == [
        (f.rule, f.status, f.severity) for f in two.findings
    ]


@slowly
@given(chart=entries, days=st.integers(0, 400))
def test_p2_a_stale_answer_is_not_known_again(handbook: Handbook, chart: list[Any], days: int) -> None:
    later = TODAY + timedelta(days=days)
    said = tuple(answer(question, value, TODAY) for question, value in NORMAL.items())
    case = planned(handbook, *chart, today=later).case
    aged = plan(msgspec.structs.replace(case, facts=(*case.facts, *said)), handbook, later)
    open_now = {question.id for question in aged.questions}
    for question in NORMAL:
        stale = days > handbook.questions[question].good_for
        assert (question in open_now) is stale, question
