"""One place for a needle: where, near what, and how to approach it."""

from enthesis.knowledge.cards.card import Card, Text


class Enthesis(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One place for a needle: where, near what, and how to approach it."""

    title: Text
