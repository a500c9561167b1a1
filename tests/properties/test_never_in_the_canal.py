"""P7 over every condition: cord, canal and epidural space are no target; neck and chest follow the switch."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enthesis.care.procedure import injection_map, switch_findings
from enthesis.care.structures import never_a_target
from enthesis.care.values.case import Case, Examined, Person, Wish
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.read import read_handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.status import Severity

CARDS = read_handbook()
CONDITIONS = sorted(name for name, card in CARDS.conditions.items() if card.authored)
SWITCHES = {"neck": "cervical-offered", "thoracic": "thoracic-offered"}
PLACES = sorted(CARDS.entheses)
NAMED_NEVER = [
    "spinal cord", "Cervical cord", "epidural space", "spinal_canal", "dura", "intrathecal space",
    "cauda equina", "posterior sacral foramen", "vertebral artery", "pleura",
]  # fmt: skip
GRADES = st.sampled_from([None, 0, 1, 3])
HANDS = st.lists(
    st.builds(
        Examined,
        enthesis=st.sampled_from(PLACES),
        side=st.sampled_from(list(Side)),
        tender=GRADES,
        lax=GRADES,
        artery_check=st.sampled_from([None, "seen-and-avoided", "none-seen", "not-looked"]),
        guidance=st.sampled_from([None, "ultrasound", "fluoroscopy", "landmark"]),
    ),
    max_size=8,
).map(tuple)
CASES = st.builds(
    Case,
    person=st.just(Person()),
    wish=st.builds(Wish, condition=st.sampled_from(CONDITIONS), side=st.sampled_from([None, *Side])),
    examined=HANDS,
)


def switched(handbook: Handbook, value: object) -> Handbook:
    moved = {
        name: msgspec.structs.replace(handbook.settings[name], value=value) for name in SWITCHES.values()
    }
    return msgspec.structs.replace(handbook, settings=handbook.settings | moved)


@given(case=CASES, on=st.booleans())
@settings(max_examples=400, deadline=None)
def test_no_point_of_any_condition_lies_where_no_needle_may_go(
    handbook: Handbook, case: Case, on: bool
) -> None:
    clinic = switched(handbook, on)
    condition = clinic.conditions[case.wish.condition]
    drawn = injection_map(case, condition, clinic)
    for point in drawn.points:
        card = clinic.entheses[point.enthesis]
        assert card.region == condition.region or card.id in condition.entheses
        assert never_a_target(f"{card.id} {card.title['en']} {card.where['en']}", clinic) is None


@given(case=CASES)
@settings(max_examples=300, deadline=None)
def test_nothing_is_measured_out_for_a_region_nobody_switched_on(handbook: Handbook, case: Case) -> None:
    clinic = switched(handbook, False)
    condition = clinic.conditions[case.wish.condition]
    drawn, found = injection_map(case, condition, clinic), switch_findings(condition, clinic)
    if condition.region not in SWITCHES:
        assert (drawn.status != "not-offered", found) == (True, ())
        return
    assert drawn.status == "not-offered"
    assert {(p.volume_ml, p.needle, p.needle_longest_mm, p.safe_approach) for p in drawn.points} == {
        (None, "", None, ())
    }
    assert [(each.rule, each.severity) for each in found] == [(SWITCHES[condition.region], Severity.HOLD)]


@given(case=CASES)
@settings(max_examples=300, deadline=None)
def test_a_place_that_asks_for_guidance_waits_for_it(handbook: Handbook, case: Case) -> None:
    clinic = switched(handbook, True)
    drawn = injection_map(case, clinic.conditions[case.wish.condition], clinic)
    if drawn.status != "examined":
        return
    for point in drawn.points:
        asked = clinic.entheses[point.enthesis].guidance
        if asked and point.guidance not in asked:
            assert point.hold is not None
        if point.hold is None and clinic.entheses[point.enthesis].artery_check:
            assert point.artery_check in ("seen-and-avoided", "none-seen")


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("name", NAMED_NEVER)
def test_a_card_that_names_a_forbidden_structure_is_left_out_and_said_so(
    handbook: Handbook, condition: str, name: str
) -> None:
    card = msgspec.structs.replace(
        handbook.entheses["knee-mcl-femoral"], id="smuggled", title={"en": f"Near the {name}"}
    )
    target = handbook.conditions[condition]
    spoiled = msgspec.structs.replace(target, entheses=(*target.entheses, "smuggled"))
    clinic = switched(
        msgspec.structs.replace(handbook, entheses=handbook.entheses | {"smuggled": card}), True
    )
    case = Case(
        person=Person(),
        wish=Wish(condition=condition, side=Side.RIGHT),
        examined=(Examined(enthesis="smuggled", side=Side.RIGHT, tender=3, guidance="ultrasound"),),
    )
    drawn = injection_map(case, spoiled, clinic)
    assert "smuggled" not in {point.enthesis for point in drawn.points}
    assert "procedure.never-a-target" in {warning.id for warning in drawn.warnings}


def test_every_place_of_neck_and_chest_asks_for_a_picture_and_names_what_lies_near(
    handbook: Handbook,
) -> None:
    for card in handbook.entheses.values():
        if card.region in SWITCHES:
            assert card.guidance, card.id
            assert set(card.guidance) <= {"ultrasound", "fluoroscopy"}
        assert card.structures, card.id
        assert set(card.structures) <= set(handbook.structures), card.id
        assert set(card.approach) <= set(handbook.sentences), card.id


def test_the_leaflets_spinal_cord_is_read_as_the_ligaments_of_the_spine(handbook: Handbook) -> None:
    card = handbook.contradictions["ctr-10"]
    assert card.leaflet_a is not None
    assert "spinal cord" in card.leaflet_a.quote["en"]
    assert "ligaments of the spine" in card.followed["en"]
    cord = handbook.structures["spinal-cord"]
    assert cord.never_target
    assert cord.instead is not None
    assert never_a_target("ligaments of the spine", handbook) is None
