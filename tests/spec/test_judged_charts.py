"""Charts that must be read right: each with its evidence, and the same chart without it silent."""

from typing import Any

import pytest

from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.status import Level, Severity, Status
from tests import charts
from tests.road import NORMAL, TODAY, finding, planned, row

STOP, HOLD, WARN, INFO = Severity.STOP, Severity.HOLD, Severity.WARN, Severity.INFO
RIGHT_KNEE = {"coding": [{"system": charts.SNOMED, "code": "6757004", "display": "Right knee"}]}
LEFT_KNEE = {"coding": [{"system": charts.SNOMED, "code": "82169009", "display": "Left knee"}]}

SPEAKS: list[tuple[str, dict[str, Any], str, Severity, bool]] = [
    ("prosthesis here", charts.condition("Presence of right artificial knee joint", icd10="Z96.651"),
     "con-a8-prosthesis", STOP, False),
    ("prosthesis here, no dot", charts.condition("Presence of right artificial knee joint", icd10="Z96651"),
     "con-a8-prosthesis", STOP, False),
    ("both knees", charts.condition("Artificial knee joint, bilateral", icd10="Z96.653"),
     "con-a8-prosthesis", STOP, False),
    ("prosthesis, side unknown", charts.condition("Presence of unspecified artificial knee joint", icd10="Z96.659"),
     "con-a8-prosthesis", HOLD, True),
    ("artificial hip and knee, side unknown", charts.condition("Presence of artificial hip and knee joints", icd10="Z96.60"),
     "con-a8-prosthesis", HOLD, True),
    ("prosthesis, joint unknown", charts.condition("Presence of artificial joint", icd10="Z96.60"),
     "con-a8-prosthesis", HOLD, True),
    ("haemophilia", charts.condition("Hereditary factor VIII deficiency", icd10="D66"), "con-a5-bleeding", HOLD, True),
    ("haemophilia by name", charts.condition("Haemophilia A"), "con-a5-bleeding", HOLD, True),
    ("thrombophilia", charts.condition("Primary thrombophilia", icd10="D68.59"), "clotting-tendency", INFO, False),
    ("gout, no flare", charts.condition("Gout, unspecified", icd10="M10.9", onset="2015-01-01"),
     "con-a7-crystal-disease", INFO, False),
    ("pregnancy by code", charts.condition("Pregnancy", snomed="77386006", onset="2026-09-01"),
     "con-r3-pregnancy", HOLD, True),
    ("rheumatoid", charts.condition("Rheumatoid arthritis", snomed="69896004"), "con-r4-r5-immune", HOLD, True),
    ("diabetes", charts.condition("Diabetes", snomed="44054006"), "con-r2-diabetes", WARN, False),
    ("corn, severe", charts.allergy("Corn", severity="severe"), "con-a4-corn-severe", HOLD, True),
    ("warfarin", charts.medicine("Warfarin Sodium 5 MG Oral Tablet", rxnorm="855332"), "med-anticoagulant", WARN, False),
    ("aspirin 81", charts.medicine("Aspirin 81 MG Oral Tablet", rxnorm="243670"), "med-low-dose-aspirin", WARN, False),
    ("prednisone", charts.medicine("Prednisone 5 MG Oral Tablet", rxnorm="312617"), "med-r5-steroid", HOLD, False),
    ("glucose of 250 mg/dL today", charts.observation("Glucose", 250, "mg/dL", on="2026-11-20", loinc="2339-0"),
     "today-glucose", HOLD, False),
    ("fever measured", charts.observation("Body temperature", 38.4, "Cel", on="2026-11-20", loinc="8310-5"),
     "today-fever", STOP, True),
    ("fever in Fahrenheit", charts.observation("Body temperature", 101.2, "[degF]", on="2026-11-20", loinc="8310-5"),
     "today-fever", STOP, True),
]  # fmt: skip


@pytest.mark.parametrize(
    ("_name", "entry", "rule", "severity", "recorded"), SPEAKS, ids=[row[0] for row in SPEAKS]
)
def test_a_chart_entry_speaks_with_its_evidence(
    handbook: Handbook, _name: str, entry: dict[str, Any], rule: str, severity: Severity, recorded: bool
) -> None:
    found = finding(planned(handbook, entry, answers=NORMAL), rule)
    assert (found.status, found.severity) == (Status.MET, severity)
    assert found.evidence, "a finding without its record is hearsay"
    if severity is HOLD and recorded:
        assert found.recorded
        assert any(question.startswith("confirm:") for question in found.questions)


SILENT: list[tuple[str, dict[str, Any], str]] = [
    ("prosthesis in the other knee", charts.condition("Left artificial knee", icd10="Z96.652"), "con-a8-prosthesis"),
    ("prosthesis of the hip", charts.condition("Right artificial hip joint", icd10="Z96.641"), "con-a8-prosthesis"),
    ("thrombophilia is no bleeding disorder", charts.condition("Factor V Leiden", icd10="D68.51"), "con-a5-bleeding"),
    ("an anticoagulant's bleed is no bleeding disorder",
     charts.condition("Hemorrhagic disorder due to extrinsic anticoagulants", icd10="D68.32"), "con-a5-bleeding"),
    ("gout is not a flare", charts.condition("Gout, unspecified", icd10="M10.9", onset="2015-01-01"),
     "con-a7-crystal-flare"),
    ("peanut is not corn", charts.allergy("Peanut", icd10="Z91.010"), "con-a4-corn"),
    ("sulfonamide is not sulfite", charts.allergy("Sulfonamide", icd10="Z88.2"), "allergy-preservatives"),
    ("glucosamine is no anti-inflammatory", charts.medicine("Glucosamine 500 MG Oral Tablet", atc="M01AX05"),
     "med-r1-nsaid-today"),
    ("prediabetes is not diabetes", charts.condition("Prediabetes", snomed="15777000"), "con-r2-diabetes"),
    ("a family history is not the patient's", charts.condition("Family history of haemophilia"), "con-a5-bleeding"),
    ("a refuted cancer", charts.condition("Osteosarcoma", verification="refuted"), "con-a3-cancer-anywhere"),
    ("a fever of last month",
     charts.observation("Body temperature", 39.0, "Cel", on="2026-10-20", loinc="8310-5"), "today-fever"),
    ("no fever", charts.observation("Body temperature", 37.9, "Cel", on="2026-11-20", loinc="8310-5"), "today-fever"),
    ("inhaled steroid", charts.medicine("Fluticasone 0.05 MG/ACTUAT Nasal Spray"), "med-r5-steroid"),
    ("steroid cream", charts.medicine("Hydrocortisone 10 MG/ML Topical Cream", rxnorm="106258"), "med-r5-steroid"),
]  # fmt: skip


@pytest.mark.parametrize(("_name", "entry", "rule"), SILENT, ids=[row[0] for row in SILENT])
def test_what_only_looks_alike_stays_silent(
    handbook: Handbook, _name: str, entry: dict[str, Any], rule: str
) -> None:
    assert finding(planned(handbook, entry, answers=NORMAL), rule).status is Status.NOT_MET


@pytest.mark.parametrize("rule", sorted({case[2] for case in SPEAKS}))
def test_the_same_chart_without_the_entry_is_silent(handbook: Handbook, rule: str) -> None:
    assert finding(planned(handbook, answers=NORMAL), rule).status is Status.NOT_MET


def test_an_adult_with_an_empty_chart_is_never_clear_and_is_asked_about_twenty_things(
    handbook: Handbook,
) -> None:
    made = planned(handbook, charts.weight(70), charts.height(168))
    assert made.verdict.level is Level.QUESTIONS_OPEN
    assert made.ready_today.level is Level.QUESTIONS_OPEN
    assert 15 <= len(made.questions) <= 20
    assert {question.block for question in made.questions} == {"A", "B", "C", "D"}


def test_a_normal_person_reaches_clear(handbook: Handbook) -> None:
    made = planned(handbook, charts.weight(70), charts.height(168), answers=NORMAL)
    assert (made.verdict.level, made.ready_today.level, made.questions) == (Level.CLEAR, Level.CLEAR, ())


@pytest.mark.parametrize("left_out", sorted(NORMAL))
def test_one_answer_left_out_opens_that_question_and_no_other(handbook: Handbook, left_out: str) -> None:
    answers = {question: value for question, value in NORMAL.items() if question != left_out}
    made = planned(handbook, charts.weight(70), charts.height(168), answers=answers)
    assert Level.QUESTIONS_OPEN in (made.verdict.level, made.ready_today.level)
    assert [question.id for question in made.questions] == [left_out]


@pytest.mark.parametrize("not_sure", sorted(set(NORMAL) - {"months", "pain"}))
def test_not_known_opens_like_no_answer(handbook: Handbook, not_sure: str) -> None:
    made = planned(handbook, charts.weight(70), answers={**NORMAL, not_sure: "not known"})
    assert not_sure in [question.id for question in made.questions]
    assert (
        Level.CLEAR not in (made.verdict.level, made.ready_today.level) or made.verdict.level is Level.CLEAR
    )
    assert made.ready_today.level is not Level.CLEAR


def test_a_fever_holds_the_needle_and_not_the_plan(handbook: Handbook) -> None:
    made = planned(handbook, answers={**NORMAL, "fever": "yes"})
    assert (made.verdict.level, made.ready_today.level) == (Level.CLEAR, Level.CANNOT_PROCEED)


MEDICINES: list[tuple[str, dict[str, Any], str, str]] = [
    ("warfarin", charts.medicine("Warfarin Sodium 5 MG Oral Tablet", rxnorm="855332"), "warfarin", "do-not-stop"),
    ("aspirin 81", charts.medicine("Aspirin 81 MG Oral Tablet", rxnorm="243670"), "aspirin", "do-not-stop"),
    ("aspirin for pain, nobody said why",
     charts.medicine("Aspirin 500 MG Oral Tablet", dose="as needed"), "aspirin", "do-not-stop"),
    ("clopidogrel", charts.medicine("Clopidogrel 75 MG Oral Tablet", rxnorm="309362"), "clopidogrel", "do-not-stop"),
    ("apixaban by brand", charts.medicine("Eliquis 5 mg"), "apixaban", "do-not-stop"),
    ("naproxen for the knee",
     charts.medicine("Naproxen 500 MG Oral Tablet", rxnorm="198014",
                     reason=charts.concept("Osteoarthritis of knee", snomed="239873007")), "naproxen", "pause"),
    ("naproxen for rheumatoid disease",
     charts.medicine("Naproxen 500 MG Oral Tablet", rxnorm="198014",
                     reason=charts.concept("Rheumatoid arthritis", snomed="69896004")), "naproxen", "ask-prescriber"),
    ("naproxen, nobody said why", charts.medicine("Naproxen 500 MG Oral Tablet", rxnorm="198014"), "naproxen", "ask"),
    ("naproxen of 1994", charts.medicine("Naproxen 500 MG Oral Tablet", rxnorm="198014", on="1994-05-01"),
     "naproxen", "ask"),
    ("ibuprofen, ended", charts.medicine("Ibuprofen 200 MG Oral Tablet", status="stopped", on="2016-01-07"),
     "ibuprofen", "ended"),
    ("glucosamine", charts.medicine("Glucosamine 500 MG Oral Tablet"), "glucosamine", "goes-on"),
    ("simvastatin", charts.medicine("Simvastatin 20 MG Oral Tablet", rxnorm="312961"), "simvastatin", "goes-on"),
    ("a name nobody knows", charts.medicine("Zzyxomab 5 mg"), "zzyxomab", "ask"),
]  # fmt: skip


@pytest.mark.parametrize(("_name", "entry", "key", "say"), MEDICINES, ids=[row[0] for row in MEDICINES])
def test_each_medicine_gets_its_row(
    handbook: Handbook, _name: str, entry: dict[str, Any], key: str, say: str
) -> None:
    assert row(planned(handbook, entry, answers=NORMAL), key).say == say


def test_painkiller_aspirin_pauses_only_once_somebody_says_it_is_for_pain(handbook: Handbook) -> None:
    entry = charts.medicine("Aspirin 500 MG Oral Tablet", dose="as needed")
    assert (
        row(planned(handbook, entry, answers={**NORMAL, "why:aspirin": "bought"}), "aspirin").say == "pause"
    )
    assert (
        row(planned(handbook, entry, answers={**NORMAL, "why:aspirin": "heart"}), "aspirin").say
        == "do-not-stop"
    )


def test_low_dose_aspirin_never_pauses_whatever_anybody_says(handbook: Handbook) -> None:
    entry = charts.medicine("Aspirin 81 MG Oral Tablet", rxnorm="243670")
    for why in ("bought", "target-pain", "inflammatory", "heart", "other"):
        assert (
            row(planned(handbook, entry, answers={**NORMAL, "why:aspirin": why}), "aspirin").say
            == "do-not-stop"
        )


def test_an_anti_inflammatory_for_the_knee_moves_the_session_and_not_the_verdict(handbook: Handbook) -> None:
    entry = charts.medicine(
        "Naproxen 500 MG Oral Tablet", rxnorm="198014", reason=charts.concept("Knee OA", snomed="239873007")
    )
    made = planned(handbook, entry, charts.weight(70), answers=NORMAL)
    assert made.verdict.level is Level.CLEAR
    first = made.course.sessions[0]
    assert (first.planned - TODAY).days >= 3
    span = row(made, "naproxen").spans[0]
    assert (first.planned - span.start).days == 3
    assert span.start >= TODAY


def test_a_stop_leaves_no_dates_no_points_and_no_recipe(handbook: Handbook) -> None:
    made = planned(handbook, charts.condition("Right artificial knee joint", icd10="Z96.651"), answers=NORMAL)
    assert made.verdict.level is Level.CANNOT_PROCEED
    assert (made.course.sessions, made.recipes, made.injection_map.points) == ((), (), ())
    assert made.ready_today.level is Level.CANNOT_PROCEED


def test_confirming_a_record_settles_it_either_way(handbook: Handbook) -> None:
    entry = charts.condition("Presence of unspecified artificial knee joint", icd10="Z96.659")
    asked = finding(planned(handbook, entry, answers=NORMAL), "con-a8-prosthesis").questions[0]
    yes = planned(handbook, entry, answers={**NORMAL, asked: "yes"})
    no = planned(handbook, entry, answers={**NORMAL, asked: "no"})
    assert yes.verdict.level is Level.CANNOT_PROCEED
    assert finding(no, "con-a8-prosthesis").status is Status.NOT_MET


def test_a_plain_no_never_erases_a_record(handbook: Handbook) -> None:
    made = planned(
        handbook, charts.condition("Haemophilia A", icd10="D66"), answers={**NORMAL, "bleeding": "no"}
    )
    assert made.verdict.level is Level.ON_HOLD


def test_a_missing_side_is_a_question(handbook: Handbook) -> None:
    made = planned(handbook, answers=NORMAL, side=None)
    assert "side" in [question.id for question in made.questions]
    assert made.verdict.level is Level.QUESTIONS_OPEN


HOLDS_SOMEBODY_MAY_AGREE_TO = [
    (charts.medicine("Prednisone 5 MG Oral Tablet"), "med-r5-steroid"),
    (charts.medicine("Sulfasalazine 500 MG Oral Tablet"), "med-antirheumatic"),
    (charts.medicine("Humira 40 mg"), "med-r9-immunosuppressant"),
]


@pytest.mark.parametrize(
    ("entry", "rule"), HOLDS_SOMEBODY_MAY_AGREE_TO, ids=[r for _, r in HOLDS_SOMEBODY_MAY_AGREE_TO]
)
def test_a_hold_is_settled_by_whom_its_card_names_and_stays_on_the_page(
    handbook: Handbook, entry: dict[str, Any], rule: str
) -> None:
    held = planned(handbook, entry, charts.weight(70), answers=NORMAL)
    rules = [
        f.rule
        for f in held.findings
        if f.status is Status.MET and f.severity is HOLD and f.touches == "verdict"
    ]
    assert rule in rules
    agreed = {f"agreed:{name}": "yes" for name in rules}
    assert set(agreed) <= {question.id for question in held.questions}
    settled = planned(handbook, entry, charts.weight(70), answers={**NORMAL, **agreed})
    assert settled.verdict.level is Level.PROCEED_WITH_CARE
    assert finding(settled, rule).severity is WARN
    assert "Dr Lind" in [evidence.by for evidence in finding(settled, rule).evidence]


def test_a_stop_is_never_agreed_away(handbook: Handbook) -> None:
    entry = charts.condition("Right artificial knee joint", icd10="Z96.651")
    made = planned(handbook, entry, answers={**NORMAL, "agreed:con-a8-prosthesis": "yes"})
    assert made.verdict.level is Level.CANNOT_PROCEED


def test_without_a_birth_date_the_age_is_asked(handbook: Handbook) -> None:
    made = planned(handbook, answers=NORMAL, patient=charts.patient(birth=None))
    assert "birth-date" in {question.id for question in made.questions}
    told = planned(
        handbook, answers={**NORMAL, "birth-date": "1968-03-04"}, patient=charts.patient(birth=None)
    )
    assert "birth-date" not in {question.id for question in told.questions}


def test_a_fever_settled_beside_a_prosthesis_promises_nothing(handbook: Handbook) -> None:
    prosthesis = charts.condition("Presence of right artificial knee joint", icd10="Z96.651")
    for entries, promised in (((), ["today-fever"]), ((prosthesis,), [])):
        made = planned(handbook, *entries, answers={**NORMAL, "fever": "yes"})
        changes = [change for change in made.ready_today.would_change if change.to is Level.CLEAR]
        assert [change.rule for change in changes] == promised
