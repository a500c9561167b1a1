"""The syringes of one session: what the points ask for, under one ceiling, with what stands on the shelf."""

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from enthesis.care.procedure import injection_map
from enthesis.care.solution import session_recipes
from enthesis.care.values.case import Case
from enthesis.care.values.fact import Fact
from enthesis.care.values.mix_request import Given
from enthesis.care.values.recipe import Recipe
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.codes import Code, CodeSystem
from enthesis.vocabulary.dates import PartialDate
from tests.knee import hand, knee, known

D = Decimal
PLACES = ("mcl-femoral", "mcl-tibial", "pes-anserine", "patella-superior")
HANDS = tuple(hand(place, 2) for place in PLACES)


def recipes(
    handbook: Handbook, case: Case, given: tuple[Given, ...] = (), protocol: str = "prt-koa-1"
) -> tuple[Recipe, ...]:
    drawn = injection_map(case, handbook.conditions["knee-oa"], handbook)
    return session_recipes(handbook.protocols[protocol], drawn, known(handbook, case), handbook, given)


def moved(handbook: Handbook, **values: Any) -> Handbook:
    """The handbook with settings the clinic moved: ``solution_diluent="water"``."""
    settings = dict(handbook.settings)
    for name, value in values.items():
        card = name.replace("_", "-")
        settings[card] = msgspec.structs.replace(settings[card], value=value)
    return msgspec.structs.replace(handbook, settings=settings)


def test_joint_and_ligament_syringe_of_an_examined_knee(handbook: Handbook) -> None:
    joint, ligaments = recipes(handbook, knee(*HANDS))
    assert (joint.name, joint.volume_ml, joint.final_dextrose_percent) == ("joint", D(6), D(25))
    assert (joint.dextrose_stock_ml, joint.lidocaine_stock_ml, joint.diluent_ml) == (D(3), D(0), D(3))
    assert (ligaments.name, ligaments.volume_ml) == ("ligaments", D("2.0"))
    assert (ligaments.dextrose_stock_ml, ligaments.lidocaine_mg) == (D("0.6"), D(4))
    assert ligaments.lidocaine_ceiling_mg == 234
    assert {joint.side, ligaments.side} == {Side.RIGHT}
    assert joint.cards[0] == "protocols/prt-koa-1"


def test_a_point_whose_volume_nobody_knows_leaves_its_syringe_without_one(handbook: Handbook) -> None:
    case = knee(*HANDS)
    drawn = injection_map(case, handbook.conditions["knee-oa"], handbook)
    outside = next(point for point in drawn.points if point.compartment == "extra-articular")
    unknown = tuple(
        msgspec.structs.replace(point, volume_ml=None) if point is outside else point
        for point in drawn.points
    )
    drawn = msgspec.structs.replace(drawn, points=unknown)
    made = session_recipes(handbook.protocols["prt-koa-1"], drawn, known(handbook, case), handbook)
    ligaments = next(recipe for recipe in made if recipe.name == "ligaments")
    assert (ligaments.status, ligaments.volume_ml, ligaments.dextrose_stock_ml) == (
        "needs-answer",
        None,
        None,
    )


def test_without_an_examination_no_syringe_has_a_volume(handbook: Handbook) -> None:
    made = recipes(handbook, knee())
    assert [recipe.final_dextrose_percent for recipe in made] == [25, 15]
    for recipe in made:
        assert (recipe.status, recipe.question, recipe.volume_ml) == ("needs-answer", "examination", None)
        assert recipe.dextrose_stock_ml is None


def test_nothing_found_is_nothing_to_mix(handbook: Handbook) -> None:
    assert recipes(handbook, knee(hand("mcl-femoral", 0, 0))) == ()


def test_without_a_weight_there_is_no_anaesthetic_volume_only_the_question(handbook: Handbook) -> None:
    joint, ligaments = recipes(handbook, knee(*HANDS, weight_kg=None))
    assert joint.status == "made"
    assert (ligaments.status, ligaments.question) == ("needs-answer", "weight")
    assert ligaments.lidocaine_stock_ml is None
    assert ligaments.dextrose_stock_ml == D("0.6")


@pytest.mark.parametrize("weight", ["4", "600", "NaN"])
def test_a_weight_nobody_can_believe_is_asked_for(handbook: Handbook, weight: str) -> None:
    assert recipes(handbook, knee(*HANDS, weight_kg=D(weight)))[1].question == "weight"


def test_above_90_kg_the_height_is_asked_for(handbook: Handbook) -> None:
    assert recipes(handbook, knee(*HANDS, weight_kg=D("90.1")))[1].question == "height"
    assert recipes(handbook, knee(*HANDS, weight_kg=D(90)))[1].status == "made"


def test_both_knees_share_one_ceiling(handbook: Handbook) -> None:
    both = tuple(hand(place, 2, side=Side.BOTH) for place in PLACES)
    made = recipes(handbook, knee(*both, side=Side.BOTH))
    assert [(recipe.name, recipe.side) for recipe in made] == [
        ("joint", Side.RIGHT),
        ("ligaments", Side.RIGHT),
        ("joint", Side.LEFT),
        ("ligaments", Side.LEFT),
    ]
    # 4 mg on each side of a ceiling of 234
    assert {recipe.anaesthetic_fraction for recipe in made} == {D("0.0342")}


def test_what_was_given_the_same_day_counts(handbook: Handbook) -> None:
    cream = (Given(drug="emla", mg=D(2500)),)
    joint, ligaments = recipes(handbook, knee(*HANDS), cream)
    assert joint.anaesthetic_fraction == ligaments.anaesthetic_fraction == D("0.5513")
    joint, ligaments = recipes(handbook, knee(*HANDS), (Given(drug="lidocaine", mg=D(231)),))
    assert (joint.status, ligaments.status) == ("made", "refused")
    assert ligaments.lidocaine_stock_ml is None


@pytest.mark.parametrize(
    ("birth", "ceiling"),
    [(PartialDate(1956, 11, 20), "163.8"), (PartialDate(1956, 11, 21), "234"), (PartialDate(1956), "163.8")],
)
def test_the_oldest_age_a_birth_date_allows_decides(
    handbook: Handbook, birth: PartialDate, ceiling: str
) -> None:
    assert recipes(handbook, knee(*HANDS, birth=birth))[1].lidocaine_ceiling_mg == D(ceiling)


def recorded(kind: Any, text: str, snomed: str = "") -> tuple[Fact, ...]:
    codes = (Code(CodeSystem.SNOMED, snomed),) if snomed else ()
    return (Fact(kind=kind, text=text, codes=codes, active="yes"),)


@pytest.mark.parametrize(
    ("text", "ceiling"),
    [("Heart failure", "163.8"), ("Cirrhosis of liver", "163.8"), ("Family history of heart failure", "234")],
)
def test_recorded_heart_or_liver_disease_lowers_the_ceiling(
    handbook: Handbook, text: str, ceiling: str
) -> None:
    made = recipes(handbook, knee(*HANDS, facts=recorded("condition", text)))
    assert made[1].lidocaine_ceiling_mg == D(ceiling)


def test_somebody_who_reacts_to_anaesthetics_gets_none(handbook: Handbook) -> None:
    by_chart = knee(*HANDS, facts=recorded("allergy", "Lidocaine"))
    by_answer = knee(*HANDS, answers={"allergy-anaesthetic": "yes"})
    for case in (by_chart, by_answer):
        for recipe in recipes(handbook, case):
            assert recipe.status == "made"
            assert recipe.lidocaine_mg == 0
            assert recipe.warnings[0].id == "solution.warn.anaesthetic-allergy"
    assert recipes(handbook, knee(*HANDS, answers={"allergy-anaesthetic": "no"}))[1].lidocaine_mg == 4


def test_the_shelf_of_the_clinic_is_used(handbook: Handbook) -> None:
    shelf = moved(
        handbook,
        solution_stock_basis="anhydrous",
        solution_diluent="water",
        solution_stock_lidocaine=2,
        solution_ligaments_lidocaine=0.4,
    )
    joint, ligaments = recipes(shelf, knee(*HANDS))
    assert (joint.basis, joint.diluent) == ("anhydrous", "water")
    assert joint.osmolarity_mosm_l == D("1387.7")
    assert (ligaments.lidocaine_stock_percent, ligaments.lidocaine_stock_ml) == (D(2), D("0.4"))


def test_a_protocol_into_the_joint_only_waits_for_the_examination_too(handbook: Handbook) -> None:
    made = recipes(handbook, knee(), protocol="prt-koa-2")
    assert [(recipe.name, recipe.volume_ml, recipe.status) for recipe in made] == [
        ("joint", None, "needs-answer")
    ]


def test_a_protocol_that_states_its_lidocaine_is_followed(handbook: Handbook) -> None:
    injection = handbook.protocols["prt-koa-3"].injection
    stated = {each.compartment: each.final_lidocaine_percent for each in injection}
    joint, ligaments = recipes(handbook, knee(*HANDS), protocol="prt-koa-3")
    assert joint.lidocaine_final_percent == stated["intra-articular"] == D("0.5")
    assert ligaments.lidocaine_final_percent == stated["extra-articular"] == D("0.6")
