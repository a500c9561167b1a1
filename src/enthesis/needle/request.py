"""What is asked of the planner: where to, with which needles, how far from what, and what must be labelled.

A request holds numbers only; ``needle/defaults.py`` fills it from the cards.
"""

import msgspec

from enthesis.needle.cover import FanLimits
from enthesis.needle.frames import Lps
from enthesis.needle.margin import MarginModel
from enthesis.needle.structures import Role
from enthesis.vocabulary.errors import BadInput


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """One place for a tip: a point, or a structure of the label map drawn at the place.

    Without ``lps`` the target is the structure called ``structure`` (or, when that is empty, ``name``); its
    point is the centre of the drawn voxel nearest its middle that lies on bone where any does.
    """

    name: str
    lps: Lps | None = None
    structure: str = ""


class Needle(msgspec.Struct, frozen=True, kw_only=True):
    """One needle of the catalogue. ``length_mm`` is printed on its packet, ``diameter_mm`` is its outside."""

    id: str
    gauge: int
    length_mm: float
    diameter_mm: float


class NeedleChoice(msgspec.Struct, frozen=True, kw_only=True):
    """A needle that may be used and the margin it must keep; the margin speaks of this needle alone.

    ``hub_reserve_mm`` is the part of it that stays outside the skin.
    """

    needle: Needle
    margin: MarginModel
    hub_reserve_mm: float

    @property
    def usable_mm(self) -> float:
        """The longest path this needle can serve, skin to tip, millimetres."""
        return self.needle.length_mm - self.hub_reserve_mm


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """A structure a region ought to have labelled, under any of ``names``.

    ``says`` is the sentence id of its title, ``pose_says`` that of how it lies in another pose.
    ``decides``: without its label nothing is decidable; else it is only named as missing. ``within_reach``:
    it runs through the whole region, so a label that is empty within needle reach counts as missing too.
    ``moves_with_pose``: it lies elsewhere in another pose.
    """

    id: str
    role: Role
    names: tuple[str, ...]
    says: str = ""
    decides: bool = True
    within_reach: bool = False
    moves_with_pose: bool = False
    pose_says: str = ""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What bounds a path besides the margin. Lengths in millimetres, angles in degrees.

    ``most_incidence_deg``: from the straight way in. ``fan``: of one puncture. ``touching_bone_mm``: before
    the tip, where bone may be met. ``overshoot_artery_mm`` and ``overshoot_pleura_mm``: past the tip, where
    the margin must still hold. ``pleura_more_mm``: added to the margin for pleura. ``pose_near_mm``: a
    target nearer than this to a structure that moves with the pose asks for a known pose.
    ``most_voxel_mm``: a longer voxel hides thin vessels. ``most_entries``: how many places on the skin are
    tried. ``refine_within_mm``: around a chosen entry, where better is sought. ``slack_ladder_mm``: widths
    beyond the margin that are tried, ascending.
    """

    most_incidence_deg: float
    fan: FanLimits
    touching_bone_mm: float
    overshoot_artery_mm: float
    overshoot_pleura_mm: float
    pleura_more_mm: float
    pose_near_mm: float
    most_voxel_mm: float = float("inf")
    most_entries: int = 10_000
    refine_within_mm: float = 4.0
    slack_ladder_mm: tuple[float, ...] = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0)


class NeedleRequest(msgspec.Struct, frozen=True, kw_only=True):
    """One session to plan.

    ``region`` is empty when nobody named one; then nobody knows what ought to be labelled, and the plan says
    so. ``looked_none_seen`` names expected structures a person looked for and found to lie outside needle
    reach; it counts only beside a name in the label map's ``confirmed_by``. ``shelf`` are needles that
    exist but were not asked for, used only to say what would make a target feasible. ``role_margins_mm``
    adds to the margin for a role of its own. ``range_mm`` is the least R, up to which clearance is measured;
    wide margins raise it.

    Raises:
        BadInput: no target, two targets of one name, no needle, or a needle all of which is reserve.
    """

    targets: tuple[Target, ...]
    needles: tuple[NeedleChoice, ...]
    limits: Limits
    range_mm: float
    region: str = ""
    expected: tuple[Expected, ...] = ()
    looked_none_seen: tuple[str, ...] = ()
    shelf: tuple[NeedleChoice, ...] = ()
    role_margins_mm: dict[Role, float] = {}

    def __post_init__(self) -> None:
        names = [target.name for target in self.targets]
        if not names:
            raise BadInput("No target is named.", "Name at least one.")
        if len(set(names)) < len(names):
            raise BadInput("Two targets have one name.", "Give each target its own name.")
        if not self.needles:
            raise BadInput("No needle is named.", "Name at least one needle of the catalogue.")
        for choice in self.needles:
            if choice.usable_mm <= 0:
                raise BadInput(
                    f"Needle {choice.needle.id} has no usable length.", "Name a longer one or less reserve."
                )
