"""The questions of one patient as the page shows them: open ones, and those answered, side by side.

Nothing is ticked that was not answered. An answer that has grown too old is shown beside the question in
words, and the question stands open again.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

import msgspec

from enthesis.formats.answer_values import NOT_KNOWN
from enthesis.formats.beside import ENGLISH
from enthesis.formats.day_words import short_day
from enthesis.formats.page import anchor
from enthesis.formats.plan_schema import ChoiceLine, PlanDocument, QuestionLine
from enthesis.formats.words import Words
from enthesis.knowledge.cards.question import Question
from enthesis.knowledge.handbook import Handbook
from enthesis.store.answer_value import AnswerValue
from enthesis.store.reading.given_answers import GivenAnswer

LAST_DOSE = "last-dose"


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One question on the page. ``value`` is the answer that counts, as texts; empty while it is open."""

    id: str
    anchor: str
    text: str
    hint: str
    answer: str
    choices: tuple[ChoiceLine, ...]
    minimum: int | None
    maximum: int | None
    unit: str
    none_applies: bool
    open: bool
    value: tuple[str, ...] = ()
    given: str = ""
    reason: str = ""
    wants_reason: bool = False
    last_dose: str = ""
    fault: str = ""


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """One of the four blocks."""

    id: str
    title: str
    items: tuple[Item, ...]

    @property
    def answered(self) -> int:
        """How many of its questions have an answer that counts."""
        return sum(not item.open for item in self.items)

    @property
    def left(self) -> tuple[Item, ...]:
        """The items that the one act would answer: open, and fit for it."""
        return tuple(item for item in self.items if item.open and item.none_applies)


def blocks_of(
    document: PlanDocument, given: Mapping[str, GivenAnswer], handbook: Handbook, condition: str
) -> tuple[Block, ...]:
    """Put the open questions and the answered ones into their blocks, in the cards' order."""
    words = Words(handbook, document.language, condition)
    asked = {line.id: line for line in document.questions}
    items = [(handbook.questions[line.card], _open(line, given)) for line in asked.values()]
    for answer in given.values():
        kind = answer.question.partition(":")[0]
        card = handbook.questions.get(kind)
        belongs = answer.question in handbook.conditions[condition].questions or ":" in answer.question
        belongs = belongs or (card is not None and card.asked == "at-the-needle")
        if card is not None and belongs and answer.question not in asked:
            items.append((card, _answered(card, answer, given, words)))
    items.sort(key=lambda pair: (pair[0].block, pair[0].order, pair[1].id))
    return tuple(
        Block(id=name, title=words.label("block", name), items=tuple(i for c, i in items if c.block == name))
        for name in ("A", "B", "C", "D")
    )


def _open(line: QuestionLine, given: Mapping[str, GivenAnswer]) -> Item:
    answer = given.get(line.id)
    said_unsure = answer is not None and answer.value == NOT_KNOWN
    return Item(
        id=line.id,
        anchor=anchor(line.id),
        text=line.patient_text or line.text,
        hint=line.hint,
        answer=line.answer,
        choices=line.choices,
        minimum=line.minimum,
        maximum=line.maximum,
        unit=line.unit,
        none_applies=line.none_applies,
        open=True,
        value=(NOT_KNOWN,) if said_unsure else (),
        given=_given(answer, line.choices) if answer else "",
        wants_reason=_wants_reason(line.id, line.choices),
    )


def _answered(card: Question, answer: GivenAnswer, given: Mapping[str, GivenAnswer], words: Words) -> Item:
    choices = tuple(ChoiceLine(id=choice.id, text=words.text(choice.text)) for choice in card.choices)
    _, _, subject = answer.question.partition(":")
    dose = given.get(f"{LAST_DOSE}:{subject}") if subject else None
    return Item(
        id=answer.question,
        anchor=anchor(answer.question),
        text=_wording(card, answer, words),
        hint=words.text(card.hint),
        answer=card.answer,
        choices=choices,
        minimum=card.minimum,
        maximum=card.maximum,
        unit=card.unit,
        none_applies=card.none_applies,
        open=False,
        value=texts(answer.value),
        given=_given(answer, choices),
        reason=answer.reason,
        wants_reason=_wants_reason(answer.question, choices),
        last_dose=str(dose.value) if dose else "",
    )


def _wording(card: Question, answer: GivenAnswer, words: Words) -> str:
    """Give the words that were answered; in another language only while the card still asks the same."""
    asked = card.patient_text or card.text
    still = Words(words.handbook, ENGLISH, words.condition).text(asked) == answer.wording
    return words.text(asked) if still else answer.wording


def _wants_reason(question: str, choices: Iterable[ChoiceLine]) -> bool:
    """A record that is denied, and a choice that says so, want their reason."""
    return question.startswith("confirm:") or any(choice.id == "not-needed" for choice in choices)


def texts(value: AnswerValue) -> tuple[str, ...]:
    """Give an answer's value as texts: several only where several were chosen."""
    return value if isinstance(value, tuple) else (str(value) if isinstance(value, Decimal) else value,)


def _given(answer: GivenAnswer, choices: Iterable[ChoiceLine]) -> str:
    """Say what was answered, when and by whom."""
    named = {choice.id: choice.text for choice in choices} | {NOT_KNOWN: "not sure"}
    said = ", ".join(named.get(text, text) for text in texts(answer.value))
    act = ", with all of its block" if answer.act == "none-applies" else ""
    return f"{said}, {short_day(answer.given_on)}, {answer.by}{act}"


def with_faults(
    blocks: Iterable[Block], faults: Mapping[str, str], typed: Mapping[str, tuple[str, ...]]
) -> tuple[Block, ...]:
    """Show the page again as it was sent, with what is wrong beside each question."""
    return tuple(
        msgspec.structs.replace(
            block,
            items=tuple(
                msgspec.structs.replace(
                    item, fault=faults.get(item.id, ""), value=typed.get(item.id, item.value)
                )
                for item in block.items
            ),
        )
        for block in blocks
    )
