"""One needle as it lies on the shelf."""

from decimal import Decimal

from enthesis.knowledge.cards.card import Card, Text


class NeedleKind(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One gauge and length of the catalogue.

    ``diameter_mm`` is its outside. ``bend_per_mm`` is how far its tip may leave the straight line for every
    millimetre it goes in; a plan's margin grows with depth by as much.
    """

    title: Text
    gauge: int
    length_mm: Decimal
    diameter_mm: Decimal
    bend_per_mm: Decimal

    def __post_init__(self) -> None:
        """Refuse a needle no shelf can hold."""
        if min(self.length_mm, self.diameter_mm) <= 0 or not 0 <= self.bend_per_mm < 1:
            raise ValueError("a needle has a length, a thickness, and bends by less than it goes in")
