"""P7 and the laws of the map, over any examination."""

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enthesis.care.clearance import judge_clearance
from enthesis.care.procedure import injection_map
from enthesis.care.solution import session_recipes
from enthesis.care.structures import never_a_target
from enthesis.care.values.case import Examined
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.clearance import Clearance
from enthesis.vocabulary.status import Severity
from tests.knee import knee, known

PLACES = [
    "mcl-femoral", "mcl-tibial", "lcl-femoral", "lcl-fibular", "pes-anserine", "tibial-tuberosity",
    "patella-superior", "patella-inferior", "retinaculum-medial", "retinaculum-lateral", "coronary-medial",
    "coronary-lateral", "joint",
]  # fmt: skip
GRADES = st.sampled_from([None, 0, 1, 2, 3])
HANDS = st.lists(
    st.builds(
        Examined,
        enthesis=st.sampled_from([f"knee-{place}" for place in PLACES]),
        side=st.sampled_from(list(Side)),
        tender=GRADES,
        lax=GRADES,
        artery_check=st.sampled_from([None, "seen-and-avoided", "none-seen", "not-looked"]),
        guidance=st.sampled_from([None, "ultrasound", "landmark"]),
    ),
    max_size=8,
).map(tuple)
SIDES = st.sampled_from([None, *Side])


@given(hands=HANDS, side=SIDES)
@settings(max_examples=300, deadline=None)
def test_no_point_lies_on_the_other_side(
    handbook: Handbook, hands: tuple[Examined, ...], side: Side | None
) -> None:
    drawn = injection_map(knee(*hands, side=side), handbook.conditions["knee-oa"], handbook)
    allowed = {Side.LEFT, Side.RIGHT} if side is Side.BOTH else {side}
    assert {point.side for point in drawn.points} <= allowed


@given(hands=HANDS, side=SIDES)
@settings(max_examples=300, deadline=None)
def test_every_chosen_ligament_was_found_by_the_hand_on_that_side(
    handbook: Handbook, hands: tuple[Examined, ...], side: Side | None
) -> None:
    drawn = injection_map(knee(*hands, side=side), handbook.conditions["knee-oa"], handbook)
    if drawn.status != "examined":
        assert all(point.volume_ml is None for point in drawn.points)
        return
    found = {
        (row.enthesis, each)
        for row in hands
        for each in ((Side.LEFT, Side.RIGHT) if row.side is Side.BOTH else (row.side,))
        if (row.tender or 0) + (row.lax or 0) > 0
    }
    for point in drawn.points:
        if point.compartment == "extra-articular":
            assert (point.enthesis, point.side) in found
        else:
            assert point.side in {place[1] for place in found}


@given(hands=HANDS, side=SIDES)
@settings(max_examples=300, deadline=None)
def test_an_artery_check_nobody_recorded_never_reads_as_looked(
    handbook: Handbook, hands: tuple[Examined, ...], side: Side | None
) -> None:
    drawn = injection_map(knee(*hands, side=side), handbook.conditions["knee-oa"], handbook)
    recorded = {(row.enthesis, row.artery_check) for row in hands}
    for point in drawn.points:
        if point.artery_check in ("seen-and-avoided", "none-seen"):
            assert (point.enthesis, point.artery_check) in recorded
        flagged = handbook.entheses[point.enthesis].artery_check
        if drawn.status == "examined" and flagged:
            looked = point.artery_check in ("seen-and-avoided", "none-seen")
            assert (point.hold is None) is looked


@given(hands=HANDS, side=SIDES)
@settings(max_examples=200, deadline=None)
def test_the_syringes_hold_what_the_points_receive_and_nothing_without_a_hand(
    handbook: Handbook, hands: tuple[Examined, ...], side: Side | None
) -> None:
    case = knee(*hands, side=side)
    drawn = injection_map(case, handbook.conditions["knee-oa"], handbook)
    recipes = session_recipes(handbook.protocols["prt-koa-1"], drawn, known(handbook, case), handbook)
    ligaments = [recipe for recipe in recipes if recipe.name == "ligaments"]
    if drawn.status == "nothing-found":
        assert recipes == ()
    if drawn.status == "needs-examination":
        assert all(recipe.volume_ml is None and recipe.question == "examination" for recipe in ligaments)
    if drawn.status == "examined":
        received = sum((point.volume_ml or Decimal(0) for point in drawn.points), Decimal(0))
        assert sum((recipe.volume_ml or Decimal(0) for recipe in recipes), Decimal(0)) == received
        fractions = {recipe.anaesthetic_fraction for recipe in recipes}
        assert len(fractions) == 1


NAMES = [
    "spinal cord",
    "Spinal-Cord",
    "cervical_cord",
    "spinal canal",
    "epidural space",
    "dura",
    "the myelon",
]


@pytest.mark.parametrize("name", NAMES)
@given(hands=HANDS)
@settings(max_examples=20, deadline=None)
def test_cord_canal_and_epidural_space_never_become_a_point(
    handbook: Handbook, name: str, hands: tuple[Examined, ...]
) -> None:
    card = msgspec.structs.replace(
        handbook.entheses["knee-mcl-femoral"], id="smuggled", title={"en": f"Near the {name}"}
    )
    condition = msgspec.structs.replace(
        handbook.conditions["knee-oa"], entheses=("smuggled", "knee-pes-anserine", "knee-joint")
    )
    spoiled = msgspec.structs.replace(handbook, entheses=handbook.entheses | {"smuggled": card})
    rows = (*hands, Examined(enthesis="smuggled", side=Side.RIGHT, tender=3))
    drawn = injection_map(knee(*rows), condition, spoiled)
    assert "smuggled" not in {point.enthesis for point in drawn.points}
    assert "procedure.never-a-target" in {warning.id for warning in drawn.warnings}


@pytest.mark.parametrize(
    "text", ["spinal ligaments", "recorder tendon", "Knee joint", "ligamentum durable", ""]
)
def test_other_words_are_left_alone(handbook: Handbook, text: str) -> None:
    assert never_a_target(text, handbook) is None


def test_no_place_of_the_handbook_is_a_forbidden_one(handbook: Handbook) -> None:
    for card in handbook.entheses.values():
        assert never_a_target(f"{card.id} {card.title['en']}", handbook) is None


@pytest.mark.parametrize("region", ["neck", "thoracic"])
@pytest.mark.parametrize("switch", [None, False, "yes", True])
def test_neck_and_thoracic_region_open_only_by_an_explicit_switch(
    handbook: Handbook, region: str, switch: object
) -> None:
    name = {"neck": "cervical-offered", "thoracic": "thoracic-offered"}[region]
    settings_ = {key: card for key, card in handbook.settings.items() if key != name}
    if switch is not None:
        settings_[name] = msgspec.structs.replace(handbook.settings[name], value=switch)
    moved = msgspec.structs.replace(handbook, settings=settings_)
    condition = msgspec.structs.replace(handbook.conditions["knee-oa"], region=region)
    row = Examined(enthesis="knee-mcl-femoral", side=Side.RIGHT, tender=3)
    drawn = injection_map(knee(row), condition, moved)
    assert (drawn.status == "examined") is (switch is True)
    if switch is not True:
        assert drawn.status == "not-offered"
        assert {(point.volume_ml, point.needle, point.needle_longest_mm) for point in drawn.points} == {
            (None, "", None)
        }


DISTANCES = st.sampled_from([Decimal(d) for d in ("-1", "0", "2.9", "3", "9.9", "10", "14.9", "15", "40")])
LABELS = st.sampled_from(["popliteal-artery", "popliteal_artery", "spinal-cord", "spinal_canal", "bone 7"])
CLEARANCES = st.lists(
    st.builds(Clearance, structure=LABELS, proved_mm=DISTANCES, margin_model=st.just("declared")), max_size=4
)
GUIDANCE = st.sampled_from(["ultrasound", "landmark", ""])
LENGTHS = st.sampled_from([None, Decimal(38), Decimal("63.9"), Decimal(64), Decimal(90)])


@given(clearances=CLEARANCES, guidance=GUIDANCE, length=LENGTHS)
@settings(max_examples=400, deadline=None)
def test_clear_needs_a_proved_distance_from_every_label(
    handbook: Handbook, clearances: list[Clearance], guidance: str, length: Decimal | None
) -> None:
    judged = judge_clearance(clearances, guidance, length, handbook)
    is_long = length is None or length >= 64
    needed = 3 if guidance == "ultrasound" else 15 if is_long else 10
    enough = bool(clearances) and all(c.proved_mm >= needed for c in clearances)
    assert judged.needed_mm == needed
    assert (judged.level == "clear") is enough
    assert (judged.severity is None) is enough
    spinal = any(c.proved_mm < needed and c.structure.startswith("spinal") for c in clearances)
    assert (judged.severity is Severity.STOP) is spinal


@given(clearances=CLEARANCES, guidance=GUIDANCE, length=LENGTHS, more=CLEARANCES)
@settings(max_examples=300, deadline=None)
def test_another_label_never_makes_a_needle_clearer(
    handbook: Handbook,
    clearances: list[Clearance],
    guidance: str,
    length: Decimal | None,
    more: list[Clearance],
) -> None:
    ranks = {"clear": 0, "not-decidable": 1, "too-near": 2, "never": 3}
    before = judge_clearance(clearances, guidance, length, handbook)
    after = judge_clearance([*clearances, *more], guidance, length, handbook)
    if clearances:
        assert ranks[after.level] >= ranks[before.level]
