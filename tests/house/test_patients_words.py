"""Every sentence a patient reads, in English and in Traditional Chinese; and nothing else in Chinese.

``knowledge/for_patients.py`` decides what a patient reads. Here that list is held to what plans really say,
and each sentence of it to its translation. A new patient sentence without one fails by its id: write
``zh-Hant`` beside ``en`` in its card.
"""

import re
import tomllib
from collections.abc import Iterator
from datetime import date

import msgspec
import pytest

from enthesis.care.plan import plan
from enthesis.care.triage import symptom_questions, triage
from enthesis.care.values.case import Case, Person, Wish
from enthesis.care.values.plan import Plan
from enthesis.care.values.sentence import Sentence
from enthesis.care.values.triage import SymptomReport
from enthesis.formats.fhir.chart import case_from_charts
from enthesis.formats.words import Words
from enthesis.knowledge.check import check
from enthesis.knowledge.for_patients import patient_sentences
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.read import DATA
from enthesis.knowledge.sentences import placeholders, say
from enthesis.vocabulary.anatomy import Region, Side
from tests.golden.cases import CASES

CHINESE = "zh-Hant"
TODAY = date(2026, 11, 20)
HAN = re.compile("[\u3400-\u9fff]")
LATIN_MARK = re.compile("[\u3400-\u9fff] ?[,;:?!](?! ?[A-Za-z0-9])")
PLACE = re.compile(r"\{\w+\}")
SETTING = re.compile(r"\{setting:[^}]+\}")
CARRIES = ("38 °C", "16.7 mmol/L", "300 mg/dL", "100.4 °F")


def ids(sentence: Sentence) -> Iterator[str]:
    """Name a sentence and those that fill it."""
    yield sentence.id
    for value in sentence.values.values():
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Sentence):
                yield from ids(each)


def said_to_patients(made: Plan, handbook: Handbook) -> Iterator[str]:
    for line in (*made.before, *made.day, *made.after):
        if line.of == "patient":
            yield from ids(line.says)
    for pause in made.pauses:
        yield from ids(pause.says)
    for question in made.questions:
        card = handbook.questions[question.card]
        if question.block != "D":
            # Every word of the condition is handed over; only what the card asks for is read.
            wanted = placeholders(card.text["en"])
            asked = {key: value for key, value in question.text.values.items() if key in wanted}
            yield from ids(Sentence(question.text.id, asked))
            yield from (
                f"questions.{card.id}.{field}" for field in ("patient_text", "hint") if getattr(card, field)
            )


def plans(handbook: Handbook) -> Iterator[Plan]:
    """One plan of nothing known for each condition and age, and those of the golden charts."""
    for card in handbook.conditions.values():
        if card.authored:
            wish = Wish(condition=card.id, side=Side.RIGHT if card.sides else None)
            yield plan(Case(person=Person(), facts=(), wish=wish), handbook, TODAY)
    for golden in CASES.values():
        wish = Wish(condition="knee-oa", side=Side.RIGHT, start=date(2026, 12, 1))
        yield plan(case_from_charts([golden.chart], wish, TODAY, handbook), handbook, TODAY)


@pytest.fixture(scope="module")
def listed(handbook: Handbook) -> frozenset[str]:
    return frozenset(patient_sentences(handbook))


def test_what_plans_say_to_patients_is_on_the_list(handbook: Handbook, listed: frozenset[str]) -> None:
    said = {each for made in plans(handbook) for each in said_to_patients(made, handbook)}
    assert len(said) > 120
    assert said - listed == set()


def test_what_triage_says_to_patients_is_on_the_list(handbook: Handbook, listed: frozenset[str]) -> None:
    said: set[str] = set()
    for region in Region:
        questions = symptom_questions(region, 2, handbook)
        said.update(each.asks.id for each in questions)
        reports = [{each.id: "yes"} for each in questions]
        reports += [{each.id: answer for each in questions} for answer in ("no", "not known")]
        for symptoms in reports:
            found = triage(SymptomReport(region=region, days_since_session=2, symptoms=symptoms), handbook)
            for sentence in (found.says, found.suspect, found.action):
                said.update(ids(sentence) if sentence else ())
    assert len(said) > 50
    assert said - listed == set()


def test_every_patient_sentence_is_in_both_languages(handbook: Handbook, listed: frozenset[str]) -> None:
    lacking = sorted(name for name in listed if not handbook.sentences[name].get(CHINESE))
    assert lacking == []


def test_what_clinicians_read_stays_in_english(handbook: Handbook, listed: frozenset[str]) -> None:
    translated = {name for name, text in handbook.sentences.items() if CHINESE in text}
    assert sorted(translated - listed) == []


@pytest.mark.parametrize(
    "clinicians",
    [
        "rules.",
        "questions.diagnosis.",
        "triage.septic-joint.clinician",
        "claims.knee-reeves-2000.",
        "checklists.",
        "instruments.",
        "entheses.",
        "conditions.knee-oa.words.diagnosed_by",
        "contradictions.ctr-1.",
    ],
)
def test_a_clinicians_sentence_is_not_on_the_list(
    clinicians: str, handbook: Handbook, listed: frozenset[str]
) -> None:
    assert any(name.startswith(clinicians) for name in handbook.sentences)
    assert not any(name.startswith(clinicians) for name in listed)


def test_a_leaflets_own_words_are_not_translated(listed: frozenset[str]) -> None:
    assert not any(name.endswith(".quote") for name in listed)


def test_a_translation_is_chinese_as_taiwan_writes_it(handbook: Handbook, listed: frozenset[str]) -> None:
    for name in listed:
        words = handbook.sentences[name][CHINESE]
        han = "".join(HAN.findall(words))
        assert han or not re.search("[A-Za-z]", PLACE.sub("", words)), name
        han.encode("big5")  # a simplified character has no place in Big5
        assert not LATIN_MARK.search(words), name
        assert "你" not in words, name


def test_numbers_of_a_warning_sign_are_the_same_in_both_languages(
    handbook: Handbook, listed: frozenset[str]
) -> None:
    for name in listed:
        text = handbook.sentences[name]
        for number in CARRIES:
            assert (number in text["en"]) == (number in text[CHINESE]), name


def test_figures_are_the_same_in_both_languages(handbook: Handbook) -> None:
    """Doses, days and hours of what a patient does; words for small numbers are left to the language."""
    for folder in ("aftercare", "preparations", "symptoms", "triage"):
        for card in getattr(handbook, folder).values():
            for field in ("says", "asks", "action", "leaflet"):
                text = getattr(card, field, None) or {}
                if CHINESE in text:
                    figures = [sorted(re.findall(r"\d+(?:\.\d+)?", text[each])) for each in ("en", CHINESE)]
                    assert figures[0] == figures[1], f"{folder}.{card.id}.{field}"


def texts_as_written(held: object) -> Iterator[dict[str, str]]:
    """Every text of a card file before its settings are put in."""
    if isinstance(held, dict):
        if CHINESE in held:
            yield held
        for each in held.values():
            yield from texts_as_written(each)
    elif isinstance(held, list):
        for each in held:
            yield from texts_as_written(each)


def test_a_number_the_clinic_moves_moves_in_both_languages() -> None:
    moved = 0
    for path in DATA.rglob("*.toml"):
        for text in texts_as_written(tomllib.loads(path.read_text(encoding="utf-8"))):
            named = [sorted(SETTING.findall(text[each])) for each in ("en", CHINESE)]
            assert named[0] == named[1], path.name
            moved += bool(named[0])
    assert moved > 3


def test_a_translation_that_loses_a_place_to_fill_is_refused(handbook: Handbook) -> None:
    name = "questions.taking.text"
    lost = {**handbook.sentences, name: {**handbook.sentences[name], CHINESE: "還在使用嗎？"}}
    faults = check(msgspec.structs.replace(handbook, sentences=lost))
    assert faults == [f"{name} ({CHINESE}): the English wants {{medicine}}. Fill the same places."]


def test_a_sentence_without_a_translation_is_said_in_english(handbook: Handbook) -> None:
    lacking = {**handbook.sentences, "pause.goes-on": {"en": "Goes on as it is."}}
    untold = msgspec.structs.replace(handbook, sentences=lacking)
    assert say(untold, "pause.goes-on", {}, CHINESE) == "Goes on as it is."


def test_a_sentence_without_a_translation_is_english_to_its_last_word(handbook: Handbook) -> None:
    filled = {"condition": Sentence("conditions.knee-oa.title"), "diagnosed_by": "By hand."}
    name = "questions.diagnosis.text"
    assert say(handbook, name, filled, CHINESE) == say(handbook, name, filled)
    words = Words(handbook, CHINESE, "knee-oa")
    assert words.text(handbook.questions["diagnosis"].text).startswith("Knee osteoarthritis")
    assert words.text(handbook.questions["fever"].text).startswith("最近")
