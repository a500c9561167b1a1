"""From planes in the patient to one grid: every slice there, equally far apart, straight above each other.

What a viewer would quietly bridge is refused here: behind a missing slice an artery may lie where nobody
looked, and a slanted stack shifts everything in it sideways.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from enthesis.formats.imaging.grids import grid_from_affine
from enthesis.needle.frames import Floats, Grid
from enthesis.vocabulary.errors import BadInput

# Written positions are rounded; more than this is no rounding.
_GAP_MM, _GAP_SHARE, _DRIFT_MM, _TURN = 0.02, 0.02, 0.1, 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """One slice: the middle of its first pixel (LPS), the directions of growing column and row, its raster.

    ``column_mm`` is the distance between neighbouring columns, ``row_mm`` between neighbouring rows.
    """

    position: Floats
    along_row: Floats
    along_column: Floats
    column_mm: float
    row_mm: float
    columns: int
    rows: int


@dataclass(frozen=True, slots=True, eq=False)
class Stack:
    """Where a stack lies, and the number of each plane in it, in the order the planes were given."""

    grid: Grid
    slices: npt.NDArray[np.intp]


def stack(planes: Sequence[Plane], what: str, *, step_mm: float | None = None) -> Stack:
    """Build one straight grid of planes.

    Args:
        planes: in any order.
        what: the file or folder, for a refusal.
        step_mm: distance between neighbouring slices where empty ones may be left out, as in a
            segmentation; several planes may then lie in one slice.

    Raises:
        BadInput: slices are missing, unequally apart, doubled, turned, of different size, or slanted.
    """
    first = planes[0]
    if any(_differs(plane, first) for plane in planes[1:]):
        raise BadInput(
            f"Not decidable: the slices of {what} differ in direction, spacing or size.",
            "Name one series of parallel slices.",
        )
    normal = np.cross(first.along_row, first.along_column)
    positions = np.stack([plane.position for plane in planes])
    heights = positions @ normal
    levels = np.unique(np.round(heights, 3)) if step_mm is not None else np.sort(heights)
    if len(levels) < 2:
        raise BadInput(
            f"Not decidable: {what} is a single slice; nobody knows what lies beside it.",
            "Name a whole series.",
        )
    step = _step(levels, what) if step_mm is None else step_mm
    slices = np.rint((heights - levels[0]) / step).astype(np.intp)
    if np.abs(heights - levels[0] - slices * step).max() > _DRIFT_MM:
        raise BadInput(
            f"Not decidable: the slices of {what} are unequally apart.", "Export the whole series again."
        )
    lowest = positions[int(heights.argmin())]
    sideways = positions - lowest - np.outer(heights - levels[0], normal)
    if np.linalg.norm(sideways, axis=1).max() > _DRIFT_MM:
        raise BadInput(
            f"Not decidable: the slices of {what} lie slanted above each other (tilted gantry).",
            "Resample the series to a straight grid and draw the labels there.",
        )
    affine = np.eye(4)
    affine[:3, 0], affine[:3, 1] = first.along_row * first.column_mm, first.along_column * first.row_mm
    affine[:3, 2], affine[:3, 3] = normal * step, lowest
    return Stack(grid_from_affine(affine, (first.columns, first.rows, int(slices.max()) + 1), what), slices)


def _differs(plane: Plane, first: Plane) -> bool:
    turned = max(
        np.abs(plane.along_row - first.along_row).max(), np.abs(plane.along_column - first.along_column).max()
    )
    return bool(
        turned > _TURN
        or abs(plane.column_mm - first.column_mm) > _TURN
        or abs(plane.row_mm - first.row_mm) > _TURN
        or (plane.columns, plane.rows) != (first.columns, first.rows)
    )


def _step(levels: Floats, what: str) -> float:
    """Give the one distance between neighbouring slices, or tell where one is missing or doubled."""
    gaps = np.diff(levels)
    usual = float(np.median(gaps))
    allowed = max(_GAP_MM, _GAP_SHARE * usual)
    if gaps.min() <= _GAP_MM:
        at = levels[int(gaps.argmin())]
        raise BadInput(
            f"Not decidable: {what} has two slices at one height ({at:.1f} mm).", "Name one series alone."
        )
    odd = np.flatnonzero(np.abs(gaps - usual) > allowed)
    if len(odd):
        gap, below, above = gaps[odd[0]], levels[odd[0]], levels[odd[0] + 1]
        lost = round(gap / usual) - 1
        if lost >= 1 and abs(gap - (lost + 1) * usual) <= (lost + 1) * allowed:
            told = (
                f"{lost} slice{'s are' if lost > 1 else ' is'} missing between {below:.1f} and {above:.1f} mm"
            )
        else:
            told = f"slices are unequally apart ({usual:.2f} mm, but {gap:.2f} mm at {below:.1f} mm)"
        raise BadInput(f"Not decidable: in {what} {told}.", "Export the whole series again.")
    return float((levels[-1] - levels[0]) / (len(levels) - 1))
