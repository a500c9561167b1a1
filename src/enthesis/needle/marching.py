"""Certified marching: proves a whole needle clear with about seven samples, and never skips a thin vessel.

The distance d to the nearest obstacle box is 1-Lipschitz. At a point p with nearest voxel centre c,
``L(p) = D(c) - |p - c|`` is a true lower bound of d(p). Marching from the tip to the skin the required
margin only shrinks, so if ``v = L(p) - m(u) > 0`` the next v millimetres are proved and may be jumped over. A
needle fails when v falls below ``STOP_MM``: it may fail though it is clear, but never pass though it is not.

``slow_march`` samples in small steps and is the obvious twin.
"""

import math

import numba
import numpy as np
import numpy.typing as npt

from enthesis.needle.field import Field
from enthesis.needle.frames import Floats, PatientPoints
from enthesis.needle.margin import MarginModel

STOP_MM = 0.05
# A float32 square of at most R^2 = 225 is off by less than 1.4e-5; its root, near zero, by less than this.
_ROUNDING_MM = 1e-3

Passed = npt.NDArray[np.bool_]


def march(
    field: Field,
    entries: PatientPoints,
    targets: PatientPoints,
    margin: MarginModel,
    skip_last_mm: float = 0.0,
    beyond_tip_mm: float = 0.0,
) -> Passed:
    """Tell for every pair of entry and target whether its needle is proved to keep the margin.

    Args:
        field: distance to one group of structures; its reach must exceed the margin at the deepest tip.
        entries: (E, 3) millimetres, patient frame (LPS).
        targets: (T, 3) millimetres, patient frame (LPS).
        margin: required clearance by depth.
        skip_last_mm: length before the tip that is not asked; for bone, which the needle is to touch.
        beyond_tip_mm: length past the tip that must keep the margin too: a needle may be pushed too deep.

    Returns:
        (E, T) booleans. A needle that leaves the grid fails: nobody knows what lies there.
    """
    grid = field.grid
    begin = np.ascontiguousarray(grid.to_grid(entries))
    tip = np.ascontiguousarray(grid.to_grid(targets))
    spacing = np.asarray(grid.spacing_mm)
    passed = np.zeros((len(begin), len(tip)), dtype=np.bool_)
    _march_all(
        field.squares, spacing, begin, tip, margin.base_mm, margin.per_mm, skip_last_mm, beyond_tip_mm, passed
    )
    return passed


@numba.njit(cache=True, nogil=True, fastmath=False)  # type: ignore[untyped-decorator]
def _march_all(squares, spacing, begin, tip, base, per_mm, skip, beyond, passed):  # type: ignore[no-untyped-def]
    for t in range(tip.shape[0]):
        for e in range(begin.shape[0]):
            passed[e, t] = _march_one(squares, spacing, begin[e], tip[t], base, per_mm, skip, beyond)


@numba.njit(cache=True, nogil=True, fastmath=False)  # type: ignore[untyped-decorator]
def _march_one(squares, spacing, begin, tip, base, per_mm, skip, beyond):  # type: ignore[no-untyped-def]
    depth, rows, width = squares.shape
    sx, sy, sz = spacing[0], spacing[1], spacing[2]
    dx, dy, dz = tip[0] - begin[0], tip[1] - begin[1], tip[2] - begin[2]
    length = math.sqrt(dx * dx + dy * dy + dz * dz)
    if length == 0.0:
        return False
    dx, dy, dz = dx / length, dy / length, dz / length
    u = length + beyond - skip
    while True:
        px, py, pz = begin[0] + u * dx, begin[1] + u * dy, begin[2] + u * dz
        i, j, k = round(px / sx), round(py / sy), round(pz / sz)
        if i < 0 or j < 0 or k < 0 or i >= width or j >= rows or k >= depth:
            return False
        gx, gy, gz = px - i * sx, py - j * sy, pz - k * sz
        lower = math.sqrt(squares[k, j, i]) - math.sqrt(gx * gx + gy * gy + gz * gz) - _ROUNDING_MM
        proved = lower - (base + per_mm * max(u, 0.0))
        if proved < STOP_MM:
            return False
        if u <= 0.0:
            return True
        u = max(u - proved, 0.0)


def slow_march(
    boxes: Floats,
    half: Floats,
    begin: Floats,
    tip: Floats,
    margin: MarginModel,
    step_mm: float = 0.02,
) -> bool:
    """Tell the same for one needle by small steps against every box: the oracle, all in grid millimetres.

    It may call clear what violates the margin by less than half a step; a needle that marching passes must
    always pass here.
    """
    length = float(np.linalg.norm(tip - begin))
    for u in np.arange(0.0, length + step_mm, step_mm):
        point = begin + (tip - begin) * min(u / length, 1.0)
        gap = np.maximum(np.abs(point - boxes) - half, 0.0)
        if len(boxes) and math.sqrt(float((gap**2).sum(axis=1).min())) < margin.at(min(u, length)) - step_mm:
            return False
    return True
