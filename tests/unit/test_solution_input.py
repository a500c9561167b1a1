"""Requests no syringe and no body can have are refused in one line that says the mend."""

from decimal import Decimal
from typing import Any

import pytest

from enthesis.care.solution import mix
from enthesis.care.values.mix_request import AnaestheticPart, Given, MixRequest
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.errors import BadInput

D = Decimal

GOOD: dict[str, Any] = {
    "final_dextrose_percent": D(15),
    "volume_ml": D(10),
    "stock_dextrose_percent": D(50),
    "lidocaine_stock_percent": D(1),
    "lidocaine_final_percent": D("0.2"),
    "weight_kg": D(70),
}

WRONG: list[tuple[str, dict[str, Any]]] = [
    ("The volume is given as 0 mL", {"volume_ml": D(0)}),
    ("The volume is given as -1 mL", {"volume_ml": D(-1)}),
    ("The volume is given as 225 mL", {"volume_ml": D(225)}),
    ("The volume is given as NaN mL", {"volume_ml": D("NaN")}),
    ("The dextrose stock is given as 0 %", {"stock_dextrose_percent": D(0)}),
    ("The dextrose stock is given as 500 %", {"stock_dextrose_percent": D(500)}),
    ("The final dextrose is given as 0 %", {"final_dextrose_percent": D(0)}),
    ("The final dextrose is given as 150 %", {"final_dextrose_percent": D(150)}),
    ("The final dextrose is given as Infinity %", {"final_dextrose_percent": D("Infinity")}),
    ("The lidocaine stock is given as 10 %", {"lidocaine_stock_percent": D(10)}),
    ("The final lidocaine is given as -0.2 %", {"lidocaine_final_percent": D("-0.2")}),
    ("The final lidocaine is given as NaN %", {"lidocaine_final_percent": D("NaN")}),
    ("A final lidocaine strength is given without its stock", {"lidocaine_stock_percent": None}),
    ("No diluent 'milk' is known", {"diluent": "milk"}),
    ("No diluent 'dextrose' is known", {"diluent": "dextrose"}),
    ("No diluent 'p2g' is known", {"diluent": "p2g"}),
    ("No ceiling is known for 'cocaine'", {"already_given": (Given(drug="cocaine", mg=D(1)),)}),
    (
        "What was given of lidocaine is given as -1 mg",
        {"already_given": (Given(drug="lidocaine", mg=D(-1)),)},
    ),
    (
        "emla is not drawn into a syringe here",
        {"other_anaesthetics": (AnaestheticPart(drug="emla", stock_percent=D(1), final_percent=D("0.1")),)},
    ),
    ("The weight is given as 7 kg", {"weight_kg": D(7)}),
    ("The weight is given as 700 kg", {"weight_kg": D(700)}),
    ("The height is given as 1.70 cm", {"height_cm": D("1.70")}),
    ("The age is given as -1", {"age_years": -1}),
    ("The number of points is given as -1", {"points": -1}),
    ("The volume at other sites is given as -1 mL", {"other_sites_ml": D(-1)}),
]


@pytest.mark.parametrize(("says", "more"), WRONG, ids=[says for says, _ in WRONG])
def test_it_is_refused_in_one_line(handbook: Handbook, says: str, more: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as refused:
        mix(MixRequest(**(GOOD | more)), handbook)
    assert str(refused.value).startswith(says)
    assert refused.value.mend
    assert "\n" not in str(refused.value)


def test_the_same_request_without_the_fault_is_made(handbook: Handbook) -> None:
    assert mix(MixRequest(**GOOD), handbook).status == "made"


def test_a_stock_weaker_than_the_mixture_is_no_wrong_use_but_cannot_be_made(handbook: Handbook) -> None:
    recipe = mix(MixRequest(**(GOOD | {"stock_dextrose_percent": D(10)})), handbook)
    assert recipe.status == "cannot-be-made"
    assert recipe.says.id == "solution.cannot.too-weak"


def test_lidocaine_zero_is_no_lidocaine(handbook: Handbook) -> None:
    recipe = mix(MixRequest(**(GOOD | {"lidocaine_final_percent": D(0), "weight_kg": None})), handbook)
    assert recipe.status == "made"
    assert (recipe.lidocaine_stock_ml, recipe.lidocaine_mg) == (D(0), D(0))
    assert recipe.lidocaine_final_percent is None
