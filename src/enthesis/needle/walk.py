"""The way of a needle through the labels, voxel by voxel: no bone before the enthesis, no second entry.

Every voxel the axis passes is visited in order, so nothing thin is missed. A needle may meet bone only in the
last millimetres before its tip, and it may enter the body once: a way through air into skin again (another
limb, a fold) is none.
"""

import math
from enum import IntEnum

import numba
import numpy as np
import numpy.typing as npt

from enthesis.needle.frames import Floats
from enthesis.needle.marching import Kinds
from enthesis.needle.volume import Labels

Classes = npt.NDArray[np.uint8]
Body = npt.NDArray[np.bool_]


class Tissue(IntEnum):
    """What a voxel is to the way of a needle."""

    AIR = 0
    BONE = 1
    SKIN = 2
    OTHER = 3


class Way(IntEnum):
    """What a needle met on its way."""

    FREE = 0
    BONE = 1
    AIR = 2


NO_BODY: Body = np.zeros((0, 0, 0), dtype=np.bool_)
"""Stands for a body nobody drew; then labels of role skin tell where it ends."""


def walk_kinds(
    labels: Labels,
    classes: Classes,
    body: Body,
    spacing: Floats,
    begin: Floats,
    tip: Floats,
    kinds: Kinds,
    touching_bone_mm: float,
) -> None:
    """Strike out, in ``kinds`` (T, E), every pair whose way is not free.

    Args:
        labels: (Z, Y, X).
        classes: (65536,), the tissue of each label value.
        body: (Z, Y, X), or ``NO_BODY``.
        spacing: (3,) millimetres along x, y, z.
        begin: (E, 3) entries, grid millimetres.
        tip: (T, 3) targets, grid millimetres.
        kinds: which needle serves the pair; -1 for none.
        touching_bone_mm: length before the tip in which bone may be met.
    """
    _walk_kinds(
        labels,
        classes,
        body,
        spacing,
        np.ascontiguousarray(begin),
        np.ascontiguousarray(tip),
        kinds,
        touching_bone_mm,
    )


def way_of(
    labels: Labels,
    classes: Classes,
    body: Body,
    spacing: Floats,
    begin: Floats,
    tip: Floats,
    touching_bone_mm: float,
) -> tuple[Way, float]:
    """Tell what one needle, (3,) to (3,) grid millimetres, meets first on its way, and at which depth."""
    met, depth = _walk(labels, classes, body, spacing, begin, tip, touching_bone_mm)
    return Way(met), float(depth)


@numba.njit(cache=True, nogil=True, parallel=True)
def _walk_kinds(labels, classes, body, spacing, begin, tip, kinds, touching):  # type: ignore[no-untyped-def]
    count = begin.shape[0]
    for pair in numba.prange(kinds.size):
        t, e = pair // count, pair % count
        if kinds[t, e] >= 0:
            met, _ = _walk(labels, classes, body, spacing, begin[e], tip[t], touching)
            if met != 0:
                kinds[t, e] = -1


@numba.njit(cache=True, nogil=True)
def _walk(labels, classes, body, spacing, begin, tip, touching):  # type: ignore[no-untyped-def]
    depth, rows, width = labels.shape
    sx, sy, sz = spacing[0], spacing[1], spacing[2]
    dx, dy, dz = tip[0] - begin[0], tip[1] - begin[1], tip[2] - begin[2]
    length = math.sqrt(dx * dx + dy * dy + dz * dz)
    if length == 0.0:
        return 2, 0.0
    dx, dy, dz = dx / length, dy / length, dz / length
    i = math.floor(begin[0] / sx + 0.5)
    j = math.floor(begin[1] / sy + 0.5)
    k = math.floor(begin[2] / sz + 0.5)
    # Depth at which the axis leaves this voxel by each side, and the depth one voxel takes.
    nx, ny, nz = _first(begin[0], i, sx, dx), _first(begin[1], j, sy, dy), _first(begin[2], k, sz, dz)
    tx = sx / abs(dx) if dx != 0.0 else np.inf
    ty = sy / abs(dy) if dy != 0.0 else np.inf
    tz = sz / abs(dz) if dz != 0.0 else np.inf
    ix, iy, iz = (1 if dx > 0.0 else -1), (1 if dy > 0.0 else -1), (1 if dz > 0.0 else -1)
    drawn = body.size > 0
    bony = length - touching
    was_air = False
    u = 0.0
    while u < length:
        if i < 0 or j < 0 or k < 0 or i >= width or j >= rows or k >= depth:
            return 2, u
        tissue = classes[labels[k, j, i]]
        if tissue == 1 and u < bony:
            return 1, u
        if drawn:
            if not body[k, j, i]:
                return 2, u
        elif tissue == 2 and was_air:
            return 2, u
        was_air = tissue == 0
        if nx <= ny and nx <= nz:
            u, nx, i = nx, nx + tx, i + ix
        elif ny <= nz:
            u, ny, j = ny, ny + ty, j + iy
        else:
            u, nz, k = nz, nz + tz, k + iz
    return 0, length


@numba.njit(cache=True, nogil=True, inline="always")
def _first(start, voxel, spacing, slope):  # type: ignore[no-untyped-def]
    """Give the depth at which the axis leaves its first voxel along one axis of the grid."""
    if slope > 0.0:
        return ((voxel + 0.5) * spacing - start) / slope
    if slope < 0.0:
        return ((voxel - 0.5) * spacing - start) / slope
    return np.inf
