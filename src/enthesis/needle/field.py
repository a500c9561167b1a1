"""How far every voxel's centre is from the nearest obstacle voxel, as a box, exactly, up to a reach R.

A stock distance transform measures from centre to centre, so a proof has to give back half a voxel's
diagonal. This one measures from a centre to the nearest obstacle voxel's *box*::

    d^2(i) = min over obstacles j of  sum over axes a of (max(0, |i_a - j_a| - 1/2) * s_a)^2

The sum separates by axis, so three passes of one dimension do it. Whatever is farther than R reads as R,
which is still a lower bound. ``slow_field`` is the obvious twin.
"""

from dataclasses import dataclass

import numba
import numpy as np
import numpy.typing as npt

from enthesis.needle.frames import Grid
from enthesis.needle.volume import Volume, table_of

Squares = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """Squared box distances on a grid.

    ``squares`` is (Z, Y, X) float32, square millimetres, at most ``reach_mm`` squared.
    """

    grid: Grid
    squares: Squares
    reach_mm: float


class Buffers:
    """Working memory for fields of one size, reused: allocating it costs as much as half a transform."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.shape = shape
        self.first = np.empty(shape, dtype=np.float32)
        self.second = np.empty(shape, dtype=np.float32)
        self.spans = np.empty((3, 2, *shape[:2]), dtype=np.int32)

    def another(self) -> "Buffers":
        """Give memory for one more field that lives beside this one and shares what is only worked in."""
        more = Buffers.__new__(Buffers)
        more.shape, more.second, more.spans = self.shape, self.second, self.spans
        more.first = np.empty(self.shape, dtype=np.float32)
        return more


def distance_field(
    volume: Volume, values: tuple[int, ...], reach_mm: float, buffers: Buffers | None = None
) -> Field:
    """Measure the field of all voxels that carry any of ``values``.

    Args:
        volume: labels on a grid.
        values: label values that are obstacles.
        reach_mm: R; distances beyond it read as R.
        buffers: memory to reuse; the field then lives in it and is overwritten by the next call.
    """
    shape = volume.labels.shape
    if buffers is None or buffers.shape != shape:
        buffers = Buffers(shape)
    obstacle = table_of(values)
    square = np.float32(reach_mm * reach_mm)
    x, y, z = (_kernel(spacing, reach_mm) for spacing in volume.grid.spacing_mm)
    spans = buffers.spans
    _along_x(volume.labels, obstacle, x, square, buffers.first, spans[0])
    _along_y(buffers.first, spans[0], y, square, buffers.second, spans[1])
    _along_z(buffers.second, spans[1], z, square, buffers.first, spans[2])
    return Field(grid=volume.grid, squares=buffers.first, reach_mm=reach_mm)


def _kernel(spacing: float, reach_mm: float) -> Squares:
    """Give (max(0, n - 1/2) * spacing)^2 for n = 0, 1, ... while it stays below the reach."""
    steps = np.arange(int(reach_mm / spacing + 0.5) + 2)
    squares = (np.maximum(steps - 0.5, 0.0) * spacing) ** 2
    below: Squares = squares[squares < reach_mm * reach_mm].astype(np.float32)
    return below


@numba.njit(cache=True, nogil=True, parallel=True)
def _along_x(labels, obstacle, kernel, square, out, spans):  # type: ignore[no-untyped-def]
    """Fill each row with its distance along x; ``spans`` keeps the part of a row below the reach."""
    depth, rows, width = labels.shape
    reach = len(kernel)
    for z in numba.prange(depth):
        for y in range(rows):
            since = reach
            any_here = False
            for x in range(width):
                since = 0 if obstacle[labels[z, y, x]] else since + 1
                if since < reach:
                    out[z, y, x] = kernel[since]
                    any_here = True
                else:
                    out[z, y, x] = square
            if not any_here:
                spans[0, z, y], spans[1, z, y] = width, -1
                continue
            since, first, last = reach, width, -1
            for x in range(width - 1, -1, -1):
                since = 0 if obstacle[labels[z, y, x]] else since + 1
                if since < reach and kernel[since] < out[z, y, x]:
                    out[z, y, x] = kernel[since]
                if out[z, y, x] < square:
                    first = x
                    last = max(last, x)
            spans[0, z, y], spans[1, z, y] = first, last


@numba.njit(cache=True, nogil=True, parallel=True)
def _along_y(before, spans_before, kernel, square, out, spans):  # type: ignore[no-untyped-def]
    """Add the distance along y; rows with nothing below the reach are passed over."""
    depth, rows, width = before.shape
    reach = len(kernel)
    for z in numba.prange(depth):
        for y in range(rows):
            first, last = width, -1
            row = out[z, y]
            row[:] = square
            for other in range(max(0, y - reach + 1), min(rows, y + reach)):
                begin, end = spans_before[0, z, other], spans_before[1, z, other]
                if end < 0:
                    continue
                _lower(row, before[z, other], kernel[abs(other - y)], begin, end)
                first, last = min(first, begin), max(last, end)
            spans[0, z, y], spans[1, z, y] = first, last


@numba.njit(cache=True, nogil=True, parallel=True)
def _along_z(before, spans_before, kernel, square, out, spans):  # type: ignore[no-untyped-def]
    """Add the distance along z; one y at a time, so that its rows stay close in memory."""
    depth, rows, width = before.shape
    reach = len(kernel)
    for y in numba.prange(rows):
        for z in range(depth):
            first, last = width, -1
            row = out[z, y]
            row[:] = square
            for other in range(max(0, z - reach + 1), min(depth, z + reach)):
                begin, end = spans_before[0, other, y], spans_before[1, other, y]
                if end < 0:
                    continue
                _lower(row, before[other, y], kernel[abs(other - z)], begin, end)
                first, last = min(first, begin), max(last, end)
            spans[0, z, y], spans[1, z, y] = first, last


@numba.njit(cache=True, nogil=True, inline="always")
def _lower(row, other, plus, begin, end):  # type: ignore[no-untyped-def]
    for x in range(begin, end + 1):
        sum_here = other[x] + plus
        row[x] = sum_here if sum_here < row[x] else row[x]


def slow_field(volume: Volume, values: tuple[int, ...], reach_mm: float) -> Squares:
    """Measure the same by asking every voxel about every obstacle: the oracle, for small volumes."""
    spacing = np.asarray(volume.grid.spacing_mm)
    obstacles = volume.voxels_of(values)
    out = np.full(volume.labels.shape, reach_mm * reach_mm)
    if len(obstacles) == 0:
        return out.astype(np.float32)
    for z, y, x in np.ndindex(*volume.labels.shape):
        gap = np.maximum(np.abs(np.array([x, y, z]) - obstacles) - 0.5, 0.0) * spacing
        out[z, y, x] = min(out[z, y, x], float((gap**2).sum(axis=1).min()))
    return out.astype(np.float32)
