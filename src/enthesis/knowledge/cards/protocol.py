"""A published protocol: what was actually injected, by whom."""

from enthesis.knowledge.cards.card import Card, Text


class Protocol(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A published protocol: what was actually injected, by whom."""

    title: Text
