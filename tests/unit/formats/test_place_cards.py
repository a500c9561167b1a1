import pytest

from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Region
from enthesis.vocabulary.codes import Code, CodeSystem


@pytest.mark.parametrize(
    ("code", "card", "side"),
    [
        ("6757004", "place-knee", "right"),
        ("82169009", "place-knee", "left"),
        ("72696002", "place-knee", None),
        ("287579007", "place-hip", "right"),
        ("91774008", "place-shoulder", "right"),
        ("91775009", "place-shoulder", "left"),
        ("6685009", "place-ankle", "right"),
        ("24028007", "place-side", "right"),
        ("7771000", "place-side", "left"),
        ("51440002", "place-side", "both"),
    ],
)
def test_a_body_site_names_its_region_and_side(
    handbook: Handbook, code: str, card: str, side: str | None
) -> None:
    named = handbook.code_set_recogniser.recognise((Code(CodeSystem.SNOMED, code),), "")
    assert list(named) == [card]
    known = handbook.code_sets[card]
    sides = {name for name in ("right", "left", "both") if code in getattr(known, name)}
    assert sides == ({side} if side else set())


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("Pain in right knee", "place-knee"),
        ("Tear of medial meniscus", "place-knee"),
        ("Fracture of wrist", "place-wrist-hand"),
        ("Neck pain", "place-neck"),
        ("Chronic low back pain", "place-low-back"),
    ],
)
def test_the_words_of_an_entry_name_a_place(handbook: Handbook, text: str, card: str) -> None:
    assert card in handbook.code_set_recogniser.recognise((), text)


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("Fracture of neck of femur", "place-neck"),
        ("Cervical cancer", "place-neck"),
        ("Head of radius", "place-head"),
        ("Kneeling at work", "place-knee"),
        ("Hand foot and mouth disease", "place-foot"),
    ],
)
def test_words_that_only_sound_like_a_place_name_none(handbook: Handbook, text: str, card: str) -> None:
    assert card not in handbook.code_set_recogniser.recognise((), text)


def test_every_region_that_may_be_treated_has_a_place(handbook: Handbook) -> None:
    sites = {card.site for name, card in handbook.code_sets.items() if name.startswith("place-")}
    assert set(Region) <= sites
