"""The exact distance from a needle's axis to every voxel box of a structure: the second opinion.

It shares no code with the distance field: it is given boxes and a segment and solves each pair exactly. Along
a segment p(t) = a + t (b - a) the squared distance to a box is the sum over axes of
max(0, |p_i(t) - c_i| - h_i)^2, convex and piecewise quadratic with at most six breaks in t. Its least value,
and the least of its root minus a margin that grows evenly with t, lie at a break, at an end, or where the
slope of one piece vanishes.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from enthesis.needle.frames import Floats, Grid, PatientPoints
from enthesis.needle.volume import Table, Volume

_BATCH = 50_000

Voxels = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Nearest:
    """The least of something along a needle: ``mm``, at which depth, and to which of the boxes (its row)."""

    mm: float
    depth_mm: float
    box: int


NOTHING = Nearest(float("inf"), 0.0, -1)
"""What is least when there is no box."""


def exact_clearance(
    grid: Grid, voxels: Voxels, entry: PatientPoints, target: PatientPoints
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
    spacing = np.asarray(grid.spacing_mm)
    begin, end = np.asarray(grid.to_grid(entry))[0], np.asarray(grid.to_grid(target))[0]
    nearest = least_distance(voxels * spacing, spacing / 2, begin, end)
    if nearest.box < 0:
        return nearest.mm, PatientPoints(np.full((1, 3), np.nan))
    return nearest.mm, grid.centres_of(voxels[nearest.box : nearest.box + 1])


def least_distance(centres: Floats, half: Floats, begin: Floats, end: Floats) -> Nearest:
    """Give the least distance from a segment to boxes, all in grid millimetres.

    Args:
        centres: (N, 3) middles of the boxes.
        half: (3,) half their size.
        begin: (3,).
        end: (3,).
    """
    return least_spare(centres, half, begin, end, 0.0, 0.0)


def least_spare(
    centres: Floats, half: Floats, begin: Floats, end: Floats, base_mm: float, per_mm: float
) -> Nearest:
    """Give the least, along a segment and over all boxes, of the distance minus ``base_mm + per_mm * u``."""
    length = float(np.linalg.norm(end - begin))
    best = NOTHING
    for first in range(0, len(centres), _BATCH):
        part = centres[first : first + _BATCH]
        rest, at = _segment_to_boxes(begin, end - begin, part, half, per_mm * length)
        box = int(rest.argmin())
        if rest[box] - base_mm < best.mm:
            best = Nearest(float(rest[box]) - base_mm, float(at[box]) * length, first + box)
    return best


def boxes_near(volume: Volume, table: Table, begin: Floats, end: Floats, within_mm: float) -> Voxels:
    """Find the voxels, (N, 3) as x, y, z, of these labels whose middle may lie within reach of a segment.

    Args:
        volume: labels on a grid.
        table: (65536,), true for the labels that are meant.
        begin: (3,) grid millimetres.
        end: (3,) grid millimetres.
        within_mm: every voxel whose box comes nearer than this is found.
    """
    spacing = np.asarray(volume.grid.spacing_mm)
    reach = within_mm + float(np.linalg.norm(spacing)) / 2
    low = np.floor((np.minimum(begin, end) - reach) / spacing).astype(int)
    high = np.ceil((np.maximum(begin, end) + reach) / spacing).astype(int) + 1
    low = np.clip(low, 0, volume.grid.size)
    high = np.clip(high, 0, volume.grid.size)
    part = table[volume.labels[low[2] : high[2], low[1] : high[1], low[0] : high[0]]]
    found = np.argwhere(part)[:, ::-1] + low
    kept: Voxels = found[_middle_distance(found * spacing, begin, end) <= reach]
    return kept


def _middle_distance(points: Floats, begin: Floats, end: Floats) -> Floats:
    """Give the distance, (N,), of points from a segment."""
    along = end - begin
    share = np.clip((points - begin) @ along / max(float(along @ along), 1e-12), 0.0, 1.0)
    distance: Floats = np.linalg.norm(points - begin - share[:, None] * along, axis=1)
    return distance


def _segment_to_boxes(
    begin: Floats, along: Floats, centres: Floats, half: Floats, growth: float
) -> tuple[Floats, Floats]:
    """Minimise distance minus ``growth * t`` for N boxes; give the least, (N,), and its t, (N,)."""
    low, high = centres - half - begin, centres + half - begin
    with np.errstate(divide="ignore", invalid="ignore"):
        breaks = np.concatenate([low / along, high / along], axis=1)
    breaks = np.where(np.isfinite(breaks), np.clip(breaks, 0.0, 1.0), 0.0)
    count = len(centres)
    edges = np.sort(np.concatenate([np.zeros((count, 1)), breaks, np.ones((count, 1))], axis=1), axis=1)
    best, best_at = np.full(count, np.inf), np.zeros(count)
    for piece in range(edges.shape[1] - 1):
        start, end = edges[:, piece], edges[:, piece + 1]
        for at in _stationary(along, low, high, start, end, growth):
            rest = _distance(along, low, high, at) - growth * at
            better = rest < best
            best, best_at = np.where(better, rest, best), np.where(better, at, best_at)
    return best, best_at


def _stationary(
    along: Floats, low: Floats, high: Floats, start: Floats, end: Floats, growth: float
) -> tuple[Floats, ...]:
    """Give the t of one piece at which the least may lie: its ends and where its slope vanishes.

    Within a piece the square is A t^2 - 2 B t + C; the root's slope equals the growth g where
    (A t - B)^2 = g^2 (A t^2 - 2 B t + C).
    """
    middle = ((start + end) / 2)[:, None] * along
    outside = (middle < low) | (middle > high)
    offset = np.where(middle < low, low, np.where(middle > high, high, 0.0))
    slope = np.where(outside, along, 0.0)
    a, b = (slope**2).sum(axis=1), (slope * offset).sum(axis=1)
    c = np.where(outside, offset**2, 0.0).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        shift = growth * np.sqrt(np.maximum(a * c - b**2, 0.0) / (a - growth**2))
        at = np.where(a > growth**2, (b + shift) / a, start)
    at = np.where(np.isfinite(at), np.clip(at, start, end), start)
    return start, at, end


def _distance(along: Floats, low: Floats, high: Floats, at: Floats) -> Floats:
    point = at[:, None] * along
    gap = np.maximum(np.maximum(low - point, point - high), 0.0)
    distance: Floats = np.sqrt((gap**2).sum(axis=1))
    return distance


def that_may_be_least(centres: Floats, half: Floats, begin: Floats, end: Floats, per_mm: float) -> Floats:
    """Keep the boxes, (N, 3) middles, that may be nearest, by distance or less a margin that grows.

    A box is at most half its diagonal nearer than its middle, and the margin grows by no more than
    ``per_mm`` times the length; whoever's middle lies farther than the nearest by more cannot be the least.
    """
    if len(centres) == 0:
        return centres
    distances = _middle_distance(centres, begin, end)
    growth = per_mm * float(np.linalg.norm(end - begin))
    kept: Floats = centres[distances <= distances.min() + float(np.linalg.norm(half)) + growth + 1e-6]
    return kept
