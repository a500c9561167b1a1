"""How a chart entry is recognised: by code, then by prefix, then by a whole word of its text.

An inverted index, built once. ``slow_recognise`` is its obvious twin.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

import msgspec

from enthesis.knowledge.cards.code_set import Codes
from enthesis.vocabulary.codes import Code, CodeSystem

How = Literal["code", "name"]
_REMEMBERED = 8192
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?", re.UNICODE)


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that may be recognised: its id, codes, words, and words that silence a word match.

    With ``except_words_over_codes`` those words silence its codes as well.
    """

    id: str
    codes: tuple[Codes, ...] = ()
    words: tuple[str, ...] = ()
    except_words: tuple[str, ...] = ()
    except_words_over_codes: bool = False


def plain(system: CodeSystem, value: str) -> str:
    """Write a code the one way it is compared: ICD-10-CM with and without its dot is the same code."""
    return value.replace(".", "").upper() if system is CodeSystem.ICD10CM else value


def words_of(text: str) -> tuple[str, ...]:
    """Split a text into lower-case words; digits count, punctuation does not."""
    return tuple(_WORD.findall(text.casefold()))


class Recogniser:
    """Answers which targets a chart entry's codes and text name, in one pass over the entry."""

    def __init__(self, targets: Iterable[Target]) -> None:
        self._exact: dict[tuple[str, str], list[str]] = {}
        self._prefix: dict[tuple[str, str], list[str]] = {}
        self._excluded: dict[str, set[tuple[str, str]]] = {}
        self._excluded_prefix: dict[str, list[tuple[str, str]]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._silencers: dict[str, list[tuple[str, ...]]] = {}
        self._over_codes: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for target in targets:
            self._add(target)
        # Charts repeat themselves; what was recognised once need not be looked up again.
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._recognise)

    def _add(self, target: Target) -> None:
        for codes in target.codes:
            system = codes.system
            for value in codes.exact:
                self._exact.setdefault((system, plain(system, value)), []).append(target.id)
            for value in codes.prefix:
                self._prefix.setdefault((system, plain(system, value)), []).append(target.id)
            exact = ((system, plain(system, value)) for value in codes.except_exact)
            prefix = ((system, plain(system, value)) for value in codes.except_prefix)
            self._excluded.setdefault(target.id, set()).update(exact)
            self._excluded_prefix.setdefault(target.id, []).extend(prefix)
        for phrase in target.words:
            words = words_of(phrase)
            self._phrases.setdefault(words[0], []).append((words, target.id))
        self._silencers[target.id] = [words_of(phrase) for phrase in target.except_words]
        if target.except_words_over_codes:
            for words in self._silencers[target.id]:
                self._over_codes.setdefault(words[0], []).append((words, target.id))

    def recognise(self, codes: Iterable[Code], text: str) -> Mapping[str, How]:
        """Give the ids named by the codes or, failing that, by whole words of the text and displays.

        A code that a target excepts also silences that target's words: the code knows better. The answer is
        shared between callers: read it, never change it.
        """
        return self._remembered(tuple(codes), text)

    def _recognise(self, codes: tuple[Code, ...], text: str) -> Mapping[str, How]:
        found: dict[str, How] = {}
        excepted: set[str] = set()
        for code in codes:
            for target, named in self._by_code(code):
                if named:
                    found[target] = "code"
                else:
                    excepted.add(target)
        for said in dict.fromkeys((text, *(code.display for code in codes))):
            words = words_of(said)
            for target in _named_in(words, self._over_codes):
                found.pop(target, None)
                excepted.add(target)
            for target in _named_in(words, self._phrases):
                if target not in excepted and not self._is_silenced(target, words):
                    found.setdefault(target, "name")
        return MappingProxyType(found)

    def _by_code(self, code: Code) -> list[tuple[str, bool]]:
        system, value = code.system, plain(code.system, code.value)
        hits = list(self._exact.get((system, value), ()))
        for end in range(1, len(value) + 1):
            hits += self._prefix.get((system, value[:end]), ())
        return [(target, not self._is_excepted(target, system, value)) for target in hits]

    def _is_excepted(self, target: str, system: str, value: str) -> bool:
        return (system, value) in self._excluded[target] or any(
            s == system and value.startswith(p) for s, p in self._excluded_prefix[target]
        )

    def _is_silenced(self, target: str, words: tuple[str, ...]) -> bool:
        return any(_contains(words, phrase) for phrase in self._silencers[target])


def _named_in(words: tuple[str, ...], phrases: dict[str, list[tuple[tuple[str, ...], str]]]) -> list[str]:
    """List whose phrases stand in the words; phrases are filed under their first word."""
    return [
        target
        for at, word in enumerate(words)
        for phrase, target in phrases.get(word, ())
        if words[at : at + len(phrase)] == phrase
    ]


def _contains(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return any(words[at : at + len(phrase)] == phrase for at in range(len(words) - len(phrase) + 1))


def slow_recognise(targets: Iterable[Target], codes: Iterable[Code], text: str) -> dict[str, How]:
    """Do the same by asking every target in turn: the oracle of :class:`Recogniser`."""
    codes = tuple(codes)
    found: dict[str, How] = {}
    for target in targets:
        if target.except_words_over_codes and any(
            _contains(words_of(said), words_of(phrase))
            for said in (text, *(code.display for code in codes))
            for phrase in target.except_words
        ):
            continue
        named = [code for code in codes if any(_names(c, code) for c in target.codes)]
        excepted = [code for code in named if any(_excepts(c, code) for c in target.codes)]
        if len(named) > len(excepted):
            found[target.id] = "code"
        elif not excepted and any(
            _says(target, words_of(said)) for said in (text, *(code.display for code in codes))
        ):
            found[target.id] = "name"
    return found


def _says(target: Target, words: tuple[str, ...]) -> bool:
    return any(_contains(words, words_of(p)) for p in target.words) and not any(
        _contains(words, words_of(p)) for p in target.except_words
    )


def _names(codes: Codes, code: Code) -> bool:
    return _is_among(codes, code, codes.exact, codes.prefix)


def _excepts(codes: Codes, code: Code) -> bool:
    return _is_among(codes, code, codes.except_exact, codes.except_prefix)


def _is_among(codes: Codes, code: Code, exact: tuple[str, ...], prefix: tuple[str, ...]) -> bool:
    value = plain(code.system, code.value)
    return codes.system is code.system and (
        any(value == plain(code.system, each) for each in exact)
        or any(value.startswith(plain(code.system, each)) for each in prefix)
    )
