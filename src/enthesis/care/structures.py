"""Finds a structure by its id, its title or another name, and tells what may never be a target."""

from enthesis.knowledge.cards.structure import Structure
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.recognise import words_of


def structure_called(name: str, handbook: Handbook) -> Structure | None:
    """Find the structure a label means; ``None`` for a label nobody knows."""
    exact = handbook.structures.get(name)
    if exact is not None:
        return exact
    words = words_of(name.replace("_", " "))
    return next((card for card in handbook.structures.values() if words in _names(card)), None)


def never_a_target(text: str, handbook: Handbook) -> Structure | None:
    """Find a forbidden structure named anywhere in a wish, a title or a label.

    "Spinal cord", "cervical_cord" and "into the epidural space" are all found; "spinal ligaments" is not.
    Source: CON-A10, CON-A11.
    """
    words = words_of(text.replace("_", " "))
    for card in handbook.structures.values():
        if card.never_target and any(_holds(words, name) for name in _names(card)):
            return card
    return None


def _names(card: Structure) -> list[tuple[str, ...]]:
    return [words_of(name) for name in (card.id, *card.title.values(), *card.names)]


def _holds(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return bool(name) and any(words[at : at + len(name)] == name for at in range(len(words) - len(name) + 1))
