"""What a person may report after a session, in the words they are asked in."""

from enthesis.knowledge.cards.card import Card, Text


class Symptom(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One symptom, worded so that "no" is always the reassuring answer.

    ``regions`` and the hours limit where and when it is *asked*; a yes is heard anywhere and always.
    No regions means all; hours count from the session, ``asked_to_hours`` itself no longer belongs.
    """

    title: Text
    asks: Text
    order: int
    regions: tuple[str, ...] = ()
    asked_from_hours: int = 0
    asked_to_hours: int | None = None

    def is_asked_in(self, region: str) -> bool:
        """Tell whether people treated in this region are asked about it."""
        return not self.regions or region in self.regions
