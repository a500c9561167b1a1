"""How far a needle must stay away: a tapered margin, because the error of a hand grows with depth."""

from dataclasses import dataclass

from enthesis.vocabulary.errors import BadQuantity


@dataclass(frozen=True, slots=True)
class MarginModel:
    """Required clearance at depth ``u`` millimetres below the skin: ``m(u) = base_mm + per_mm * u``.

    ``base_mm`` is the sum of the needle's radius, the error of the entry point and the error of the image and
    its labels. ``per_mm`` is the tangent of the angle error plus bending per millimetre. ``name`` is printed
    beside every clearance, since a clearance means nothing without its model.

    Raises:
        BadQuantity: a part is negative, or the margin would grow as fast as the needle goes in.
    """

    name: str
    needle_radius_mm: float
    entry_error_mm: float
    image_error_mm: float
    per_mm: float

    def __post_init__(self) -> None:
        if min(self.needle_radius_mm, self.entry_error_mm, self.image_error_mm, self.per_mm) < 0:
            raise BadQuantity("A part of the margin is negative.", "Give millimetres of zero or more.")
        if self.per_mm >= 1:
            raise BadQuantity(f"The margin grows by {self.per_mm} mm per mm.", "Give less than 1.")

    @property
    def base_mm(self) -> float:
        """Clearance required at the skin, millimetres."""
        return self.needle_radius_mm + self.entry_error_mm + self.image_error_mm

    def at(self, depth_mm: float) -> float:
        """Clearance required at a depth, millimetres."""
        return self.base_mm + self.per_mm * depth_mm
