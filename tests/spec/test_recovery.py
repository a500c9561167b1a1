"""Aftercare day by day: what a person is told, and what is never promised (CLINICAL 7, CARE 4 and 14)."""

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from enthesis.care.recovery import aftercare
from enthesis.care.values.instruction import Instruction
from enthesis.knowledge.cards.aftercare import Aftercare
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.sentences import say
from enthesis.vocabulary.status import Status

MET, NOT_MET, NOT_KNOWN = Status.MET, Status.NOT_MET, Status.NOT_KNOWN
USUAL: dict[str, Any] = {
    "region": "knee",
    "tissue": "joint",
    "nsaid_days_after": 7,
    "weight_kg": Decimal(78),
    "sedation": "none",
    "adult": MET,
    "takes_warfarin": NOT_MET,
    "liver_disease": NOT_MET,
    "alcohol": NOT_MET,
    "frail": NOT_MET,
    "paracetamol_allergy": NOT_MET,
    "cold_unsuitable": NOT_MET,
    "diabetes": NOT_MET,
}


def told(handbook: Handbook, **changed: Any) -> dict[str, Instruction]:
    return {each.id: each for each in aftercare(handbook, **{**USUAL, **changed})}


def words(handbook: Handbook, instruction: Instruction) -> str:
    return say(handbook, instruction.says.id, instruction.says.values)


def with_setting(handbook: Handbook, name: str, value: object) -> Handbook:
    moved = msgspec.structs.replace(handbook.settings[name], value=value)
    return msgspec.structs.replace(handbook, settings={**handbook.settings, name: moved})


def test_the_days_of_soreness_follow_each_other_and_end_at_day_ten(handbook: Handbook) -> None:
    days = [
        (each.day_from, each.day_to)
        for each in told(handbook).values()
        if each.card.startswith("aftercare/")
        and handbook.aftercare[each.card.partition("/")[2]].kind == "soreness"
    ]
    assert days == [(0, 0), (1, 2), (3, 3), (4, 7), (8, 10)]


def test_repair_carries_no_day_and_says_it_was_not_shown(handbook: Handbook) -> None:
    repair = told(handbook)["repair"]
    assert (repair.day_from, repair.day_to, repair.on) == (None, None, None)
    assert "has not been shown in people" in words(handbook, repair)


@pytest.mark.parametrize("days", [{"day_from": 21}, {"day_to": 90}])
def test_a_repair_card_with_a_day_is_refused(days: dict[str, int], handbook: Handbook) -> None:
    card = msgspec.to_builtins(handbook.aftercare["repair"])
    with pytest.raises(msgspec.ValidationError, match="no day_from"):
        msgspec.convert({**card, **days}, Aftercare, strict=False)


@pytest.mark.parametrize("day_to", [None, 11])
def test_a_soreness_card_that_promises_no_end_or_a_late_one_is_refused(
    day_to: int | None, handbook: Handbook
) -> None:
    card = msgspec.to_builtins(handbook.aftercare["day-4-7"])
    with pytest.raises(msgspec.ValidationError, match="at most 10"):
        msgspec.convert({**card, "day_to": day_to}, Aftercare, strict=False)


def test_a_circumstance_nobody_knows_is_refused(handbook: Handbook) -> None:
    card = msgspec.to_builtins(handbook.aftercare["glucose"])
    with pytest.raises(msgspec.ValidationError, match="moonlight"):
        msgspec.convert({**card, "when": [["unknown moonlight"]]}, Aftercare, strict=False)


def test_the_call_for_a_late_infection_stays_alive_to_week_sixteen(handbook: Handbook) -> None:
    late = told(handbook)["late-infection"]
    assert late.day_to == 16 * 7


# --- paracetamol -----------------------------------------------------------------------------------

CEILINGS = [
    ({}, "paracetamol-usual", "3,000 mg"),
    ({"weight_kg": None}, "paracetamol-weight", "2,000 mg"),
    ({"weight_kg": Decimal("49.9")}, "paracetamol-low", "2,000 mg"),
    ({"weight_kg": Decimal(50)}, "paracetamol-usual", "3,000 mg"),
    ({"liver_disease": MET}, "paracetamol-low", "2,000 mg"),
    ({"alcohol": MET}, "paracetamol-low", "2,000 mg"),
    ({"frail": MET}, "paracetamol-low", "2,000 mg"),
    ({"alcohol": MET, "weight_kg": None}, "paracetamol-low", "2,000 mg"),
    ({"liver_disease": NOT_KNOWN}, "paracetamol-check", "2,000 mg"),
    ({"alcohol": NOT_KNOWN}, "paracetamol-check", "if you are not sure"),
    ({"frail": NOT_KNOWN}, "paracetamol-check", "3,000 mg"),
    ({"adult": NOT_KNOWN}, "paracetamol-young", "Ask the clinic"),
    ({"adult": NOT_MET}, "paracetamol-young", "Ask the clinic"),
    ({"paracetamol_allergy": MET, "liver_disease": MET}, "paracetamol-allergy", "Do not take paracetamol"),
]


@pytest.mark.parametrize(("changed", "card", "says"), CEILINGS)
def test_the_paracetamol_ceiling(changed: dict[str, Any], card: str, says: str, handbook: Handbook) -> None:
    assert says in words(handbook, told(handbook, **changed)[card])


def test_weight_not_known_asks_for_it_and_never_says_three_thousand(handbook: Handbook) -> None:
    said = " ".join(words(handbook, each) for each in told(handbook, weight_kg=None).values())
    assert "tell us your weight" in said
    assert "3,000" not in said


def test_a_clinic_that_raises_the_ceiling_reaches_the_label_and_no_further(handbook: Handbook) -> None:
    raised = with_setting(handbook, "paracetamol-ceiling-mg", 4000)
    assert "4,000 mg" in words(raised, told(raised)["paracetamol-usual"])
    assert "2,000 mg" in words(raised, told(raised, frail=MET)["paracetamol-low"])
    setting = handbook.settings["paracetamol-ceiling-mg"]
    above = {**msgspec.to_builtins(setting), "value": 4001}
    with pytest.raises(msgspec.ValidationError, match="maximum 4000"):
        msgspec.convert(above, type(setting), strict=False)


def test_other_sources_of_paracetamol_are_named_and_counted(handbook: Handbook) -> None:
    counted = told(handbook, other_paracetamol=("co-codamol", "cold powder"))["paracetamol-counted"]
    assert "co-codamol, cold powder" in words(handbook, counted)
    assert "paracetamol-counted" not in told(handbook)


@pytest.mark.parametrize(
    ("status", "card"), [(MET, "paracetamol-warfarin"), (NOT_KNOWN, "paracetamol-warfarin-unknown")]
)
def test_warfarin_brings_a_caution_and_goes_on(status: Status, card: str, handbook: Handbook) -> None:
    caution = words(handbook, told(handbook, takes_warfarin=status)[card])
    assert "keep taking it" in caution
    assert "INR" in caution


def test_without_warfarin_nothing_is_said_of_it(handbook: Handbook) -> None:
    assert not [name for name in told(handbook) if "warfarin" in name]


# --- other medicines -------------------------------------------------------------------------------


def test_anti_inflammatories_are_left_out_for_as_long_as_the_clinic_says(handbook: Handbook) -> None:
    said = words(handbook, told(handbook, nsaid_days_after=28)["anti-inflammatories"])
    assert "for 28 days after each session" in said
    assert "This does not mean low-dose aspirin" in said


def test_what_must_go_on_is_said_whatever_is_known(handbook: Handbook) -> None:
    for status in Status:
        said = told(handbook, takes_warfarin=status, liver_disease=status, diabetes=status)
        assert words(handbook, said["heart-medicines"]).startswith("Do not stop")


# --- comfort and the way home ----------------------------------------------------------------------


def test_cold_is_an_option_with_its_limits(handbook: Handbook) -> None:
    said = words(handbook, told(handbook)["cold"])
    for limit in (
        "only if it comforts you",
        "10 minutes",
        "cloth",
        "48 hours",
        "never more than 20",
        "Raynaud",
    ):
        assert limit in said


def test_cold_is_not_offered_to_whom_it_may_harm(handbook: Handbook) -> None:
    said = told(handbook, cold_unsuitable=MET)
    assert "cold-unsuitable" in said
    assert "cold" not in said


def test_a_clinic_that_forbids_ice_says_so(handbook: Handbook) -> None:
    said = told(with_setting(handbook, "cold-compress", False))
    assert "cold-not-offered" in said
    assert "cold" not in said


@pytest.mark.parametrize(
    ("sedation", "card"),
    [
        ("none", "driving"),
        ("minimal", "driving-sedated"),
        ("deep", "driving-sedated"),
        (None, "driving-unknown"),
    ],
)
def test_the_way_home_follows_the_sedation(sedation: str | None, card: str, handbook: Handbook) -> None:
    homes = [name for name in told(handbook, sedation=sedation) if name.startswith("driving")]
    assert homes == [card]


@pytest.mark.parametrize(
    ("status", "cards"), [(MET, ["glucose"]), (NOT_KNOWN, ["glucose-unknown"]), (NOT_MET, [])]
)
def test_blood_sugar_is_spoken_of_unless_diabetes_is_ruled_out(
    status: Status, cards: list[str], handbook: Handbook
) -> None:
    assert [name for name in told(handbook, diabetes=status) if name.startswith("glucose")] == cards


def test_a_tendon_is_spared_longer_than_a_joint(handbook: Handbook) -> None:
    assert "7 days" in words(handbook, told(handbook)["activity"])
    assert "14 days" in words(handbook, told(handbook, tissue="tendon")["activity-tendon"])
    assert "activity" not in told(handbook, tissue="tendon")


def test_the_nurse_checks_the_ankle_after_a_knee_and_breathing_after_a_chest(handbook: Handbook) -> None:
    knee, chest = told(handbook), told(handbook, region="thoracic")
    assert knee["observe-knee"].of == "nurse"
    assert "observe-chest" not in knee
    assert "observe-chest" in chest
    assert "observe-knee" not in chest


# --- when to call ----------------------------------------------------------------------------------


def test_the_calls_come_last_and_the_gravest_first(handbook: Handbook) -> None:
    order = list(told(handbook))
    first_call = next(at for at, name in enumerate(order) if name.startswith("call-"))
    assert order[first_call] == "call-septic-joint"
    assert all(name.startswith("call-") for name in order[first_call:])
    ranks = [handbook.triage[name.removeprefix("call-")].urgency.rank for name in order[first_call:]]
    assert ranks == sorted(ranks, reverse=True)


def test_the_calls_are_those_of_the_region(handbook: Handbook) -> None:
    knee, neck = told(handbook), told(handbook, region="neck")
    assert "call-leg-clot" in knee
    assert not {"call-collapsed-lung", "call-neck-artery", "call-cauda-equina"} & knee.keys()
    assert {"call-collapsed-lung", "call-neck-artery", "call-cauda-equina"} <= neck.keys()
    assert "call-leg-clot" not in neck


def test_nothing_is_known_and_still_everything_can_be_said(handbook: Handbook) -> None:
    bare = aftercare(
        handbook, region="knee", tissue="joint", nsaid_days_after=7, weight_kg=None, sedation=None
    )
    assert all(words(handbook, each) for each in bare)
