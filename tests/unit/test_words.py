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

STOPS_IN_CHINESE = """
注射前七日停用阿士匹靈。
請停服薄血藥三天。
不要服用阿士匹靈。
阿士匹靈應在三日前停用。
暫停類固醇。
華法林5日前
停用阿斯匹靈。
請停用阿斯匹靈 7 天。
注射前 7 天請停阿斯匹靈。
阿斯匹靈要停藥三天。
阿斯匹靈先停三天。
三天不要吃阿斯匹靈。
別吃阿斯匹靈。
別服用低劑量阿斯匹靈。
請勿服用阿斯匹靈。
阿斯匹靈請勿服用。
阿斯匹靈不可使用。
先不要服用抗凝血藥。
抗凝血藥請中斷。
中止抗凝血藥。
請停掉類固醇。
停吃類固醇。
停止使用免疫抑制劑。
停止服用華法林。
注射當天不吃抗凝血藥。
禁用阿斯匹靈。
禁止服用阿斯匹靈。
暫不服用阿斯匹靈。
跳過一次華法林。
略過當天的抗血小板藥。
不要再吃阿斯匹靈。
免疫用藥暫停一週。
心臟用藥請停用。
停用血液用藥。
停用通血路的藥。
停用抗血栓藥。
停可邁丁三天。
停用保栓通。
停用伯基。
停用拜瑞妥。
停用可體松。
停用 aspirin。
停用阿斯匹靈、布洛芬和萘普生。
暫停消炎止痛藥，包括阿斯匹靈。
如果您服用阿斯匹靈，請停用。
阿斯匹靈請於注射前 7 天停用。
請將阿斯匹靈停用七天。
請在 7 天前停服阿斯匹靈（aspirin）。
改用其他藥取代阿斯匹靈。
避免服用類固醇。
不可以吃阿斯匹靈。
不宜服用阿斯匹靈。
請減少或停止抗凝血劑。
阿斯匹靈可以先不吃。
阿斯匹靈先不要吃。
抗凝血藥 5 天前。
戒掉類固醇。
""".strip().splitlines()

GOES_ON_IN_CHINESE = """
不要停用阿士匹靈。
切勿停服薄血藥。
停用消炎藥三天，但低劑量阿士匹靈須繼續服用。
暫停非類固醇消炎藥。
請繼續服用阿士匹靈。
你有否停用阿士匹靈？
不要停用阿斯匹靈。
阿斯匹靈不可停用。
不需停用阿斯匹靈。
不用停阿斯匹靈。
請不要自行停用任何血液用藥。
千萬不要停用抗凝血藥。
請勿停用抗凝血藥。
絕不要停用類固醇。
除了低劑量阿斯匹靈，請暫停消炎止痛藥。
請暫停消炎止痛藥 3 天。這不包括低劑量阿斯匹靈：請每天繼續服用。
暫停布洛芬，但低劑量阿斯匹靈每天照常服用。
因為您服用阿斯匹靈，請停用布洛芬。
您停用阿斯匹靈了嗎？
如果您服用華法林，請避免提重物。
阿斯匹靈照常服用，消炎止痛藥則暫停。
抗凝血藥請照處方繼續使用，注射當天也一樣。
不必停用可邁丁。
無需停藥：類固醇照常使用。
沒有停用抗凝血藥的 2,296 次中。
低劑量阿斯匹靈不在暫停之列。
您對類固醇有不良反應嗎？
類固醇注射在一個月後幫助較大。
不要停用任何心臟用藥、抗凝血藥、類固醇或免疫用藥。
請停用消炎止痛藥（低劑量阿斯匹靈除外）。
醫師會決定甲氨蝶呤；您不要自行更動。
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


@pytest.mark.parametrize("text", STOPS_IN_CHINESE)
def test_an_order_in_chinese_is_caught(text: str, handbook: Handbook) -> None:
    assert stops_protected_medicine(text, "zh-Hant", handbook)


@pytest.mark.parametrize("text", GOES_ON_IN_CHINESE)
def test_what_goes_on_in_chinese_is_left_alone(text: str, handbook: Handbook) -> None:
    assert stops_protected_medicine(text, "zh-Hant", handbook) == []


def test_a_bare_order_at_the_end_means_the_medicine_named_before(handbook: Handbook) -> None:
    assert stops_protected_medicine("If you take aspirin, stop.", "en", handbook)
    assert stops_protected_medicine("If you take naproxen, stop.", "en", handbook) == []


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("It is a permanent cure.", "en", ["permanent", "cure"]),
        ("All natural, guaranteed!", "en", ["all natural", "guaranteed"]),
        ("An all-natural treatment", "en", ["all natural"]),
        ("CURES knees Permanently", "en", ["cures", "permanently"]),
        ("這是永久的療法，保證根治", "zh-Hant", ["永 久", "保 證", "根 治"]),
        ("这是永久的疗法，保证根治", "zh-Hans", ["永 久", "保 证", "根 治"]),
        ("純天然，一勞永逸", "zh-Hant", ["純 天 然", "一 勞 永 逸"]),
        ("百分之百治好，永遠不再痛", "zh-Hant", ["百 分 之 百", "治 好", "永 遠"]),
        ("疼痛根除，痊癒", "zh-Hant", ["根 除", "痊 癒"]),
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


@pytest.mark.parametrize(
    "text", ["傷口癒合需要時間。", "自己的修復能力", "天然的過程", "治療部位", "好好休息"]
)
def test_a_chinese_word_that_only_looks_like_a_promise_is_left_alone(text: str, handbook: Handbook) -> None:
    assert forbidden_words(text, "zh-Hant", handbook) == []


def test_naming_anti_inflammatories_in_chinese_asks_for_the_carve_out(handbook: Handbook) -> None:
    wording = Wording(handbook, "zh-Hant")
    assert wording.lacks_carve_out("請勿服用布洛芬。")
    assert wording.lacks_carve_out("請暫停止痛消炎藥。")
    assert wording.lacks_carve_out("非類固醇抗發炎藥請停三天。")
    assert not wording.lacks_carve_out("請暫停消炎止痛藥。這不包括低劑量阿斯匹靈。")
    assert not wording.lacks_carve_out("可以服用乙醯胺酚。")


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
