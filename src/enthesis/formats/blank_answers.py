"""A blank answers file for one condition: every question in words, nothing answered, nothing pre-ticked.

What it writes ``answers_file`` reads: as it is, it answers nothing.
"""

from collections.abc import Iterator
from itertools import groupby

import msgspec

from enthesis.formats.answer_values import MADE_FROM_CHART, NOT_KNOWN
from enthesis.formats.words import Words
from enthesis.knowledge.cards.condition import Condition
from enthesis.knowledge.cards.question import Question

_LINE = 100
_HEAD = """\
# Answers for: {title}
# Write each answer between the quotes; a number or a list needs none. A line left blank is not answered.
# To tell who answered one of them, and when:
#   fever = {{ value = "no", on = 2026-11-18, by = "nurse", reason = "..." }}
# Questions that a chart entry raises (confirm:..., taking:..., why:..., what:...) stand in the plan.

answered_by = ""
# answered_on = 2026-11-20
"""
_EXAMINED = """
# What the examining hand found: one table a place, tender 0 to 3, lax 0 to 3.
# artery_check: seen-and-avoided, none-seen, not-looked. guidance: ultrasound, fluoroscopy, landmark.
# Places: {places}
# [[examined]]
# enthesis = "{first}"
# side = "right"
# tender = 2
# lax = 1

# Sessions that took place already.
# [[session]]
# number = 1
# day = 2026-10-20
"""


class BlankLine(msgspec.Struct, frozen=True, kw_only=True):
    """One question of the JSON form; ``value`` waits for the answer."""

    value: None
    text: str
    block: str
    of: str
    choices: tuple[str, ...]
    unit: str


def blank_toml(condition: Condition, words: Words) -> str:
    """Write the blank file as TOML, with everything a person needs beside each line."""
    blocks = groupby(questions_of(condition, words), key=lambda question: question.block)
    parts = [_HEAD.format(title=words.text(condition.title))]
    for block, questions in blocks:
        parts.append(f"\n# {words.label('block', block)}\n")
        parts += [_toml_line(question, condition, words) for question in questions]
    places = _wrapped(", ".join(condition.entheses))
    parts.append(_EXAMINED.format(places=places, first=condition.entheses[0]))
    return "".join(parts)


def blank_json(condition: Condition, words: Words) -> dict[str, BlankLine]:
    """Give the blank file as a table, each question with a ``value`` to be filled in."""
    return {
        question.id: BlankLine(
            value=None,
            text=words.text(question.text),
            block=question.block,
            of=question.of,
            choices=choices_of(question, condition),
            unit=question.unit,
        )
        for question in questions_of(condition, words)
    }


def questions_of(condition: Condition, words: Words) -> list[Question]:
    """List what a condition asks, block by block; after it what is asked only where it matters."""
    asked = [words.handbook.questions[name] for name in condition.questions]
    sometimes = [
        card
        for card in words.handbook.questions.values()
        if card not in asked
        and card.id not in MADE_FROM_CHART
        and (not card.conditions or condition.id in card.conditions)
    ]
    return sorted([*asked, *sometimes], key=lambda card: (card.block, card.order))


def choices_of(question: Question, condition: Condition) -> tuple[str, ...]:
    """List what may be written as an answer; nothing where words or numbers are wanted."""
    if question.answer == "yes-no":
        return ("yes", "no", NOT_KNOWN)
    named = tuple(choice.id for choice in question.choices_for(condition))
    return (*named, NOT_KNOWN) if named else ()


def _toml_line(question: Question, condition: Condition, words: Words) -> str:
    only = "" if question.id in condition.questions else " Asked only where it matters."
    lines = [
        f"# {_wrapped(words.text(question.text) + only)}",
        f"#   {_wrapped(_wanted(question, condition))}",
    ]
    return "\n".join([*lines, f'{question.id} = ""']) + "\n\n"


def _wanted(question: Question, condition: Condition) -> str:
    choices = choices_of(question, condition)
    if choices:
        return " | ".join(choices)
    if question.answer == "number":
        bounds = f", {question.minimum} to {question.maximum}" if question.maximum is not None else ""
        unit = f" {question.unit}" if question.unit not in ("", "1") else ""
        return f"a number{bounds}{unit}, or {NOT_KNOWN}"
    if question.answer == "medicine-list":
        return f"no, or the names of the medicines, or {NOT_KNOWN}"
    return "words"


def _wrapped(text: str) -> str:
    """Break a comment into lines that each begin with the sign of a comment."""
    return "\n#   ".join(_lines(text))


def _lines(text: str) -> Iterator[str]:
    line = ""
    for word in text.split():
        if line and len(line) + len(word) > _LINE:
            yield line
            line = ""
        line = f"{line} {word}".strip()
    yield line
