"""The triage table as sentences: who must be seen how soon, row by row (CARE 12, CLINICAL 7.3)."""

from itertools import product

import pytest

from enthesis.care.triage import symptom_questions, triage
from enthesis.care.values.triage import SymptomReport, Triage
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.sentences import say
from enthesis.vocabulary.anatomy import Region
from enthesis.vocabulary.urgency import Urgency

LATE = 200
SEPTIC = (
    "pus",
    "cannot-bear-weight",
    "cannot-move-joint",
    "fever",
    "rigors",
    "painful",
    "hot",
    "swollen",
    "worse",
)


def ask(handbook: Handbook, region: str, day: int, hours: int | None = None, **answers: str) -> Triage:
    """Answer "no" to everything asked, but for the answers given."""
    said = {question.id: "no" for question in symptom_questions(region, day, handbook, hours)}
    said.update({symptom.replace("_", "-"): answer for symptom, answer in answers.items()})
    return triage(
        SymptomReport(region=region, days_since_session=day, hours_since_session=hours, symptoms=said),
        handbook,
    )


ROWS = [
    # region, day, symptom, urgency, the row that leads
    ("thoracic", 0, "breathless", "emergency", "collapsed-lung"),
    ("neck", 2, "breathless", "emergency", "collapsed-lung"),
    ("shoulder", 1, "breathless", "emergency", "collapsed-lung"),
    ("knee", 0, "allergic-signs", "emergency", "allergic-reaction"),
    ("knee", 0, "anaesthetic-signs", "emergency", "anaesthetic-toxicity"),
    ("knee", 1, "weak-limb", "emergency", "nerve-injury"),
    ("low-back", 1, "bladder-bowel", "emergency", "cauda-equina"),
    ("neck", 4, "stroke-signs", "emergency", "neck-artery"),
    ("low-back", 3, "headache-upright", "same-day", "dural-headache"),
    ("knee", 9, "confusion", "emergency", "meningitis"),
    ("knee", 1, "tense-swelling", "same-day", "bleeding"),
    ("wrist-hand", 0, "cold-white", "emergency", "blocked-artery"),
    ("knee", 20, "calf-swelling", "same-day", "leg-clot"),
    ("knee", 20, "breathless", "emergency", "lung-clot"),
    ("ankle", 30, "snap", "same-day", "tendon-rupture"),
    ("knee", 1, "high-glucose", "same-day", "high-glucose"),
    ("knee", 5, "rash", "within-72h", "rash"),
    ("knee", 12, "numb-patch", "within-72h", "skin-nerve"),
    ("knee", 9, "unchanged", "within-72h", "flare-not-easing"),
    ("knee", 5, "fever", "same-day", "fever-alone"),
    ("knee", 5, "rigors", "same-day", "fever-alone"),
    ("knee", 5, "worse", "same-day", "worse-after-three-days"),
    ("knee", LATE, "worse", "within-72h", "worse-late"),
    ("knee", 5, "hot", "same-day", "hot-after-three-days"),
    ("knee", 8, "swollen", "within-72h", "still-swollen"),
    ("knee", 1, "cannot-bear-weight", "same-day", "cannot-use-early"),
    ("knee", 4, "cannot-bear-weight", "emergency", "septic-joint"),
    ("elbow", 4, "cannot-move-joint", "emergency", "septic-joint"),
    ("knee", 0, "pus", "emergency", "septic-joint"),
    ("knee", LATE, "pus", "emergency", "septic-joint"),
]


@pytest.mark.parametrize(("region", "day", "symptom", "urgency", "rule"), ROWS)
def test_one_symptom_alone_leads_to_its_row(
    region: str, day: int, symptom: str, urgency: str, rule: str, handbook: Handbook
) -> None:
    found = ask(handbook, region, day, **{symptom: "yes"})
    assert (found.urgency, found.rules[0].rule) == (Urgency(urgency), rule)


PAIRS = [
    (2, {"fever": "yes", "painful": "yes"}, "emergency"),
    (2, {"rigors": "yes", "swollen": "yes"}, "emergency"),
    (40, {"fever": "yes", "hot": "yes"}, "emergency"),
    (5, {"hot": "yes", "swollen": "yes", "worse": "yes"}, "emergency"),
    (5, {"hot": "yes", "swollen": "yes"}, "same-day"),
    (5, {"painful": "yes", "worse": "yes"}, "same-day"),
    (1, {"fever": "yes", "stiff_neck": "yes"}, "emergency"),
    (1, {"tense_swelling": "yes", "cold_white": "yes"}, "emergency"),
    (30, {"calf_swelling": "yes", "breathless": "yes"}, "emergency"),
]


@pytest.mark.parametrize(("day", "answers", "urgency"), PAIRS)
def test_symptoms_together(day: int, answers: dict[str, str], urgency: str, handbook: Handbook) -> None:
    assert ask(handbook, "knee", day, **answers).urgency is Urgency(urgency)


def test_peak_soreness_with_warmth_and_swelling_is_expected_in_the_first_days(handbook: Handbook) -> None:
    found = ask(handbook, "knee", 1, painful="yes", hot="yes", swollen="yes")
    assert found.urgency is Urgency.EXPECTED
    assert found.asks == ()


def test_getting_worse_within_three_days_is_still_the_flare(handbook: Handbook) -> None:
    assert ask(handbook, "knee", 2, worse="yes").urgency is Urgency.EXPECTED


def test_soreness_that_eases_is_expected(handbook: Handbook) -> None:
    assert ask(handbook, "knee", 6, painful="yes").urgency is Urgency.EXPECTED


@pytest.mark.parametrize("region", list(Region))
@pytest.mark.parametrize("day", [0, 1, 2, 3, 4, 7, 14, 112, 113, LATE, 4000])
def test_every_region_and_day_with_nothing_wrong_is_expected(
    region: str, day: int, handbook: Handbook
) -> None:
    assert ask(handbook, region, day).urgency is Urgency.EXPECTED


@pytest.mark.parametrize("region", list(Region))
@pytest.mark.parametrize("day", [0, 3, 30, LATE])
def test_an_empty_report_is_asked_never_reassured(region: str, day: int, handbook: Handbook) -> None:
    found = triage(SymptomReport(region=region, days_since_session=day), handbook)
    assert found.urgency is Urgency.ASK
    gates = {question.id for question in symptom_questions(region, day, handbook) if question.gate}
    assert gates <= {question.id for question in found.asks}


def test_hours_decide_where_the_day_leaves_both_sides_open(handbook: Handbook) -> None:
    assert ask(handbook, "knee", 3, 71, worse="yes").urgency is Urgency.EXPECTED
    assert ask(handbook, "knee", 3, 72, worse="yes").urgency is Urgency.SAME_DAY
    assert ask(handbook, "knee", 3, worse="yes").urgency is Urgency.SAME_DAY


def test_a_leg_that_is_still_numb_in_the_first_hours_is_not_asked_about(handbook: Handbook) -> None:
    early = {question.id for question in symptom_questions("knee", 0, handbook, 2)}
    assert not early & {"weak-limb", "cannot-bear-weight"}
    assert "weak-limb" in {question.id for question in symptom_questions("knee", 0, handbook, 7)}


@pytest.mark.parametrize("day", [0, 2, 3, 10])
def test_the_septic_emergency_is_exactly_as_ruled(day: int, handbook: Handbook) -> None:
    after = day >= 3
    for answers in product((False, True), repeat=len(SEPTIC)):
        said = dict(zip(SEPTIC, answers, strict=True))
        site = said["painful"] or said["hot"] or said["swollen"]
        unusable = said["cannot-bear-weight"] or said["cannot-move-joint"]
        emergency = (
            said["pus"]
            or (after and unusable)
            or ((said["fever"] or said["rigors"]) and site)
            or (after and said["hot"] and said["swollen"] and said["worse"])
        )
        found = ask(handbook, "knee", day, **{s: "yes" if is_so else "no" for s, is_so in said.items()})
        assert (found.urgency is Urgency.EMERGENCY) == emergency, said
        alone = said["fever"] or said["rigors"] or (after and said["worse"])
        if alone and not emergency:
            assert found.urgency is Urgency.SAME_DAY, said


def test_not_sure_about_any_gate_that_may_be_serious_is_a_same_day_call(handbook: Handbook) -> None:
    serious = (Urgency.EMERGENCY, Urgency.SAME_DAY)
    for region, day in product(Region, (0, 1, 2, 3, 5, 30)):
        for question in symptom_questions(region, day, handbook):
            if ask(handbook, region, day, **{question.id: "yes"}).urgency in serious and question.gate:
                found = ask(handbook, region, day, **{question.id: "not known"})
                assert found.urgency is Urgency.SAME_DAY, (region, day, question.id)


def test_not_sure_about_a_mild_sign_never_outranks_the_sign_itself(handbook: Handbook) -> None:
    assert ask(handbook, "knee", 5, rash="not known").urgency is Urgency.WITHIN_72H


def test_not_sure_says_what_it_could_be_and_asks_for_a_person(handbook: Handbook) -> None:
    found = ask(handbook, "knee", 5, pus="not known")
    assert "could be" in say(handbook, found.suspect.id, found.suspect.values)
    assert say(handbook, found.action.id, found.action.values).startswith("Call the clinic today")


def test_one_gate_left_out_is_asked_by_name(handbook: Handbook) -> None:
    for left_out in symptom_questions("knee", 5, handbook):
        said = {q.id: "no" for q in symptom_questions("knee", 5, handbook) if q.id != left_out.id}
        found = triage(SymptomReport(region="knee", days_since_session=5, symptoms=said), handbook)
        if left_out.gate:
            assert found.urgency is Urgency.ASK
            assert [question.id for question in found.asks] == [left_out.id]
        else:
            assert found.urgency is Urgency.EXPECTED


def test_a_red_flag_is_heard_where_nobody_would_ask_for_it(handbook: Handbook) -> None:
    for region in Region:
        for symptom in ("stroke-signs", "bladder-bowel", "allergic-signs", "cold-white", "breathless"):
            assert ask(handbook, region, LATE, **{symptom: "yes"}).urgency is Urgency.EMERGENCY


def test_every_red_flag_outranks_every_reassuring_answer(handbook: Handbook) -> None:
    for rule in handbook.triage.values():
        for signs in rule.when if rule.urgency is Urgency.EMERGENCY else ():
            region = rule.regions[0] if rule.regions else "knee"
            day = signs.from_hours // 24 + 1
            found = ask(handbook, region, day, **dict.fromkeys(signs.all_of, "yes"))
            assert found.urgency is Urgency.EMERGENCY, (rule.id, signs)


def test_a_fever_asks_after_the_joint_but_does_not_wait_for_the_answer(handbook: Handbook) -> None:
    said = {q.id: "no" for q in symptom_questions("knee", 1, handbook) if q.gate} | {"fever": "yes"}
    found = triage(SymptomReport(region="knee", days_since_session=1, symptoms=said), handbook)
    assert found.urgency is Urgency.SAME_DAY
    assert {question.id for question in found.asks} == {"hot", "swollen", "painful", "stiff-neck"}


def test_what_to_do_begins_with_how_soon(handbook: Handbook) -> None:
    opening = {
        Urgency.EMERGENCY: "Call the emergency number now",
        Urgency.SAME_DAY: "Call the clinic",
        Urgency.WITHIN_72H: "Call the clinic within three days",
    }
    for rule in handbook.triage.values():
        if rule.stands_for == "signs":
            assert rule.action["en"].startswith(opening[rule.urgency]), rule.id


def test_no_antibiotics_before_aspiration_is_said_to_clinicians_only(handbook: Handbook) -> None:
    card = handbook.triage["septic-joint"]
    assert card.clinician is not None
    assert "No antibiotics before aspiration" in card.clinician["en"]
    for rule in handbook.triage.values():
        for text in (rule.action, rule.suspect, rule.leaflet or {"en": ""}):
            assert "antibiotic" not in text["en"], rule.id
