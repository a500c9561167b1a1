"""Paints the shapes of a phantom card into a volume of labels."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.interpolate import CubicSpline, PchipInterpolator

from enthesis.knowledge.cards.phantom import Row, Shape
from enthesis.needle.frames import Floats

Labels = npt.NDArray[np.uint16]
Axes = tuple[Floats, Floats, Floats]

_STEP_MM = 1.0


def paint(labels: Labels, axes: Axes, shape: Shape, value: int) -> None:
    """Give every voxel of a shape its label, over what was there.

    Args:
        labels: (Z, Y, X), changed in place.
        axes: the coordinates of the voxels' centres along x, y and z, in millimetres.
        shape: with medial along x, posterior along y and up along z.
        value: its label.
    """
    if shape.sections:
        _paint_sections(labels, axes, shape, value)
    elif shape.way:
        for begin, end in _pieces(shape.way):
            _paint_piece(labels, axes, begin, end, shape.diameter_mm / 2, value)
    elif shape.centre is not None and shape.size is not None:
        _paint_egg(labels, axes, shape.centre, shape.size, value)


def way_of(shape: Shape) -> Floats:
    """Give points along a vessel or nerve, (N, 3), about a millimetre apart, smooth through the card's."""
    return _smooth(shape.way)


def _paint_sections(labels: Labels, axes: Axes, shape: Shape, value: int) -> None:
    rows = np.asarray(sorted(shape.sections))
    between = PchipInterpolator(rows[:, 0], rows[:, 1:])
    x, y, z = axes
    for at in np.flatnonzero((z >= rows[0, 0]) & (z <= rows[-1, 0])):
        medial, posterior, width, depth = between(z[at])
        across = np.abs((x - medial) / (width / 2)) ** shape.power
        along = np.abs((y - posterior) / (depth / 2)) ** shape.power
        labels[at][across[None, :] + along[:, None] <= 1] = value


def _paint_egg(labels: Labels, axes: Axes, centre: Row, size: Row, value: int) -> None:
    across = [
        ((axis - middle) / (whole / 2)) ** 2 for axis, middle, whole in zip(axes, centre, size, strict=True)
    ]
    inside = across[2][:, None, None] + across[1][None, :, None] + across[0][None, None, :] <= 1
    labels[inside] = value


def _pieces(way: Sequence[Row]) -> list[tuple[Floats, Floats]]:
    points = _smooth(way)
    return list(pairwise(points))


def _smooth(way: Sequence[Row]) -> Floats:
    """Run a smooth curve through the points, by the way gone so far."""
    points = np.asarray(way, dtype=np.float64)
    gone = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    count = max(int(gone[-1] / _STEP_MM), 2)
    curve: Floats = CubicSpline(gone, points)(np.linspace(0.0, gone[-1], count + 1))
    return curve


def _paint_piece(labels: Labels, axes: Axes, begin: Floats, end: Floats, radius: float, value: int) -> None:
    """Paint a rod with round ends; never thinner than the voxels, so that no vessel is torn."""
    spacing = np.array([axis[1] - axis[0] for axis in axes])
    radius = max(radius, float(np.linalg.norm(spacing)) / 2)
    windows = [
        slice(int(np.searchsorted(axis, min(a, b) - radius)), int(np.searchsorted(axis, max(a, b) + radius)))
        for axis, a, b in zip(axes, begin, end, strict=True)
    ]
    x, y, z = (axis[window] for axis, window in zip(axes, windows, strict=True))
    if 0 in (len(x), len(y), len(z)):
        return
    points = np.stack(np.broadcast_arrays(x[None, None, :], y[None, :, None], z[:, None, None]), axis=-1)
    along = end - begin
    gone = np.clip((points - begin) @ along / max(float(along @ along), 1e-9), 0.0, 1.0)
    apart = np.linalg.norm(points - begin - gone[..., None] * along, axis=-1)
    labels[windows[2], windows[1], windows[0]][apart <= radius] = value
