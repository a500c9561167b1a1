"""A questionnaire or measure: items, formula, direction, and what change matters."""

from enthesis.knowledge.cards.card import Card, Text


class Instrument(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A questionnaire or measure: items, formula, direction, and what change matters."""

    title: Text
