"""Words that must not be said, and words by which an order to stop a medicine is recognised."""

from typing import Literal

from enthesis.knowledge.cards.card import Card

WordUse = Literal[
    "forbidden", "stop", "go-on", "not", "spare", "never-stop", "anti-inflammatory", "carve-out"
]


class WordList(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of one use, per language.

    ``forbidden`` is never said as fact. ``stop`` words end or skip a medicine, ``go-on`` words keep it,
    ``not`` words turn a stop into the opposite, ``spare`` words take what follows out of it ("except").
    ``never-stop`` names medicines no sentence may end; ``anti-inflammatory`` those a pause may name,
    and ``carve-out`` what must then be said beside them. A ``*`` at the end of a word takes any ending.
    """

    use: WordUse
    words: dict[str, tuple[str, ...]]
