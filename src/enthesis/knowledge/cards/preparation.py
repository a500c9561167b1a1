"""A rule of the day before and the day itself: meal, skin, cream, driver."""

from enthesis.knowledge.cards.card import Card, Text


class Preparation(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule of the day before and the day itself: meal, skin, cream, driver."""

    title: Text
