from decimal import Decimal

import pytest

from enthesis.formats.fhir.product_text import product_of
from enthesis.formats.fhir.route import route_of


@pytest.mark.parametrize(
    ("text", "ingredients", "mg", "per_ml", "route"),
    [
        ("Naproxen sodium 220 MG Oral Tablet", "naproxen sodium", "220", None, "oral"),
        ("Hydrocortisone 10 MG/ML Topical Cream", "hydrocortisone", None, "10", "topical"),
        ("24 HR metoprolol 100 MG Extended Release Oral Tablet [Toprol]", "metoprolol", "100", None, "oral"),
        ("10 ML Furosemide 10 MG/ML Injection", "furosemide", None, "10", "injected"),
        ("NDA020800 0.3 ML Epinephrine 1 MG/ML Auto-Injector", "epinephrine", None, "1", "injected"),
        ("Digoxin 0.125 MG Oral Tablet", "digoxin", "0.125", None, "oral"),
        ("Nitroglycerin 0.4 MG/ACTUAT Mucosal Spray", "nitroglycerin", None, None, None),
        ("120 ACTUAT Fluticasone 0.044 MG/ACTUAT Metered Dose Inhaler", "fluticasone", None, None, "inhaled"),
        ("Ibuprofen 100 MG/5ML Oral Suspension", "ibuprofen", None, "20", "oral"),
        ("Diclofenac Sodium 0.01 MG/MG Topical Gel", "diclofenac sodium", None, None, "topical"),
        ("Diclofenac 1 % gel", "diclofenac", None, None, "topical"),
        ("levothyroxine 75 mcg tablet", "levothyroxine", "0.075", None, "oral"),
        ("Amoxicillin 1 g tablet", "amoxicillin", "1000", None, "oral"),
        ("Lasix 40mg", "lasix", "40", None, None),
        ("aspirin tablet 75mg", "aspirin", "75", None, "oral"),
        ("Hydrochlorothiazide 6.25 MG", "hydrochlorothiazide", "6.25", None, None),
        ("Insulin glargine 100 UNT/ML Pen Injector", "insulin glargine", None, None, "injected"),
        ("Jolivette 28 Day Pack", "", None, None, None),
        ("Warfarin", "warfarin", None, None, None),
        ("", "", None, None, None),
    ],
)  # fmt: skip
def test_a_products_name_says_what_is_in_it(
    text: str, ingredients: str, mg: str | None, per_ml: str | None, route: str | None
) -> None:
    product = product_of(text)
    assert product.ingredients == ((ingredients,) if ingredients else ())
    assert product.strength_mg == (Decimal(mg) if mg else None)
    assert product.mg_per_ml == (Decimal(per_ml) if per_ml else None)
    assert product.route == route


def test_several_ingredients_are_all_named_and_have_no_one_strength() -> None:
    product = product_of(
        "Acetaminophen 21.7 MG/ML / Dextromethorphan Hydrobromide 1 MG/ML / doxylamine succinate 0.417 MG/ML"
        " Oral Solution"
    )
    assert product.ingredients == ("acetaminophen", "dextromethorphan hydrobromide", "doxylamine succinate")
    assert (product.strength_mg, product.mg_per_ml) == (None, None)


def test_a_pack_is_not_one_tablet() -> None:
    product = product_of("{6 (Azithromycin 250 MG Oral Tablet) } Pack [Z-PAK]")
    assert (product.ingredients, product.strength_mg) == ((), None)


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("take 1 tablet by mouth daily", "oral"),
        ("Ophthalmic Solution", "ophthalmic"),
        ("Otic Suspension", "otic"),
        ("Nasal Spray", "nasal"),
        ("Rectal Suppository", "rectal"),
        ("Suppository", "rectal"),
        ("Transdermal System", "transdermal"),
        ("Ibuprofen liquid gel cap", None),
        ("softgel", "oral"),
        ("Oral Inhalation", "inhaled"),
        ("Prefilled Syringe", "injected"),
        ("Oral Syringe", "oral"),
        ("Vaginal Cream", None),
        ("Sublingual Tablet", None),
        ("inject under the skin", "injected"),
        ("oral or topical", None),
        ("Ophthalmic Ointment", "ophthalmic"),
        ("once a day", None),
    ],
)
def test_a_way_is_named_only_where_the_words_agree(text: str, route: str | None) -> None:
    assert route_of(text) == route
