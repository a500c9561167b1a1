"""What one entry is and where it lies: the code sets that know it, its region, its side.

That hangs on its codes and words alone, and charts repeat theirs, so it is remembered: codes and words under
one handbook, never whose they were or when.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

import msgspec

from enthesis.care.values.fact import FactKind
from enthesis.care.values.known import How
from enthesis.knowledge.cards.code_set import CodeSet
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.recognise import plain, words_of
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.codes import Code

RECOGNISED_KINDS: tuple[FactKind, ...] = ("condition", "procedure", "allergy", "observation", "imaging")
_PLACE = "place-"
_SITUATION = "situation-"
_SIDE_WORDS = {
    "right": Side.RIGHT,
    "left": Side.LEFT,
    "rt": Side.RIGHT,
    "lt": Side.LEFT,
    "bilat": Side.BOTH,
    "bilateral": Side.BOTH,
    "bilaterally": Side.BOTH,
    "both": Side.BOTH,
}


class Recognised(msgspec.Struct, frozen=True, kw_only=True):
    """What an entry is. ``is_known`` is false where no card knows it; to know its place is not enough."""

    sets: Mapping[str, How]
    site: str | None
    side: Side | None
    is_known: bool


@lru_cache(maxsize=8192)
def recognised(
    kind: FactKind,
    codes: tuple[Code, ...],
    text: str,
    place: tuple[Code, ...],
    place_text: str,
    handbook: Handbook,
) -> Recognised:
    """Recognise an entry of one kind by its codes and words and by its body site."""
    sets = handbook.code_set_recogniser.recognise(codes, text)
    # No rule asks where a measurement was taken, nor about one that no card knows.
    if kind == "observation":
        return Recognised(sets=sets, site=None, side=None, is_known=True)
    site, side = _place(codes, text, place, place_text, handbook)
    known = any((name, kind) in _spoken_for(handbook) for name in sets)
    return Recognised(sets=sets, site=site, side=side, is_known=known)


@lru_cache(maxsize=4)
def _spoken_for(handbook: Handbook) -> frozenset[tuple[str, str]]:
    """List which code sets some rule asks about, with the kind of entry it asks for; and harmless ones."""
    asked = {
        (criterion.select.code_set, kind)
        for criterion in handbook.criteria.values()
        for kind in (criterion.select.kind, *criterion.select.also)
    }
    indications = {(card.code_set, "condition") for card in handbook.conditions.values()}
    harmless = {
        (card.id, kind)
        for card in handbook.code_sets.values()
        if not card.bearing and not card.id.startswith((_PLACE, _SITUATION))
        for kind in RECOGNISED_KINDS
    }
    return frozenset(asked | indications | harmless)


def _place(
    codes: tuple[Code, ...], text: str, place: tuple[Code, ...], place_text: str, handbook: Handbook
) -> tuple[str | None, Side | None]:
    """Read region and side from the body site, then from what the codes name, then from the entry's words.

    An entry that names two regions ("hip and knee") is at neither for certain: its place is not known. Nor is
    its side where code, body site and words contradict each other.
    """
    sets = handbook.code_set_recogniser.recognise(codes, text)
    at = handbook.code_set_recogniser.recognise(place, place_text)
    by_code = [name for name, how in sets.items() if how == "code"]
    site = _only_site(at, handbook) or _only_site(by_code, handbook) or _only_site(sets, handbook)
    sides = {
        *_sides_of_cards(place, at, handbook),
        *_sides_of_cards(codes, sets, handbook),
        _side_of_words(_said(place_text, place)),
        _side_of_words(_said(text, codes)),
    } - {None}
    return site, sides.pop() if len(sides) == 1 else None


def _only_site(names: Iterable[str], handbook: Handbook) -> str | None:
    sites = {site for name in names if (site := handbook.code_sets[name].site)}
    return sites.pop() if len(sites) == 1 else None


def _sides_of_cards(codes: tuple[Code, ...], names: Iterable[str], handbook: Handbook) -> set[Side | None]:
    return {_side_of_codes(handbook.code_sets[name], codes) for name in names}


def _said(text: str, codes: tuple[Code, ...]) -> str:
    return " ".join((text, *(code.display for code in codes)))


def _side_of_codes(card: CodeSet, codes: tuple[Code, ...]) -> Side | None:
    said = {plain(code.system, code.value) for code in codes}
    for side, named in ((Side.RIGHT, card.right), (Side.LEFT, card.left), (Side.BOTH, card.both)):
        if any(value in said or value.replace(".", "") in said for value in named):
            return side
    return None


def _side_of_words(text: str) -> Side | None:
    named = {_SIDE_WORDS[word] for word in words_of(text) if word in _SIDE_WORDS}
    if {Side.RIGHT, Side.LEFT} <= named:
        return Side.BOTH
    return named.pop() if len(named) == 1 else None
