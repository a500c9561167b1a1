"""Every sentence of the handbook, in every language: P1, P12, and the carve-out for low-dose aspirin."""

from collections.abc import Iterator

import msgspec
import pytest

from enthesis.knowledge.cards.claim import Quote
from enthesis.knowledge.handbook import CARD_FOLDERS, Handbook
from enthesis.knowledge.words import Wording, is_quote

# Where a patient reads it: folder, field, and which cards of the folder.
PATIENT_FIELDS = {
    "aftercare": ("says",),
    "preparations": ("says",),
    "triage": ("suspect", "action", "leaflet"),
    "symptoms": ("asks",),
    "claims": ("says",),
    "medicine_classes": ("says",),
    "questions": ("patient_text",),
}


@pytest.fixture(scope="module")
def wordings(handbook: Handbook) -> dict[str, Wording]:
    languages = {language for text in handbook.sentences.values() for language in text}
    return {language: Wording(handbook, language) for language in languages}


def sentences(handbook: Handbook) -> Iterator[tuple[str, str, str]]:
    """Every sentence but a leaflet's own words: id, language, text."""
    for sentence_id, text in handbook.sentences.items():
        if not is_quote(sentence_id):
            for language, said in text.items():
                yield sentence_id, language, said


def patient_sentences(handbook: Handbook) -> Iterator[tuple[str, str, str]]:
    for folder, fields in PATIENT_FIELDS.items():
        for card in getattr(handbook, folder).values():
            if getattr(card, "of", "patient") != "patient" and folder != "questions":
                continue
            if getattr(card, "audience", "patient") != "patient":
                continue
            for field in fields:
                for language, said in (getattr(card, field, None) or {}).items():
                    yield f"{folder}.{card.id}.{field}", language, said


def test_there_are_sentences_and_the_languages_can_be_read(
    handbook: Handbook, wordings: dict[str, Wording]
) -> None:
    assert "en" in wordings
    assert len(list(sentences(handbook))) > 300
    assert len(list(patient_sentences(handbook))) > 100


def test_no_sentence_promises_too_much(handbook: Handbook, wordings: dict[str, Wording]) -> None:
    faults = [
        f"{sentence_id} ({language}): {found.words}"
        for sentence_id, language, said in sentences(handbook)
        for found in wordings[language].forbidden(said)
    ]
    assert faults == []


def test_no_sentence_orders_anybody_to_stop_what_must_go_on(
    handbook: Handbook, wordings: dict[str, Wording]
) -> None:
    faults = [
        f"{sentence_id} ({language}): {found.words} in {found.sentence!r}"
        for sentence_id, language, said in sentences(handbook)
        for found in wordings[language].stops_protected(said)
    ]
    assert faults == []


def test_every_patient_sentence_about_anti_inflammatories_spares_low_dose_aspirin(
    handbook: Handbook, wordings: dict[str, Wording]
) -> None:
    faults = [
        sentence_id
        for sentence_id, language, said in patient_sentences(handbook)
        if wordings[language].lacks_carve_out(said)
    ]
    assert faults == []


def test_whoever_orders_a_pause_of_anti_inflammatories_spares_low_dose_aspirin(
    handbook: Handbook, wordings: dict[str, Wording]
) -> None:
    faults = [
        sentence_id
        for sentence_id, language, said in sentences(handbook)
        if not sentence_id.endswith(".title")  # a heading; what it heads is held to the carve-out
        and wordings[language].pauses_anti_inflammatory(said)
        and wordings[language].lacks_carve_out(said)
    ]
    assert faults == []


def test_only_leaflets_are_quoted() -> None:
    """No other card type may grow a field named quote and slip past the lists."""
    for folder, card_type in CARD_FOLDERS.items():
        assert "quote" not in card_type.__struct_fields__, folder
    assert Quote.__struct_fields__ == ("leaflet", "quote")


def test_a_leaflet_is_quoted_in_its_own_words_and_caught_without_the_quote(
    handbook: Handbook, wordings: dict[str, Wording]
) -> None:
    quoted = handbook.contradictions["ctr-4"].leaflet_b
    assert quoted is not None
    assert [found.words for found in wordings["en"].forbidden(quoted.quote["en"])] == [
        "all natural",
        "permanent",
    ]


def test_a_planted_order_in_a_card_would_be_caught(handbook: Handbook, wordings: dict[str, Wording]) -> None:
    card = handbook.aftercare["anti-inflammatories"]
    planted = card.says["en"].replace("This does not mean low-dose aspirin: keep taking that every day.", "")
    planted = planted.replace("ibuprofen, naproxen", "ibuprofen, aspirin, naproxen")
    assert [found.words for found in wordings["en"].stops_protected(planted)] == ["aspirin"]
    assert wordings["en"].lacks_carve_out(planted)
    assert msgspec.structs.replace(card, says={"en": planted}) != card
