"""The medicine cards: the numbers as their sources give them, and what no card may ever say."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from string import Formatter

import pytest

from enthesis.knowledge.cards.medicine_class import Ingredient, MedicineClass
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.recognise import words_of
from enthesis.vocabulary.codes import CodeSystem

# Five half-lives in whole days, as the pain-procedure guideline rounds them (M21).
CLEARANCE_DAYS = {
    "ibuprofen": 1, "diclofenac": 1, "ketorolac": 1, "etodolac": 2, "indomethacin": 2,
    "naproxen": 4, "meloxicam": 4, "nabumetone": 6, "oxaprozin": 10, "piroxicam": 10,
}  # fmt: skip
RXNORM = {
    "nsaid-systemic": {
        "ibuprofen": "5640", "naproxen": "7258", "diclofenac": "3355", "celecoxib": "140587",
        "meloxicam": "41493", "indomethacin": "5781", "ketorolac": "35827", "piroxicam": "8356",
        "etodolac": "24605", "ketoprofen": "6142", "flurbiprofen": "4502", "nabumetone": "31448",
        "sulindac": "10237", "oxaprozin": "32613",
    },
    "aspirin": {"aspirin": "1191"},
    "glucocorticoid-systemic": {
        "prednisone": "8640", "prednisolone": "8638", "methylprednisolone": "6902", "dexamethasone": "3264",
        "hydrocortisone": "5492", "betamethasone": "1514", "triamcinolone": "10759",
    },
    "anticoagulant": {
        "warfarin": "11289", "apixaban": "1364430", "rivaroxaban": "1114195", "dabigatran": "1037042",
        "edoxaban": "1599538", "enoxaparin": "67108", "heparin": "5224",
    },
    "antiplatelet": {"clopidogrel": "32968", "prasugrel": "613391", "ticagrelor": "1116632"},
    "fluoroquinolone": {
        "ciprofloxacin": "2551", "levofloxacin": "82122", "moxifloxacin": "139462", "ofloxacin": "7623",
    },
    "immunosuppressant": {"methotrexate": "6851"},
    "glucose-lowering": {"metformin": "6809"},
    "paracetamol": {"acetaminophen": "161"},
    "local-anaesthetic": {"lidocaine": "6387", "bupivacaine": "1815", "ropivacaine": "35780"},
    "dextrose": {"dextrose": "4850"},
}  # fmt: skip
# One medicine in two classes on purpose: the second adds a question to the first.
TWO_CLASSES = {
    frozenset({"anticoagulant", "warfarin"}),
    frozenset({"antibiotic", "fluoroquinolone"}),
    frozenset({"glp1", "glucose-lowering"}),
    # Inhaled and swallowed budesonide differ by route alone; with no route both are named.
    frozenset({"glucocorticoid-local", "glucocorticoid-systemic"}),
}
MUST_GO_ON = (
    "aspirin", "aspirin-antiplatelet", "anticoagulant", "warfarin", "antiplatelet", "thrombolytic",
    "glucocorticoid-systemic", "immunosuppressant",
)  # fmt: skip
BEARING = (
    "methotrexate", "tofacitinib", "baricitinib", "tamoxifen", "cisplatin", "alteplase", "dipyridamole",
    "cilostazol", "ticagrelor", "fondaparinux", "acenocoumarol", "celecoxib", "metamizole", "prednisone",
    "insulin", "semaglutide", "morphine", "lidocaine", "amoxicillin", "hydroxychloroquine", "epinephrine",
    "amiodarone", "diazepam", "tranexamic acid", "allopurinol", "fish oil",
)  # fmt: skip
FORBIDDEN_WORDS = ("permanent", "cure", "all-natural", "guaranteed")
CARVE_OUT = "low-dose aspirin"
# What the step may fill into a sentence; a blank nobody fills would be an error in front of a patient.
FILLED = {
    "pause.nsaid.target": {"from_day", "until_day"},
    "pause.nsaid.plain": {"days", "after"},
    "pause.topical": {"days", "after"},
    "pause.clearance": {"days", "medicine", "needed"},
    "pause.why-question": {"medicine"},
    "pause.taking-unknown": {"day"},
    "pause.ended": {"day"},
    "pause.paracetamol": {"mg"},
}


def _ingredients(handbook: Handbook) -> Iterator[tuple[MedicineClass, Ingredient]]:
    for card in handbook.medicine_classes.values():
        for ingredient in card.ingredients:
            yield card, ingredient


def test_clearance_days_are_those_of_the_guideline_and_no_others(handbook: Handbook) -> None:
    given = {
        ingredient.name: ingredient.clearance_days
        for _, ingredient in _ingredients(handbook)
        if ingredient.clearance_days is not None
    }
    assert given == CLEARANCE_DAYS


def test_clearance_days_name_their_source(handbook: Handbook) -> None:
    for card, ingredient in _ingredients(handbook):
        assert (ingredient.clearance_source == "M21") is (ingredient.clearance_days is not None), card.id


@pytest.mark.parametrize("name", RXNORM)
def test_rxnorm_ingredient_ids_are_as_the_pack_prints_them(handbook: Handbook, name: str) -> None:
    card = handbook.medicine_classes[name]
    assert {i.name: i.rxnorm for i in card.ingredients if i.name in RXNORM[name]} == RXNORM[name]


def test_an_ingredient_id_the_pack_does_not_print_stays_empty(handbook: Handbook) -> None:
    printed = {value for ids in RXNORM.values() for value in ids.values()}
    assert {i.rxnorm for _, i in _ingredients(handbook) if i.rxnorm} == printed


def test_codes_are_numbers_and_listed_once_within_a_class(handbook: Handbook) -> None:
    for card, ingredient in _ingredients(handbook):
        codes = [*ingredient.products, *([ingredient.rxnorm] if ingredient.rxnorm else [])]
        assert all(code.isdigit() for code in codes), ingredient.name
        assert len(codes) == len(set(codes)), f"{card.id}/{ingredient.name}"


@pytest.mark.parametrize("name", MUST_GO_ON)
def test_what_must_go_on_is_never_stopped_and_says_so(handbook: Handbook, name: str) -> None:
    card = handbook.medicine_classes[name]
    assert card.policy == "never-stop"
    assert card.says["en"].startswith("Do not stop.")
    assert "session days too" in card.says["en"]


def test_no_class_that_must_go_on_holds_a_pause(handbook: Handbook) -> None:
    for card in handbook.medicine_classes.values():
        assert (card.pausing is not None) is (card.policy == "pause"), card.id


def test_only_anti_inflammatories_and_painkiller_aspirin_pause(handbook: Handbook) -> None:
    pausing = {card.id for card in handbook.medicine_classes.values() if card.policy == "pause"}
    assert pausing == {"nsaid-systemic", "nsaid-topical", "aspirin-analgesic"}


def test_nothing_said_of_a_medicine_that_goes_on_asks_to_stop_it(handbook: Handbook) -> None:
    asks = re.compile(r"(?<!not )\bstop\b|(?:^|[.;:] )(?:pause|hold|skip|omit)\b", re.IGNORECASE)
    for card in handbook.medicine_classes.values():
        if card.policy != "pause":
            assert not asks.search(card.says["en"]), card.id


def test_no_reference_interval_stands_in_a_sentence_about_blood_thinners(handbook: Handbook) -> None:
    for name in ("anticoagulant", "warfarin", "antiplatelet", "aspirin-antiplatelet", "thrombolytic"):
        card = handbook.medicine_classes[name]
        assert not re.search(r"\b\d+ (hours?|days?|weeks?)\b", f"{card.says['en']} {card.because['en']}")


def test_what_pauses_says_in_the_same_breath_that_low_dose_aspirin_does_not(handbook: Handbook) -> None:
    for card in handbook.medicine_classes.values():
        if card.policy == "pause":
            assert CARVE_OUT in card.says["en"], card.id
    for name in ("pause.nsaid.target", "pause.nsaid.plain", "pause.topical", "pause.aspirin-carve-out"):
        assert CARVE_OUT in handbook.sentences[name]["en"]


def test_a_sentence_takes_only_the_values_its_step_gives(handbook: Handbook) -> None:
    for name, text in handbook.sentence_cards["pauses"].sentences.items():
        blanks = {blank for _, blank, _, _ in Formatter().parse(text["en"]) if blank is not None}
        assert blanks == FILLED.get(name, set()), name


def test_no_sentence_about_a_medicine_asks_to_stop_it(handbook: Handbook) -> None:
    for name, text in handbook.sentence_cards["pauses"].sentences.items():
        assert not re.search(r"(?<!not )\bstop\b", text["en"], re.IGNORECASE), name


def test_no_card_here_says_a_forbidden_word(handbook: Handbook) -> None:
    said = [text["en"] for card in handbook.medicine_classes.values() for text in (card.says, card.because)]
    said += [text["en"] for text in handbook.sentence_cards["pauses"].sentences.values()]
    for sentence in said:
        assert not any(word in sentence.casefold() for word in FORBIDDEN_WORDS), sentence


def test_the_reason_for_a_pause_admits_that_no_trial_tested_it(handbook: Handbook) -> None:
    for name in ("nsaid-systemic", "nsaid-topical", "aspirin-analgesic"):
        because = handbook.medicine_classes[name].because["en"]
        assert "no trial" in because.casefold()
        assert "custom" in because


def test_the_pause_of_a_card_is_the_clinics_default_within_the_clinics_bounds(handbook: Handbook) -> None:
    before, after = handbook.settings["nsaid-days-before"], handbook.settings["nsaid-days-after"]
    for card in handbook.medicine_classes.values():
        if card.pausing:
            given = card.pausing
            assert (given.before_days, given.before_min, given.before_max) == (
                before.number, before.minimum, before.maximum,
            )  # fmt: skip
            assert (given.after_days, given.after_min, given.after_max) == (
                after.number, after.minimum, after.maximum,
            )  # fmt: skip


def test_the_low_dose_of_aspirin_is_one_number(handbook: Handbook) -> None:
    setting = handbook.settings["aspirin-low-dose-mg"].number
    assert handbook.medicine_classes["aspirin"].at_most_mg_per_day == setting == 325


@pytest.mark.parametrize(
    ("name", "wrong_way"),
    [
        ("inr-limit", "up"),
        ("glucose-hold", "up"),
        ("temperature-hold", "up"),
        ("aspirin-low-dose-mg", "down"),
    ],
)
def test_a_clinic_may_make_a_limit_stricter_only(handbook: Handbook, name: str, wrong_way: str) -> None:
    setting = handbook.settings[name]
    assert (setting.maximum if wrong_way == "up" else setting.minimum) == setting.number


@pytest.mark.parametrize("name", ["aspirin-antiplatelet", "aspirin-analgesic"])
def test_aspirin_by_intent_has_no_codes_of_its_own(handbook: Handbook, name: str) -> None:
    card = handbook.medicine_classes[name]
    assert not card.codes
    assert not card.ingredients


@pytest.mark.parametrize("name", BEARING)
def test_what_bears_on_a_session_is_in_a_class_that_says_so(handbook: Handbook, name: str) -> None:
    policies = {
        card.policy
        for card, ingredient in _ingredients(handbook)
        if ingredient.name == name and not card.routes
    }
    assert policies
    assert "no-bearing" not in policies


def test_a_word_names_one_class_unless_it_is_meant_to_name_two(handbook: Handbook) -> None:
    for word, homes in _homes(handbook, _words).items():
        assert _is_intended(handbook, homes), f"{word}: {homes}"


def test_a_code_names_one_class_unless_it_is_meant_to_name_two(handbook: Handbook) -> None:
    for code, homes in _homes(handbook, _codes).items():
        assert _is_intended(handbook, homes), f"{code}: {homes}"


def _words(ingredient: Ingredient) -> list[str]:
    return [" ".join(words_of(word)) for word in (ingredient.name, *ingredient.names)]


def _codes(ingredient: Ingredient) -> list[str]:
    return [code for code in (ingredient.rxnorm, *ingredient.products) if code]


def _homes(handbook: Handbook, listed: Callable[[Ingredient], list[str]]) -> dict[str, list[tuple[str, str]]]:
    homes: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for card, ingredient in _ingredients(handbook):
        for entry in listed(ingredient):
            homes[entry].append((card.id, ingredient.name))
    return homes


def _is_intended(handbook: Handbook, homes: list[tuple[str, str]]) -> bool:
    """Two homes are meant where a brand holds both medicines, a route decides, or the pair is listed."""
    return all(
        first[1] != second[1]
        or bool(handbook.medicine_classes[first[0]].routes)
        or bool(handbook.medicine_classes[second[0]].routes)
        or frozenset({first[0], second[0]}) in TWO_CLASSES
        for at, first in enumerate(homes)
        for second in homes[at + 1 :]
    )


def test_a_class_within_a_class_holds_nothing_its_wider_class_lacks(handbook: Handbook) -> None:
    for inner, outer in (
        ("warfarin", "anticoagulant"),
        ("fluoroquinolone", "antibiotic"),
        ("glp1", "glucose-lowering"),
    ):
        wide = {i.name: i for i in handbook.medicine_classes[outer].ingredients}
        for ingredient in handbook.medicine_classes[inner].ingredients:
            assert ingredient.name in wide
            assert set(ingredient.products) <= set(wide[ingredient.name].products)


def test_no_harmless_prefix_swallows_a_code_that_bears(handbook: Handbook) -> None:
    bearing, harmless = _atc(handbook, harmless=False), _atc(handbook, harmless=True)
    for code in bearing:
        assert not any(code.startswith(other) or other.startswith(code) for other in harmless), code


def _atc(handbook: Handbook, *, harmless: bool) -> set[str]:
    return {
        value
        for card in handbook.medicine_classes.values()
        if (card.policy == "no-bearing") is harmless and card.id != "glucosamine"
        for codes in card.codes
        if codes.system is CodeSystem.ATC
        for value in (*codes.exact, *codes.prefix)
    }


def test_every_class_without_bearing_is_named_so(handbook: Handbook) -> None:
    for card in handbook.medicine_classes.values():
        if card.id.startswith("no-bearing-"):
            assert card.policy == "no-bearing"
            assert card.ingredients
