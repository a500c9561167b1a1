"""What the wording guard catches, and what it leaves alone (promises P1 and P12)."""

import pytest

from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.words import Wording, forbidden_words, is_quote, stops_protected_medicine
from enthesis.vocabulary.errors import BadInput

STOPS = """
Stop aspirin 7 days before.
Stop low-dose aspirin.
Do not take aspirin.
Don’t take ibuprofen, naproxen or aspirin for 7 days.
Pause your blood thinner for five days.
Skip warfarin the evening before.
Aspirin: stop 3 days before.
Aspirin should be stopped a week before.
Warfarin is paused.
Warfarin 5 days before.
Hold clopidogrel for 7 days.
No aspirin for a week.
You take aspirin. Stop it 7 days before.
If you take aspirin, stop it before the session.
Avoid steroids and methotrexate.
You have to stop prednisone.
Keep taking paracetamol and stop aspirin.
Never take aspirin.
Discontinue all anticoagulants and antiplatelets.
Consider stopping apixaban.
Leave out the aspirin on the day.
Please come off your steroid tablets.
Stop all painkillers including aspirin.
Stop anti-inflammatories such as ibuprofen and aspirin.
Aspirin must not be taken for 3 days.
Do not stop paracetamol but stop aspirin.
Stop ibuprofen and warfarin.
Withhold immunosuppressants.
Stop Eliquis.
""".strip().splitlines()

GOES_ON = """
Do not stop aspirin.
Never stop, pause or skip low-dose aspirin.
Keep taking aspirin every day.
Stop anti-inflammatories 3 days before. This does not mean low-dose aspirin: keep taking that.
Do not take ibuprofen; low-dose aspirin goes on.
Pause naproxen, but low-dose aspirin goes on every day.
Pause naproxen and keep taking aspirin.
Stop anti-inflammatories (not low-dose aspirin).
Stop all anti-inflammatories except low-dose aspirin.
Because you take aspirin, stop ibuprofen 3 days before.
If you take warfarin, avoid heavy lifting.
When did you stop aspirin?
Stopping warfarin led to 9 serious events in 2,296 procedures.
Low-dose aspirin is not paused.
Aspirin must not be stopped.
Warfarin goes on; an INR of at most 3.0 within 7 days is asked for.
Do not stop any heart, blood-thinning, steroid or immune medicine.
Stop the session on chest pain.
Stop on blood, clear fluid or air.
You take warfarin: keep taking it.
The prescriber decides about methotrexate; you change nothing.
Stop ibuprofen. Ask about it.
Warfarin is not part of the pause before the session.
""".strip().splitlines()


@pytest.mark.parametrize("text", STOPS)
def test_an_order_to_stop_what_must_go_on_is_caught(text: str, handbook: Handbook) -> None:
    assert stops_protected_medicine(text, "en", handbook)


@pytest.mark.parametrize("text", GOES_ON)
def test_what_orders_nothing_of_the_kind_is_left_alone(text: str, handbook: Handbook) -> None:
    assert stops_protected_medicine(text, "en", handbook) == []


def test_what_is_caught_names_the_medicine_and_its_sentence(handbook: Handbook) -> None:
    found = stops_protected_medicine("Eat well. Stop warfarin and aspirin. Come early.", "en", handbook)
    assert [(each.words, each.sentence) for each in found] == [
        ("warfarin", "Stop warfarin and aspirin."),
        ("aspirin", "Stop warfarin and aspirin."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "注射前七日停用阿士匹靈。",
        "請停服薄血藥三天。",
        "不要服用阿士匹靈。",
        "阿士匹靈應在三日前停用。",
        "暫停類固醇。",
        "華法林5日前",
    ],
)
def test_an_order_in_chinese_is_caught(text: str, handbook: Handbook) -> None:
    assert stops_protected_medicine(text, "zh-Hant", handbook)


@pytest.mark.parametrize(
    "text",
    [
        "不要停用阿士匹靈。",
        "切勿停服薄血藥。",
        "停用消炎藥三天，但低劑量阿士匹靈須繼續服用。",
        "暫停非類固醇消炎藥。",
        "請繼續服用阿士匹靈。",
        "你有否停用阿士匹靈？",
    ],
)
def test_what_goes_on_in_chinese_is_left_alone(text: str, handbook: Handbook) -> None:
    assert stops_protected_medicine(text, "zh-Hant", handbook) == []


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("It is a permanent cure.", "en", ["permanent", "cure"]),
        ("All natural, guaranteed!", "en", ["all natural", "guaranteed"]),
        ("An all-natural treatment", "en", ["all natural"]),
        ("CURES knees Permanently", "en", ["cures", "permanently"]),
        ("這是永久的療法，保證根治", "zh-Hant", ["永 久", "保 證", "根 治"]),
        ("这是永久的疗法，保证根治", "zh-Hans", ["永 久", "保 证", "根 治"]),
        ("這是 a cure", "zh-Hant-HK", ["cure"]),
    ],
)
def test_a_promise_is_caught(text: str, language: str, words: list[str], handbook: Handbook) -> None:
    assert [found.words for found in forbidden_words(text, language, handbook)] == words


@pytest.mark.parametrize(
    "text",
    ["A secure login", "Procure a manicure", "The natural course", "Accurate in all", "Guard it", "癒合"],
)
def test_a_word_that_only_looks_like_a_promise_is_left_alone(text: str, handbook: Handbook) -> None:
    assert forbidden_words(text, "en", handbook) == []


def test_a_language_without_lists_is_refused_not_passed(handbook: Handbook) -> None:
    with pytest.raises(BadInput, match="No word lists for the language 'fr'"):
        forbidden_words("une cure permanente", "fr", handbook)


def test_only_a_field_named_quote_may_hold_a_leaflets_own_words() -> None:
    assert is_quote("contradictions.ctr-4.leaflet_b.quote")
    assert is_quote("claims.benefit-duration.leaflet.0.quote")
    assert not is_quote("claims.quote.says")


def test_naming_anti_inflammatories_asks_for_the_carve_out(handbook: Handbook) -> None:
    wording = Wording(handbook, "en")
    assert wording.lacks_carve_out("Do not take ibuprofen.")
    assert wording.lacks_carve_out("Some NSAIDs stay longer.")
    assert not wording.lacks_carve_out("No anti-inflammatories; this does not mean low-dose aspirin.")
    assert not wording.lacks_carve_out("Take paracetamol.")


def test_an_order_to_pause_anti_inflammatories_is_told_from_naming_them(handbook: Handbook) -> None:
    wording = Wording(handbook, "en")
    assert wording.pauses_anti_inflammatory("Take no ibuprofen for 7 days.")
    assert wording.pauses_anti_inflammatory("Naproxen is paused from 1 December.")
    assert not wording.pauses_anti_inflammatory("An anti-inflammatory medicine is recorded.")
    assert not wording.pauses_anti_inflammatory("Do not stop naproxen.")
