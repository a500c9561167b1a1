"""Where the leaflets or the literature disagree, and which one is followed, and why."""

from enthesis.knowledge.cards.card import Card, Text


class Contradiction(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the leaflets or the literature disagree, and which one is followed, and why."""

    title: Text
