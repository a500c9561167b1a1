"""Sentences the product says that belong to no other card."""

from enthesis.knowledge.cards.card import Card, Text


class SentenceCard(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A family of sentences about one subject; each key is a sentence id, ``{name}`` takes a value."""

    sentences: dict[str, Text]
