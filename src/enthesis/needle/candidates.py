"""Where a needle may enter: skin that faces outwards, within reach of a target, not too flat.

Skin is the boundary of the body's label towards air. Entries are thinned to an even spacing, in a fixed
order, so that the same image always gives the same entries.
"""

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from enthesis.needle.frames import Floats, PatientPoints
from enthesis.needle.volume import Volume

_SMOOTHING_MM = 3.0


class SkinEntries:
    """Points on the skin with the direction that leads out of the body.

    ``points`` is (E, 3) millimetres and ``outward`` (E, 3) unit vectors, both patient frame (LPS).
    """

    def __init__(self, points: PatientPoints, outward: Floats) -> None:
        self.points = points
        self.outward = outward

    def __len__(self) -> int:
        return len(self.points)

    def only(self, keep: npt.NDArray[np.bool_] | npt.NDArray[np.intp]) -> "SkinEntries":
        """Give some of the entries."""
        return SkinEntries(PatientPoints(self.points[keep]), self.outward[keep])


def skin_entries(
    volume: Volume, targets: PatientPoints, reach_mm: float, most: int, outside: tuple[int, ...] = (0,)
) -> SkinEntries:
    """Find skin voxels within reach of any target, at most ``most``, evenly spaced.

    Args:
        volume: labels on a grid; everything not ``outside`` is body.
        targets: (T, 3) millimetres, patient frame (LPS).
        reach_mm: longest usable needle, from skin to tip.
        most: how many entries are kept.
        outside: label values that mean air.
    """
    body = ~np.isin(volume.labels, outside)
    inner = ndimage.binary_erosion(body, border_value=1)
    surface = np.argwhere(body & ~inner)[:, ::-1]
    points = volume.grid.centres_of(surface)
    near = _nearest_mm(points, targets) <= reach_mm
    surface, points = surface[near], PatientPoints(points[near])
    keep = _evenly(points, most)
    return SkinEntries(PatientPoints(points[keep]), _outward(volume, body, surface[keep]))


def _nearest_mm(points: PatientPoints, targets: PatientPoints) -> Floats:
    nearest = np.full(len(points), np.inf)
    for target in targets:
        nearest = np.minimum(nearest, np.linalg.norm(points - target, axis=1))
    return nearest


def _evenly(points: PatientPoints, most: int) -> npt.NDArray[np.intp]:
    """Keep the first point of every cell of a raster just coarse enough."""
    if len(points) <= most:
        return np.arange(len(points))
    low, high = 0.1, float(np.ptp(points, axis=0).max()) + 1.0
    for _ in range(30):
        cell = (low + high) / 2
        count = len(np.unique(np.floor(points / cell), axis=0))
        low, high = (cell, high) if count > most else (low, cell)
    _, first = np.unique(np.floor(points / high), axis=0, return_index=True)
    return np.sort(first)


def _outward(volume: Volume, body: npt.NDArray[np.bool_], surface: npt.NDArray[np.intp]) -> Floats:
    """Point against the slope of the smoothed body, so that one rough voxel does not tilt the skin."""
    spacing = np.asarray(volume.grid.spacing_mm)
    smooth = ndimage.gaussian_filter(body.astype(np.float32), _SMOOTHING_MM / spacing[::-1])
    at = tuple(surface[:, axis] for axis in (2, 1, 0))
    slopes = [_slope(smooth, at, axis, spacing[2 - axis]) for axis in (2, 1, 0)]
    outward = -np.column_stack(slopes) @ volume.grid.direction.T
    length = np.linalg.norm(outward, axis=1, keepdims=True)
    result: Floats = outward / np.where(length > 0, length, 1.0)
    return result


def _slope(
    smooth: npt.NDArray[np.float32], at: tuple[npt.NDArray[np.intp], ...], axis: int, spacing: float
) -> Floats:
    """Central difference at some voxels only; at the border one-sided."""
    last = smooth.shape[axis] - 1
    before = list(at)
    after = list(at)
    before[axis] = np.maximum(at[axis] - 1, 0)
    after[axis] = np.minimum(at[axis] + 1, last)
    steps = np.maximum(after[axis] - before[axis], 1)
    slope: Floats = (smooth[tuple(after)] - smooth[tuple(before)]) / (steps * spacing)
    return slope


def incidence_deg(entries: SkinEntries, targets: PatientPoints) -> Floats:
    """Give the angle, (E, T) degrees, between each needle and the straight way in."""
    along = targets[None, :, :] - entries.points[:, None, :]
    length = np.linalg.norm(along, axis=2)
    inward = -np.einsum("etk,ek->et", along, entries.outward)
    cosine = np.divide(inward, length, out=np.ones_like(inward), where=length > 0)
    angles: Floats = np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0)))
    return angles


def lengths_mm(entries: SkinEntries, targets: PatientPoints) -> Floats:
    """Give the length, (E, T) millimetres, from each entry to each target."""
    lengths: Floats = np.linalg.norm(targets[None, :, :] - entries.points[:, None, :], axis=2)
    return lengths
