"""The answers file: TOML or JSON, one answer a line, ``question-id = "yes" | "no" | "not known" | value``.

Beside the answers it may hold ``answered_on`` and ``answered_by`` for all of them, a table for one that
differs (``fever = { value = "no", on = 2026-11-18, by = "nurse", reason = "..." }``), ``[[examined]]`` tables
with what the hand found, and tables with sessions that took place and what followed them
(``history_file.py``). A FHIR QuestionnaireResponse will do too.
"""

import json
import tomllib
from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec

from enthesis.care.values.fact import Fact
from enthesis.formats.answer_values import Given, answer_fact, decimal_of, nearest
from enthesis.formats.answers import Answers
from enthesis.formats.body_size import BOUNDS
from enthesis.formats.examined import examined_of
from enthesis.formats.fhir.questionnaire_response import FINISHED, QuestionnaireResponse, given_in
from enthesis.formats.history_file import KEYS, history_of
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.dates import PartialDate
from enthesis.vocabulary.errors import BadInput

_MOST_BYTES = 1_000_000
_TABLE_KEYS = ("value", "on", "by", "reason")
# What a blank file says of each question; it comes back with the answers and is passed over.
_ASKED_KEYS = ("text", "of", "block", "choices", "unit")
_NOT_ANSWERS = ("answered_on", "answered_by", "examined", *KEYS)


def answers_from_file(
    raw: bytes, name: str, handbook: Handbook, today: date, known: Collection[str] | None = None
) -> Answers:
    """Read an answers file; ``known`` are the ids of the questions that may be answered, by default all.

    Raises:
        BadInput: it is neither TOML nor JSON, answers what nobody asks, contradicts itself, or is dated
            after ``today``.
    """
    table = _table(raw, name)
    given = _from_fhir(raw, name) if "resourceType" in table else _from_table(table, today)
    questions = handbook.questions if known is None else known
    facts = tuple(answer_fact(each, handbook, today, questions) for each in given)
    _refuse_contradictions(given, facts)
    return Answers(
        facts=facts,
        examined=examined_of(table.get("examined"), handbook),
        history=history_of(table, handbook, today),
        weight_kg=_measured("weight", facts),
        height_cm=_measured("height", facts),
    )


def _table(raw: bytes, name: str) -> dict[str, Any]:
    """Parse the file, by its first sign rather than its name: a JSON object opens with a brace."""
    if len(raw) > _MOST_BYTES:
        raise BadInput(f"{name} is too large for answers.", "Give the file of answers, not the chart.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{name} is not UTF-8 text.", "Save it as UTF-8.") from error
    if not text.strip():
        raise BadInput(f"{name} is empty.", "`enthesis questions` writes a blank one.")
    table = (
        _json(text, name)
        if text.lstrip()[0] in "{[" and not text.lstrip().startswith("[[")
        else _toml(text, name)
    )
    if not isinstance(table, dict):
        raise BadInput(f"{name} is not a table of answers.", 'Write lines like: fever = "no".')
    return table


def _json(text: str, name: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        if text.lstrip().startswith("["):
            return _toml(text, name)
        raise BadInput(f"{name} is not JSON: {error}.", "Mend the line, or write TOML.") from error


def _toml(text: str, name: str) -> Any:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise BadInput(
            f"{name} is not TOML: {error}.", "Mend the line; each question stands once."
        ) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a key that stands twice: JSON would quietly keep the last."""
    table = dict(pairs)
    if len(table) < len(pairs):
        twice = next(key for at, (key, _) in enumerate(pairs) if key in dict(pairs[:at]))
        raise BadInput(f"{twice!r} stands twice.", "Keep one of them.")
    return table


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _from_fhir(raw: bytes, name: str) -> list[Given]:
    try:
        response = msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"), type=QuestionnaireResponse)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise BadInput(
            f"{name} is not a FHIR QuestionnaireResponse: {error}.", "Give one, or a table of answers."
        ) from error
    if response.status not in FINISHED:
        raise BadInput(
            f"{name} is not finished: its status is {response.status}.", "Complete the form first."
        )
    return list(given_in(response, f"QuestionnaireResponse/{response.id or name}"))


def _from_table(table: Mapping[str, Any], today: date) -> list[Given]:
    on = _day(table.get("answered_on"), "answered_on")
    by = table.get("answered_by", "")
    if not isinstance(by, str):
        raise BadInput("answered_by is not a name.", 'Write answered_by = "Dr Osei".')
    if on is not None and on.earliest > today:
        raise BadInput(f"answered_on is {on}, after {today}.", "Mend the date.")
    return [
        _given(key, value, on, by)
        for key, value in table.items()
        if key not in _NOT_ANSWERS and not _is_blank(value)
    ]


def _is_blank(value: object) -> bool:
    """Tell whether a line of a blank file was left as it was: not answered, which is never a no."""
    answer = value.get("value") if isinstance(value, dict) and "value" in value else value
    return answer is None or answer == ""


def _given(question: str, value: object, on: PartialDate | None, by: str) -> Given:
    if not isinstance(value, dict):
        return Given(question=question, value=value, on=on, by=by)
    unknown = next((key for key in value if key not in (*_TABLE_KEYS, *_ASKED_KEYS)), None)
    if unknown is not None or "value" not in value:
        wrong = f"has no {unknown!r}" if unknown is not None else "has no value"
        raise BadInput(f"The answer to {question} {wrong}.", f"{nearest(str(unknown), _TABLE_KEYS)}")
    reason, named = value.get("reason", ""), value.get("by", by)
    if not isinstance(reason, str) or not isinstance(named, str):
        raise BadInput(f"The answer to {question} has a by or reason that is no text.", "Put it in quotes.")
    day = _day(value["on"], f"{question}.on") if "on" in value else on
    return Given(question=question, value=value["value"], on=day, by=named, reason=reason)


def _day(value: object, key: str) -> PartialDate | None:
    if value is None:
        return None
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            value = None
    if isinstance(value, datetime):
        value = value.date()
    if not isinstance(value, date):
        raise BadInput(f"{key} is not a day.", f"Write {key} = 2026-11-18.")
    return PartialDate.of(value)


def _refuse_contradictions(given: list[Given], facts: tuple[Fact, ...]) -> None:
    """Refuse two answers to one question: a form may repeat a question, a person may not mean both."""
    seen: dict[str, object] = {}
    for each, fact in zip(given, facts, strict=True):
        if seen.setdefault(each.question, fact.value) != fact.value:
            raise BadInput(f"{each.question} is answered twice and differently.", "Keep one of them.")


def _measured(question: str, facts: tuple[Fact, ...]) -> Decimal | None:
    """Give a weight or height among the answers, within what a body can be."""
    value = next((fact.value for fact in facts if fact.codes[0].value == question), None)
    number = decimal_of(value)
    if number is None:
        return None
    least, most, unit = BOUNDS[question]
    if not least <= number <= most:
        raise BadInput(f"A {question} of {number} {unit} cannot be right.", f"Give it in {unit}.")
    return number
