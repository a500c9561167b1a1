"""One number that bounds something, with its own source, so that it can be signed and changed alone."""

from decimal import Decimal

from enthesis.knowledge.cards.card import Card, Text


class Limit(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One number with its unit. What happens at it is told by ``title``.

    ``code_sets`` are the diagnoses that bring it into play, where a diagnosis does. A limit is not for the
    clinic to move; what the clinic may move is a setting.
    """

    title: Text
    value: Decimal
    unit: str
    code_sets: tuple[str, ...] = ()
