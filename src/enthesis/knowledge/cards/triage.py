"""One row of the table that tells how soon somebody must be seen."""

from enthesis.knowledge.cards.card import Card, Text


class TriageRule(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of the table that tells how soon somebody must be seen."""

    title: Text
