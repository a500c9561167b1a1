"""How a chart entry is recognised: by code, then by prefix, then by a whole word of its text.

Words of side stand between others ("septic right knee"), so a phrase is looked for with and without them.
An inverted index, built once. ``slow_recognise`` is its obvious twin.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

import msgspec

from enthesis.knowledge.cards.code_set import Codes
from enthesis.vocabulary.codes import Code, CodeSystem

How = Literal["code", "name"]
_REMEMBERED = 8192
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?", re.UNICODE)
_CLAUSE = re.compile(r"[.;:,\n()\[\]]+|\bbut\b|\bnow\b", re.IGNORECASE)
_SIDES = frozenset(("right", "left", "bilateral", "both", "rt", "lt", "bilat", "r", "l"))


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that may be recognised: its id, codes, words, and words that silence a word match.

    ``together`` are phrases whose words may stand in any order, with others between them.
    ``except_before`` silences a match only where it stands before it in the same clause: "no evidence of"
    says nothing of what came before. With ``except_words_over_codes`` the ``except_words`` silence its codes
    as well.
    """

    id: str
    codes: tuple[Codes, ...] = ()
    words: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    except_words: tuple[str, ...] = ()
    except_before: tuple[str, ...] = ()
    except_words_over_codes: bool = False


def plain(system: CodeSystem, value: str) -> str:
    """Write a code the one way it is compared: ICD-10-CM with and without its dot is the same code."""
    return value.replace(".", "").upper() if system is CodeSystem.ICD10CM else value


def words_of(text: str) -> tuple[str, ...]:
    """Split a text into lower-case words without accents; digits count, punctuation and "'s" do not."""
    lower = text.casefold()
    if not lower.isascii():
        apart = unicodedata.normalize("NFKD", lower.replace("\u2019", "'"))
        lower = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return tuple(word.removesuffix("'s") for word in _WORD.findall(lower))


def clauses_of(text: str) -> tuple[str, ...]:
    """Split a text where one thought ends and the next begins."""
    return tuple(clause for clause in _CLAUSE.split(text) if clause.strip())


def _readings_of(text: str) -> tuple[tuple[str, ...], ...]:
    """Give the words of a text, and once more without those that only name a side."""
    words = words_of(text)
    plainer = tuple(word for word in words if word not in _SIDES)
    return (words,) if plainer == words else (words, plainer)


class Recogniser:
    """Answers which targets a chart entry's codes and text name, in one pass over the entry."""

    def __init__(self, targets: Iterable[Target]) -> None:
        self._exact: dict[tuple[str, str], list[str]] = {}
        self._prefix: dict[tuple[str, str], list[str]] = {}
        self._excluded: dict[str, set[tuple[str, str]]] = {}
        self._excluded_prefix: dict[str, list[tuple[str, str]]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._together: dict[str, list[tuple[frozenset[str], str]]] = {}
        self._silencers: dict[str, list[tuple[str, ...]]] = {}
        self._denials: dict[str, Target] = {}
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
        for phrase in target.together:
            words = words_of(phrase)
            self._together.setdefault(words[0], []).append((frozenset(words), target.id))
        if target.except_before:
            self._denials[target.id] = target
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
            readings = _readings_of(said)
            for target in _named_in(readings, self._over_codes):
                found.pop(target, None)
                excepted.add(target)
            for target in (*_named_in(readings, self._phrases), *self._named_together(readings[0])):
                if target not in excepted and not self._is_silenced(target, said, readings):
                    found.setdefault(target, "name")
        return MappingProxyType(found)

    def _named_together(self, words: tuple[str, ...]) -> Iterator[str]:
        among = frozenset(words)
        for word in among:
            for wanted, target in self._together.get(word, ()):
                if wanted <= among:
                    yield target

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

    def _is_silenced(self, target: str, said: str, readings: tuple[tuple[str, ...], ...]) -> bool:
        denials = self._denials.get(target)
        return any(_contains(words, phrase) for words in readings for phrase in self._silencers[target]) or (
            denials is not None and _is_denied(denials, said)
        )


def _named_in(
    readings: tuple[tuple[str, ...], ...], phrases: dict[str, list[tuple[tuple[str, ...], str]]]
) -> list[str]:
    """List whose phrases stand in the words; phrases are filed under their first word."""
    return [
        target
        for words in readings
        for at, word in enumerate(words)
        for phrase, target in phrases.get(word, ())
        if words[at : at + len(phrase)] == phrase
    ]


def _is_denied(target: Target, said: str) -> bool:
    """Tell whether every clause that names the target denies it first; nothing denies a name across two."""
    mentions = [
        (words, at)
        for clause in clauses_of(said)
        for words in (words_of(clause),)
        if (at := _first_mention(target, words)) is not None
    ]
    return bool(mentions) and all(
        any(_contains(words[:at], words_of(phrase)) for phrase in target.except_before)
        for words, at in mentions
    )


def _first_mention(target: Target, words: tuple[str, ...]) -> int | None:
    """Find where a clause first names the target; sides do not count."""
    kept = [at for at, word in enumerate(words) if word not in _SIDES]
    plainer = tuple(words[at] for at in kept)
    found = []
    for phrase in map(words_of, target.words):
        found += [at for at in range(len(words)) if words[at : at + len(phrase)] == phrase]
        found += [kept[at] for at in range(len(plainer)) if plainer[at : at + len(phrase)] == phrase]
    for wanted in map(words_of, target.together):
        if set(wanted) <= set(words):
            found.append(min(words.index(word) for word in wanted))
    return min(found, default=None)


def _contains(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return any(words[at : at + len(phrase)] == phrase for at in range(len(words) - len(phrase) + 1))


def slow_recognise(targets: Iterable[Target], codes: Iterable[Code], text: str) -> dict[str, How]:
    """Do the same by asking every target in turn: the oracle of :class:`Recogniser`."""
    codes = tuple(codes)
    found: dict[str, How] = {}
    for target in targets:
        if target.except_words_over_codes and any(
            _contains(words, words_of(phrase))
            for said in (text, *(code.display for code in codes))
            for words in _readings_of(said)
            for phrase in target.except_words
        ):
            continue
        named = [code for code in codes if any(_names(c, code) for c in target.codes)]
        excepted = [code for code in named if any(_excepts(c, code) for c in target.codes)]
        if len(named) > len(excepted):
            found[target.id] = "code"
        elif not excepted and any(_says(target, said) for said in (text, *(code.display for code in codes))):
            found[target.id] = "name"
    return found


def _says(target: Target, said: str) -> bool:
    readings = _readings_of(said)
    named = any(_contains(words, words_of(p)) for words in readings for p in target.words) or any(
        set(words_of(p)) <= set(words_of(said)) for p in target.together
    )
    silenced = any(_contains(words, words_of(p)) for words in readings for p in target.except_words)
    return named and not silenced and not (target.except_before and _is_denied(target, said))


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
