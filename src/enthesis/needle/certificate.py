"""The exact distance from a needle's axis to every voxel box of a structure: the second opinion.

It shares no code with the distance field: it is given the boxes and the segment and solves each pair
exactly. Along a segment p(t) = a + t (b - a) the squared distance to a box is the sum over axes of
max(0, |p_i(t) - c_i| - h_i)^2, convex and piecewise quadratic with at most six breaks in t; the least value
lies at a break, at an end, or at the vertex of one piece.
"""

import numpy as np
import numpy.typing as npt

from enthesis.needle.frames import Floats, Grid, PatientPoints

_BATCH = 200_000


def exact_clearance(
    grid: Grid, voxels: npt.NDArray[np.intp], entry: PatientPoints, target: PatientPoints
) -> tuple[float, PatientPoints]:
    """Give the distance from one needle's axis to the nearest of a structure's voxel boxes, and where.

    Args:
        grid: where the voxels lie.
        voxels: (N, 3) indices (x, y, z) of the structure.
        entry: (1, 3) millimetres, patient frame (LPS): where the needle enters.
        target: (1, 3) millimetres, patient frame (LPS): its tip.

    Returns:
        millimetres, infinite for a structure without voxels; and the centre of the nearest voxel, (1, 3) LPS.
    """
    if len(voxels) == 0:
        return float("inf"), PatientPoints(np.full((1, 3), np.nan))
    spacing = np.asarray(grid.spacing_mm)
    begin = np.asarray(grid.to_grid(entry))[0]
    along = np.asarray(grid.to_grid(target))[0] - begin
    least, where = np.inf, 0
    for first in range(0, len(voxels), _BATCH):
        centres = voxels[first : first + _BATCH] * spacing
        squares = _segment_to_boxes(begin, along, centres, spacing / 2)
        at = int(squares.argmin())
        if squares[at] < least:
            least, where = float(squares[at]), first + at
    return float(np.sqrt(least)), grid.centres_of(voxels[where : where + 1])


def _segment_to_boxes(begin: Floats, along: Floats, centres: Floats, half: Floats) -> Floats:
    """Give the squared distance, (N,), from one segment to N boxes of half size ``half``."""
    low, high = centres - half - begin, centres + half - begin
    with np.errstate(divide="ignore", invalid="ignore"):
        breaks = np.concatenate([low / along, high / along], axis=1)
    breaks = np.where(np.isfinite(breaks), np.clip(breaks, 0.0, 1.0), 0.0)
    count = len(centres)
    edges = np.sort(np.concatenate([np.zeros((count, 1)), breaks, np.ones((count, 1))], axis=1), axis=1)
    best = np.full(count, np.inf)
    for piece in range(edges.shape[1] - 1):
        best = np.minimum(best, _least_on_piece(along, low, high, edges[:, piece], edges[:, piece + 1]))
    return best


def _least_on_piece(along: Floats, low: Floats, high: Floats, start: Floats, end: Floats) -> Floats:
    """Minimise the one quadratic that holds between two neighbouring breaks."""
    middle = ((start + end) / 2)[:, None] * along
    offset = np.where(middle < low, low, np.where(middle > high, high, 0.0))
    outside = (middle < low) | (middle > high)
    slope = np.where(outside, along, 0.0)
    bend = (slope**2).sum(axis=1)
    lean = (slope * offset).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        vertex = np.where(bend > 0, lean / bend, start)
    at = np.clip(vertex, start, end)
    rest = np.where(outside, at[:, None] * along - offset, 0.0)
    squares: Floats = (rest**2).sum(axis=1)
    return squares
