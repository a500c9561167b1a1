"""Finds a structure by its id, its title or another name, and tells what may never be a target."""

from functools import lru_cache

from enthesis.knowledge.cards.structure import Structure
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.recognise import words_of


def structure_called(name: str, handbook: Handbook) -> Structure | None:
    """Find the structure a label means; ``None`` for a label nobody knows."""
    return handbook.structures.get(name) or _by_name(handbook).get(_words(name))


def never_a_target(text: str, handbook: Handbook) -> Structure | None:
    """Find a forbidden structure named anywhere in a wish, a title or a label.

    "Spinal cord", "cervical_cord" and "into the epidural space" are all found; "spinal ligaments" is not.
    Source: CON-A10, CON-A11.
    """
    words, by_name = _words(text), _by_name(handbook)
    longest = max(map(len, by_name), default=0)
    for at in range(len(words)):
        for length in range(1, longest + 1):
            card = by_name.get(words[at : at + length])
            if card is not None and card.never_target:
                return card
    return None


@lru_cache(maxsize=4)
def _by_name(handbook: Handbook) -> dict[tuple[str, ...], Structure]:
    """Index every name of every structure by its words, once per handbook, which is frozen."""
    return {
        _words(name): card
        for card in handbook.structures.values()
        for name in (card.id, *card.title.values(), *card.names)
    }


def _words(name: str) -> tuple[str, ...]:
    return words_of(name.replace("_", " ").replace("-", " "))
