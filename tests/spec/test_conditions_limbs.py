"""Elbow, ankle, Achilles tendon, sports ligaments, heel, shoulder, hand: what fires, what stays silent."""

from datetime import date, timedelta
from typing import Any

import pytest

from enthesis.formats.plan_json import plan_document, to_json
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.errors import BadInput
from enthesis.vocabulary.status import Level, Severity, Status
from tests import charts
from tests.limbs import (
    ACHILLES,
    ANKLE,
    ELBOW,
    HAND,
    HEEL,
    LIMBS,
    NO_TENDONS,
    SHOULDER,
    SPORT_ANKLE,
    SPORT_GROIN,
    SPORT_KNEE,
    TENDONS,
    WELL,
    limb,
    unasked,
)
from tests.road import TODAY, finding, planned, row

STOP, HOLD, WARN, INFO = Severity.STOP, Severity.HOLD, Severity.WARN, Severity.INFO


def ago(days: int) -> str:
    return str(TODAY - timedelta(days=days))


# ---------------------------------------------------------------- the road of somebody well
@pytest.mark.parametrize("name", LIMBS)
def test_a_normal_person_reaches_clear(handbook: Handbook, name: str) -> None:
    made = limb(handbook, name)
    assert (made.verdict.level, made.ready_today.level, made.questions) == (Level.CLEAR, Level.CLEAR, ())


@pytest.mark.parametrize("name", LIMBS)
def test_an_empty_chart_is_never_clear_and_asks_about_twenty_things(handbook: Handbook, name: str) -> None:
    made = unasked(handbook, name)
    assert made.verdict.level is Level.QUESTIONS_OPEN
    assert made.ready_today.level is Level.QUESTIONS_OPEN
    assert 20 <= len(made.questions) <= 22
    assert {question.block for question in made.questions} == {"A", "B", "C", "D"}


@pytest.mark.parametrize(("name", "left_out"), [(name, each) for name in LIMBS for each in WELL[name]])
def test_an_answer_left_out_names_itself_and_nothing_else(
    handbook: Handbook, name: str, left_out: str
) -> None:
    answers = {question: value for question, value in WELL[name].items() if question != left_out}
    made = planned(
        handbook, charts.weight(70), charts.height(168), answers=answers, condition=name, side=Side.RIGHT
    )
    assert [question.id for question in made.questions] == [left_out]
    assert Level.QUESTIONS_OPEN in (made.verdict.level, made.ready_today.level)


@pytest.mark.parametrize("name", LIMBS)
@pytest.mark.parametrize(
    "not_sure", ["fever", "hot-or-fall", "cancer", "diagnosis", "examination", "imaging"]
)
def test_not_known_is_never_no(handbook: Handbook, name: str, not_sure: str) -> None:
    made = limb(handbook, name, answers={not_sure: "not known"})
    assert not_sure in [question.id for question in made.questions]
    assert made.ready_today.level is not Level.CLEAR


@pytest.mark.parametrize("name", LIMBS)
def test_a_limb_always_has_a_side(handbook: Handbook, name: str) -> None:
    made = limb(handbook, name, side=None)
    assert "side" in [question.id for question in made.questions]
    assert made.verdict.level is Level.QUESTIONS_OPEN


# ---------------------------------------------------------------- answers that fire
SAID: list[tuple[str, str, Any, str, Severity, Level]] = [
    (ACHILLES, "squeeze-test", "no", "flag-squeeze-test", STOP, Level.CANNOT_PROCEED),
    (ACHILLES, "calf", "yes", "flag-calf", STOP, Level.CANNOT_PROCEED),
    (ANKLE, "calf", "yes", "flag-calf", STOP, Level.CANNOT_PROCEED),
    (SPORT_ANKLE, "calf", "yes", "flag-calf", STOP, Level.CANNOT_PROCEED),
    (HAND, "morning-stiffness", "yes", "flag-morning-stiffness", HOLD, Level.ON_HOLD),
    (ACHILLES, "imaging", ("tendon-tear",), "imaging-tendon-tear", STOP, Level.CANNOT_PROCEED),
    (SHOULDER, "imaging", ("tendon-tear",), "imaging-tendon-tear", STOP, Level.CANNOT_PROCEED),
    (ACHILLES, "imaging", ("tendon-calcified",), "imaging-tendon-calcified", WARN, Level.PROCEED_WITH_CARE),
    (ACHILLES, "imaging", ("no-pictures",), "imaging-missing", HOLD, Level.ON_HOLD),
    (SHOULDER, "imaging", ("no-pictures",), "imaging-missing", HOLD, Level.ON_HOLD),
    (SPORT_KNEE, "imaging", ("ligament-rupture",), "imaging-ligament-rupture", STOP, Level.CANNOT_PROCEED),
    (HAND, "imaging", ("none-in-36-months",), "imaging-old-hand", WARN, Level.PROCEED_WITH_CARE),
    (HAND, "imaging", ("kl-4",), "imaging-kl-4-hand", WARN, Level.PROCEED_WITH_CARE),
    *((name, "hot-or-fall", "yes", "flag-hot-or-fall", STOP, Level.CANNOT_PROCEED) for name in LIMBS),
    *((name, "diagnosis", "no", "diagnosis-confirmed", HOLD, Level.ON_HOLD) for name in LIMBS),
    *((name, "exercise", "no", "con-r16-exercise", WARN, Level.PROCEED_WITH_CARE) for name in LIMBS),
    *((name, "injection-there", "yes", "con-r6-steroid-injection", WARN, Level.PROCEED_WITH_CARE)
      for name in LIMBS),
    *((name, "imaging", ("fracture",), "imaging-fracture", STOP, Level.CANNOT_PROCEED) for name in LIMBS),
    *((name, "imaging", ("bone-lesion",), "imaging-bone-lesion", STOP, Level.CANNOT_PROCEED) for name in LIMBS),
]  # fmt: skip


@pytest.mark.parametrize(("name", "question", "value", "rule", "severity", "level"), SAID)
def test_an_answer_fires_its_rule(
    handbook: Handbook, name: str, question: str, value: Any, rule: str, severity: Severity, level: Level
) -> None:
    made = limb(handbook, name, answers={question: value})
    found = finding(made, rule)
    assert (found.status, found.severity, made.verdict.level) == (Status.MET, severity, level)


@pytest.mark.parametrize(
    ("name", "rule"), sorted({(name, rule) for name, _, _, rule, _, _ in SAID}), ids=lambda each: each
)
def test_the_well_answer_keeps_it_silent_and_no_answer_leaves_it_open(
    handbook: Handbook, name: str, rule: str
) -> None:
    assert finding(limb(handbook, name), rule).status is Status.NOT_MET
    assert finding(unasked(handbook, name), rule).status is Status.NOT_KNOWN


# ---------------------------------------------------------------- records that fire, and their twins that do not
RECORDED: list[tuple[str, dict[str, Any], str, Severity]] = [
    (ANKLE, charts.condition("Fracture of ankle", snomed="16114001", onset=ago(30)), "con-a2-fracture", HOLD),
    (ACHILLES, charts.condition("", icd10="S82.61XA", onset=ago(30)), "con-a2-fracture", HOLD),
    (HEEL, charts.condition("Stress fracture of calcaneus", onset=ago(30)), "con-a2-fracture", HOLD),
    (ELBOW, charts.condition("Fracture of head of right radius", icd10="S52.121A", onset=ago(10)),
     "con-a2-fracture", HOLD),
    (HAND, charts.condition("Fracture subluxation of wrist", snomed="263102004", onset=ago(10)),
     "con-a2-fracture", HOLD),
    (SHOULDER, charts.condition("Fracture of clavicle", snomed="58150001", onset=ago(10)), "con-a2-fracture", HOLD),
    (SPORT_GROIN, charts.condition("Stress fracture of pubis", onset=ago(10)), "con-a2-fracture", HOLD),
    (ANKLE, charts.condition("Presence of right artificial ankle joint", icd10="Z96.661"), "con-a8-prosthesis", STOP),
    (SHOULDER, charts.condition("Presence of right artificial shoulder joint", icd10="Z96.611"),
     "con-a8-prosthesis", STOP),
    (ELBOW, charts.condition("Presence of artificial elbow", icd10="Z96.629"), "con-a8-prosthesis", HOLD),
    (HAND, charts.procedure("Finger joint replacement"), "con-a8-prosthesis", HOLD),
    (SPORT_KNEE, charts.condition("Right knee replacement", icd10="Z96.651"), "con-a8-prosthesis", STOP),
    (ANKLE, charts.condition("Septic arthritis of ankle", icd10="M00.071"), "con-a1-joint-infection", HOLD),
    (HEEL, charts.condition("Osteomyelitis of calcaneus"), "con-a1-joint-infection", HOLD),
    (ELBOW, charts.condition("Pyogenic arthritis, right elbow", icd10="M00.021"), "con-a1-joint-infection", HOLD),
    (HAND, charts.condition("Septic arthritis of finger"), "con-a1-joint-infection", HOLD),
    (SHOULDER, charts.condition("Septic shoulder"), "con-a1-joint-infection", HOLD),
    (ELBOW, charts.condition("Cellulitis of right arm", icd10="L03.113", onset=ago(10)),
     "today-infection-there", HOLD),
    (HEEL, charts.condition("Diabetic foot infection", onset=ago(10)), "today-infection-there", HOLD),
    (ELBOW, charts.condition("Sarcoma of arm", icd10="C49.11"), "con-a3-cancer-here", HOLD),
    (HEEL, charts.condition("", icd10="C40.31"), "con-a3-cancer-here", HOLD),
    (ANKLE, charts.condition("Avascular necrosis of talus"), "imaging-osteonecrosis", HOLD),
    (ACHILLES, charts.condition("Rupture of Achilles tendon, right", icd10="S86.011A"), "flag-squeeze-test", HOLD),
    (ACHILLES, charts.condition("Deep vein thrombosis", icd10="I82.401", onset=ago(20)), "flag-calf", HOLD),
    (SHOULDER, charts.condition("Complete tear of right rotator cuff", icd10="M75.121"), "cuff-tear", HOLD),
    (ANKLE, charts.condition("Sprain of right ankle", icd10="S93.401A", onset=ago(10)), "ankle-fresh-sprain", HOLD),
    (ANKLE, charts.condition("Sprain of ankle", snomed="44465007", onset=ago(10)), "ankle-fresh-sprain", HOLD),
    (SHOULDER, charts.procedure("Rotator cuff repair"), "limb-operated", WARN),
    (ACHILLES, charts.procedure("Achilles tendon repair"), "limb-operated", WARN),
    (ELBOW, charts.procedure("Steroid injection of right elbow", on=ago(30)), "con-r6-steroid-injection", WARN),
    (ELBOW, charts.procedure("PRP injection of right elbow", on=ago(30)), "con-r7-injection", INFO),
    *((name, charts.medicine("Ciprofloxacin 500 MG Oral Tablet"), "con-r14-fluoroquinolone", HOLD)
      for name in TENDONS),
    *((name, charts.medicine("Warfarin Sodium 5 MG Oral Tablet", rxnorm="855332"), "med-anticoagulant", WARN)
      for name in LIMBS),
    *((name, charts.medicine("Clopidogrel 75 MG Oral Tablet", rxnorm="309362"), "med-antiplatelet", WARN)
      for name in LIMBS),
]  # fmt: skip


@pytest.mark.parametrize(("name", "entry", "rule", "severity"), RECORDED)
def test_a_record_fires_its_rule(
    handbook: Handbook, name: str, entry: dict[str, Any], rule: str, severity: Severity
) -> None:
    found = finding(limb(handbook, name, entry), rule)
    assert (found.status, found.severity) == (Status.MET, severity)
    assert found.evidence


SILENT: list[tuple[str, dict[str, Any], str]] = [
    (ANKLE, charts.condition("Fracture of wrist", onset=ago(30)), "con-a2-fracture"),
    (ELBOW, charts.condition("Fracture of ankle", snomed="16114001", onset=ago(30)), "con-a2-fracture"),
    (HAND, charts.condition("Fracture of left wrist", icd10="S62.002A", onset=ago(30)), "con-a2-fracture"),
    (SPORT_KNEE, charts.condition("Fracture of ankle", snomed="16114001", onset=ago(30)), "con-a2-fracture"),
    (ANKLE, charts.condition("Left artificial ankle", icd10="Z96.662"), "con-a8-prosthesis"),
    (ANKLE, charts.condition("Right artificial knee", icd10="Z96.651"), "con-a8-prosthesis"),
    (SHOULDER, charts.condition("Right artificial hip", icd10="Z96.641"), "con-a8-prosthesis"),
    (ELBOW, charts.condition("Septic arthritis of left elbow", icd10="M00.022"), "con-a1-joint-infection"),
    (ELBOW, charts.condition("Osteomyelitis of foot"), "con-a1-joint-infection"),
    (HAND, charts.condition("Diabetic foot infection", onset=ago(10)), "today-infection-there"),
    (HEEL, charts.condition("Sarcoma of arm", icd10="C49.11"), "con-a3-cancer-here"),
    (ACHILLES, charts.condition("Rupture of left Achilles tendon", icd10="S86.012A"), "flag-squeeze-test"),
    (ACHILLES, charts.condition("History of deep vein thrombosis"), "flag-calf"),
    (SHOULDER, charts.condition("Partial tear of rotator cuff", icd10="M75.111"), "cuff-tear"),
    (SHOULDER, charts.condition("Complete tear, left rotator cuff", icd10="M75.122"), "cuff-tear"),
    (ANKLE, charts.condition("Chronic ankle sprain", onset=ago(10)), "ankle-fresh-sprain"),
    (ANKLE, charts.condition("Later treatment", icd10="S93.401D", onset=ago(10)), "ankle-fresh-sprain"),
    (ANKLE, charts.condition("Left ankle sprain", icd10="S93.402A", onset=ago(10)), "ankle-fresh-sprain"),
    (ELBOW, charts.procedure("Epidural steroid injection", on=ago(30)), "con-r6-steroid-injection"),
    (ELBOW, charts.procedure("PRP injection of left elbow", on=ago(30)), "con-r7-injection"),
    (ACHILLES, charts.medicine("Amoxicillin 500 MG Oral Capsule"), "con-r14-fluoroquinolone"),
    (ACHILLES, charts.medicine("Ciprofloxacin 3 MG/ML Ophthalmic Solution"), "con-r14-fluoroquinolone"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "entry", "rule"), SILENT)
def test_what_is_elsewhere_or_something_else_stays_silent(
    handbook: Handbook, name: str, entry: dict[str, Any], rule: str
) -> None:
    assert finding(limb(handbook, name, entry), rule).status is Status.NOT_MET


UNUSUAL: list[tuple[str, dict[str, Any], str]] = [
    (ANKLE, charts.condition("Right ankle, septic"), "con-a1-joint-infection"),
    (SHOULDER, charts.condition("Empyema, R shoulder"), "con-a1-joint-infection"),
    (ANKLE, charts.condition("Broken right ankle", onset=ago(20)), "con-a2-fracture"),
    (ELBOW, charts.condition("Dislocated R elbow", onset=ago(20)), "con-a2-fracture"),
    (HAND, charts.condition("Scaphoid: undisplaced fracture, right", onset=ago(20)), "con-a2-fracture"),
    (SHOULDER, charts.condition("Reverse shoulder arthroplasty, right"), "con-a8-prosthesis"),
    (ANKLE, charts.procedure("Total ankle replaced (right)"), "con-a8-prosthesis"),
    (ACHILLES, charts.condition("Right Achilles: complete rupture"), "flag-squeeze-test"),
    (ACHILLES, charts.condition("Popliteal vein thrombosis", onset=ago(20)), "flag-calf"),
    (SHOULDER, charts.condition("Rotator cuff, right: full thickness tear"), "cuff-tear"),
    (ANKLE, charts.condition("Twisted right ankle", onset=ago(20)), "ankle-fresh-sprain"),
    (HEEL, charts.condition("Infected ulcer of right heel", onset=ago(20)), "today-infection-there"),
    (HAND, charts.condition("Abscess of R thumb", onset=ago(20)), "today-infection-there"),
    (ACHILLES, charts.medicine("Cipro 500"), "con-r14-fluoroquinolone"),
    (SPORT_GROIN, charts.medicine("Levaquin"), "con-r14-fluoroquinolone"),
    (ANKLE, charts.condition("Pregnancy", snomed="77386006", onset=ago(60)), "con-r3-pregnancy"),
]


@pytest.mark.parametrize(("name", "entry", "rule"), UNUSUAL)
def test_a_flag_is_heard_in_the_words_people_write(
    handbook: Handbook, name: str, entry: dict[str, Any], rule: str
) -> None:
    found = finding(limb(handbook, name, entry), rule)
    assert (found.status, found.severity) == (Status.MET, HOLD)


DENIED: list[tuple[str, dict[str, Any], str]] = [
    (ACHILLES, charts.condition("No evidence of Achilles rupture"), "flag-squeeze-test"),
    (ACHILLES, charts.condition("Family history of deep vein thrombosis"), "flag-calf"),
    (SHOULDER, charts.condition("No evidence of full thickness tear of rotator cuff"), "cuff-tear"),
    (ANKLE, charts.condition("Old fracture of ankle", onset=ago(20)), "con-a2-fracture"),
    (ANKLE, charts.procedure("Ankle replacement, declined"), "con-a8-prosthesis"),
]


@pytest.mark.parametrize(("name", "entry", "rule"), DENIED)
def test_what_is_denied_is_not_heard(handbook: Handbook, name: str, entry: dict[str, Any], rule: str) -> None:
    assert finding(limb(handbook, name, entry), rule).status is Status.NOT_MET


@pytest.mark.parametrize("name", LIMBS)
def test_both_sides_at_once_are_each_the_target(handbook: Handbook, name: str) -> None:
    made = limb(handbook, name, side=Side.BOTH)
    assert made.verdict.level is Level.CLEAR
    assert {point.side for point in made.injection_map.points} == {Side.RIGHT, Side.LEFT}


@pytest.mark.parametrize("side", [Side.RIGHT, Side.BOTH])
def test_a_prosthesis_on_one_of_both_sides_counts(handbook: Handbook, side: Side) -> None:
    entry = charts.condition("Presence of right artificial ankle joint", icd10="Z96.661")
    assert limb(handbook, ANKLE, entry, side=side).verdict.level is Level.CANNOT_PROCEED


@pytest.mark.parametrize("name", NO_TENDONS)
def test_a_fluoroquinolone_is_no_matter_where_no_tendon_is_treated(handbook: Handbook, name: str) -> None:
    made = limb(handbook, name, charts.medicine("Ciprofloxacin 500 MG Oral Tablet"))
    assert "con-r14-fluoroquinolone" not in {found.rule for found in made.findings}


BOUNDARIES: list[tuple[str, str, dict[str, str], int]] = [
    (ANKLE, "ankle-fresh-sprain", {"icd10": "S93.401A"}, 90),
    (ANKLE, "con-a2-fracture", {"icd10": "S82.61XA"}, 84),
    (ACHILLES, "flag-calf", {"icd10": "I82.401"}, 90),
    (ELBOW, "today-infection-there", {"icd10": "L03.113"}, 42),
]


@pytest.mark.parametrize(("name", "rule", "code", "days"), BOUNDARIES)
@pytest.mark.parametrize("off", [-1, 0, 1])
def test_a_window_ends_on_its_day(
    handbook: Handbook, name: str, rule: str, code: dict[str, str], days: int, off: int
) -> None:
    day = ago(days + off)
    entry = charts.condition("Recorded", onset=day, abated=day, clinical="active", **code)
    met = finding(limb(handbook, name, entry), rule).status is Status.MET
    assert met is (off <= 0)


@pytest.mark.parametrize(
    ("question", "good_for", "name"), [("calf", 7, ANKLE), ("squeeze-test", 28, ACHILLES)]
)
@pytest.mark.parametrize("off", [0, 1])
def test_an_old_answer_is_no_answer(
    handbook: Handbook, question: str, good_for: int, name: str, off: int
) -> None:
    assert handbook.questions[question].good_for == good_for
    later = date.fromordinal(TODAY.toordinal() + good_for + off)
    old = charts.answered({question: WELL[name][question] == "yes"}, on=str(TODAY))
    answers = {key: value for key, value in WELL[name].items() if key != question}
    made = planned(
        handbook, charts.weight(70), old, answers=answers, today=later, condition=name, side=Side.RIGHT
    )
    assert (question in {each.id for each in made.questions}) is (off > 0)


# ---------------------------------------------------------------- each flag in its region alone
@pytest.mark.parametrize(
    ("question", "where"),
    [
        ("calf", {ANKLE, ACHILLES, SPORT_ANKLE}),
        ("squeeze-test", {ACHILLES}),
        ("morning-stiffness", {HAND}),
    ],
)
def test_a_question_of_one_region_is_asked_there_and_nowhere_else(
    handbook: Handbook, question: str, where: set[str]
) -> None:
    assert {c.id for c in handbook.conditions.values() if question in c.questions} == where


@pytest.mark.parametrize(
    ("name", "policy", "offered", "refused"),
    [
        (ELBOW, "optional", "not-needed", "no-pictures"), (ANKLE, "optional", "not-needed", "tendon-calcified"),
        (HEEL, "optional", "not-needed", "kl-4"), (ACHILLES, "required", "no-pictures", "not-needed"),
        (SHOULDER, "required", "tendon-tear", "not-needed"), (HAND, "film", "none-in-36-months", "tendon-tear"),
        ("knee-oa", "film", "kl-4", "no-pictures"),
    ],
)  # fmt: skip
def test_pictures_are_asked_for_as_was_ruled(
    handbook: Handbook, name: str, policy: str, offered: str, refused: str
) -> None:
    condition = handbook.conditions[name]
    choices = {choice.id for choice in handbook.questions["imaging"].choices_for(condition)}
    assert condition.imaging.policy == policy
    assert offered in choices
    assert refused not in choices


@pytest.mark.parametrize("name", [ACHILLES, SHOULDER])
def test_not_needed_is_no_answer_where_pictures_are_required(handbook: Handbook, name: str) -> None:
    made = limb(handbook, name, answers={"imaging": ("not-needed",)})
    assert [question.id for question in made.questions] == ["imaging"]
    assert made.verdict.level is Level.QUESTIONS_OPEN


# ---------------------------------------------------------------- places
@pytest.mark.parametrize(
    ("name", "flagged"),
    [
        (ANKLE, {"ankle-deltoid-front", "ankle-deltoid-tip", "ankle-deltoid-navicular"}),
        (HAND, {"hand-thumb-base"}),
        (SPORT_GROIN, {"groin-adductor-origin", "groin-pubic-symphysis", "groin-inguinal", "groin-rectus"}),
        (SPORT_KNEE, {"knee-lcl-fibular"}),
        (ELBOW, set()), (ACHILLES, set()), (HEEL, set()), (SHOULDER, set()),
    ],
)  # fmt: skip
def test_the_artery_is_looked_for_at_the_flagged_places(
    handbook: Handbook, name: str, flagged: set[str]
) -> None:
    places = handbook.conditions[name].entheses
    assert {place for place in places if handbook.entheses[place].artery_check} == flagged


def test_no_place_of_the_hand_may_have_adrenaline(handbook: Handbook) -> None:
    for place in handbook.conditions[HAND].entheses:
        assert "procedure.approach.no-adrenaline" in handbook.entheses[place].approach


def test_the_shoulder_is_never_reached_inside_the_coracoid(handbook: Handbook) -> None:
    card = handbook.entheses["shoulder-coracoid"]
    assert {"brachial-plexus", "lung-apex"} <= set(card.structures)
    assert "procedure.approach.not-inside-coracoid" in card.approach


def test_the_inside_of_the_achilles_tendon_is_reached_under_ultrasound(handbook: Handbook) -> None:
    assert "ultrasound" in handbook.entheses["achilles-midportion"].guidance


@pytest.mark.parametrize("name", LIMBS)
def test_without_an_examination_no_place_has_a_volume(handbook: Handbook, name: str) -> None:
    drawn = limb(handbook, name).injection_map
    assert drawn.status == "needs-examination"
    assert [point.enthesis for point in drawn.points]
    assert all(point.volume_ml is None for point in drawn.points)


# ---------------------------------------------------------------- words
@pytest.mark.parametrize("name", LIMBS)
def test_every_sentence_of_the_plan_is_filled_and_none_speaks_of_another_joint(
    handbook: Handbook, name: str
) -> None:
    document = plan_document(unasked(handbook, name), handbook, all_findings=True)
    assert "{" not in "".join(str(value) for value in (document.questions, document.findings))
    assert to_json(document)
    if name != SPORT_KNEE:
        for line in document.questions:
            assert "knee" not in f"{line.text} {line.patient_text} {line.hint}".casefold(), line.id
        for found in document.findings:
            assert "knee" not in f"{found.title} {found.do_next}".casefold(), found.rule


@pytest.mark.parametrize("name", LIMBS)
def test_the_evidence_is_in_numbers_or_says_that_there_are_none(handbook: Handbook, name: str) -> None:
    card = handbook.conditions[name]
    numbers = any(letter.isdigit() for letter in card.evidence["en"])
    assert numbers or "nobody can say how much it helps" in card.evidence["en"]
    assert card.evidence_label["en"]
    assert "alternatives" in card.claims


@pytest.mark.parametrize("name", ["tmj", "osgood-schlatter"])
def test_what_is_listed_and_not_authored_is_refused(handbook: Handbook, name: str) -> None:
    assert not handbook.conditions[name].authored
    with pytest.raises(BadInput):
        planned(handbook, condition=name)


@pytest.mark.parametrize("name", LIMBS)
def test_low_dose_aspirin_goes_on_everywhere(handbook: Handbook, name: str) -> None:
    made = limb(handbook, name, charts.medicine("Aspirin 81 MG Oral Tablet", rxnorm="243670"))
    assert row(made, "aspirin").say == "do-not-stop"
    assert finding(made, "med-low-dose-aspirin").severity is WARN


def test_the_strengths_are_those_that_reach_the_tissue(handbook: Handbook) -> None:
    thumb = handbook.protocols["prt-hand-1"].injection[0]
    assert (thumb.stock_dextrose_percent, thumb.final_dextrose_percent) == (20, 10)


@pytest.mark.parametrize("name", [ELBOW, SHOULDER, SPORT_GROIN, HEEL])
def test_a_volume_that_no_paper_confirmed_stays_empty(handbook: Handbook, name: str) -> None:
    stated = handbook.protocols[handbook.conditions[name].default_protocol].injection
    assert all(each.volume_ml is None and each.per_point_ml is None for each in stated)
