"""What the planner answers: a plan of needles, or why there is none, per session and per target.

Every length is in millimetres, every point in the patient frame (LPS). No value is called safe: a needle is
clear by so much of the labelled structures in one image, under one error model, or it is not offered.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import msgspec

from enthesis.needle.frames import Lps
from enthesis.needle.margin import MarginModel
from enthesis.needle.said import Said


class Feasible(StrEnum):
    """The three answers. Not decidable is not a quiet no, and never a quiet yes."""

    FEASIBLE = "feasible"
    NOT_FEASIBLE = "not-feasible"
    NOT_DECIDABLE = "not-decidable"


class Angles(msgspec.Struct, frozen=True, kw_only=True):
    """How a needle leans, in degrees.

    ``to_skin_normal``: 0 is straight in. ``in_plane``: within the image's slice, from its first axis (rows of
    pixels) towards its second, -180 to 180. ``out_of_plane``: out of the slice, towards the image's third
    axis is positive, -90 to 90.
    """

    to_skin_normal: float
    in_plane: float
    out_of_plane: float


class DepthMark(msgspec.Struct, frozen=True, kw_only=True):
    """A place on the needle: every ten millimetres, the narrowest place, and the tip."""

    kind: str
    depth_mm: float
    lps: Lps


class PlannedNeedle(msgspec.Struct, frozen=True, kw_only=True):
    """One needle that is offered: certified twice, by the field and by the exact distance to every box.

    ``length_mm`` is the path from skin to tip; ``needle`` and ``gauge`` are what to take from the shelf.
    ``clearance_proved_mm`` is, for each labelled artery, vein, nerve and pleura, the exact distance from the
    needle's axis to its nearest voxel box, before any margin, rounded down; beyond R it reads as R.
    ``limiting_structure`` leaves the least to spare over the margin: ``spare_mm``, at
    ``limiting_depth_mm``; ``limiting_point_lps`` is the middle of its nearest voxel. ``safe_disc_mm`` is how
    far the entry, and ``safe_cone_deg`` how far the direction, may be off *beyond* the declared error.
    ``puncture`` numbers the skin puncture it shares with others, from 0.
    """

    target: str
    puncture: int
    entry_lps: Lps
    target_lps: Lps
    length_mm: float
    needle: str
    gauge: int
    needle_length_mm: float
    angles: Angles
    clearance_proved_mm: Mapping[str, float]
    limiting_structure: str
    limiting_point_lps: Lps | None
    limiting_depth_mm: float | None
    spare_mm: float
    margin_model: MarginModel
    safe_disc_mm: float
    safe_cone_deg: float
    depth_marks: tuple[DepthMark, ...]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """The smallest change of one kind that would make a target feasible.

    ``kind``: "longer-needle", "pose", "crop", "incidence" or "margin". ``amount`` is in mm or degrees, where
    the kind has one.
    """

    kind: str
    amount: float | None
    says: Said


class TargetVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """The answer for one target.

    ``reasons`` are given whenever it is not feasible. ``limiting_structure`` and ``limiting_point_lps`` are
    what stands in the best needle's way, or is nearest to a needle that is offered. ``changes`` begin
    with another needle or pose; a narrower margin comes last.
    """

    target: str
    target_lps: Lps | None
    verdict: Feasible
    reasons: tuple[Said, ...] = ()
    limiting_structure: str = ""
    limiting_point_lps: Lps | None = None
    changes: tuple[Change, ...] = ()


class NeedlePlan(msgspec.Struct, frozen=True, kw_only=True):
    """One session's needles and what the answer rests on.

    ``verdict`` is feasible only when every target is; not decidable outranks not feasible. Needles are
    offered for the feasible targets of a session, and none at all when something the whole session rests
    on is not known. ``missing_structures`` are expected and not labelled; ``labelled_structures`` were
    looked at. ``assumptions`` hold whatever was taken for granted. ``optimality_gap`` is the solver's, in
    punctures over the entries tried.
    """

    verdict: Feasible
    says: tuple[Said, ...]
    needles: tuple[PlannedNeedle, ...]
    targets: tuple[TargetVerdict, ...]
    punctures: int
    optimality_gap: float
    missing_structures: tuple[str, ...]
    labelled_structures: tuple[str, ...]
    unnamed_values: tuple[int, ...]
    assumptions: tuple[Said, ...]
    region: str
    range_mm: float
    confirmed_by: str
    schematic: bool = False
    image_date: date | None = None
    image_pose: str
    treatment_pose: str
