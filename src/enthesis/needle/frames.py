"""Two frames and the road between them.

*Voxel* coordinates are (x, y, z) indices of an image's own grid, centres at whole numbers. *Patient*
coordinates are millimetres, LPS: x grows to the patient's left, y to the back, z to the head. A left/right
slip here hits an artery, so points carry their frame in their type and never meet unconverted.
"""

from dataclasses import dataclass
from typing import NewType

import numpy as np
import numpy.typing as npt

from enthesis.vocabulary.errors import BadQuantity

Floats = npt.NDArray[np.float64]

PatientPoints = NewType("PatientPoints", np.ndarray)
"""(N, 3) float64, millimetres, patient frame (LPS)."""

GridPoints = NewType("GridPoints", np.ndarray)
"""(N, 3) float64, millimetres along the image's own x, y, z axes, from the centre of voxel (0, 0, 0)."""

Lps = tuple[float, float, float]
"""One point, millimetres, patient frame (LPS), as values carry it."""

_ORTHONORMAL_TOLERANCE = 1e-4


def patient_points(points: object) -> PatientPoints:
    """Take coordinates as patient points.

    Raises:
        BadQuantity: the shape is not (N, 3), or a coordinate is not finite.
    """
    array = np.atleast_2d(np.asarray(points, dtype=np.float64))
    if array.ndim != 2 or array.shape[1] != 3 or not np.isfinite(array).all():
        raise BadQuantity("Points are not (N, 3) finite numbers.", "Give x, y and z in LPS millimetres.")
    return PatientPoints(array)


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """An image's grid in the patient: ``size`` voxels, ``spacing_mm``, ``origin_lps`` and ``direction``.

    ``size`` and ``spacing_mm`` run (x, y, z). ``origin_lps`` is the centre of voxel (0, 0, 0).
    ``direction`` is (3, 3); its columns are the unit vectors of x, y and z in the patient frame.

    Raises:
        BadQuantity: spacing is not positive and finite, or the axes are not at right angles (a tilted
            gantry): distances along such a grid are not distances in the patient.
    """

    size: tuple[int, int, int]
    spacing_mm: tuple[float, float, float]
    origin_lps: Floats
    direction: Floats

    def __post_init__(self) -> None:
        spacing = np.asarray(self.spacing_mm)
        if min(self.size) < 1 or not np.isfinite(spacing).all() or (spacing <= 0).any():
            raise BadQuantity(
                f"The grid has size {self.size} and spacing {self.spacing_mm} mm.",
                "Give an image with spacing.",
            )
        skew = np.abs(self.direction.T @ self.direction - np.eye(3)).max()
        if not np.isfinite(skew) or skew > _ORTHONORMAL_TOLERANCE:
            raise BadQuantity(
                "The image's axes are not at right angles (tilted gantry or shear).",
                "Resample it to a straight grid first.",
            )

    def to_grid(self, points: PatientPoints) -> GridPoints:
        """Express patient points in millimetres along the grid's axes; a rigid move, lengths are kept."""
        return GridPoints((points - self.origin_lps) @ self.direction)

    def to_patient(self, points: GridPoints) -> PatientPoints:
        """Express grid millimetres in the patient frame."""
        return PatientPoints(points @ self.direction.T + self.origin_lps)

    def centres_of(self, voxels: npt.NDArray[np.intp]) -> PatientPoints:
        """Give the centres of voxels, (N, 3) indices (x, y, z), in the patient frame."""
        return self.to_patient(GridPoints(voxels * np.asarray(self.spacing_mm)))

    def contains(self, points: PatientPoints) -> npt.NDArray[np.bool_]:
        """Tell for each point, (N,), whether it lies within the voxels of the grid."""
        index = self.to_grid(points) / np.asarray(self.spacing_mm)
        inside: npt.NDArray[np.bool_] = ((index >= -0.5) & (index <= np.asarray(self.size) - 0.5)).all(axis=1)
        return inside


def grid_point(grid: Grid, lps: Lps) -> Floats:
    """Express one patient point, LPS millimetres, along the grid's axes, (3,)."""
    point: Floats = np.asarray(grid.to_grid(PatientPoints(np.array([lps]))))[0]
    return point


def lps_of(grid: Grid, point: Floats) -> Lps:
    """Express one grid point, (3,) millimetres, in the patient frame (LPS)."""
    x, y, z = np.asarray(grid.to_patient(GridPoints(point[None, :])))[0]
    return float(x), float(y), float(z)
