"""What ought to be labelled in an image of one region before anything is called clear there."""

from typing import Literal

import msgspec

from enthesis.knowledge.cards.card import Card, Text


class ExpectedStructure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One structure of the checklist.

    ``names`` are other words a label map may use, a collective name among them. ``structure`` is the
    structure card it belongs to, where there is one. ``decides``: without its label nothing is decidable;
    otherwise it is named as missing. ``within_reach``: it runs through the whole region, so it must be
    drawn within needle reach, not only somewhere. ``pose`` says how it lies in another pose; only what
    moves with the pose has one.
    """

    id: str
    role: Literal["artery", "vein", "nerve", "pleura"]
    title: Text
    names: tuple[str, ...] = ()
    structure: str = ""
    decides: bool = True
    within_reach: bool = False
    moves_with_pose: bool = False
    pose: Text | None = None


class NeedleRegion(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The checklist of one region and the needles usual there, by their cards."""

    title: Text
    needles: tuple[str, ...]
    expected: tuple[ExpectedStructure, ...]

    def __post_init__(self) -> None:
        """Hold the checklist together."""
        names = [item.id for item in self.expected]
        if len(set(names)) < len(names):
            raise ValueError("two structures of the checklist have one id")
        if not any(item.role == "artery" and item.decides for item in self.expected):
            raise ValueError("a checklist without an artery that decides would call anything clear")
