"""Every sentence of the handbook, in every language: P1, P12, and the carve-out for low-dose aspirin."""

import re
from collections.abc import Iterator

import msgspec
import pytest

from enthesis.knowledge.cards.claim import Quote
from enthesis.knowledge.for_patients import patient_sentences
from enthesis.knowledge.handbook import CARD_FOLDERS, Handbook
from enthesis.knowledge.words import Wording, is_quote

# A heading and a choice only name a medicine; what they head is held to the carve-out.
ONLY_NAMES = re.compile(r"\.title$|\.choices\.|^questions\.(what|why)\.")


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


def said_to_patients(handbook: Handbook) -> Iterator[tuple[str, str, str]]:
    for sentence_id in patient_sentences(handbook):
        if not ONLY_NAMES.search(sentence_id):
            for language, said in handbook.sentences[sentence_id].items():
                yield sentence_id, language, said


def test_there_are_sentences_and_the_languages_can_be_read(
    handbook: Handbook, wordings: dict[str, Wording]
) -> None:
    assert "en" in wordings
    assert len(list(sentences(handbook))) > 300
    assert len(list(said_to_patients(handbook))) > 800


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
        f"{sentence_id} ({language})"
        for sentence_id, language, said in said_to_patients(handbook)
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


def test_a_planted_order_in_a_translation_would_be_caught(
    handbook: Handbook, wordings: dict[str, Wording]
) -> None:
    card = handbook.aftercare["anti-inflammatories"]
    planted = card.says["zh-Hant"].replace(
        "這不包括低劑量阿斯匹靈（aspirin）：請繼續每天服用。", "停用阿斯匹靈。"
    )
    assert planted != card.says["zh-Hant"]
    assert [found.words for found in wordings["zh-Hant"].stops_protected(planted)] == ["阿 斯 匹 靈"]
    assert wordings["zh-Hant"].lacks_carve_out(planted)
    assert wordings["zh-Hant"].forbidden(f"{card.says['zh-Hant']}保證根治。")
