"""One place for a needle: where, near what, and how to approach it."""

from decimal import Decimal
from typing import Literal

import msgspec

from enthesis.knowledge.cards.card import Card, Text


class Needle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The needle as published: gauge from the thicker to the thinner, length in mm.

    Lengths are guidance for choosing a needle, never a depth to reach.
    """

    gauge_thick: int
    gauge_thin: int
    shortest_mm: Decimal
    longest_mm: Decimal

    def __post_init__(self) -> None:
        """Refuse a range written backwards; a thicker needle has the smaller gauge."""
        if self.gauge_thick > self.gauge_thin or self.shortest_mm > self.longest_mm:
            raise ValueError("a needle's range runs from thick to thin and from short to long")


class Enthesis(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One place for a needle.

    ``structures`` name structure cards that lie near; ``approach`` are ids of sentences that hold here.
    ``artery_check`` places are flagged: the needle waits until somebody looked for the artery.
    ``guidance`` names what the needle must be guided by here, any one of them; empty leaves it open.
    ``midline`` places have no side. ``joins`` is false for an intra-articular place that is chosen only
    where it was itself found, as one of several joints.
    """

    title: Text
    region: str
    compartment: Literal["intra-articular", "extra-articular"]
    order: int
    where: Text
    structures: tuple[str, ...]
    approach: tuple[str, ...]
    needle: Needle
    artery_check: bool = False
    guidance: tuple[Literal["ultrasound", "fluoroscopy"], ...] = ()
    midline: bool = False
    joins: bool = True
