"""How far every voxel's centre is from the nearest obstacle voxel, as a box, exactly, up to a reach R.

A stock distance transform measures from centre to centre, so a proof has to give back half a voxel's
diagonal. This one measures from a centre to the nearest obstacle voxel's *box*::

    d^2(i) = min over obstacles j of  sum over axes a of (max(0, |i_a - j_a| - 1/2) * s_a)^2

The sum separates by axis, so three passes of one dimension do it. Whatever is farther than R reads as R,
which is still a lower bound; and since vessels are thin, most blocks of most rows hold nothing below R and
are passed over. ``slow_field`` is the obvious twin.
"""

from dataclasses import dataclass

import numba
import numpy as np
import numpy.typing as npt

from enthesis.needle.frames import Grid
from enthesis.needle.volume import Volume, table_of

_BLOCK = 64
"""Voxels of a row that are looked at together, or passed over together."""

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
    """Working memory for fields of one size, reused: allocating it costs as much as half a transform.

    ``blocks`` says, for each pass and row, which blocks of the row hold anything below the reach: a bit each.
    """

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.shape = shape
        self.first = np.empty(shape, dtype=np.float32)
        self.second = np.empty(shape, dtype=np.float32)
        self.blocks = np.empty((2, *shape[:2]), dtype=np.uint64)

    def another(self) -> "Buffers":
        """Give memory for one more field that lives beside this one and shares what is only worked in."""
        more = Buffers.__new__(Buffers)
        more.shape, more.second, more.blocks = self.shape, self.second, self.blocks
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
    square = np.float32(reach_mm * reach_mm)
    block = max(_BLOCK, -(-shape[2] // 64))
    x, y, z = (_kernel(spacing, reach_mm) for spacing in volume.grid.spacing_mm)
    along_x, along_y = buffers.blocks
    _along_x(volume.labels, table_of(values), x, square, block, buffers.first, along_x)
    _along_y(buffers.first, along_x, y, square, block, buffers.second, along_y)
    _along_z(buffers.second, along_y, z, square, block, buffers.first)
    return Field(grid=volume.grid, squares=buffers.first, reach_mm=reach_mm)


def _kernel(spacing: float, reach_mm: float) -> Squares:
    """Give (max(0, n - 1/2) * spacing)^2 for n = 0, 1, ... while it stays below the reach."""
    steps = np.arange(int(reach_mm / spacing + 0.5) + 2)
    squares = (np.maximum(steps - 0.5, 0.0) * spacing) ** 2
    below: Squares = squares[squares < reach_mm * reach_mm].astype(np.float32)
    return below


@numba.njit(cache=True, nogil=True, parallel=True)
def _along_x(labels, obstacle, kernel, square, block, out, blocks):  # type: ignore[no-untyped-def]
    """Fill the rows that hold an obstacle with the distance along x; other rows are left as they are."""
    depth, rows, width = labels.shape
    reach = len(kernel)
    for z in numba.prange(depth):
        for y in range(rows):
            blocks[z, y] = 0
            first, last = width, -1
            value, is_obstacle = -1, False
            for x in range(width):
                if labels[z, y, x] != value:
                    value = labels[z, y, x]
                    is_obstacle = obstacle[value]
                if is_obstacle:
                    first, last = min(first, x), x
            if last < 0:
                continue
            since = reach
            for x in range(width):
                since = 0 if obstacle[labels[z, y, x]] else since + 1
                out[z, y, x] = kernel[since] if since < reach else square
            since = reach
            for x in range(last, -1, -1):
                since = 0 if obstacle[labels[z, y, x]] else since + 1
                if since < reach and kernel[since] < out[z, y, x]:
                    out[z, y, x] = kernel[since]
            low = max(first - reach + 1, 0) // block
            high = min(last + reach - 1, width - 1) // block
            for at in range(low, high + 1):
                for x in range(at * block, min((at + 1) * block, width)):
                    if out[z, y, x] < square:
                        blocks[z, y] |= np.uint64(1) << np.uint64(at)
                        break


@numba.njit(cache=True, nogil=True, parallel=True)
def _along_y(before, blocks_before, kernel, square, block, out, blocks):  # type: ignore[no-untyped-def]
    """Add the distance along y; only blocks that hold something are read, and only those are written."""
    depth, rows, _ = before.shape
    reach = len(kernel)
    for z in numba.prange(depth):
        for y in range(rows):
            held = np.uint64(0)
            for other in range(max(0, y - reach + 1), min(rows, y + reach)):
                held |= blocks_before[z, other]
            blocks[z, y] = held
            if held == 0:
                continue
            _fill(out[z, y], held, block, square)
            for other in range(max(0, y - reach + 1), min(rows, y + reach)):
                _lower(out[z, y], before[z, other], kernel[abs(other - y)], blocks_before[z, other], block)


@numba.njit(cache=True, nogil=True, parallel=True)
def _along_z(before, blocks_before, kernel, square, block, out):  # type: ignore[no-untyped-def]
    """Add the distance along z and write every row; one y at a time, so that its rows stay close."""
    depth, rows, _ = before.shape
    reach = len(kernel)
    for y in numba.prange(rows):
        for z in range(depth):
            out[z, y, :] = square
            for other in range(max(0, z - reach + 1), min(depth, z + reach)):
                _lower(out[z, y], before[other, y], kernel[abs(other - z)], blocks_before[other, y], block)


@numba.njit(cache=True, nogil=True)
def _fill(row, held, block, square):  # type: ignore[no-untyped-def]
    at = 0
    while held != 0:
        if held & np.uint64(1):
            row[at * block : (at + 1) * block] = square
        held >>= np.uint64(1)
        at += 1


@numba.njit(cache=True, nogil=True)
def _lower(row, other, plus, held, block):  # type: ignore[no-untyped-def]
    begin = 0
    while held != 0:
        if held & np.uint64(1):
            # Slices counted from 0 let the compiler take eight voxels at a time.
            mine, others = row[begin : begin + block], other[begin : begin + block]
            for x in range(len(mine)):
                sum_here = others[x] + plus
                mine[x] = sum_here if sum_here < mine[x] else mine[x]
        held >>= np.uint64(1)
        begin += block


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
