"""What was sent for one block of questions, each answer held against its question."""

from collections.abc import Iterable
from datetime import date

import msgspec
from django.http import QueryDict

from enthesis.actions.record_answers import SaidAnswer
from enthesis.care.values.fact import Fact
from enthesis.formats.answer_values import NOT_KNOWN, Given, answer_fact
from enthesis.store.answer_value import AnswerValue
from enthesis.vocabulary.errors import BadInput
from enthesis.vocabulary.visible import visible
from enthesis.web.handbook import handbook
from enthesis.web.question_items import LAST_DOSE, Block, Item, texts

NAMES = "{}.names"
REASON = "{}.reason"
NONE_APPLIES = "none-applies"
MOST_SIGNS = 2000


class SentBlock(msgspec.Struct, frozen=True, kw_only=True):
    """The answers that are new, what is wrong with others, and all as it was typed."""

    answers: tuple[SaidAnswer, ...]
    faults: dict[str, str]
    typed: dict[str, tuple[str, ...]]


def read_block(items: Iterable[Item], sent: QueryDict, today: date) -> SentBlock:
    """Read what was sent for these items; what is empty or unchanged is no answer."""
    answers: list[SaidAnswer] = []
    faults: dict[str, str] = {}
    typed: dict[str, tuple[str, ...]] = {}
    for item in items:
        try:
            value = _sent(item, sent)
            if value:
                typed[item.id] = value
                answers += _new(item, value, sent, today)
        except BadInput as fault:
            faults[item.id] = str(fault)
    return SentBlock(answers=tuple(answers), faults=faults, typed=typed)


def none_applies(block: Block, sent: QueryDict) -> SentBlock:
    """Answer every open item of the one act with its own *no*; refused where a yes was marked.

    Raises nothing: a contradiction comes back as a fault beside the item that was marked.
    """
    marked = {item.id: sent.get(item.id, "") for item in block.left}
    faults = {
        name: "This is marked. Save the answers one by one, or take the mark away."
        for name, value in marked.items()
        if value in ("yes", NOT_KNOWN)
    }
    answers = (
        () if faults else tuple(SaidAnswer(question=i.id, wording=i.text, value="no") for i in block.left)
    )
    typed: dict[str, tuple[str, ...]] = {name: (value,) for name, value in marked.items() if value}
    return SentBlock(answers=answers, faults=faults, typed=typed)


def _sent(item: Item, sent: QueryDict) -> tuple[str, ...]:
    """Give what was typed or ticked for one item; a medicine list is its names, or no."""
    values = tuple(text for text in (_typed(raw) for raw in sent.getlist(item.id)) if text)
    if item.answer == "medicine-list":
        names = _typed(sent.get(NAMES.format(item.id), ""))
        if names and values in (("no",), (NOT_KNOWN,)):
            raise BadInput("Names are given, but the answer is not yes.", "Choose yes, or empty the names.")
        if values == ("yes",) and not names:
            raise BadInput("Yes, but no name is given.", "Write the names, with commas between them.")
        return (names,) if names else values
    return values


def _typed(raw: str) -> str:
    """Give a text as it reads; refuse more than anybody types."""
    text = visible(raw).strip()
    if len(text) > MOST_SIGNS:
        raise BadInput(f"This answer has more than {MOST_SIGNS:,} signs.", "Write it shorter.")
    return text


def _new(item: Item, value: tuple[str, ...], sent: QueryDict, today: date) -> list[SaidAnswer]:
    """Give the answer unless it says what is on record and still counts; and the last dose beside it."""
    raw: object = list(value) if item.answer == "choices" else value[0]
    reason = _typed(sent.get(REASON.format(item.id), ""))
    fact = answer_fact(
        Given(question=item.id, value=raw, reason=reason), handbook(), today, handbook().questions
    )
    said = []
    unchanged = (not item.open or item.value == (NOT_KNOWN,)) and texts(_value(fact)) == item.value
    if not unchanged or reason != item.reason:
        said.append(SaidAnswer(question=item.id, wording=item.text, value=_value(fact), reason=reason))
    said += _last_dose(item, sent, today)
    return said


def _last_dose(item: Item, sent: QueryDict, today: date) -> list[SaidAnswer]:
    kind, _, subject = item.id.partition(":")
    written = sent.get(f"{LAST_DOSE}:{subject}", "").strip()
    if kind != "taking" or not written or written == item.last_dose:
        return []
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise BadInput(f"{written} is not a day.", "Give the last dose as a date.") from None
    if day > today:
        raise BadInput("The last dose lies after today.", "Mend the date.")
    return [SaidAnswer(question=f"{LAST_DOSE}:{subject}", wording=f"Last dose: {item.text}", value=written)]


def _value(fact: Fact) -> AnswerValue:
    """An answer always has a value; the type of a fact cannot say so."""
    if fact.value is None:
        raise BadInput("This answer is empty.", "Give one, or say not sure.")
    return fact.value
