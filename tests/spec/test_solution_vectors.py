"""The dilution table and the worked mixtures of the clinical pack, to the last digit."""

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

import pytest

from enthesis.care.mixture import strength_percent
from enthesis.care.solution import mix
from enthesis.care.values.mix_request import Given, MixRequest
from enthesis.care.values.recipe import Recipe
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.sentences import say

D = Decimal

# final %, hydrous mOsm/L, anhydrous mOsm/L, mL of 50 % dextrose in 10 mL
TABLE = [
    ("5", 252, 278, "1.0"),
    ("10", 505, 555, "2.0"),
    ("12.5", 631, 694, "2.5"),
    ("15", 757, 833, "3.0"),
    ("20", 1009, 1110, "4.0"),
    ("25", 1262, 1388, "5.0"),
    ("50", 2523, 2775, "10.0"),
]


def request(final: str, volume: str, **more: object) -> MixRequest:
    asked = {
        "final_dextrose_percent": D(final),
        "volume_ml": D(volume),
        "stock_dextrose_percent": D(50),
        "basis": "hydrous",
        "weight_kg": D(70),
        "age_years": 58,
        "reduce": (),
    }
    return MixRequest(**(asked | more))  # type: ignore[arg-type]


def with_lidocaine(final: str, volume: str, stock: str, lidocaine: str, **more: object) -> MixRequest:
    return request(
        final, volume, lidocaine_stock_percent=D(stock), lidocaine_final_percent=D(lidocaine), **more
    )


def whole(value: Decimal | None) -> int:
    assert value is not None
    return int(value.quantize(D(1), rounding=ROUND_HALF_UP))


def drawn(recipe: Recipe) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    return recipe.dextrose_stock_ml, recipe.lidocaine_stock_ml, recipe.diluent_ml


def warned(recipe: Recipe) -> set[str]:
    return {warning.id.removeprefix("solution.warn.") for warning in recipe.warnings}


@pytest.mark.parametrize(("final", "hydrous", "anhydrous", "stock_ml"), TABLE)
def test_each_row_of_the_dilution_table(
    handbook: Handbook, final: str, hydrous: int, anhydrous: int, stock_ml: str
) -> None:
    made = mix(request(final, "10", diluent="water"), handbook)
    other = mix(request(final, "10", diluent="water", basis="anhydrous"), handbook)
    assert made.dextrose_stock_ml == D(stock_ml)
    assert whole(made.osmolarity_dextrose_mosm_l) == whole(made.osmolarity_mosm_l) == hydrous
    assert whole(other.osmolarity_mosm_l) == anhydrous
    assert whole(made.osmolarity_other_basis_mosm_l) == anhydrous


def test_hydrous_25_in_saline_is_1416(handbook: Handbook) -> None:
    assert whole(mix(request("25", "10"), handbook).osmolarity_mosm_l) == 1416


def test_vector_1_ligament_syringe(handbook: Handbook) -> None:
    made = mix(with_lidocaine("15", "22.5", "1", "0.2"), handbook)
    assert made.status == "made"
    assert drawn(made) == (D("6.75"), D("4.5"), D("11.25"))
    assert (made.dextrose_g, made.lidocaine_mg) == (D("3.375"), D(45))
    assert whole(made.osmolarity_dextrose_mosm_l) == 757
    # 757 + half of 308 from saline + a fifth of about 300 from lidocaine in saline
    assert made.osmolarity_mosm_l == D("970.9")


def test_vector_2_half_lidocaine(handbook: Handbook) -> None:
    made = mix(with_lidocaine("25", "10", "1", "0.5"), handbook)
    assert drawn(made) == (D(5), D(5), D(0))
    assert (made.dextrose_g, made.lidocaine_mg) == (D("2.5"), D(50))


def test_vector_3_twenty_percent(handbook: Handbook) -> None:
    made = mix(with_lidocaine("20", "10", "1", "0.2"), handbook)
    assert drawn(made) == (D(4), D(2), D(4))
    assert (made.dextrose_g, made.lidocaine_mg) == (D(2), D(20))


def test_vector_4_published_plantar_mix(handbook: Handbook) -> None:
    made = mix(with_lidocaine("15", "4", "2", "0.5", diluent="water"), handbook)
    assert drawn(made) == (D("1.2"), D(1), D("1.8"))
    assert (made.dextrose_g, made.lidocaine_mg) == (D("0.6"), D(20))


def test_vector_5_dextrose_of_a_knee_session(handbook: Handbook) -> None:
    joint, ligaments = mix(request("25", "6"), handbook), mix(request("15", "22.5"), handbook)
    assert (joint.dextrose_g, ligaments.dextrose_g) == (D("1.5"), D("3.375"))
    total = (joint.dextrose_g or D(0)) + (ligaments.dextrose_g or D(0))
    energy = handbook.solutions["dextrose"].kcal_per_g
    assert total == D("4.875")
    assert energy is not None
    assert whole(total * energy) == 17


def test_vector_6_cannot_be_made_from_this_stock(handbook: Handbook) -> None:
    made = mix(with_lidocaine("30", "10", "1", "0.5"), handbook)
    said = say(handbook, made.says.id, made.says.values)
    assert made.status == "cannot-be-made"
    assert drawn(made) == (None, None, None)
    assert said.startswith("Cannot be made from this stock: 6 mL dextrose 50 %; 5 mL lidocaine 1 %")
    assert made.label == ()


def test_vector_7_parts_of_a_published_mixture() -> None:
    # 1 morrhuate 5 % + 1.5 dextrose 50 % + 0.5 lidocaine 4 % + 0.5 bupivacaine 0.5 % + 3.5 saline
    parts = [("50", "1.5", "10.7"), ("5", "1", "0.71"), ("4", "0.5", "0.29"), ("0.5", "0.5", "0.036")]
    for stock, ml, final in parts:
        exact = strength_percent(D(stock), D(ml), D(7))
        places = D(final)
        as_decimal = D(exact.numerator) / D(exact.denominator)
        assert as_decimal.quantize(places, rounding=ROUND_HALF_UP) == places


def test_strength_and_volume_are_the_same_sum_both_ways(handbook: Handbook) -> None:
    made = mix(with_lidocaine("15", "22.5", "1", "0.2"), handbook)
    assert made.dextrose_stock_ml is not None
    assert strength_percent(D(50), made.dextrose_stock_ml, D("22.5")) == 15


def test_a_stock_is_never_read_as_the_final_strength(handbook: Handbook) -> None:
    # "20 % dextrose", mixed half and half with lidocaine, reaches the tissue as 10 %.
    made = mix(with_lidocaine("10", "10", "1", "0.5", stock_dextrose_percent=D(20)), handbook)
    assert drawn(made) == (D(5), D(5), D(0))
    assert made.final_dextrose_percent == 10
    assert made.stock_dextrose_percent == 20


# weight, height, sex, age, reduce -> ceiling of lidocaine in mg
CEILINGS = [
    ("70", None, None, 58, (), "210"),
    ("70", None, None, 69, (), "210"),
    ("70", None, None, 70, (), "147"),
    ("70", None, None, 58, ("hepatic",), "147"),
    ("70", None, None, 80, ("cardiac", "hepatic"), "147"),
    ("90", None, None, 58, (), "270"),
    ("100", "190", "male", 58, (), "300"),
    ("100", "190", "male", 71, (), "210"),
    ("120", "190", "male", 58, (), "252"),
    ("120", "190", "female", 58, (), "238.5"),
    ("120", "190", None, 58, (), "238.5"),
    ("120", "190", "other", 58, (), "238.5"),
]


@pytest.mark.parametrize(("weight", "height", "sex", "age", "reduce", "ceiling"), CEILINGS)
def test_the_ceiling_of_each_body(
    handbook: Handbook,
    weight: str,
    height: str | None,
    sex: str | None,
    age: int,
    reduce: tuple[str, ...],
    ceiling: str,
) -> None:
    body = {"weight_kg": D(weight), "height_cm": D(height) if height else None, "sex": sex}
    made = mix(with_lidocaine("15", "10", "1", "0.2", **body, age_years=age, reduce=reduce), handbook)
    assert made.lidocaine_ceiling_mg == D(ceiling)
    assert made.anaesthetic_fraction == (D(20) / D(ceiling)).quantize(D("0.0001"), rounding=ROUND_CEILING)


# lidocaine mg already given, to a syringe of 20 mg and a ceiling of 210 -> status and what is pointed out
NEAR = [("0", "made", False), ("147", "made", False), ("148", "made", True), ("190", "made", True)]


@pytest.mark.parametrize(("already", "status", "near"), NEAR)
def test_the_warning_begins_at_eight_tenths(
    handbook: Handbook, already: str, status: str, near: bool
) -> None:
    given = (Given(drug="lidocaine", mg=D(already)),)
    made = mix(with_lidocaine("15", "10", "1", "0.2", already_given=given), handbook)
    assert made.status == status
    assert ("ceiling-near" in warned(made)) is near


DOSES = [
    (("lidocaine", "190"), "made"),
    (("lidocaine", "190.1"), "refused"),
    (("bupivacaine", "126.6"), "made"),
    (("bupivacaine", "126.7"), "refused"),
    (("ropivacaine", "126.6"), "made"),
    (("ropivacaine", "126.7"), "refused"),
    (("prilocaine", "190"), "made"),
    (("prilocaine", "190.1"), "refused"),
    (("emla", "3800"), "made"),
    (("emla", "3802"), "refused"),
]


@pytest.mark.parametrize(("dose", "status"), DOSES)
def test_every_earlier_dose_of_the_day_counts(handbook: Handbook, dose: tuple[str, str], status: str) -> None:
    given = (Given(drug=dose[0], mg=D(dose[1])),)
    made = mix(with_lidocaine("15", "10", "1", "0.2", already_given=given), handbook)
    assert made.status == status
    if status == "refused":
        assert drawn(made) == (None, None, None)
        assert made.anaesthetic_fraction is not None
        assert made.anaesthetic_fraction > 1


# drug, per kg by default, most at once: a body of 60 kg stays under, one of 120 kg and 205 cm reaches the most
MOST = [("lidocaine", "180", "300"), ("bupivacaine", "120", "175"), ("ropivacaine", "120", "200")]


@pytest.mark.parametrize(("drug", "light", "heavy"), MOST)
def test_a_ceiling_is_the_lower_of_weight_and_most(
    handbook: Handbook, drug: str, light: str, heavy: str
) -> None:
    given = (Given(drug=drug, mg=D(1)),)
    for body, ceiling in (
        ({"weight_kg": D(60)}, light),
        ({"weight_kg": D(120), "height_cm": D(205)}, heavy),
    ):
        made = mix(with_lidocaine("15", "10", "1", "0.1", already_given=given, **body), handbook)
        assert [share.ceiling_mg for share in made.shares if not share.here] == [D(ceiling)]
