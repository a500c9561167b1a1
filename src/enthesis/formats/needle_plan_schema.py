"""The published shape of a needle plan: every sentence already in the words of one language.

Lengths are millimetres, angles degrees, points (x, y, z) to the patient's left, back and head (LPS). The
page, the paper, the terminal and other programs all read this one value.
"""

from datetime import date

import msgspec

from enthesis.formats.plan_schema import BibliographyLine, ReviewState

Lps = tuple[float, float, float]


class NeedleShape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the document; an unknown key is refused."""


class AnglesLine(NeedleShape, frozen=True):
    """How a needle leans: from the straight way into the skin, within the image's slice, and out of it."""

    to_skin_normal: float
    in_plane: float
    out_of_plane: float


class MarginLine(NeedleShape, frozen=True):
    """The error model: required clearance at depth u is ``base_mm + per_mm * u``, for this needle alone."""

    name: str
    says: str
    needle_radius_mm: float
    entry_error_mm: float
    image_error_mm: float
    segmentation_error_mm: float
    pose_error_mm: float
    base_mm: float
    per_mm: float
    at_tip_mm: float


class MarkLine(NeedleShape, frozen=True):
    """A place on the needle: "ten" millimetres, the "narrowest" place, or the "tip"."""

    kind: str
    depth_mm: float
    lps: Lps


class NearestLine(NeedleShape, frozen=True):
    """The labelled structure whose voxel boxes lie nearest to the axis; empty when none lies within R."""

    structure: str
    title: str
    proved_mm: float
    beyond_range: bool


class NeedleLine(NeedleShape, frozen=True):
    """One needle that is offered.

    ``clearance_proved_mm``: for each labelled structure to be avoided, the exact distance from the needle's
    axis to its nearest voxel box, before any margin; values beyond ``range_mm`` read as it.
    """

    target: str
    title: str
    puncture: int
    entry_lps: Lps
    target_lps: Lps
    length_mm: float
    needle: str
    needle_title: str
    gauge: int
    needle_length_mm: float
    angles: AnglesLine
    clearance_proved_mm: dict[str, float]
    nearest: NearestLine
    limiting_structure: str
    limiting_title: str
    limiting_point_lps: Lps | None
    limiting_depth_mm: float | None
    spare_mm: float
    margin_model: MarginLine
    safe_disc_mm: float
    safe_cone_deg: float
    depth_marks: tuple[MarkLine, ...]
    says: tuple[str, ...]


class ChangeLine(NeedleShape, frozen=True):
    """The smallest change of one kind that would make a target feasible."""

    kind: str
    amount: float | None
    says: str


class TargetLine(NeedleShape, frozen=True):
    """The answer for one target, whether or not a needle reaches it."""

    target: str
    title: str
    target_lps: Lps | None
    verdict: str
    verdict_says: str
    reasons: tuple[str, ...]
    limiting_structure: str
    limiting_title: str
    limiting_point_lps: Lps | None
    changes: tuple[ChangeLine, ...]


class StructureLine(NeedleShape, frozen=True):
    """One structure of the label map, or one that ought to be there."""

    structure: str
    title: str
    role: str


class NeedlePlanDocument(NeedleShape, frozen=True):
    """A whole needle plan. ``schematic_says`` warns where the image is a drawing, and is empty elsewhere."""

    enthesis: str
    handbook_version: str
    language: str
    notice: str
    decision_support: str
    review_state: ReviewState
    region: str
    region_title: str
    verdict: str
    verdict_says: str
    says: str
    reasons: tuple[str, ...]
    needles: tuple[NeedleLine, ...]
    targets: tuple[TargetLine, ...]
    punctures: int
    optimality_gap: float
    missing_structures: tuple[str, ...]
    missing: tuple[StructureLine, ...]
    labelled: tuple[StructureLine, ...]
    unnamed_values: tuple[int, ...]
    assumptions: tuple[str, ...]
    range_mm: float
    confirmed_by: str
    confirmed_says: str
    image_pose: str
    treatment_pose: str
    bibliography: tuple[BibliographyLine, ...]
    schematic: bool = False
    schematic_says: str = ""
    image_date: date | None = None
