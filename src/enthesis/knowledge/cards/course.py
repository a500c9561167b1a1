"""A course template: how many sessions, how far apart, and when to look back."""

from enthesis.knowledge.cards.card import Card, Text


class CourseTemplate(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A course template: how many sessions, how far apart, and when to look back."""

    title: Text
