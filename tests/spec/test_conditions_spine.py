"""Low back, disc, neck and sacroiliac joint: what each rule says, when it is silent, and what stays open."""

from decimal import Decimal
from typing import Any

import pytest

from enthesis.care.procedure import injection_map
from enthesis.care.triage import symptom_questions
from enthesis.care.values.case import Case, Examined, Person, Wish
from enthesis.care.values.point import InjectionMap
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.codes import Code, CodeSystem
from enthesis.vocabulary.status import Level, Severity, Status
from tests import charts
from tests.clinic import with_settings
from tests.road import NORMAL as KNEE
from tests.road import finding, planned
from tests.spine import SPINE, WELL, spine

STOP, HOLD, WARN, INFO = Severity.STOP, Severity.HOLD, Severity.WARN, Severity.INFO
LOW_BACK, DISC, NECK, SACROILIAC = SPINE
WARFARIN = charts.medicine("Warfarin Sodium 5 MG Oral Tablet", rxnorm="855332")
ASPIRIN = charts.medicine("Aspirin 81 MG Oral Tablet", rxnorm="243670")
CLOPIDOGREL = charts.medicine("Clopidogrel 75 MG Oral Tablet", rxnorm="309362")


# ---------------------------------------------------------------- the verdict of somebody well
@pytest.mark.parametrize(
    ("condition", "answers", "level"),
    [
        (LOW_BACK, {}, Level.CLEAR),
        (LOW_BACK, {"programme": "no"}, Level.PROCEED_WITH_CARE),
        (SACROILIAC, {}, Level.CLEAR),
        (SACROILIAC, {"programme": "no"}, Level.PROCEED_WITH_CARE),
        (DISC, {}, Level.ON_HOLD),
        (DISC, {"agreed:disc-specialist": "yes"}, Level.PROCEED_WITH_CARE),
        (DISC, {"agreed:disc-specialist": "no"}, Level.ON_HOLD),
        (NECK, {}, Level.ON_HOLD),
    ],
)
def test_somebody_well_comes_as_far_as_was_ruled(
    handbook: Handbook, condition: str, answers: dict[str, Any], level: Level
) -> None:
    assert spine(handbook, condition, answers=answers).verdict.level is level


@pytest.mark.parametrize("condition", SPINE)
def test_an_empty_chart_is_never_clear(handbook: Handbook, condition: str) -> None:
    made = spine(handbook, condition, empty=True)
    assert made.verdict.level in (Level.QUESTIONS_OPEN, Level.ON_HOLD)
    assert made.ready_today.level in (Level.QUESTIONS_OPEN, Level.ON_HOLD)


LEFT_OUT = [(condition, question) for condition in SPINE for question in WELL[condition]]


@pytest.mark.parametrize(("condition", "question"), LEFT_OUT)
def test_an_answer_left_out_names_itself_and_nothing_else(
    handbook: Handbook, condition: str, question: str
) -> None:
    full = {each.id for each in spine(handbook, condition).questions}
    made = spine(handbook, condition, answers={question: None})
    assert {each.id for each in made.questions} - full == {question}
    assert made.verdict.level is not Level.CLEAR or handbook.questions[question].opens == "ready-today"


@pytest.mark.parametrize("condition", SPINE)
def test_the_questions_are_about_twenty(handbook: Handbook, condition: str) -> None:
    asked = handbook.conditions[condition].questions
    assert len(asked) - len({"pregnancy"} & set(asked)) <= 23
    assert set(asked) - {"pregnancy"} == set(WELL[condition])


@pytest.mark.parametrize("condition", [LOW_BACK, DISC, NECK])
@pytest.mark.parametrize("side", [None, Side.RIGHT, Side.LEFT, Side.BOTH, Side.MIDLINE])
def test_a_midline_target_asks_for_no_side_and_takes_any(
    handbook: Handbook, condition: str, side: Side | None
) -> None:
    made = spine(handbook, condition, side=side)
    assert "side" not in {question.id for question in made.questions}
    assert made.verdict.level is spine(handbook, condition).verdict.level


def test_the_sacroiliac_joint_has_a_side(handbook: Handbook) -> None:
    assert "side" in {question.id for question in spine(handbook, SACROILIAC, side=None).questions}


# ---------------------------------------------------------------- answers that rule out or hold
ANSWERS: list[tuple[str, dict[str, Any], str, Severity]] = [
    (LOW_BACK, {"spine-bladder": "yes"}, "spine-bladder", STOP),
    (SACROILIAC, {"spine-bladder": "yes"}, "spine-bladder", STOP),
    (NECK, {"spine-bladder": "yes"}, "spine-bladder", STOP),
    (LOW_BACK, {"spine-weakness": "yes"}, "spine-weakness", STOP),
    (NECK, {"spine-weakness": "yes"}, "spine-weakness", STOP),
    (DISC, {"spine-weakness": "yes"}, "spine-weakness", STOP),
    (LOW_BACK, {"spine-injury": "yes"}, "spine-injury", STOP),
    (NECK, {"neck-artery": "yes"}, "neck-artery", STOP),
    (LOW_BACK, {"spine-surgery": "yes"}, "spine-operated", HOLD),
    (LOW_BACK, {"imaging": ("fracture",)}, "imaging-fracture", STOP),
    (LOW_BACK, {"imaging": ("bone-lesion",)}, "imaging-bone-lesion", STOP),
    (LOW_BACK, {"imaging": ("infection-signs",)}, "imaging-infection", STOP),
    (LOW_BACK, {"imaging": ("disc-on-nerve",)}, "imaging-disc-on-nerve", STOP),
    (DISC, {"imaging": ("disc-on-nerve",)}, "imaging-disc-on-nerve", STOP),
    (LOW_BACK, {"imaging": ("stenosis-deficit",)}, "imaging-stenosis-deficit", STOP),
    (NECK, {"imaging": ("cord-change",)}, "imaging-cord", STOP),
    (LOW_BACK, {"imaging": ("normal", "listhesis-moves")}, "imaging-listhesis-moves", STOP),
    (LOW_BACK, {"imaging": ("listhesis",)}, "spine-listhesis", HOLD),
    (LOW_BACK, {"imaging": ("stenosis",)}, "spine-stenosis", HOLD),
    (SACROILIAC, {"imaging": ("sacroiliitis",)}, "imaging-sacroiliitis", HOLD),
    (LOW_BACK, {"imaging": ("no-pictures",)}, "imaging-missing", HOLD),
    (SACROILIAC, {"imaging": ("no-pictures",)}, "imaging-missing", HOLD),
    (LOW_BACK, {"imaging": ("degeneration", "older-than-12-months")}, "imaging-over-12-months", WARN),
    (LOW_BACK, {"programme": "no"}, "spine-programme", WARN),
    (DISC, {"exercise": "no"}, "con-r16-exercise", WARN),
    (LOW_BACK, {"months": Decimal("2.9")}, "spine-new-pain", HOLD),
    (LOW_BACK, {"diagnosis": "no"}, "diagnosis-confirmed", HOLD),
    (LOW_BACK, {"examination": "no"}, "examined", HOLD),
]


@pytest.mark.parametrize(("condition", "answers", "rule", "severity"), ANSWERS)
def test_an_answer_rules_out_holds_or_warns(
    handbook: Handbook, condition: str, answers: dict[str, Any], rule: str, severity: Severity
) -> None:
    made = spine(handbook, condition, answers=answers)
    found = finding(made, rule)
    assert (found.status, found.severity) == (Status.MET, severity)
    if severity is STOP:
        assert made.verdict.level is Level.CANNOT_PROCEED
        assert made.injection_map.points == ()
    quiet = finding(spine(handbook, condition), rule)
    assert quiet.status is Status.NOT_MET


UNASKED = sorted({(condition, rule, *answers) for condition, answers, rule, _ in ANSWERS})


@pytest.mark.parametrize("row", UNASKED, ids=[" ".join(row) for row in UNASKED])
def test_an_answer_nobody_gave_leaves_its_rule_not_known(handbook: Handbook, row: tuple[str, ...]) -> None:
    condition, rule, *questions = row
    made = spine(handbook, condition, answers=dict.fromkeys(questions))
    assert finding(made, rule).status is Status.NOT_KNOWN


QUIET_ANSWERS: list[tuple[str, dict[str, Any], str]] = [
    (LOW_BACK, {"imaging": ("listhesis-stable",)}, "spine-listhesis"),
    (LOW_BACK, {"imaging": ("disc-bulge",)}, "imaging-disc-on-nerve"),
    (LOW_BACK, {"months": Decimal(3)}, "spine-new-pain"),
    (LOW_BACK, {"imaging": ("normal",)}, "imaging-missing"),
]


@pytest.mark.parametrize(("condition", "answers", "rule"), QUIET_ANSWERS)
def test_an_answer_beside_it_is_silent(
    handbook: Handbook, condition: str, answers: dict[str, Any], rule: str
) -> None:
    made = spine(handbook, condition, answers=answers)
    assert finding(made, rule).status is Status.NOT_MET
    assert made.verdict.level is Level.CLEAR


@pytest.mark.parametrize("value", [("not-needed",), ("kl-2",), ("none-in-36-months",)])
@pytest.mark.parametrize("condition", SPINE)
def test_pictures_cannot_be_waived_for_the_spine(
    handbook: Handbook, condition: str, value: tuple[str, ...]
) -> None:
    made = spine(handbook, condition, answers={"imaging": value})
    asked = next(question for question in made.questions if question.id == "imaging")
    assert not set(value) & set(asked.choices)
    assert made.verdict.level in (Level.QUESTIONS_OPEN, Level.ON_HOLD)


@pytest.mark.parametrize(
    ("birth", "status"),
    [("1976-11-20", Status.NOT_MET), ("1975-11-21", Status.NOT_MET), ("1975-11-20", Status.MET)],
)
def test_new_pain_counts_from_the_day_after_fifty_is_over(
    handbook: Handbook, birth: str, status: Status
) -> None:
    made = spine(handbook, LOW_BACK, answers={"months": Decimal(2)}, patient=charts.patient(birth=birth))
    assert finding(made, "spine-new-pain").status is status


# ---------------------------------------------------------------- what the chart holds
CHARTS: list[tuple[str, str, dict[str, Any], str]] = [
    ("cauda equina", LOW_BACK, charts.condition("Cauda equina syndrome", icd10="G83.4"), "spine-bladder"),
    ("cauda equina by name", SACROILIAC, charts.condition("Cauda equina syndrome"), "spine-bladder"),
    ("cauda equina, over", LOW_BACK, charts.condition("Cauda equina", icd10="G83.4", clinical="resolved"), "spine-bladder"),
    ("foot drop", LOW_BACK, charts.condition("Foot drop, right foot", icd10="M21.371"), "spine-weakness"),
    ("saddle numbness", LOW_BACK, charts.condition("Saddle anaesthesia"), "spine-bladder"),
    ("unsteady gait", NECK, charts.condition("Unsteadiness on feet", icd10="R26.81"), "spine-weakness"),
    ("lhermitte", NECK, charts.condition("Lhermitte's sign"), "spine-weakness"),
    ("paraparesis", LOW_BACK, charts.condition("Paraparesis of both legs"), "spine-weakness"),
    ("double vision", NECK, charts.condition("Diplopia", icd10="H53.2"), "neck-artery"),
    ("drop attacks", NECK, charts.condition("Drop attacks"), "neck-artery"),
    ("cervical myelopathy", NECK, charts.condition("Spondylosis with myelopathy, cervical", icd10="M47.12"), "spine-myelopathy"),
    ("disc with myelopathy", NECK, charts.condition("Cervical disc disorder with myelopathy", icd10="M50.00"), "spine-myelopathy"),
    ("cord disease", LOW_BACK, charts.condition("Disease of spinal cord", icd10="G95.9"), "spine-myelopathy"),
    ("myelopathy elsewhere", DISC, charts.condition("Myelopathy in diseases elsewhere", icd10="G99.2"), "spine-myelopathy"),
    ("atlanto-axial", NECK, charts.condition("Spinal instabilities, occipito-atlanto-axial", icd10="M53.2X1"), "neck-unstable"),
    ("torn artery", NECK, charts.condition("Dissection of vertebral artery", icd10="I77.74"), "neck-artery"),
    ("slipped vertebra", LOW_BACK, charts.condition("Spondylolisthesis, lumbar region", icd10="M43.16"), "spine-listhesis"),
    ("unstable lumbar spine", LOW_BACK, charts.condition("Spinal instabilities, lumbar", icd10="M53.2X6"), "spine-listhesis"),
    ("narrow canal", LOW_BACK, charts.condition("Spinal stenosis, lumbar region", icd10="M48.062"), "spine-stenosis"),
    ("fresh vertebral fracture", LOW_BACK, charts.condition("Wedge fracture of L1", icd10="S32.010A", onset="2026-11-01"), "con-a2-fracture"),
    ("fracture of the sacrum", SACROILIAC, charts.condition("Fracture of sacrum", icd10="S32.10XA", onset="2026-10-10"), "con-a2-fracture"),
    ("osteoporotic collapse", LOW_BACK, charts.condition("Osteoporosis with fracture, vertebra", icd10="M80.08XA", onset="2026-10-10"), "con-a2-fracture"),
    ("discitis", LOW_BACK, charts.condition("Discitis, lumbar region", icd10="M46.46"), "con-a1-joint-infection"),
    ("epidural abscess", LOW_BACK, charts.condition("Intraspinal abscess", icd10="G06.1"), "con-a1-joint-infection"),
    ("bone metastasis", LOW_BACK, charts.condition("Secondary malignant neoplasm of bone", icd10="C79.51"), "con-a3-cancer-here"),
    ("myeloma", SACROILIAC, charts.condition("Multiple myeloma", icd10="C90.00"), "con-a3-cancer-here"),
    ("fusion", LOW_BACK, charts.condition("Arthrodesis status", icd10="Z98.1"), "spine-operated"),
    ("laminectomy", NECK, charts.procedure("Laminectomy"), "spine-operated"),
    ("sacroiliitis", SACROILIAC, charts.condition("Sacroiliitis", icd10="M46.1"), "con-r4-r5-immune"),
    ("ankylosing spondylitis", SACROILIAC, charts.condition("Ankylosing spondylitis", icd10="M45.9"), "con-r4-r5-immune"),
    ("abscess of the buttock", LOW_BACK, charts.condition("Abscess of buttock", icd10="L02.31", onset="2026-11-10"), "today-infection-there"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("_name", "condition", "entry", "rule"), CHARTS, ids=[f"{row[0]}, {row[1]}" for row in CHARTS]
)
def test_a_chart_entry_is_asked_about(
    handbook: Handbook, _name: str, condition: str, entry: dict[str, Any], rule: str
) -> None:
    made = spine(handbook, condition, entry)
    found = finding(made, rule)
    assert (found.status, found.severity, found.recorded) == (Status.MET, HOLD, True)
    assert found.evidence
    confirms = [question for question in found.questions if question.startswith("confirm:")]
    denied = finding(spine(handbook, condition, entry, answers=dict.fromkeys(confirms, "no")), rule)
    assert denied.status is Status.NOT_MET
    so = finding(spine(handbook, condition, entry, answers=dict.fromkeys(confirms, "yes")), rule)
    assert (so.status, so.severity) == (Status.MET, handbook.rules[rule].severity)


SILENT: list[tuple[str, str, dict[str, Any], str]] = [
    ("an old fracture", LOW_BACK, charts.condition("Wedge fracture of L1", icd10="S32.010A", onset="2024-01-01", clinical="resolved", abated="2024-04-01"), "con-a2-fracture"),
    ("the sacroiliac joint's own code", SACROILIAC, charts.condition("Spinal instabilities, sacral", icd10="M53.2X8"), "spine-listhesis"),
    ("spondylosis without myelopathy", NECK, charts.condition("Spondylosis without myelopathy, cervical", icd10="M47.812"), "spine-myelopathy"),
    ("a disc without myelopathy", DISC, charts.condition("Displacement of lumbar disc without myelopathy", snomed="202708005"), "spine-myelopathy"),
    ("a family's cancer", LOW_BACK, charts.condition("Family history of multiple myeloma"), "con-a3-cancer-here"),
    ("a planned fusion", LOW_BACK, charts.procedure("Referral for spinal fusion"), "spine-operated"),
    ("an artificial knee", LOW_BACK, charts.condition("Presence of right artificial knee joint", icd10="Z96.651"), "spine-operated"),
    ("a knee fracture", LOW_BACK, charts.condition("Fracture of patella", icd10="S82.001A", onset="2026-11-01"), "con-a2-fracture"),
    ("a knee abscess", LOW_BACK, charts.condition("Cellulitis of right lower limb", icd10="L03.115", onset="2025-01-10"), "today-infection-there"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("_name", "condition", "entry", "rule"), SILENT, ids=[f"{row[0]}, {row[1]}" for row in SILENT]
)
def test_an_entry_that_looks_alike_is_silent(
    handbook: Handbook, _name: str, condition: str, entry: dict[str, Any], rule: str
) -> None:
    assert finding(spine(handbook, condition, entry), rule).status is Status.NOT_MET


@pytest.mark.parametrize(
    ("onset", "status"),
    [("2026-08-27", Status.NOT_MET), ("2026-08-28", Status.MET), ("2026-08-29", Status.MET)],
)
def test_a_fracture_is_fresh_for_84_days(handbook: Handbook, onset: str, status: Status) -> None:
    entry = charts.condition("Fracture of sacrum", icd10="S32.10XA", onset=onset, abated=onset)
    entry["clinicalStatus"] = charts.condition("x")["clinicalStatus"]
    assert finding(spine(handbook, SACROILIAC, entry), "con-a2-fracture").status is status


@pytest.mark.parametrize(
    ("imaging", "status"),
    [(("listhesis-stable",), Status.NOT_MET), (("normal",), Status.MET), (("listhesis",), Status.MET)],
)
def test_a_slip_on_record_is_settled_by_the_film_that_shows_it_stays(
    handbook: Handbook, imaging: tuple[str, ...], status: Status
) -> None:
    entry = charts.condition("Spondylolisthesis, lumbar region", icd10="M43.16")
    found = finding(spine(handbook, LOW_BACK, entry, answers={"imaging": imaging}), "spine-listhesis")
    assert found.status is status


# ---------------------------------------------------------------- codes and their traps
@pytest.mark.parametrize(
    ("code_set", "code", "member"),
    [
        ("low-back-pain", "M54.50", True), ("low-back-pain", "M5451", True), ("low-back-pain", "M54.59", True),
        ("low-back-pain", "M54.5", False), ("low-back-pain", "M54.2", False), ("low-back-pain", "M54.4", False),
        ("lumbar-disc", "M51.26", True), ("lumbar-disc", "M51.16", True), ("lumbar-disc", "M51.360", True),
        ("lumbar-disc", "M51.379", True), ("lumbar-disc", "M51.36", False), ("lumbar-disc", "M51.37", False),
        ("lumbar-disc", "M51.06", False), ("lumbar-disc", "M50.30", False),
        ("neck-pain", "M54.2", True), ("neck-pain", "M47.812", True), ("neck-pain", "M50.121", True),
        ("neck-pain", "M47.12", False), ("neck-pain", "M50.00", False), ("neck-pain", "M50.020", False),
        ("sacroiliac-pain", "M53.3", True), ("sacroiliac-pain", "M53.2X8", True),
        ("sacroiliac-pain", "M46.1", False), ("sacroiliac-pain", "M45.8", False), ("sacroiliac-pain", "M53.2X6", False),
        ("myelopathy", "M47.12", True), ("myelopathy", "M50.01", True), ("myelopathy", "M47.812", False),
        ("myelopathy", "M51.26", False), ("spondylolisthesis", "M43.16", True), ("spondylolisthesis", "M53.2X8", False),
        ("spondylolisthesis", "M53.2X1", False), ("atlanto-axial", "M53.2X1", True), ("cauda-equina", "G83.4", True),
        ("cauda-equina", "G83.9", False), ("spine-cancer", "C79.51", True), ("spine-cancer", "C40.21", False),
    ],
)  # fmt: skip
def test_a_code_is_a_member_or_not(handbook: Handbook, code_set: str, code: str, member: bool) -> None:
    found = handbook.code_set_recogniser.recognise((Code(CodeSystem.ICD10CM, code),), "")
    assert (code_set in found) is member


@pytest.mark.parametrize(
    ("text", "code_set"),
    [
        ("Crush fracture of the L2 vertebra", "spine-fracture"), ("Sacrum, fractured", "spine-fracture"),
        ("Broken neck 2026", "spine-fracture"), ("Compression of the cervical cord", "myelopathy"),
        ("Syringomyelia", "myelopathy"), ("Left leg progressively weak", "leg-weakness"),
        ("Gait unsteady", "leg-weakness"), ("Osteomyelitis of L4 vertebra", "spine-infection"),
        ("Left psoas abscess", "spine-infection"), ("Breast cancer, mets to spine", "spine-cancer"),
        ("Metastatic deposits: bone mets", "spine-cancer"), ("C1-C2 instability", "atlanto-axial"),
        ("L5/S1 anterolisthesis", "spondylolisthesis"), ("Narrowing of the spinal canal", "canal-stenosis"),
        ("L4-L5 posterior lumbar interbody fusion", "spine-surgery"), ("ACDF C5/6", "spine-surgery"),
        ("Sacroiliac joint, left, injection", "spine-injection"), ("Saddle area numbness", "cauda-equina"),
        ("Dissection of left carotid artery", "neck-artery"), ("Abscess, left buttock", "trunk-skin-infection"),
    ],
)  # fmt: skip
def test_a_chart_may_say_it_in_its_own_words(handbook: Handbook, text: str, code_set: str) -> None:
    assert code_set in handbook.code_set_recogniser.recognise((), text)


@pytest.mark.parametrize(
    ("text", "code_set"),
    [
        ("Fracture of vertebral column without spinal cord injury", "myelopathy"),
        ("Displacement of lumbar disc without myelopathy", "myelopathy"),
        ("No evidence of cord compression", "myelopathy"), ("Cauda equina syndrome ruled out", "cauda-equina"),
        ("Family history of spinal tumour", "spine-cancer"), ("Screening for spinal stenosis", "canal-stenosis"),
        ("Waiting list for lumbar fusion", "spine-surgery"), ("Aortic stenosis", "canal-stenosis"),
        ("Carotid stenosis", "neck-artery"), ("Fracture of femoral neck", "spine-fracture"),
    ],
)  # fmt: skip
def test_words_that_look_alike_are_left_alone(handbook: Handbook, text: str, code_set: str) -> None:
    assert code_set not in handbook.code_set_recogniser.recognise((), text)


# ---------------------------------------------------------------- medicines by target
@pytest.mark.parametrize(
    ("medicine", "rule"),
    [(WARFARIN, "med-anticoagulant"), (CLOPIDOGREL, "med-antiplatelet"), (ASPIRIN, "med-low-dose-aspirin")],
)
@pytest.mark.parametrize(
    ("condition", "where", "severity"),
    [(LOW_BACK, "back", WARN), (SACROILIAC, "back", WARN), (DISC, "back", WARN), (NECK, "deep", HOLD)],
)
def test_a_medicine_against_clotting_goes_on_and_the_target_tells_how_grave_it_is(
    handbook: Handbook, medicine: dict[str, Any], rule: str, condition: str, where: str, severity: Severity
) -> None:
    made = spine(handbook, condition, medicine)
    found = finding(made, f"{rule}-{where}")
    assert (found.status, found.severity) == (Status.MET, severity)
    assert "goes on" in handbook.rules[f"{rule}-{where}"].says["en"]
    assert rule not in {each.rule for each in made.findings}
    assert finding(spine(handbook, condition), f"{rule}-{where}").status is Status.NOT_MET
    if severity is HOLD:
        agreed = spine(handbook, condition, medicine, answers={f"agreed:{rule}-{where}": "yes"})
        assert finding(agreed, f"{rule}-{where}").severity is WARN


@pytest.mark.parametrize(
    ("condition", "reason", "purpose"),
    [
        (LOW_BACK, charts.concept("Low back pain", snomed="279039007"), Status.NOT_MET),
        (DISC, charts.concept("Chronic low back pain", snomed="278860009"), Status.NOT_MET),
        (LOW_BACK, charts.concept("Herniated lumbar disc", icd10="M51.26"), Status.NOT_MET),
        (SACROILIAC, charts.concept("Sacroiliac joint pain", icd10="M53.3"), Status.NOT_MET),
        (LOW_BACK, charts.concept("Rheumatoid arthritis", snomed="69896004"), Status.MET),
        (LOW_BACK, charts.concept("Osteoarthritis of knee", snomed="239873007"), Status.MET),
    ],
)
def test_an_anti_inflammatory_for_this_pain_is_paused_and_for_another_disease_is_asked_about(
    handbook: Handbook, condition: str, reason: dict[str, Any], purpose: Status
) -> None:
    entry = charts.medicine("Naproxen 500 MG Oral Tablet", rxnorm="198014", reason=reason)
    made = spine(handbook, condition, entry, answers={"taking:naproxen": "yes"})
    assert finding(made, "med-r3-prescribed-nsaid").status is purpose


# ---------------------------------------------------------------- the neck and its switch
def test_the_neck_is_on_hold_by_the_name_of_its_switch_with_a_whole_plan_and_no_depths(
    handbook: Handbook,
) -> None:
    made = spine(handbook, NECK)
    found = finding(made, "cervical-offered")
    assert (found.status, found.severity) == (Status.MET, HOLD)
    assert made.course.sessions
    assert made.injection_map.status == "not-offered"
    assert made.injection_map.points
    assert all(point.needle == "" and point.safe_approach == () for point in made.injection_map.points)
    assert all(point.needle_longest_mm is None for point in made.injection_map.points)
    assert made.recipes == ()


def test_the_other_regions_know_no_switch(handbook: Handbook) -> None:
    for condition in (LOW_BACK, DISC, SACROILIAC):
        assert "cervical-offered" not in {each.rule for each in spine(handbook, condition).findings}


def test_switched_on_the_neck_is_judged_like_any_other(handbook: Handbook) -> None:
    clinic = with_settings(handbook, cervical_offered=True)
    made = spine(clinic, NECK)
    assert "cervical-offered" not in {each.rule for each in made.findings}
    assert made.verdict.level is Level.CLEAR
    assert made.injection_map.status == "needs-examination"
    assert spine(clinic, NECK, answers={"neck-artery": "yes"}).verdict.level is Level.CANNOT_PROCEED


# ---------------------------------------------------------------- places
def found(place: str, side: Side, **more: Any) -> Examined:
    return Examined(**{"enthesis": place, "side": side, "tender": 2, **more})


def drawn(handbook: Handbook, condition: str, *hands: Examined, side: Side | None = None) -> InjectionMap:
    case = Case(person=Person(), wish=Wish(condition=condition, side=side), examined=hands)
    return injection_map(case, handbook.conditions[condition], handbook)


def test_the_low_back_takes_places_in_the_middle_and_on_either_side(handbook: Handbook) -> None:
    hands = (
        found("lumbar-spinous-l5", Side.MIDLINE),
        found("lumbar-facet-l5-s1", Side.RIGHT),
        found("lumbar-facet-l5-s1", Side.LEFT, tender=0),
        found("lumbar-iliolumbar", Side.BOTH),
    )
    points = drawn(handbook, LOW_BACK, *hands).points
    assert {(point.enthesis, point.side) for point in points} == {
        ("lumbar-spinous-l5", Side.MIDLINE),
        ("lumbar-facet-l5-s1", Side.RIGHT),
        ("lumbar-iliolumbar", Side.RIGHT),
        ("lumbar-iliolumbar", Side.LEFT),
    }
    assert all(point.volume_ml is None for point in points), "the trial's volume was never confirmed"


@pytest.mark.parametrize(
    ("guidance", "held"), [(None, True), ("landmark", True), ("ultrasound", False), ("fluoroscopy", False)]
)
def test_a_facet_of_the_neck_waits_for_its_picture_and_for_the_artery(
    handbook: Handbook, guidance: Any, held: bool
) -> None:
    clinic = with_settings(handbook, cervical_offered=True)
    hand = found("cervical-facet-c4-c5", Side.LEFT, guidance=guidance, artery_check="seen-and-avoided")
    (point,) = drawn(clinic, NECK, hand).points
    assert (point.hold is not None) is held
    unlooked = found("cervical-facet-c4-c5", Side.LEFT, guidance="ultrasound")
    (point,) = drawn(clinic, NECK, unlooked).points
    assert point.hold is not None


def test_one_painful_facet_does_not_bring_the_others_with_it(handbook: Handbook) -> None:
    clinic = with_settings(handbook, cervical_offered=True)
    hands = (found("cervical-facet-c4-c5", Side.LEFT), found("cervical-facet-c5-c6", Side.LEFT, tender=0))
    points = drawn(clinic, NECK, *hands).points
    assert [(point.enthesis, point.volume_ml) for point in points] == [("cervical-facet-c4-c5", Decimal(1))]


def test_the_sacroiliac_ligaments_do_not_bring_the_joint_with_them(handbook: Handbook) -> None:
    hands = (found("si-posterior-upper", Side.RIGHT), found("si-posterior-upper", Side.LEFT))
    points = drawn(handbook, SACROILIAC, *hands, side=Side.RIGHT).points
    assert [(point.enthesis, point.side) for point in points] == [("si-posterior-upper", Side.RIGHT)]


# ---------------------------------------------------------------- evidence, protocols, triage
def test_the_evidence_labels_are_those_that_were_ruled(handbook: Handbook) -> None:
    labels = {name: handbook.conditions[name].evidence_label["en"] for name in SPINE}
    assert labels == {
        LOW_BACK: "Alone: not effective. Combined: conflicting",
        DISC: "No evidence; refer",
        NECK: "Very low; higher hazard",
        SACROILIAC: "Low",
    }
    assert all(any(sign.isdigit() for sign in handbook.conditions[name].evidence["en"]) for name in SPINE)


@pytest.mark.parametrize("condition", SPINE)
def test_only_dextrose_is_followed(handbook: Handbook, condition: str) -> None:
    card = handbook.protocols[handbook.conditions[condition].default_protocol]
    assert all(injection.agents == () for injection in card.injection)
    assert handbook.solutions["p2g"].role == "not-offered"


def test_phenol_is_listed_as_published_and_never_mixed(handbook: Handbook) -> None:
    (injection,) = handbook.protocols["prt-lbp-2"].injection
    assert {agent.name for agent in injection.agents} == {"glycerine", "phenol"}
    assert "prt-lbp-2" in handbook.conditions[LOW_BACK].protocols
    assert "prt-lbp-2" not in {card.default_protocol for card in handbook.conditions.values()}


@pytest.mark.parametrize(
    ("region", "asked", "not_asked"),
    [
        ("low-back", {"bladder-bowel", "headache-upright", "weak-limb", "stiff-neck"}, {"stroke-signs", "snap"}),
        ("sacroiliac", {"bladder-bowel", "headache-upright", "weak-limb"}, {"stroke-signs", "snap"}),
        ("neck", {"bladder-bowel", "headache-upright", "stroke-signs", "breathless", "weak-limb"}, {"calf-swelling"}),
    ],
)  # fmt: skip
def test_what_is_asked_after_a_session_belongs_to_the_region(
    handbook: Handbook, region: str, asked: set[str], not_asked: set[str]
) -> None:
    questions = {question.id for question in symptom_questions(region, 2, handbook)}
    assert asked <= questions
    assert not not_asked & questions


@pytest.mark.parametrize(
    ("condition", "gate"),
    [(LOW_BACK, "gate-leg-strength"), (SACROILIAC, "gate-leg-strength"), (NECK, "gate-arm-strength")],
)
def test_power_is_checked_before_anybody_leaves(handbook: Handbook, condition: str, gate: str) -> None:
    assert gate in {each.id for each in spine(handbook, condition).day}


def test_the_knee_knows_nothing_of_all_this(handbook: Handbook) -> None:
    spinal = {name for name in handbook.rules if name.startswith(("spine-", "neck-", "disc-"))}
    made = planned(handbook, charts.condition("Spondylolisthesis", icd10="M43.16"), answers=KNEE)
    assert made.verdict.level is Level.CLEAR
    assert not spinal & {each.rule for each in made.findings}
