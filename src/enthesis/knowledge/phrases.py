"""Finds the phrases of the word lists in a text: longest first, left to right, none overlapping.

A Han character counts as a word of its own; elsewhere words are split at hyphens, so that "all natural"
and "all-natural" are one phrase. Capitals do not matter.
"""

import re
from collections.abc import Iterator
from typing import get_args

import msgspec

from enthesis.knowledge.cards.word_list import WordUse
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.errors import BadInput

_HAN = "[\u3400-\u9fff]"
_LETTER = rf"(?:(?!{_HAN})[^\W_])"
_WORD = re.compile(rf"{_HAN}|{_LETTER}+(?:'{_LETTER}+)?")
_SENTENCE_END = re.compile(r"(?<=[.!?;。！？；\n])")
_ALWAYS = "en"
_POLICY: dict[WordUse, str] = {"never-stop": "never-stop", "anti-inflammatory": "pause"}


class Mark(msgspec.Struct, frozen=True):
    """A phrase found among words: positions ``start`` to ``end``, end not included."""

    use: WordUse
    start: int
    end: int


class Phrases:
    """The word lists of one language, ready to be looked for; English is always among them."""

    def __init__(self, handbook: Handbook, language: str) -> None:
        self._by_first_word: dict[str, list[tuple[tuple[str, ...], WordUse]]] = {}
        written = _written(language, handbook)
        for use in get_args(WordUse):
            for phrase in (*_listed(handbook, use, written), *_ingredients(handbook, use)):
                words = tuple(words_in(phrase))
                self._by_first_word.setdefault(words[0], []).append((words, use))
        for phrases in self._by_first_word.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))

    def marks(self, words: list[str], uses: tuple[WordUse, ...]) -> Iterator[Mark]:
        """Find the phrases of these uses; of equal ones the use that ``WordUse`` names first."""
        at = 0
        while at < len(words):
            mark = self._at(words, at, uses)
            if mark:
                yield mark
            at = mark.end if mark else at + 1

    def _at(self, words: list[str], at: int, uses: tuple[WordUse, ...]) -> Mark | None:
        for phrase, use in self._by_first_word.get(words[at], ()):
            if use in uses and tuple(words[at : at + len(phrase)]) == phrase:
                return Mark(use, at, at + len(phrase))
        return None


def words_in(text: str) -> list[str]:
    """Split a text into words without capitals."""
    return _WORD.findall(text.casefold().replace("’", "'"))


def sentences_in(text: str) -> list[str]:
    """Split a text into sentences, each with its closing mark; a semicolon closes one too."""
    return [sentence.strip() for sentence in _SENTENCE_END.split(text) if sentence.strip()]


def words_after_commas(sentence: str) -> frozenset[int]:
    """Give the positions of the words that follow a comma."""
    after: set[int] = set()
    at = 0
    for part in re.split(r"[,，、]", sentence)[:-1]:
        at += len(words_in(part))
        after.add(at)
    return frozenset(after)


def _listed(handbook: Handbook, use: WordUse, written: str) -> Iterator[str]:
    for card in handbook.words.values():
        for words in card.lists if card.use == use else ():
            if words.language in (_ALWAYS, written):
                yield from words.words


def _ingredients(handbook: Handbook, use: WordUse) -> Iterator[str]:
    """Name what the medicine classes of one policy hold, brands included."""
    for medicine_class in handbook.medicine_classes.values():
        for ingredient in medicine_class.ingredients if medicine_class.policy == _POLICY.get(use) else ():
            yield from (ingredient.name, *ingredient.names)


def _written(language: str, handbook: Handbook) -> str:
    """Find the language of the lists that covers a tag: ``zh-Hant-HK`` is read by ``zh-Hant``."""
    cards = [card for card in handbook.words.values() if card.use == "forbidden"]
    known = {words.language for card in cards for words in card.lists}
    for covering in sorted(known, key=len, reverse=True):
        if language == covering or language.startswith(covering + "-"):
            return covering
    raise BadInput(f"No word lists for the language {language!r}.", "Add it to the cards in words.")
