"""The source register: every key a card names is there, and carries how it was seen."""

import re

import pytest

from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.evidence import Grade, Mark

LETTERED = {"S22b", "S22c", "S41b", "S65b", "S72b"}
SEARCHED = {f"S{number:02d}" for number in range(3, 113)} - {"S44"} | LETTERED
REMEMBERED = {f"M{number:02d}" for number in range(1, 52)}
HOUSE = {
    "A": Mark.LEAFLET,
    "B": Mark.LEAFLET,
    "CARE": Mark.RULING,
    "CLINICAL": Mark.MEMORY,
    "derived": Mark.DERIVED,
    "proposal": Mark.PROPOSAL,
}
REGISTRY_WORDS = {"registry", "pypi", "npm", "npmjs", "crates"}


def test_the_register_holds_every_source_of_the_pack(handbook: Handbook) -> None:
    assert set(handbook.sources) >= SEARCHED | REMEMBERED | set(HOUSE)


def test_a_number_the_pack_never_gave_is_not_invented(handbook: Handbook) -> None:
    assert not {"S01", "S02", "S44", "S113"} & set(handbook.sources)


def test_the_mark_follows_the_key(handbook: Handbook) -> None:
    for key, source in handbook.sources.items():
        if key in HOUSE:
            assert source.mark is HOUSE[key]
        else:
            assert source.mark is {"S": Mark.SEARCHED, "M": Mark.MEMORY}[key[0]], key


def test_every_source_has_a_title_that_begins_like_one(handbook: Handbook) -> None:
    for key, source in handbook.sources.items():
        assert re.match(r"[A-Z0-9]|de Jong", source.title), key


@pytest.mark.parametrize("key", ["S65", "S72b", "S107"])
def test_a_secondary_page_warns_that_it_must_be_verified(handbook: Handbook, key: str) -> None:
    assert "verify" in handbook.sources[key].caution


@pytest.mark.parametrize("key", ["S49", "S50"])
def test_a_leaflet_that_stops_aspirin_warns_against_copying_it(handbook: Handbook, key: str) -> None:
    caution = handbook.sources[key].caution
    assert "aspirin" in caution
    assert "not to be copied" in caution


@pytest.mark.parametrize(
    ("key", "trap"), [("S04", "misprint"), ("S05", "0-96"), ("S17", "10%"), ("S20", "10%")]
)
def test_a_reading_trap_stands_beside_its_source(handbook: Handbook, key: str, trap: str) -> None:
    assert trap in handbook.sources[key].caution


def test_only_paths_and_names_stand_as_addresses(handbook: Handbook) -> None:
    for key, source in handbook.sources.items():
        assert "://" not in source.where, key


def test_no_package_registry_is_an_address(handbook: Handbook) -> None:
    for key, source in handbook.sources.items():
        words = set(re.split(r"[^a-z]+", f"{source.title} {source.where}".lower()))
        assert not words & REGISTRY_WORDS, key


def test_every_card_names_only_sources_of_the_register(handbook: Handbook) -> None:
    for folder, card in handbook.cards():
        assert card.sources, f"{folder}/{card.id}"
        assert set(card.sources) <= set(handbook.sources), f"{folder}/{card.id}"


def test_a_proposed_number_says_so(handbook: Handbook) -> None:
    for name in (
        "old-medicine-days",
        "inr-days",
        "glucose-hold",
        "bp-hold-systolic",
        "paracetamol-ceiling-mg",
    ):
        assert "proposal" in handbook.settings[name].sources, name


def test_whoever_calls_itself_a_proposal_names_no_borrowed_source_for_it(handbook: Handbook) -> None:
    """A card graded a proposal carries the mark, so that nobody reads it as published."""
    for folder, card in handbook.cards():
        if card.grade is Grade.PROPOSAL:
            assert Mark.PROPOSAL in {handbook.sources[key].mark for key in card.sources}, (
                f"{folder}/{card.id}"
            )
