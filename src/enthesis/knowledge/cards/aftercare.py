"""What to expect and do in the days after a session."""

from enthesis.knowledge.cards.card import Card, Text


class Aftercare(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to expect and do in the days after a session."""

    title: Text
