"""How far a needle must stay away: a tapered margin, because the error of a hand grows with depth."""

from dataclasses import dataclass

from enthesis.vocabulary.errors import BadQuantity


@dataclass(frozen=True, slots=True)
class MarginModel:
    """Required clearance at depth ``u`` millimetres below the skin: ``m(u) = base_mm + per_mm * u``.

    ``base_mm`` is the sum of the needle's radius and four errors: of the entry point, of the image, of the
    labels, and of a pose that differs from the image's. ``per_mm`` is the tangent of the angle error plus
    bending per millimetre. ``name`` is printed beside every clearance, since a clearance means nothing
    without its model.

    The error of the labels is a term of the margin and not a dilation of the labels, because the two are
    one: a point is farther than ``m`` from everything within ``s`` of a structure exactly when it is
    farther than ``m + s`` from the structure.

    Raises:
        BadQuantity: a part is negative, or the margin would grow as fast as the needle goes in.
    """

    name: str
    needle_radius_mm: float
    entry_error_mm: float
    image_error_mm: float
    per_mm: float
    segmentation_error_mm: float = 0.0
    pose_error_mm: float = 0.0

    def __post_init__(self) -> None:
        parts = (
            self.needle_radius_mm,
            self.entry_error_mm,
            self.image_error_mm,
            self.segmentation_error_mm,
            self.pose_error_mm,
            self.per_mm,
        )
        # "not >=" also refuses a part that is no number.
        if not all(part >= 0 for part in parts) or max(parts) == float("inf"):
            raise BadQuantity(
                "A part of the margin is negative or no number.", "Give millimetres of zero or more."
            )
        if self.per_mm >= 1:
            raise BadQuantity(f"The margin grows by {self.per_mm} mm per mm.", "Give less than 1.")

    @property
    def base_mm(self) -> float:
        """Clearance required at the skin, millimetres."""
        return (
            self.needle_radius_mm
            + self.entry_error_mm
            + self.image_error_mm
            + self.segmentation_error_mm
            + self.pose_error_mm
        )

    def at(self, depth_mm: float) -> float:
        """Clearance required at a depth, millimetres."""
        return self.base_mm + self.per_mm * max(depth_mm, 0.0)
