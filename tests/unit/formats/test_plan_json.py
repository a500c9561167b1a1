import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

import enthesis
from enthesis.care.values.sentence import Sentence
from enthesis.formats.json_text import json_text
from enthesis.formats.plan_json import PlanDocument, plan_document, schema, to_json
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.errors import BadCard
from tests.json_schema import faults
from tests.plans import every_part

PUBLISHED = Path(__file__).parents[3] / "docs" / "reference" / "plan.schema.json"

# The keys the issue promises to other programs; more may stand beside them.
PROMISED = {
    "": "enthesis handbook_version verdict ready_today questions findings pauses course recipes "
    "injection_map instructions claims bibliography not_understood",
    "verdict": "level says would_change",
    "ready_today": "level says",
    "questions": "id block text of choices good_for settles",
    "findings": "rule status severity says because do_next evidence sources reviewed",
    "course": "template sessions review_points follow_up",
    "injection_map": "status points",
    "instructions": "before day after",
}


@pytest.fixture(scope="module")
def document(handbook: Handbook) -> PlanDocument:
    return plan_document(*every_part(handbook))


@pytest.fixture(scope="module")
def read(document: PlanDocument) -> dict[str, Any]:
    decoded: dict[str, Any] = json.loads(to_json(document), parse_float=Decimal)
    return decoded


def everything(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from everything(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from everything(inner)


@pytest.mark.parametrize("part", PROMISED)
def test_the_promised_keys_are_there(read: dict[str, Any], part: str) -> None:
    held = read[part] if part else read
    one = held[0] if isinstance(held, list) else held
    assert set(PROMISED[part].split()) <= set(one)


def test_the_document_fits_the_published_schema(document: PlanDocument) -> None:
    published = json.loads(PUBLISHED.read_text())
    assert list(faults(json.loads(to_json(document)), published, published)) == []


def test_the_published_schema_is_the_programs_own() -> None:
    assert PUBLISHED.read_bytes() == json_text(schema()), "write it anew: python -m tests.golden.write"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("verdict", "level"), "fine"),
        (("made_on",), "20 November 2026"),
        (("recipes", 0, "dextrose_g"), "3.375"),
        (("findings", 0, "status"), None),
        (("extra",), 1),
    ],
)
def test_the_schema_refuses_what_does_not_belong(
    document: PlanDocument, path: tuple[str | int, ...], value: object
) -> None:
    spoilt = json.loads(to_json(document))
    holder = spoilt
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    published = json.loads(PUBLISHED.read_text())
    assert len(list(faults(spoilt, published, published))) == 1


def test_reading_it_back_gives_the_same_document(document: PlanDocument) -> None:
    assert msgspec.json.decode(to_json(document), type=PlanDocument) == document


def test_numbers_keep_their_digits_and_lose_only_trailing_zeros(read: dict[str, Any]) -> None:
    recipe = read["recipes"][0]
    assert str(recipe["dextrose_stock_ml"]) == "6.75"
    assert str(recipe["volume_ml"]) == "22.5"
    assert str(recipe["stock_dextrose_percent"]) == "50"
    assert str(recipe["osmolarity_mosm_l"]) == "972"
    assert str(read["person"]["height_cm"]) == "164"


def test_every_source_named_anywhere_is_in_the_bibliography_with_how_it_was_seen(
    read: dict[str, Any], handbook: Handbook
) -> None:
    listed = {source["key"]: source for source in read["bibliography"]}
    named = {key for part in everything(read) for key in part.get("sources", ())}
    assert named <= set(listed)
    assert {"S03", "M17", "B", "A", "CARE"} <= set(listed)
    assert listed["M17"]["mark"] == "memory"
    for key, source in listed.items():
        assert source["title"] == handbook.sources[key].title
        assert source["mark_says"]


def test_a_source_nothing_on_the_page_names_is_not_listed(read: dict[str, Any]) -> None:
    named = {key for part in everything(read) for key in part.get("sources", ())} | {"A"}
    assert {source["key"] for source in read["bibliography"]} == named


def test_everything_that_stands_on_a_source_says_which_how_strong_and_who_checked_it(
    read: dict[str, Any],
) -> None:
    standing = [part for part in everything(read) if "grade_says" in part]
    assert len(standing) > 10
    for part in standing:
        assert part["sources"]
        assert part["grade_says"]
        assert part["reviewed_says"]


def test_a_signature_shows_by_whom_and_when_and_its_absence_is_said(read: dict[str, Any]) -> None:
    met, unknown = read["findings"]
    assert met["reviewed"] == {"by": "Dr Amara Lind", "on": "2026-10-01"}
    assert "Dr Amara Lind" in met["reviewed_says"]
    assert unknown["reviewed"] is None
    assert unknown["reviewed_says"] == "not yet checked by a clinician"


def test_findings_not_met_are_left_out_unless_all_are_asked_for(handbook: Handbook) -> None:
    plan, cards = every_part(handbook)
    assert [f.rule for f in plan_document(plan, cards).findings] == ["met", "open"]
    everyone = plan_document(plan, cards, all_findings=True)
    assert [f.rule for f in everyone.findings] == ["met", "open", "silent"]
    assert {"derived"} <= {source.key for source in everyone.bibliography}


def test_a_stop_that_is_not_known_is_shown_as_a_question_and_keeps_its_severity(
    document: PlanDocument,
) -> None:
    met, unknown = document.findings
    assert (met.shown_as, met.severity) == ("HOLD", "HOLD")
    assert (unknown.shown_as, unknown.severity) == ("ASK", "STOP")


def test_dates_known_in_part_stay_partial(document: PlanDocument) -> None:
    assert document.person.birth == "1968"
    assert document.person.age == "57-58"
    assert document.person.weight_on == "2026-11"
    assert document.findings[0].evidence[0].date == "1994-05"


def test_a_medicine_nobody_recognised_stands_on_the_question_that_asks_about_it(
    document: PlanDocument,
) -> None:
    unrecognised = document.pauses[2]
    assert unrecognised.sources == ("CARE",)
    assert unrecognised.class_title == ""


def test_a_yes_no_question_offers_the_three_answers(document: PlanDocument) -> None:
    assert [choice.id for choice in document.questions[0].choices] == ["yes", "no", "not known"]
    assert all(choice.text for choice in document.questions[0].choices)


def test_another_language_is_spoken_where_it_has_words_and_english_elsewhere(handbook: Handbook) -> None:
    plan, cards = every_part(handbook)
    german = plan_document(plan, cards, language="de")
    assert german.next_thing.says == "Es sagt this."
    assert german.next_thing.why == "Because."


def test_a_part_no_card_stands_behind_is_refused(handbook: Handbook) -> None:
    plan, cards = every_part(handbook)
    lost = msgspec.structs.replace(plan.findings[0], rule="no-such-rule")
    with pytest.raises(BadCard, match="no-such-rule"):
        plan_document(msgspec.structs.replace(plan, findings=(lost,)), cards)


def test_a_sentence_without_words_is_refused(handbook: Handbook) -> None:
    plan, cards = every_part(handbook)
    mute = msgspec.structs.replace(plan.next_thing, says=Sentence("no.such.sentence"))
    with pytest.raises(BadCard, match=r"no\.such\.sentence"):
        plan_document(msgspec.structs.replace(plan, next_thing=mute), cards)


def test_the_version_of_program_and_handbook_and_the_demonstration_line_are_named(
    document: PlanDocument, handbook: Handbook
) -> None:
    assert document.enthesis == enthesis.__version__
    assert document.handbook_version == handbook.version
    assert "Demonstration content" in document.notice
    assert "not a medical device" in document.notice
    assert document.review_state.cards == len(every_part(handbook)[1].cards())
