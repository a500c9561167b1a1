"""The surface of a labelled structure as triangles, to be looked at.

Naive surface nets: one point in every cell the surface passes, one square across every edge it cuts. What is
drawn is smoothed; no distance is ever taken from it.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter
from scipy.sparse import coo_array

from enthesis.needle.frames import Floats, Grid, GridPoints

Values = npt.NDArray[np.float32]

_LEVEL = 0.5
_SMOOTHINGS = 8
_TAUBIN = (0.5, -0.53)
_SOFTENED_BY, _JOINED = 0.7, 0.6


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """``points`` (N, 3) float32, LPS millimetres; ``normals`` (N, 3) float32; ``triangles`` (M, 3) uint32."""

    points: npt.NDArray[np.float32]
    normals: npt.NDArray[np.float32]
    triangles: npt.NDArray[np.uint32]


def surface_of(
    inside: npt.NDArray[np.bool_], grid: Grid, coarsest_mm: float, most: int, *, thin: bool = False
) -> Surface | None:
    """Draw the surface round the voxels ``inside``, (Z, Y, X); ``None`` where there is none.

    Args:
        inside: the structure.
        grid: where it lies.
        coarsest_mm: voxels are pooled up to this size; 0 draws every one.
        most: pooled further until no more triangles than this are left.
        thin: draw it whole however thin it is, rather a little thicker than torn.
    """
    found = np.argwhere(inside)
    if len(found) == 0:
        return None
    low, high = found.min(axis=0), found.max(axis=0) + 1
    part = inside[tuple(slice(a, b) for a, b in zip(low, high, strict=True))]
    spacing = np.asarray(grid.spacing_mm)[::-1]
    pool = np.maximum((coarsest_mm / spacing + 1e-6).astype(int), 1)
    while True:
        values = _pooled(part, pool, thin=thin)
        points, squares = _nets(values)
        if 2 * len(squares) <= most or min(values.shape) <= 4:
            break
        pool = pool + np.maximum(pool // 3, 1)
    if len(squares) == 0:
        return None
    if pool.max() == 1:
        points = _smoothed(points, squares)
    # The middle of a pooled voxel, and one pooled voxel of padding before the first.
    voxels = low + (points - 1.0) * pool + (pool - 1) / 2
    placed = np.asarray(grid.to_patient(GridPoints((voxels * spacing)[:, ::-1])))
    triangles = np.concatenate([squares[:, [0, 1, 2]], squares[:, [0, 2, 3]]])
    if np.linalg.det(grid.direction) < 0:
        triangles = triangles[:, ::-1]
    return Surface(placed.astype(np.float32), _normals(placed, triangles), triangles.astype(np.uint32))


def _pooled(
    part: npt.NDArray[np.bool_], pool: npt.NDArray[np.intp], *, thin: bool
) -> npt.NDArray[np.float32]:
    """Average blocks of voxels, or take a block for full where it holds any; with empty space all round."""
    size = -(-np.asarray(part.shape) // pool)
    whole = np.zeros(size * pool, dtype=np.float32)
    whole[tuple(slice(0, n) for n in part.shape)] = part
    z, y, x = (int(n) for n in size)
    blocks = whole.reshape(z, int(pool[0]), y, int(pool[1]), x, int(pool[2]))
    if thin:
        return np.pad(_softened(np.pad(blocks.max(axis=(1, 3, 5)), 1))[1:-1, 1:-1, 1:-1], 1)
    return np.pad(blocks.mean(axis=(1, 3, 5)), 1)


def _softened(values: Values) -> Values:
    """Soften what is drawn so that voxels which only touch by a corner join.

    What is thick keeps its size; what is thinner than the softening is drawn where it is about as dense as in
    its middle.
    """
    soft = gaussian_filter(values, _SOFTENED_BY, mode="constant")
    middle = float(np.median(soft[values > 0]))
    whole: Values = soft * max(1.0, _LEVEL / (_JOINED * middle))
    return whole


def _nets(values: npt.NDArray[np.float32]) -> tuple[Floats, npt.NDArray[np.intp]]:
    """Give points (N, 3), in voxels (z, y, x), and squares (M, 4) that look outwards."""
    above = values > _LEVEL
    cells = np.asarray(values.shape) - 1
    sums, counts = np.zeros((*cells, 3)), np.zeros(cells, dtype=np.int8)
    squares = []
    for axis in range(3):
        ahead, behind = _shifted(values, axis)
        cut = (ahead > _LEVEL) != (behind > _LEVEL)
        with np.errstate(divide="ignore", invalid="ignore"):
            part = np.where(cut, (_LEVEL - behind) / (ahead - behind), 0.0)
        _collect(sums, counts, cut, part, axis)
        squares.append(_across(cut, above, axis))
    used = counts > 0
    number = np.full(cells, -1, dtype=np.intp)
    number[used] = np.arange(int(used.sum()))
    points = np.argwhere(used) + sums[used] / counts[used][:, None]
    corners = np.concatenate(squares)
    return points, number[corners[..., 0], corners[..., 1], corners[..., 2]]


def _shifted(values: Values, axis: int) -> tuple[Values, Values]:
    last = values.shape[axis]
    return values.take(range(1, last), axis=axis), values.take(range(last - 1), axis=axis)


def _collect(
    sums: Floats, counts: npt.NDArray[np.int8], cut: npt.NDArray[np.bool_], part: Floats, axis: int
) -> None:
    """Add every cut edge along one axis to the four cells round it."""
    others = [at for at in range(3) if at != axis]
    for one in (0, 1):
        for other in (0, 1):
            window = [slice(None)] * 3
            window[others[0]] = slice(one, cut.shape[others[0]] - 1 + one)
            window[others[1]] = slice(other, cut.shape[others[1]] - 1 + other)
            here, share = cut[tuple(window)], part[tuple(window)]
            counts += here
            sums[..., axis] += np.where(here, share, 0.0)
            sums[..., others[0]] += here * one
            sums[..., others[1]] += here * other


def _across(cut: npt.NDArray[np.bool_], above: npt.NDArray[np.bool_], axis: int) -> npt.NDArray[np.intp]:
    """Give the four cells round every cut edge, (M, 4, 3), in an order that looks out of the structure."""
    edges = np.argwhere(cut)
    second, third = (axis + 1) % 3, (axis + 2) % 3
    ring = []
    for one, other in ((0, 0), (1, 0), (1, 1), (0, 1)):
        cell = edges.copy()
        cell[:, second] -= one
        cell[:, third] -= other
        ring.append(cell)
    squares = np.stack(ring, axis=1)
    inwards = above[tuple(edges.T)]
    # Array axes run z, y, x, so a turn that is right-handed here is left-handed in x, y, z.
    squares[inwards] = squares[inwards][:, ::-1]
    return squares


def _smoothed(points: Floats, squares: npt.NDArray[np.intp]) -> Floats:
    """Smooth without shrinking (Taubin): thin vessels keep their thickness."""
    pairs = np.concatenate([squares[:, [at, (at + 1) % 4]] for at in range(4)])
    pairs = np.concatenate([pairs, pairs[:, ::-1]])
    joined = coo_array((np.ones(len(pairs)), pairs.T), shape=(len(points), len(points))).tocsr()
    degree = np.maximum(joined.sum(axis=1), 1.0)[:, None]
    for _ in range(_SMOOTHINGS):
        for step in _TAUBIN:
            points = points + step * (joined @ points / degree - points)
    return points


def _normals(points: Floats, triangles: npt.NDArray[np.intp]) -> npt.NDArray[np.float32]:
    a, b, c = (points[triangles[:, at]] for at in range(3))
    faces = np.cross(b - a, c - a)
    normals = np.zeros_like(points)
    for at in range(3):
        for axis in range(3):
            normals[:, axis] += np.bincount(triangles[:, at], faces[:, axis], minlength=len(points))
    length = np.linalg.norm(normals, axis=1, keepdims=True)
    unit: npt.NDArray[np.float32] = (normals / np.where(length > 0, length, 1.0)).astype(np.float32)
    return unit
