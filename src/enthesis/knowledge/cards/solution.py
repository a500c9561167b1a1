"""A mixture, an anaesthetic or a stock: strengths, ceilings and handling."""

from enthesis.knowledge.cards.card import Card, Text


class Solution(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mixture, an anaesthetic or a stock: strengths, ceilings and handling."""

    title: Text
