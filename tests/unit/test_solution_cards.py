"""Cards of stocks, ceilings and limits: every name they point to exists, contradictions are refused."""

from typing import Any

import msgspec
import pytest

from enthesis.knowledge.cards.anaesthetic import Anaesthetic
from enthesis.knowledge.cards.enthesis import Enthesis, Needle
from enthesis.knowledge.cards.solution import Solution
from enthesis.knowledge.cards.structure import Structure
from enthesis.knowledge.handbook import Handbook

HEAD: dict[str, Any] = {
    "id": "x",
    "sources": ["CARE"],
    "grade": "safety",
    "due": "2027-11-20",
    "title": {"en": "X"},
}
NAMED = HEAD | {"name": {"en": "x"}}


def test_every_ceiling_has_its_setting_and_every_stand_in_its_drug(handbook: Handbook) -> None:
    for card in handbook.anaesthetics.values():
        if card.per_kg_setting:
            assert card.per_kg_setting in handbook.settings
        for drug in (card.counts_as, *(content.drug for content in card.contents)):
            assert not drug or drug in handbook.anaesthetics
        if card.counts_as:
            assert handbook.anaesthetics[card.counts_as].most_mg is not None


def test_no_setting_lets_a_ceiling_fall_below_its_lower_bound_or_lidocaine_pass_the_label(
    handbook: Handbook,
) -> None:
    bounds = {
        name: (handbook.settings[name].minimum, handbook.settings[name].maximum)
        for name in ("solution-lidocaine-mg-per-kg", "solution-bupivacaine-mg-per-kg")
    }
    assert str(bounds["solution-lidocaine-mg-per-kg"]) == "(Decimal('3'), Decimal('4.5'))"
    assert str(bounds["solution-bupivacaine-mg-per-kg"]) == "(Decimal('2'), Decimal('2.5'))"


def test_every_code_set_of_a_limit_exists(handbook: Handbook) -> None:
    for card in handbook.limits.values():
        assert set(card.code_sets) <= set(handbook.code_sets)


def test_what_is_not_offered_cannot_be_mixed(handbook: Handbook) -> None:
    offered = {card.id for card in handbook.solutions.values() if card.role == "diluent"}
    assert offered == {"saline", "water", "bacteriostatic-water"}
    assert [card.id for card in handbook.solutions.values() if card.role == "dextrose"] == ["dextrose"]
    for name in ("p2g", "morrhuate", "hypertonic-saline"):
        assert handbook.solutions[name].caution is not None


def test_every_place_names_structures_and_approaches_that_exist(handbook: Handbook) -> None:
    for card in handbook.entheses.values():
        assert card.structures
        assert set(card.structures) <= set(handbook.structures)
        assert card.approach
        assert set(card.approach) <= set(handbook.sentences)


def test_the_fibular_neck_is_the_flagged_place_of_the_knee(handbook: Handbook) -> None:
    flagged = [card.id for card in handbook.entheses.values() if card.artery_check and card.region == "knee"]
    assert flagged == ["knee-lcl-fibular"]


def test_every_structure_of_the_knee_is_named_by_a_place(handbook: Handbook) -> None:
    named = {name for card in handbook.entheses.values() for name in card.structures}
    assert named | {"spinal-cord", "spinal-canal", "epidural-space"} >= set(handbook.structures)


SPOILED: list[tuple[Any, dict[str, Any], str]] = [
    (Anaesthetic, NAMED, "exactly one"),
    (Anaesthetic, NAMED | {"per_kg_setting": "s"}, "both"),
    (Anaesthetic, NAMED | {"per_kg_setting": "s", "most_mg": 1, "counts_as": "y"}, "exactly one"),
    (Anaesthetic, NAMED | {"counts_as": "y", "stock_at_most_percent": 1}, "osmolarity_mosm_l"),
    (Solution, NAMED | {"role": "diluent"}, "osmolarity_mosm_l"),
    (Solution, NAMED | {"role": "dextrose"}, "bases"),
    (Solution, NAMED | {"role": "not-offered", "osmolarity_mosm_l": 1}, "osmolarity_mosm_l"),
    (Structure, HEAD | {"kind": "artery", "says": {"en": "x"}}, "never_target"),
    (Structure, HEAD | {"kind": "spinal", "says": {"en": "x"}, "never_target": False}, "never_target"),
    (Needle, {"gauge_thick": 27, "gauge_thin": 25, "shortest_mm": 38, "longest_mm": 38}, "thick to thin"),
    (Needle, {"gauge_thick": 25, "gauge_thin": 27, "shortest_mm": 50, "longest_mm": 38}, "short to long"),
    (Enthesis, HEAD | {"region": "knee", "depth_mm": 20}, "unknown field"),
]


@pytest.mark.parametrize(("card_type", "table", "fault"), SPOILED)
def test_a_contradictory_card_is_refused(card_type: Any, table: dict[str, Any], fault: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=fault):
        msgspec.convert(table, card_type, strict=False)


def test_a_sound_card_is_read() -> None:
    table = HEAD | {"kind": "artery", "says": {"en": "x"}, "never_target": True}
    assert msgspec.convert(table, Structure, strict=False).never_target
