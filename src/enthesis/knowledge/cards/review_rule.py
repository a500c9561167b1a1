"""One row of the table that decides between sessions: go on, wait, or stop."""

from enthesis.knowledge.cards.card import Card, Text


class ReviewRule(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of the table that decides between sessions: go on, wait, or stop."""

    title: Text
