"""Joins a sentence id and its values with the words of the handbook."""

from collections.abc import Mapping
from string import Formatter
from typing import Protocol

from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.errors import BadCard


class Said(Protocol):
    """Anything that names a sentence and what fills it."""

    @property
    def id(self) -> str:
        """The sentence id."""

    @property
    def values(self) -> Mapping[str, object]:
        """What fills it."""


def say(handbook: Handbook, sentence_id: str, values: Mapping[str, object], language: str = "en") -> str:
    """Put a sentence into words; the whole of it in English where the language has no words yet.

    A value that is itself a sentence is said in the language of the whole; several are joined by "; ".

    Raises:
        BadCard: the handbook has no such sentence, or the sentence wants a value nobody gave.
    """
    text = handbook.sentences.get(sentence_id)
    if text is None:
        raise BadCard(f"No card holds the sentence {sentence_id!r}.", "Add it to sentence_cards.")
    language = language if text.get(language) else "en"
    words = text[language]
    if "{" not in words:
        return words
    try:
        return words.format_map({key: _said(handbook, value, language) for key, value in values.items()})
    except KeyError as missing:
        raise BadCard(
            f"The sentence {sentence_id!r} wants a value for {missing}.", "Give it or reword the card."
        ) from missing


def languages(handbook: Handbook) -> tuple[str, ...]:
    """List the languages any sentence speaks, in the order of their codes."""
    return tuple(sorted({language for text in handbook.sentences.values() for language in text}))


def placeholders(words: str) -> frozenset[str]:
    """Name what a sentence wants to be told."""
    if "{" not in words:
        return frozenset()
    return frozenset(name for _, name, _, _ in Formatter().parse(words) if name)


def _said(handbook: Handbook, value: object, language: str) -> str:
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, tuple):
        return "; ".join(_said(handbook, each, language) for each in value)
    return say(handbook, value.id, value.values, language)  # type: ignore[attr-defined]
