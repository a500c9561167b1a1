"""Words that must not be said, and words by which an order to stop a medicine is recognised."""

from typing import Literal

import msgspec

from enthesis.knowledge.cards.card import Card

WordUse = Literal[
    "never-stop", "anti-inflammatory", "forbidden", "stop", "stop-next", "stopped", "interval", "it", "go-on",
    "not", "spare", "clause", "noun", "carve-out",
]  # fmt: skip


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of one language; hyphens and capitals do not matter."""

    language: str
    words: tuple[str, ...]


class WordList(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of one use, per language.

    =====================  ==================================================================
    use                    what such a word does
    =====================  ==================================================================
    ``forbidden``          is never said as fact
    ``stop``               orders that a medicine be ended or skipped ("stop", "do not take")
    ``stop-next``          the same, only right before its name ("no aspirin", "hold aspirin")
    ``stopped``            the same, only after its name ("aspirin is paused")
    ``interval``           after a number, counts days without it ("5 days before")
    ``it``                 stands for the medicine last named
    ``go-on``              keeps a medicine ("keep taking", "goes on")
    ``not``                turns the stop that follows into its opposite
    ``spare``              takes what follows out of the order ("except")
    ``clause``             begins a new thought: no order reaches across it
    ``noun``               speaks of a stop without ordering one ("in the pause before")
    ``never-stop``         names medicines no sentence may end
    ``anti-inflammatory``  names medicines that may pause
    ``carve-out``          what must be said beside those
    =====================  ==================================================================
    """

    use: WordUse
    lists: tuple[Words, ...]
