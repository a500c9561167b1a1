"""The questions, block by block, with what each settles."""

import msgspec

from enthesis.formats.manual.phrases import phrase, shown, sources_of
from enthesis.formats.words import Words
from enthesis.knowledge.cards.question import Question

_BLOCKS = ("A", "B", "C", "D")


class QuestionEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One question as the manual prints it."""

    id: str
    text: str
    facts: tuple[str, ...]
    patient_text: str
    hint: str
    choices: tuple[tuple[str, str], ...]
    settles: tuple[tuple[str, str], ...]
    note: str
    sources: tuple[str, ...]


class QuestionBlock(msgspec.Struct, frozen=True, kw_only=True):
    """All questions of one block."""

    title: str
    questions: tuple[QuestionEntry, ...]


def question_blocks(words: Words) -> tuple[QuestionBlock, ...]:
    """List the questions in the order they are asked."""
    cards = sorted(words.handbook.questions.values(), key=lambda card: (card.order, card.id))
    settled = _settled(words)
    return tuple(
        QuestionBlock(
            title=words.label("block", block),
            questions=tuple(_entry(card, settled, words) for card in cards if card.block == block),
        )
        for block in _BLOCKS
    )


def _entry(card: Question, settled: dict[str, list[tuple[str, str]]], words: Words) -> QuestionEntry:
    return QuestionEntry(
        id=card.id,
        text=shown(words, card.text),
        facts=_facts(card, words),
        patient_text=shown(words, card.patient_text),
        hint=shown(words, card.hint),
        choices=tuple((choice.id, shown(words, choice.text)) for choice in card.choices),
        settles=tuple(settled.get(card.id, ())),
        note=card.note,
        sources=sources_of(words, card.sources),
    )


def _facts(card: Question, words: Words) -> tuple[str, ...]:
    unit = f" {card.unit}" if card.unit else ""
    bounds = f" from {card.minimum} to {card.maximum}{unit}" if card.minimum is not None else ""
    ages = f"aged {card.age_from or 0} to {card.age_to or 'any age'}" if card.age_from or card.age_to else ""
    days = "1 day" if card.good_for == 1 else f"{card.good_for} days"
    return tuple(
        fact
        for fact in (
            f"asked of {phrase(words, f'of.{card.of}')}, {phrase(words, f'asked.{card.asked}')}",
            f"answer: {phrase(words, f'answer.{card.answer}')}{bounds}",
            f"good for {days}",
            phrase(words, f"opens.{card.opens}"),
            f"only for: {', '.join(part for part in (card.sex, ages) if part)}" if card.sex or ages else "",
        )
        if fact
    )


def _settled(words: Words) -> dict[str, list[tuple[str, str]]]:
    """Find, for each question, the rules a criterion of which listens to it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for rule in words.handbook.rules.values():
        named = {term.removeprefix("not ") for alternative in rule.when for term in alternative}
        asked = {
            question
            for name in named
            for criterion in [words.handbook.criteria[name]]
            for question in (criterion.question, criterion.select.question)
            if question
        }
        for question in asked:
            found.setdefault(question, []).append((rule.id, shown(words, rule.title)))
    return found
