"""Which class a medicine lands in, by words, by code and by route; and what stays silent."""

from datetime import date

import pytest

from enthesis.care.derive import know
from enthesis.care.values.case import Case, Person, Wish
from enthesis.care.values.fact import Fact, MedicineDetail
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.read import _medicine_targets
from enthesis.knowledge.recognise import slow_recognise
from enthesis.vocabulary.codes import Code, CodeSystem
from enthesis.vocabulary.dates import PartialDate

TODAY = date(2026, 11, 20)
# Dose, intent and last dose decide these; they are nobody's spelling.
BY_INTENT = {"nsaid-other-disease", "nsaid-in-washout"}
ASPIRIN = {"aspirin-antiplatelet", "aspirin-analgesic"}


def classes(
    handbook: Handbook, text: str = "", code: Code | None = None, route: str | None = None
) -> set[str]:
    """Give the classes one entry lands in, as the plan would know it."""
    fact = Fact(
        kind="medicine",
        codes=(code,) if code else (),
        text=text,
        active="yes",
        start=PartialDate.of(TODAY),
        detail=MedicineDetail(route=route),
    )
    case = Case(person=Person(), wish=Wish(condition="knee-oa"), facts=(fact,))
    (medicine,) = know(case, handbook, TODAY).medicines
    return {"aspirin" if name in ASPIRIN else name for name in medicine.classes} - BY_INTENT


TYPED = [
    ("ibuprofen", "nsaid-systemic"),
    ("IBUPROFEN LYSINE 400mg", "nsaid-systemic"),
    ("Advil", "nsaid-systemic"),
    ("Motrin IB", "nsaid-systemic"),
    ("Nurofen Express", "nsaid-systemic"),
    ("Naproxen sodium", "nsaid-systemic"),
    ("Aleve", "nsaid-systemic"),
    ("EC-Naprosyn", "nsaid-systemic"),
    ("Voltaren", "nsaid-systemic"),
    ("Celebrex 200", "nsaid-systemic"),
    ("etoricoxib (Arcoxia)", "nsaid-systemic"),
    ("Mobic", "nsaid-systemic"),
    ("Toradol injection", "nsaid-systemic"),
    ("mefenamic acid", "nsaid-systemic"),
    ("tiaprofenic acid", "nsaid-systemic"),
    ("lornoxicam", "nsaid-systemic"),
    ("metamizole", "nsaid-systemic"),
    ("salsalate", "nsaid-systemic"),
    ("an anti-inflammatory", "nsaid-systemic"),
    ("aspirin", "aspirin"),
    ("ASA 81", "aspirin"),
    ("acetylsalicylic acid", "aspirin"),
    ("Ecotrin", "aspirin"),
    ("Bayer Low Dose", "aspirin"),
    ("Alka-Seltzer", "aspirin"),
    ("Goody's powder", "aspirin"),
    ("prednisone 5", "glucocorticoid-systemic"),
    ("Rayos", "glucocorticoid-systemic"),
    ("Medrol Dosepak", "glucocorticoid-systemic"),
    ("dexamethasone", "glucocorticoid-systemic"),
    ("steroid tablets", "glucocorticoid-systemic"),
    ("Flovent HFA", "glucocorticoid-local"),
    ("steroid inhaler", "glucocorticoid-local"),
    ("Eliquis", "anticoagulant"),
    ("Xarelto 20", "anticoagulant"),
    ("Pradaxa", "anticoagulant"),
    ("Lixiana", "anticoagulant"),
    ("Clexane", "anticoagulant"),
    ("fondaparinux", "anticoagulant"),
    ("tinzaparin", "anticoagulant"),
    ("blood thinner", "anticoagulant"),
    ("Plavix", "antiplatelet"),
    ("Brilique", "antiplatelet"),
    ("cilostazol", "antiplatelet"),
    ("vorapaxar", "antiplatelet"),
    ("alteplase", "thrombolytic"),
    ("amoxicillin", "antibiotic"),
    ("co-amoxiclav", "antibiotic"),
    ("Bactrim DS", "antibiotic"),
    ("Valtrex", "other-anti-infective"),
    ("methotrexate 15 mg weekly", "immunosuppressant"),
    ("Humira", "immunosuppressant"),
    ("tofacitinib", "immunosuppressant"),
    ("tamoxifen", "cancer-medicine"),
    ("hydroxychloroquine", "antirheumatic"),
    ("metformin", "glucose-lowering"),
    ("Lantus insulin", "glucose-lowering"),
    ("Tylenol", "paracetamol"),
    ("paracetamol", "paracetamol"),
    ("EMLA", "local-anaesthetic"),
    ("glucose tablets", "dextrose"),
    ("tramadol", "opioid"),
    ("EpiPen", "adrenaline-auto-injector"),
    ("fish oil", "supplement"),
    ("Omega-3", "supplement"),
    ("glucosamine", "glucosamine"),
    ("Pepto-Bismol", "bismuth-salicylate"),
    ("colchicine", "gout-medicine"),
    ("Euflexxa", "joint-injection"),
    ("Lipitor", "no-bearing-cholesterol"),
    ("water pill", "no-bearing-diuretics"),
    ("Camila 28 Day Pack", "no-bearing-hormones"),
]


@pytest.mark.parametrize(("text", "expected"), TYPED)
def test_a_typed_word_lands_in_its_class(handbook: Handbook, text: str, expected: str) -> None:
    assert classes(handbook, text) == {expected}


SEVERAL = [
    ("warfarin", {"anticoagulant", "warfarin"}),
    ("Jantoven", {"anticoagulant", "warfarin"}),
    ("ciprofloxacin 500", {"antibiotic", "fluoroquinolone"}),
    ("Ozempic", {"glucose-lowering", "glp1"}),
    ("Percocet", {"opioid", "paracetamol"}),
    ("hydrocodone / ibuprofen", {"opioid", "nsaid-systemic"}),
    ("Excedrin Migraine", {"aspirin", "paracetamol"}),
    ("Aggrenox", {"aspirin", "antiplatelet"}),
    ("Treximet", {"nsaid-systemic", "no-bearing-migraine"}),
    ("Vimovo", {"nsaid-systemic", "no-bearing-stomach"}),
    ("Duexis", {"nsaid-systemic", "no-bearing-stomach"}),
    ("Arthrotec", {"nsaid-systemic", "no-bearing-stomach"}),
    ("Advil PM (ibuprofen and diphenhydramine)", {"nsaid-systemic", "no-bearing-allergy"}),
    ("Midol", {"nsaid-systemic", "paracetamol"}),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_a_combination_lands_in_each_of_its_classes(
    handbook: Handbook, text: str, expected: set[str]
) -> None:
    assert classes(handbook, text) == expected


NOT_THIS = [
    ("Excedrin Aspirin Free", "aspirin"),
    ("aspirin-free cold relief", "aspirin"),
    ("Mesalamine (5-ASA) 800 mg", "aspirin"),
    ("Anadin Paracetamol", "aspirin"),
    ("caspirine", "aspirin"),
    ("salicylic acid wart gel", "aspirin"),
    ("salicylic acid wart gel", "nsaid-systemic"),
    ("glucosamine sulfate", "nsaid-systemic"),
    ("chondroitin", "nsaid-systemic"),
    ("diacerein", "nsaid-systemic"),
    ("Tylenol", "nsaid-systemic"),
    ("Tylenol", "opioid"),
    ("nepafenac", "nsaid-systemic"),
    ("ibuprofenol", "nsaid-systemic"),
    ("Xarelton", "anticoagulant"),
    ("heparinoid cream", "anticoagulant"),
    ("vitamin K", "warfarin"),
    ("non-steroidal anti-inflammatory", "glucocorticoid-systemic"),
    ("non-steroid anti-inflammatory", "glucocorticoid-systemic"),
    ("anabolic steroid", "glucocorticoid-systemic"),
    ("steroid cream", "glucocorticoid-systemic"),
    ("Flonase", "glucocorticoid-systemic"),
    ("fluticasone", "glucocorticoid-systemic"),
    ("norepinephrine", "adrenaline-auto-injector"),
    ("pseudoephedrine", "adrenaline-auto-injector"),
    ("blood glucose test strips", "dextrose"),
    ("blood glucose test strips", "glucose-lowering"),
    ("FreeStyle Libre glucose sensor", "dextrose"),
    ("hydroxychloroquine", "immunosuppressant"),
    ("hydroxyzine", "immunosuppressant"),
    ("prednicarbate", "glucocorticoid-systemic"),
    ("amlodipine", "antiarrhythmic"),
    ("penicillamine", "antibiotic"),
    ("terbutaline", "other-anti-infective"),
    ("codeine-free linctus", "nsaid-systemic"),
    ("Benzocaine", "opioid"),
    ("procaine", "opioid"),
    ("nitroglycerin", "anticoagulant"),
    ("simvastatin", "supplement"),
    ("calcium 600", "supplement"),
    ("Atorvastatin calcium", "no-bearing-vitamins"),
    ("heparin calcium", "no-bearing-vitamins"),
    ("losartan potassium", "no-bearing-vitamins"),
    ("ethinyl estradiol", "cancer-medicine"),
    ("metformin", "glp1"),
    ("dabigatran", "warfarin"),
    ("clopidogrel", "aspirin"),
    ("amoxicillin", "fluoroquinolone"),
]


@pytest.mark.parametrize(("text", "absent"), NOT_THIS)
def test_a_word_that_misleads_stays_out_of_the_class(handbook: Handbook, text: str, absent: str) -> None:
    assert absent not in classes(handbook, text)


UNKNOWN = [
    "painkiller",
    "painkillers from the supermarket",
    "two white tablets in the morning",
    "something for my heart",
    "pill",
    "Xyzolam 5 mg",
    "cream from my neighbour",
    "Bayer",
    "herbal tea",
    "tonic",
]


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_nobody_could_know_lands_nowhere_and_becomes_a_question(handbook: Handbook, text: str) -> None:
    fact = Fact(kind="medicine", text=text, active="yes", start=PartialDate.of(TODAY))
    case = Case(person=Person(), wish=Wish(condition="knee-oa"), facts=(fact,))
    (medicine,) = know(case, handbook, TODAY).medicines
    assert not medicine.classes
    assert medicine.questions == (f"what:{medicine.key}",)


# Product codes and names as synthetic charts carry them.
PRODUCTS = [
    ("1719286", "10 ML Furosemide 10 MG/ML Injection", {"no-bearing-diuretics"}),
    (
        "1599803",
        "Donepezil hydrochloride 10 MG / Memantine hydrochloride 28 MG",
        {"no-bearing-dementia"},
    ),
    ("860975", "24 HR Metformin hydrochloride 500 MG Extended Release Oral Tablet", {"glucose-lowering"}),
    ("866414", "24 HR metoprolol succinate 100 MG [Toprol]", {"no-bearing-blood-pressure"}),
    ("313782", "Acetaminophen 325 MG Oral Tablet", {"paracetamol"}),
    (
        "1043400",
        "Acetaminophen / Dextromethorphan / doxylamine",
        {"paracetamol", "no-bearing-cold-and-cough"},
    ),
    ("1049221", "Acetaminophen 325 MG / oxyCODONE Hydrochloride 5 MG Oral Tablet", {"paracetamol", "opioid"}),
    ("904419", "Alendronic acid 10 MG Oral Tablet", {"no-bearing-bone"}),
    ("1804799", "Alteplase 100 MG Injection", {"thrombolytic"}),
    ("197361", "Amlodipine 5 MG Oral Tablet", {"no-bearing-blood-pressure"}),
    ("562251", "Amoxicillin 250 MG / Clavulanate 125 MG Oral Tablet", {"antibiotic"}),
    ("308192", "Amoxicillin 500 MG Oral Tablet", {"antibiotic"}),
    ("243670", "Aspirin 81 MG Oral Tablet", {"aspirin"}),
    ("212033", "Aspirin 325 MG Oral Tablet", {"aspirin"}),
    ("309362", "Clopidogrel 75 MG Oral Tablet", {"antiplatelet"}),
    ("197604", "Digoxin 0.125 MG Oral Tablet", {"no-bearing-heart"}),
    ("997501", "Fexofenadine hydrochloride 60 MG Oral Tablet", {"no-bearing-allergy"}),
    ("310436", "Galantamine 4 MG Oral Tablet", {"no-bearing-dementia"}),
    ("316049", "Hydrochlorothiazide 25 MG", {"no-bearing-diuretics"}),
    ("310965", "Ibuprofen 200 MG Oral Tablet", {"nsaid-systemic"}),
    ("198405", "Ibuprofen 100 MG Oral Tablet", {"nsaid-systemic"}),
    ("757594", "Jolivette 28 Day Pack", {"no-bearing-hormones"}),
    ("315971", "Lasix 40mg", {"no-bearing-diuretics"}),
    ("105586", "Methotrexate 10 MG Oral Tablet", {"immunosuppressant"}),
    ("1870230", "NDA020800 0.3 ML Epinephrine 1 MG/ML Auto-Injector", {"adrenaline-auto-injector"}),
    ("198014", "Naproxen 500 MG Oral Tablet", {"nsaid-systemic"}),
    ("849574", "Naproxen sodium 220 MG Oral Tablet", {"nsaid-systemic"}),
    ("705129", "Nitroglycerin 0.4 MG/ACTUAT Mucosal Spray", {"no-bearing-heart"}),
    ("834061", "Penicillin V Potassium 250 MG Oral Tablet", {"antibiotic"}),
    ("312961", "Simvastatin 20 MG Oral Tablet", {"no-bearing-cholesterol"}),
    ("897718", "Verapamil Hydrochloride 40 MG", {"no-bearing-blood-pressure"}),
    ("855332", "Warfarin Sodium 5 MG Oral Tablet", {"anticoagulant", "warfarin"}),
    ("310325", "ferrous sulfate 325 MG Oral Tablet", {"no-bearing-vitamins"}),
    ("312617", "predniSONE 5 MG Oral Tablet", {"glucocorticoid-systemic"}),
    ("895994", "120 ACTUAT Fluticasone propionate 0.044 MG/ACTUAT", {"glucocorticoid-local"}),
    ("897122", "3 ML liraglutide 6 MG/ML Pen Injector", {"glucose-lowering", "glp1"}),
    ("106892", "insulin human, isophane 70 UNT/ML [Humulin]", {"glucose-lowering"}),
]


@pytest.mark.parametrize(("number", "text", "expected"), PRODUCTS)
def test_a_product_lands_in_the_same_class_by_its_code_and_by_its_name(
    handbook: Handbook, number: str, text: str, expected: set[str]
) -> None:
    assert classes(handbook, code=Code(CodeSystem.RXNORM, number)) == expected
    assert classes(handbook, text) == expected


def test_a_number_of_another_system_is_not_an_rxnorm_number(handbook: Handbook) -> None:
    for system in CodeSystem:
        if system is not CodeSystem.RXNORM:
            assert not classes(handbook, code=Code(system, "855332")), system


ATC = [
    ("M01AE01", {"nsaid-systemic"}),
    ("M01AH01", {"nsaid-systemic"}),
    ("M01AX01", {"nsaid-systemic"}),
    ("M01AX17", {"nsaid-systemic"}),
    ("M01AX05", {"glucosamine"}),
    ("M01AX25", {"glucosamine"}),
    ("M01AX21", {"glucosamine"}),
    ("M01A", set()),
    ("M01AX", set()),
    ("M01", set()),
    ("S01BC03", set()),
    ("S01BC05", set()),
    ("B01AC06", {"aspirin"}),
    ("N02BA01", {"aspirin"}),
    ("B01AC04", {"antiplatelet"}),
    ("B01AC07", {"antiplatelet"}),
    ("B01AC", set()),
    ("B01AA03", {"anticoagulant", "warfarin"}),
    ("B01AF02", {"anticoagulant"}),
    ("B01", set()),
    ("H02AB06", {"glucocorticoid-systemic"}),
    ("R03BA02", {"glucocorticoid-local"}),
    ("D07AA02", {"glucocorticoid-local"}),
    ("J01MA02", {"antibiotic", "fluoroquinolone"}),
    ("J01CA04", {"antibiotic"}),
    ("L04AX03", {"immunosuppressant"}),
    ("L01BA01", {"immunosuppressant"}),
    ("A10BA02", {"glucose-lowering"}),
    ("A10BJ06", {"glucose-lowering", "glp1"}),
    ("N02BE01", {"paracetamol"}),
    ("N01BB02", {"local-anaesthetic"}),
    ("B05BA03", {"dextrose"}),
    ("C10AA05", {"no-bearing-cholesterol"}),
    ("C10BX08", set()),
    ("C09BX01", set()),
    ("C07FX04", set()),
]


@pytest.mark.parametrize(("value", "expected"), ATC)
def test_an_atc_code_lands_by_the_prefixes_as_printed(
    handbook: Handbook, value: str, expected: set[str]
) -> None:
    assert classes(handbook, code=Code(CodeSystem.ATC, value)) == expected


ROUTES = [
    ("Diclofenac Sodium 0.01 MG/MG Topical Gel", "topical", {"nsaid-topical"}),
    ("Diclofenac 1.3% patch", "transdermal", {"nsaid-topical"}),
    ("Diclofenac", "oral", {"nsaid-systemic"}),
    ("Diclofenac suppository", "rectal", {"nsaid-systemic"}),
    ("Diclofenac", None, {"nsaid-systemic"}),
    ("Ketorolac 0.5% ophthalmic solution", "ophthalmic", {"no-bearing-drops"}),
    ("Ketorolac", "injected", {"nsaid-systemic"}),
    ("Ketorolac nasal spray", "nasal", {"nsaid-systemic"}),
    ("Hydrocortisone 10 MG/ML Topical Cream", "topical", {"glucocorticoid-local-form"}),
    ("Hydrocortisone 10 MG Oral Tablet", "oral", {"glucocorticoid-systemic"}),
    ("Hydrocortisone", None, {"glucocorticoid-systemic"}),
    ("Dexamethasone eye drops", "ophthalmic", {"glucocorticoid-local-form"}),
    ("Budesonide inhaler", "inhaled", {"glucocorticoid-local", "glucocorticoid-local-form"}),
    ("Budesonide 3 MG capsule", "oral", {"glucocorticoid-systemic"}),
    ("Ciprofloxacin ear drops", "otic", {"no-bearing-drops"}),
    ("Ciprofloxacin", "oral", {"antibiotic", "fluoroquinolone"}),
    ("Tacrolimus 0.1% ointment", "topical", {"no-bearing-skin-forms"}),
    ("Tacrolimus", "oral", {"immunosuppressant"}),
    ("Hyaluronate eye drops", "ophthalmic", {"no-bearing-drops"}),
    ("Hyaluronate injection", "injected", {"joint-injection"}),
]


@pytest.mark.parametrize(("text", "route", "expected"), ROUTES)
def test_the_route_decides_between_forms_and_no_route_is_read_carefully(
    handbook: Handbook, text: str, route: str | None, expected: set[str]
) -> None:
    assert classes(handbook, text, route=route) == expected


def test_the_index_and_its_slow_twin_agree_on_every_word_here(handbook: Handbook) -> None:
    targets = tuple(_medicine_targets(dict(handbook.medicine_classes)))
    for text in (*(text for text, _ in (*TYPED, *SEVERAL, *NOT_THIS)), *UNKNOWN):
        assert handbook.medicine_recogniser.recognise((), text) == slow_recognise(targets, (), text), text
