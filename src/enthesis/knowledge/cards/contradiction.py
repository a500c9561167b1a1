"""Where the leaflets or the literature disagree, and which one is followed, and why."""

from typing import Literal

from enthesis.knowledge.cards.card import Card, Text
from enthesis.knowledge.cards.claim import Quote


class Contradiction(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One disagreement. A leaflet that says nothing about it has no quote.

    ``follows`` is whose word is taken, ``followed`` what is therefore done, ``because`` the reason.
    ``setting`` is the switch by which the clinic may decide otherwise, where there is one.
    ``topic`` "healing" marks what a person asks who hears how healing is thought to work: cold, painkillers.
    """

    title: Text
    order: int
    leaflet_a: Quote | None = None
    leaflet_b: Quote | None = None
    literature: Text
    follows: Literal["leaflet-a", "leaflet-b", "literature", "safety", "none"]
    followed: Text
    because: Text
    setting: str = ""
    topic: Literal["", "healing"] = ""
    conditions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Hold each quote to its own leaflet."""
        for field, leaflet in ((self.leaflet_a, "A"), (self.leaflet_b, "B")):
            if field is not None and field.leaflet != leaflet:
                raise ValueError(f"a quote of leaflet {field.leaflet} stands under leaflet {leaflet}")
