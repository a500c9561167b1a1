"""One statement about prolotherapy, with how far it may be believed."""

from enthesis.knowledge.cards.card import Card, Text


class Claim(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One statement about prolotherapy, with how far it may be believed."""

    title: Text
