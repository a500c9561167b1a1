"""What lies near a needle: arteries, veins, nerves, and what is never a target."""

from typing import Literal

from enthesis.knowledge.cards.card import Card, Text


class Structure(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One structure of the body.

    ``says`` is what is known of it beside a needle: distances with their source. ``names`` are other words
    under which a label or a wish may bring it. ``never_target``: no point may ever lie in it, whatever a
    card or a clinic says; ``instead`` is how such a wish is understood.
    """

    title: Text
    kind: Literal["artery", "vein", "nerve", "spinal", "organ"]
    says: Text
    names: tuple[str, ...] = ()
    never_target: bool = False
    instead: Text | None = None

    def __post_init__(self) -> None:
        """Keep arteries and everything spinal out of reach by birth."""
        if self.kind in ("artery", "spinal") and not self.never_target:
            raise ValueError("an artery or a spinal structure is never_target = true")
