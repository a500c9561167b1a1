"""Words of the manual. What is filled in later, for one patient, is shown as ‹what›."""

import re

from enthesis.formats.words import Words
from enthesis.knowledge.cards.card import Text
from enthesis.knowledge.sentences import say

_TO_FILL = re.compile(r"\{(\w+)\}")


def phrase(words: Words, key: str, **values: str | int) -> str:
    """Say one of the manual's own sentences."""
    return say(words.handbook, f"manual.{key}", values, words.language)


def shown(words: Words, text: Text | None) -> str:
    """Show a card's text as it stands, with what is filled in for a patient named."""
    return to_fill(words.text(text))


def to_fill(text: str) -> str:
    """Name what is filled in for a patient as ‹what›."""
    return _TO_FILL.sub(r"‹\1›", text)


def sources_of(words: Words, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Name sources with how each was seen, so that memory and proposals stay visible."""
    register = words.handbook.sources
    return tuple(f"{key} [{register[key].mark}]" for key in keys)
