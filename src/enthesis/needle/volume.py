"""A labelled volume: one whole number per voxel, on a grid in the patient."""

from dataclasses import dataclass

import numba
import numpy as np
import numpy.typing as npt

from enthesis.needle.frames import Floats, Grid, GridPoints
from enthesis.vocabulary.errors import BadQuantity

Labels = npt.NDArray[np.uint16]
Table = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.intp]

VALUES = 65536
"""How many label values there may be: all of uint16."""


@dataclass(frozen=True, slots=True, eq=False)
class Volume:
    """Labels on a grid.

    ``labels`` is (Z, Y, X), C-contiguous ``uint16``: the last axis is x, so a row lies together in memory.

    Raises:
        BadQuantity: the array's shape is not the grid's size, or it is not contiguous ``uint16``.
    """

    grid: Grid
    labels: Labels

    def __post_init__(self) -> None:
        if self.labels.shape != self.grid.size[::-1]:
            raise BadQuantity(
                f"Labels have shape {self.labels.shape} (z, y, x) on a grid of {self.grid.size} (x, y, z).",
                "Give both in one grid.",
            )
        if self.labels.dtype != np.uint16 or not self.labels.flags.c_contiguous:
            raise BadQuantity(
                "Labels are not contiguous whole numbers of 16 bits.", "Give np.ascontiguousarray uint16."
            )

    def values(self) -> tuple[int, ...]:
        """List the label values that occur, without 0."""
        return _listed(np.logical_or.reduce(self.by_slice(), axis=0))

    def by_slice(self) -> Table:
        """Tell, (Z, 65536), which label values occur on which slice."""
        table: Table = _present(self.labels)
        return table

    def values_within(self, points: GridPoints, reach_mm: float) -> tuple[int, ...]:
        """List the label values, without 0, of which a voxel's box comes within reach of any of the points.

        A box is taken to reach half a diagonal round its middle, so a value may be listed that just misses.
        """
        spacing = np.asarray(self.grid.spacing_mm)
        reach = reach_mm + float(np.linalg.norm(spacing)) / 2
        low, high = _box(self.grid, points, reach)
        points = GridPoints(np.ascontiguousarray(points))
        return _listed(_present_within(self.labels, spacing, low, high, points, reach))

    def voxels_of(self, values: tuple[int, ...]) -> Indices:
        """Give the voxels, (N, 3) indices (x, y, z), that carry any of these values."""
        if not values:
            return np.empty((0, 3), dtype=np.intp)
        table = table_of(values)
        counts = np.zeros(len(self.labels), dtype=np.int64)
        _find(self.labels, table, counts, np.empty((0, 3), dtype=np.intp))
        found = np.empty((int(counts.sum()), 3), dtype=np.intp)
        if len(found):
            _find(self.labels, table, np.cumsum(counts) - counts, found)
        return found

    def value_at(self, point: GridPoints) -> int:
        """Give the label at one point, (1, 3); 0 outside the grid."""
        index = np.floor(np.asarray(point)[0] / np.asarray(self.grid.spacing_mm) + 0.5).astype(int)
        if (index < 0).any() or (index >= np.asarray(self.grid.size)).any():
            return 0
        return int(self.labels[index[2], index[1], index[0]])


def table_of(values: tuple[int, ...]) -> Table:
    """Give a table over all label values that is true for these."""
    table = np.zeros(VALUES, dtype=np.bool_)
    table[list(values)] = True
    return table


def crop(volume: Volume, points: GridPoints, reach_mm: float) -> tuple[Volume, Indices]:
    """Cut out the box that holds everything within reach of the points, and its first voxel (x, y, z)."""
    low, high = _box(volume.grid, points, reach_mm)
    grid = Grid(
        size=(int(high[0] - low[0]), int(high[1] - low[1]), int(high[2] - low[2])),
        spacing_mm=volume.grid.spacing_mm,
        origin_lps=_origin(volume.grid, low),
        direction=volume.grid.direction,
    )
    part = volume.labels[low[2] : high[2], low[1] : high[1], low[0] : high[0]]
    return Volume(grid, np.ascontiguousarray(part)), low


def _box(grid: Grid, points: GridPoints, reach_mm: float) -> tuple[Indices, Indices]:
    """Give the first voxel within reach of the points and the one after the last, (3,) each, x, y, z."""
    spacing, last = np.asarray(grid.spacing_mm), np.asarray(grid.size) - 1
    low: Indices = np.clip(np.floor((points.min(axis=0) - reach_mm) / spacing), 0, last).astype(np.intp)
    high: Indices = np.clip(np.ceil((points.max(axis=0) + reach_mm) / spacing), 0, last).astype(np.intp)
    return low, high + 1


def _origin(grid: Grid, voxel: Indices) -> Floats:
    origin: Floats = np.asarray(grid.centres_of(voxel[None, :]))[0]
    return origin


def _listed(table: Table) -> tuple[int, ...]:
    return tuple(int(value) for value in np.flatnonzero(table) if value)


@numba.njit(cache=True, nogil=True, parallel=True)
def _present(labels):  # type: ignore[no-untyped-def]
    depth, rows, width = labels.shape
    found = np.zeros((depth, 65536), dtype=np.bool_)
    for z in numba.prange(depth):
        for y in range(rows):
            last = -1
            for x in range(width):
                value = labels[z, y, x]
                if value != last:
                    found[z, value] = True
                    last = value
    return found


@numba.njit(cache=True, nogil=True, parallel=True)
def _find(labels, table, counts, out):  # type: ignore[no-untyped-def]
    """Count the voxels of every slice; where ``out`` has room, write them from where ``counts`` says."""
    depth, rows, width = labels.shape
    for z in numba.prange(depth):
        at = counts[z]
        for y in range(rows):
            value, wanted = -1, False
            for x in range(width):
                if labels[z, y, x] != value:
                    value = labels[z, y, x]
                    wanted = table[value]
                if wanted:
                    if len(out) > 0:
                        out[at, 0], out[at, 1], out[at, 2] = x, y, z
                    at += 1
        counts[z] = at


@numba.njit(cache=True, nogil=True, parallel=True)
def _present_within(labels, spacing, low, high, points, reach):  # type: ignore[no-untyped-def]
    found = np.zeros(65536, dtype=np.bool_)
    for z in numba.prange(low[2], high[2]):
        for y in range(low[1], high[1]):
            for x in range(low[0], high[0]):
                value = labels[z, y, x]
                if value == 0 or found[value]:
                    continue
                for at in range(points.shape[0]):
                    gx = x * spacing[0] - points[at, 0]
                    gy = y * spacing[1] - points[at, 1]
                    gz = z * spacing[2] - points[at, 2]
                    if gx * gx + gy * gy + gz * gz <= reach * reach:
                        found[value] = True
                        break
    return found
