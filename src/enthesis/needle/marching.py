"""Certified marching: proves a whole needle clear with about seven samples, and never skips a thin vessel.

The distance d to the nearest obstacle box is 1-Lipschitz. At a point p with nearest voxel centre c,
``L(p) = D(c) - |p - c|`` is a true lower bound of d(p). Marching from the tip to the skin, ``s`` millimetres
on, the distance is still at least ``L(p) - s`` while the margin has shrunk by ``per_mm * s``; so with
``v = L(p) - m(u) > 0`` the next ``v / (1 - per_mm)`` millimetres are proved and may be jumped over. A needle
fails when v falls below ``STOP_MM``: it may fail though it is clear, but never pass though it is not.

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
FINE_MM = 0.1
"""By how much ``spare`` may understate; smaller costs more samples."""

# A float32 square of at most R^2 is off by less than R^2 * 6e-8; its root, near zero, by less than this while
# R stays below 60 mm.
_ROUNDING_MM = 1e-3

Passed = npt.NDArray[np.bool_]
Spare = npt.NDArray[np.float32]
Kinds = npt.NDArray[np.int8]


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
    kinds = np.zeros((len(targets), len(entries)), dtype=np.int8)
    march_kinds(
        field,
        np.asarray(field.grid.to_grid(entries)),
        np.asarray(field.grid.to_grid(targets)),
        kinds,
        np.array([[margin.base_mm, margin.per_mm]]),
        beyond_tip_mm - skip_last_mm,
    )
    return np.ascontiguousarray((kinds >= 0).T)


def march_kinds(
    field: Field, begin: Floats, tip: Floats, kinds: Kinds, margins: Floats, beyond_tip_mm: float
) -> None:
    """Strike out, in ``kinds``, every pair whose needle is not proved to keep its own margin.

    Args:
        field: distance to one group of structures.
        begin: (E, 3) entries, grid millimetres.
        tip: (T, 3) targets, grid millimetres.
        kinds: (T, E), which needle of the catalogue serves the pair; -1 for none, and where struck out.
        margins: (K, 2), base and growth per millimetre of each needle.
        beyond_tip_mm: length past the tip (or, negative, before it) from which the margin must hold.
    """
    _march_kinds(
        field.squares,
        np.asarray(field.grid.spacing_mm),
        np.ascontiguousarray(begin),
        np.ascontiguousarray(tip),
        kinds,
        margins,
        beyond_tip_mm,
    )


def spare_kinds(
    field: Field,
    begin: Floats,
    tip: Floats,
    kinds: Kinds,
    margins: Floats,
    beyond_tip_mm: float,
    spare: Spare,
) -> None:
    """Lower ``spare`` to what each needle is proved to keep over its margin, millimetres.

    The value is a lower bound and understates by little more than ``FINE_MM``; negative where the margin is
    not kept. ``spare`` is (T, E); pairs that ``kinds`` strikes out are passed over.
    """
    _spare_kinds(
        field.squares,
        np.asarray(field.grid.spacing_mm),
        np.ascontiguousarray(begin),
        np.ascontiguousarray(tip),
        kinds,
        margins,
        beyond_tip_mm,
        spare,
    )


def keeps(
    field: Field, begin: Floats, tip: Floats, base: float, per_mm: float, from_mm: float, to_mm: float
) -> bool:
    """Tell whether one needle keeps ``base + per_mm * u`` between two depths; ``per_mm`` may be negative.

    Args:
        field: distance to one group of structures.
        begin: (3,) entry, grid millimetres.
        tip: (3,) target, grid millimetres.
        base: clearance required at the skin.
        per_mm: its growth, less than 1; negative where it shrinks.
        from_mm: the deeper end.
        to_mm: the shallower end.
    """
    spacing = np.asarray(field.grid.spacing_mm)
    return bool(_keeps(field.squares, spacing, begin, tip, base, per_mm, from_mm, to_mm))


@numba.njit(cache=True, nogil=True, inline="always")
def _bound(squares, spacing, px, py, pz):  # type: ignore[no-untyped-def]
    """Give a lower bound of the distance at a point; minus infinity outside the grid."""
    depth, rows, width = squares.shape
    i = math.floor(px / spacing[0] + 0.5)
    j = math.floor(py / spacing[1] + 0.5)
    k = math.floor(pz / spacing[2] + 0.5)
    if i < 0 or j < 0 or k < 0 or i >= width or j >= rows or k >= depth:
        return -np.inf
    gx, gy, gz = px - i * spacing[0], py - j * spacing[1], pz - k * spacing[2]
    return math.sqrt(squares[k, j, i]) - math.sqrt(gx * gx + gy * gy + gz * gz) - _ROUNDING_MM


@numba.njit(cache=True, nogil=True)
def _keeps(squares, spacing, begin, tip, base, per_mm, from_mm, to_mm):  # type: ignore[no-untyped-def]
    dx, dy, dz = tip[0] - begin[0], tip[1] - begin[1], tip[2] - begin[2]
    length = math.sqrt(dx * dx + dy * dy + dz * dz)
    if length == 0.0:
        return False
    dx, dy, dz = dx / length, dy / length, dz / length
    u = from_mm
    while True:
        bound = _bound(squares, spacing, begin[0] + u * dx, begin[1] + u * dy, begin[2] + u * dz)
        proved = bound - (base + per_mm * max(u, 0.0))
        if not proved >= STOP_MM:
            return False
        if u <= to_mm:
            return True
        u = max(u - proved / (1.0 - per_mm), to_mm)


@numba.njit(cache=True, nogil=True, parallel=True)
def _march_kinds(squares, spacing, begin, tip, kinds, margins, beyond):  # type: ignore[no-untyped-def]
    count = begin.shape[0]
    for pair in numba.prange(kinds.size):
        t, e = pair // count, pair % count
        kind = kinds[t, e]
        if kind >= 0:
            gx, gy, gz = tip[t, 0] - begin[e, 0], tip[t, 1] - begin[e, 1], tip[t, 2] - begin[e, 2]
            end = math.sqrt(gx * gx + gy * gy + gz * gz) + beyond
            if not _keeps(squares, spacing, begin[e], tip[t], margins[kind, 0], margins[kind, 1], end, 0.0):
                kinds[t, e] = -1


@numba.njit(cache=True, nogil=True)
def _spare(squares, spacing, begin, tip, base, per_mm, beyond):  # type: ignore[no-untyped-def]
    """Find the least of L - m: within ``(v - least + FINE_MM) / (1 - per_mm)`` it cannot fall far lower."""
    dx, dy, dz = tip[0] - begin[0], tip[1] - begin[1], tip[2] - begin[2]
    length = math.sqrt(dx * dx + dy * dy + dz * dz)
    if length == 0.0:
        return -np.inf
    dx, dy, dz = dx / length, dy / length, dz / length
    u, least = length + beyond, np.inf
    while True:
        bound = _bound(squares, spacing, begin[0] + u * dx, begin[1] + u * dy, begin[2] + u * dz)
        over = bound - (base + per_mm * max(u, 0.0))
        least = min(least, over)
        if u <= 0.0 or least == -np.inf:
            return least - FINE_MM
        u = max(u - (over - least + FINE_MM) / (1.0 - per_mm), 0.0)


@numba.njit(cache=True, nogil=True, parallel=True)
def _spare_kinds(squares, spacing, begin, tip, kinds, margins, beyond, spare):  # type: ignore[no-untyped-def]
    count = begin.shape[0]
    for pair in numba.prange(kinds.size):
        t, e = pair // count, pair % count
        kind = kinds[t, e]
        if kind >= 0:
            here = _spare(squares, spacing, begin[e], tip[t], margins[kind, 0], margins[kind, 1], beyond)
            spare[t, e] = min(spare[t, e], here)


def slow_march(
    boxes: Floats,
    half: Floats,
    begin: Floats,
    tip: Floats,
    margin: MarginModel,
    beyond_tip_mm: float = 0.0,
    step_mm: float = 0.02,
) -> bool:
    """Tell the same for one needle by small steps against every box: the oracle, all in grid millimetres.

    It may call clear what violates the margin by less than half a step; a needle that marching passes must
    always pass here.
    """
    length = float(np.linalg.norm(tip - begin))
    if len(boxes) == 0:
        return True
    for u in np.append(np.arange(0.0, length + beyond_tip_mm, step_mm), length + beyond_tip_mm):
        point = begin + (tip - begin) * (u / length)
        gap = np.maximum(np.abs(point - boxes) - half, 0.0)
        if math.sqrt(float((gap**2).sum(axis=1).min())) < margin.at(float(u)) - step_mm:
            return False
    return True
