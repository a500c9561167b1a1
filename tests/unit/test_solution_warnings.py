"""What is pointed out beside a mixture, and what stays silent."""

from decimal import Decimal
from typing import Any

import pytest

from enthesis.care.solution import mix
from enthesis.care.values.mix_request import AnaestheticPart, Given, MixRequest
from enthesis.care.values.recipe import Recipe
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.sentences import say

D = Decimal

QUIET: dict[str, Any] = {
    "final_dextrose_percent": D(10),
    "volume_ml": D(10),
    "stock_dextrose_percent": D(50),
    "basis": "hydrous",
    "diluent": "water",
    "lidocaine_stock_percent": D(1),
    "lidocaine_final_percent": D("0.2"),
    "weight_kg": D(70),
    "age_years": 58,
    "reduce": (),
}


def made(handbook: Handbook, **more: Any) -> Recipe:
    return mix(MixRequest(**(QUIET | more)), handbook)


def warned(recipe: Recipe) -> list[str]:
    return [warning.id.removeprefix("solution.warn.") for warning in recipe.warnings]


def test_an_ordinary_mixture_warns_of_nothing(handbook: Handbook) -> None:
    recipe = made(handbook)
    assert recipe.status == "made"
    assert recipe.warnings == ()
    assert recipe.drawn is None


SPEAKS: list[tuple[str, dict[str, Any]]] = [
    ("volume", {"volume_ml": D("30.1")}),
    ("volume", {"volume_ml": D(10), "other_sites_ml": D("20.1")}),
    ("points", {"points": 21}),
    ("vessel", {"final_dextrose_percent": D(25)}),
    ("dextrose-strong", {"final_dextrose_percent": D("25.1")}),
    ("dextrose-weak", {"final_dextrose_percent": D("9.9")}),
    ("joint-strong", {"lidocaine_final_percent": D("0.6")}),
    ("joint-strong", {"lidocaine_final_percent": D("0.6"), "into": "joint"}),
    ("ideal-weight", {"weight_kg": D(120), "height_cm": D(170), "sex": "female"}),
    ("sex-not-known", {"weight_kg": D(120), "height_cm": D(170)}),
    ("not-adult", {"age_years": 17}),
    ("lowering-not-known", {"already_given": (Given(drug="lidocaine", mg=D(140)),), "age_years": None}),
    ("lowering-not-known", {"already_given": (Given(drug="lidocaine", mg=D(140)),), "reduce": None}),
]  # fmt: skip


@pytest.mark.parametrize(("warning", "more"), SPEAKS)
def test_it_is_pointed_out(handbook: Handbook, warning: str, more: dict[str, Any]) -> None:
    recipe = made(handbook, **more)
    assert recipe.status == "made"
    assert warning in warned(recipe)
    for sentence in recipe.warnings:
        assert say(handbook, sentence.id, sentence.values)


SILENT: list[tuple[str, dict[str, Any]]] = [
    ("volume", {"volume_ml": D(30)}),
    ("volume", {"volume_ml": D(10), "other_sites_ml": D(20)}),
    ("points", {"points": 20}),
    ("vessel", {"final_dextrose_percent": D("16.5"), "lidocaine_final_percent": None}),
    ("dextrose-strong", {"final_dextrose_percent": D(25)}),
    ("dextrose-weak", {"final_dextrose_percent": D(10)}),
    ("joint-strong", {"lidocaine_final_percent": D("0.5")}),
    ("joint-strong", {"lidocaine_final_percent": D("0.6"), "into": "ligaments"}),
    ("ideal-weight", {"weight_kg": D("86.7"), "height_cm": D(170), "sex": "female"}),
    ("ideal-weight", {"weight_kg": D(120), "height_cm": D(170), "lidocaine_final_percent": None}),
    ("sex-not-known", {"weight_kg": D(120), "height_cm": D(170), "sex": "male"}),
    ("not-adult", {"age_years": 18}),
    ("lowering-not-known", {"already_given": (Given(drug="lidocaine", mg=D(120)),), "age_years": None}),
    ("lowering-not-known", {"already_given": (Given(drug="lidocaine", mg=D(140)),)}),
]  # fmt: skip


@pytest.mark.parametrize(("warning", "more"), SILENT)
def test_it_stays_silent(handbook: Handbook, warning: str, more: dict[str, Any]) -> None:
    recipe = made(handbook, **more)
    assert recipe.status == "made"
    assert warning not in warned(recipe)


def test_bacteriostatic_water_brings_its_own_caution(handbook: Handbook) -> None:
    recipe = made(handbook, diluent="bacteriostatic-water")
    assert warned(recipe) == ["solutions.bacteriostatic-water.caution"]


@pytest.mark.parametrize(("final", "speaks"), [("0.49", False), ("0.5", True)])
def test_bupivacaine_from_half_a_percent_is_never_for_a_joint(
    handbook: Handbook, final: str, speaks: bool
) -> None:
    part = AnaestheticPart(drug="bupivacaine", stock_percent=D("0.75"), final_percent=D(final))
    into = made(handbook, lidocaine_final_percent=None, other_anaesthetics=(part,), into="joint")
    assert into.status == "made"
    assert ("joint-never" in warned(into)) is speaks


def test_a_day_already_over_the_ceiling_still_allows_plain_dextrose(handbook: Handbook) -> None:
    given = (Given(drug="lidocaine", mg=D(300)),)
    recipe = made(handbook, lidocaine_final_percent=None, already_given=given)
    assert recipe.status == "made"
    assert recipe.lidocaine_mg == 0
    assert warned(recipe) == ["ceiling-passed-already"]


def test_while_the_label_is_not_known_both_figures_are_said(handbook: Handbook) -> None:
    recipe = made(handbook, basis=None, final_dextrose_percent=D(25), lidocaine_final_percent=None)
    assert recipe.osmolarity_says is not None
    said = say(handbook, recipe.osmolarity_says.id, recipe.osmolarity_says.values)
    assert said.startswith("1262 mOsm/L if the dextrose label is hydrous, 1388 if anhydrous.")
    assert recipe.osmolarity_mosm_l == D("1387.7")
    assert recipe.osmolarity_other_basis_mosm_l == D("1261.5")


def test_a_volume_between_two_marks_shows_both(handbook: Handbook) -> None:
    recipe = made(handbook, final_dextrose_percent=D(15), volume_ml=D("22.5"), diluent="saline")
    assert recipe.dextrose_stock_ml == D("6.75")
    assert recipe.drawn is not None
    assert (recipe.drawn.dextrose_stock_ml, recipe.drawn.diluent_ml) == (D("6.7"), D("11.3"))
    assert recipe.drawn.lidocaine_stock_ml == D("4.5")
    assert recipe.drawn.final_dextrose_percent == D("14.9")


def test_a_volume_no_decimal_holds_is_cut_and_still_adds_up(handbook: Handbook) -> None:
    recipe = made(handbook, stock_dextrose_percent=D(30), lidocaine_final_percent=None)
    assert recipe.dextrose_stock_ml == D("3.3333")
    assert recipe.diluent_ml == D("6.6667")
    assert recipe.dextrose_g == 1


def test_the_label_names_drugs_volume_time_and_two_people(handbook: Handbook) -> None:
    recipe = made(handbook, into="ligaments", diluent="saline")
    lines = [say(handbook, line.id, line.values) for line in recipe.label]
    assert lines == [
        "dextrose 10 % (100 mg/mL); lidocaine 0.2 % (2 mg/mL)",
        "10 mL",
        "For ligament attachments",
        "Made up with saline 0.9 %",
        "Never into a vessel or the spinal canal",
        "Mixed on ____________ at ____:____, start within 4 hours",
        "Prepared by ______________",
        "Checked by ______________",
    ]


def test_a_label_names_no_diluent_where_none_is_drawn(handbook: Handbook) -> None:
    recipe = made(handbook, final_dextrose_percent=D(50), lidocaine_final_percent=None)
    assert recipe.diluent_ml == 0
    assert "solution.label.diluent" not in [line.id for line in recipe.label]


def test_every_card_behind_a_recipe_exists(handbook: Handbook) -> None:
    recipe = made(
        handbook, weight_kg=D(120), height_cm=D(160), volume_ml=D(40), points=30, final_dextrose_percent=D(30)
    )
    assert "limits/session-volume" in recipe.cards
    assert "ideal_weights/devine" in recipe.cards
    for name in recipe.cards:
        folder, _, card = name.partition("/")
        assert card in getattr(handbook, folder), name
