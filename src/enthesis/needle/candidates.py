"""Where a needle may enter: skin that faces outwards, within reach of a target, not too flat.

Skin is where the body ends towards air. Entries are thinned to an even spacing along the image's own axes and
in a fixed order, so that the same image always gives the same entries, wherever the patient lies.
"""

import math
from dataclasses import dataclass

import numba
import numpy as np
import numpy.typing as npt

from enthesis.needle.frames import Floats
from enthesis.needle.volume import Volume
from enthesis.needle.walk import Body, Classes

NORMAL_WITHIN_MM = 5.0
_NORMAL_STEP_MM = 1.0
_COARSER = 1.06

Voxels = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Skin:
    """Entries on the skin: ``points``, (E, 3) grid millimetres; ``outward``, (E, 3) unit vectors, leads out.

    Both run along the image's own axes.
    """

    points: Floats
    outward: Floats

    def __len__(self) -> int:
        return len(self.points)

    def only(self, keep: npt.NDArray[np.bool_] | npt.NDArray[np.intp]) -> "Skin":
        """Give some of the entries."""
        return Skin(self.points[keep], self.outward[keep])


def surface_voxels(volume: Volume, classes: Classes, body: Body, near: Floats, reach_mm: float) -> Voxels:
    """Find skin voxels, (N, 3) as x, y, z, within reach of any point.

    Args:
        volume: labels on a grid.
        classes: (65536,), the tissue of each label value.
        body: (Z, Y, X), or ``NO_BODY``.
        near: (T, 3) grid millimetres.
        reach_mm: longest usable needle, from skin to tip.
    """
    spacing = np.asarray(volume.grid.spacing_mm)
    near = np.ascontiguousarray(near)
    counts = np.zeros(len(volume.labels), dtype=np.int64)
    _scan(volume.labels, classes, body, spacing, near, reach_mm, counts, np.empty((0, 3), np.int32))
    found = np.empty((int(counts.sum()), 3), dtype=np.int32)
    if len(found):
        begins = np.cumsum(counts) - counts
        _scan(volume.labels, classes, body, spacing, near, reach_mm, begins, found)
    return found


def thinned(voxels: Voxels, spacing: Floats, most: int) -> Voxels:
    """Keep the first voxel of every cell of a raster just coarse enough for ``most`` to be left."""
    if len(voxels) <= most:
        return voxels
    # From the first voxel, so that a region cut out elsewhere falls into the same cells.
    points = (voxels - voxels.min(axis=0)) * spacing
    cell = float(spacing.min())
    while True:
        cells = (points / cell).astype(np.int64)
        width, rows, _ = (int(extent) + 1 for extent in cells.max(axis=0))
        _, first = np.unique((cells[:, 2] * rows + cells[:, 1]) * width + cells[:, 0], return_index=True)
        if len(first) <= most:
            kept: Voxels = voxels[np.sort(first)]
            return kept
        cell *= max(_COARSER, math.sqrt(len(first) / most) * 0.97)


def skin_at(volume: Volume, body: Body, voxels: Voxels) -> Skin:
    """Make entries of skin voxels; outwards is away from the body's bulk within 5 mm."""
    spacing = np.asarray(volume.grid.spacing_mm)
    outward: Floats = _outward(volume.labels, body, spacing, voxels, _offsets(spacing))
    return Skin(points=voxels * spacing, outward=outward)


def _offsets(spacing: Floats) -> Voxels:
    """Give half of a ball's offsets, in voxels x, y, z; each stands for itself and its opposite."""
    step = np.maximum(np.round(_NORMAL_STEP_MM / spacing), 1).astype(int)
    axes = [
        np.arange(-int(NORMAL_WITHIN_MM / (s * n)), int(NORMAL_WITHIN_MM / (s * n)) + 1) * n
        for s, n in zip(spacing, step, strict=True)
    ]
    ball = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 3)
    ball = ball[np.linalg.norm(ball * spacing, axis=1) <= NORMAL_WITHIN_MM]
    half = (ball[:, 2] > 0) | (
        (ball[:, 2] == 0) & ((ball[:, 1] > 0) | ((ball[:, 1] == 0) & (ball[:, 0] > 0)))
    )
    offsets: Voxels = ball[half].astype(np.int32)
    return offsets


def incidence_deg(skin: Skin, tips: Floats) -> Floats:
    """Give the angle, (E, T) degrees, between each needle and the straight way in; ``tips`` are (T, 3)."""
    along = tips[None, :, :] - skin.points[:, None, :]
    length = np.linalg.norm(along, axis=2)
    inward = -np.einsum("etk,ek->et", along, skin.outward)
    cosine = np.divide(inward, length, out=np.full_like(inward, -1.0), where=length > 0)
    angles: Floats = np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0)))
    return angles


def lengths_mm(skin: Skin, tips: Floats) -> Floats:
    """Give the length, (E, T) millimetres, from each entry to each tip, (T, 3) grid millimetres."""
    lengths: Floats = np.linalg.norm(tips[None, :, :] - skin.points[:, None, :], axis=2)
    return lengths


@numba.njit(cache=True, nogil=True, inline="always")
def _is_skin(labels, classes, body, k, j, i):  # type: ignore[no-untyped-def]
    """Tell whether a voxel is skin with air beside it; what lies outside the image is not air."""
    depth, rows, width = labels.shape
    drawn = body.size > 0
    if not (body[k, j, i] if drawn else classes[labels[k, j, i]] == 2):
        return False
    for axis in range(3):
        for step in (-1, 1):
            a = k + (step if axis == 0 else 0)
            b = j + (step if axis == 1 else 0)
            c = i + (step if axis == 2 else 0)
            if a < 0 or b < 0 or c < 0 or a >= depth or b >= rows or c >= width:
                continue
            if (not body[a, b, c]) if drawn else labels[a, b, c] == 0:
                return True
    return False


@numba.njit(cache=True, nogil=True, inline="always")
def _row_reach(spacing, near, reach, k, j):  # type: ignore[no-untyped-def]
    """Give the part of a row, in millimetres along x, that lies within reach of any point."""
    low, high = np.inf, -np.inf
    for t in range(near.shape[0]):
        gy, gz = j * spacing[1] - near[t, 1], k * spacing[2] - near[t, 2]
        rest = reach * reach - gy * gy - gz * gz
        if rest >= 0.0:
            half = math.sqrt(rest)
            low, high = min(low, near[t, 0] - half), max(high, near[t, 0] + half)
    return low, high


@numba.njit(cache=True, nogil=True, inline="always")
def _is_near(spacing, near, reach, k, j, i):  # type: ignore[no-untyped-def]
    for t in range(near.shape[0]):
        gx = i * spacing[0] - near[t, 0]
        gy = j * spacing[1] - near[t, 1]
        gz = k * spacing[2] - near[t, 2]
        if gx * gx + gy * gy + gz * gz <= reach * reach:
            return True
    return False


@numba.njit(cache=True, nogil=True, parallel=True)
def _scan(labels, classes, body, spacing, near, reach, counts, out):  # type: ignore[no-untyped-def]
    """Count the skin voxels of every slice; where ``out`` has room, write them from where ``counts`` says."""
    depth, rows, width = labels.shape
    writing = out.shape[0] > 0
    for k in numba.prange(depth):
        at = counts[k]
        for j in range(rows):
            low, high = _row_reach(spacing, near, reach, k, j)
            if low > high:
                continue
            first = max(math.ceil(low / spacing[0]), 0)
            last = min(math.floor(high / spacing[0]), width - 1)
            for i in range(first, last + 1):
                if _is_skin(labels, classes, body, k, j, i) and _is_near(spacing, near, reach, k, j, i):
                    if writing:
                        out[at, 0], out[at, 1], out[at, 2] = i, j, k
                    at += 1
        counts[k] = at


@numba.njit(cache=True, nogil=True, inline="always")
def _solid(labels, body, k, j, i):  # type: ignore[no-untyped-def]
    return body[k, j, i] if body.size > 0 else labels[k, j, i] != 0


@numba.njit(cache=True, nogil=True, parallel=True)
def _outward(labels, body, spacing, voxels, offsets):  # type: ignore[no-untyped-def]
    """Sum the offsets where there is body, but none opposite; a pair that leaves the image is passed over."""
    depth, rows, width = labels.shape
    out = np.zeros((voxels.shape[0], 3))
    for at in numba.prange(voxels.shape[0]):
        i, j, k = voxels[at, 0], voxels[at, 1], voxels[at, 2]
        sx, sy, sz = 0.0, 0.0, 0.0
        for o in range(offsets.shape[0]):
            a, b, c = offsets[o, 0], offsets[o, 1], offsets[o, 2]
            if i - abs(a) < 0 or i + abs(a) >= width or j - abs(b) < 0 or j + abs(b) >= rows:
                continue
            if k - abs(c) < 0 or k + abs(c) >= depth:
                continue
            here = _solid(labels, body, k + c, j + b, i + a)
            there = _solid(labels, body, k - c, j - b, i - a)
            if here != there:
                sign = -1.0 if here else 1.0
                sx += sign * a * spacing[0]
                sy += sign * b * spacing[1]
                sz += sign * c * spacing[2]
        length = math.sqrt(sx * sx + sy * sy + sz * sz)
        if length > 0.0:
            out[at, 0], out[at, 1], out[at, 2] = sx / length, sy / length, sz / length
    return out
