"""The part of an image round the needles, small enough for a browser: what its slices are drawn from.

Voxels are pooled, and of several labels in one block the gravest is shown, so that no vessel vanishes from
the picture. No distance is ever taken from it.
"""

import gzip
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from enthesis.formats.imaging.grids import affine_of
from enthesis.formats.imaging.image_file import Picture
from enthesis.formats.imaging.resample import on_grid
from enthesis.formats.imaging.session_image import SessionImage
from enthesis.needle.frames import Floats, Grid, PatientPoints
from enthesis.needle.structures import LabelMap, Role
from enthesis.needle.volume import Volume

_ROUND_MM, _FINEST_MM, _MOST_VOXELS = 50.0, 0.5, 6_000_000
# From the least grave to the gravest; pooling keeps the last.
_GRAVITY = (
    Role.SKIN,
    Role.OTHER,
    Role.BONE,
    Role.TARGET,
    Role.PLEURA,
    Role.NERVE,
    Role.VEIN,
    Role.ARTERY,
)
_CT_WINDOW = (-200.0, 900.0)
_AIR, _BODY = 12, 90


@dataclass(frozen=True, slots=True, eq=False)
class ViewVolume:
    """What is shown on slices.

    ``grey`` and ``marks`` are (Z, Y, X) uint8 on ``grid``; a mark is 0 or counts ``structures`` from 1, each
    (name, role).
    """

    grid: Grid
    grey: npt.NDArray[np.uint8]
    marks: npt.NDArray[np.uint8]
    structures: tuple[tuple[str, str], ...]

    def packed(self) -> bytes:
        """Give grey values, then marks, compressed."""
        return gzip.compress(self.grey.tobytes() + self.marks.tobytes(), 6, mtime=0)

    def matrix(self) -> list[list[float]]:
        """Give the 4x4 affine from voxel indices (x, y, z) to LPS millimetres."""
        matrix: list[list[float]] = affine_of(self.grid).tolist()
        return matrix


def view_volume(image: SessionImage, points: PatientPoints) -> ViewVolume:
    """Cut out and pool what lies round the points, (N, 3) LPS; the whole image where there are none."""
    low, high = _box(image.volume.grid, points)
    pool = _pool(image.volume.grid, high - low)
    size = np.maximum((high - low) // pool, 1)
    grid = _pooled_grid(image.volume.grid, low, pool, size)
    marks, structures = _marks(image.volume, image.labels, low, pool, size)
    body = image.body
    inside = image.volume.labels > 0 if body is None else body
    return ViewVolume(grid, _grey(image.picture, _block(inside, low, pool, size), grid), marks, structures)


def _box(grid: Grid, points: PatientPoints) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    size = np.asarray(grid.size)
    if len(points) == 0:
        return np.zeros(3, dtype=np.intp), size.astype(np.intp)
    spacing = np.asarray(grid.spacing_mm)
    index = np.asarray(grid.to_grid(points)) / spacing
    low = np.floor(index.min(axis=0) - _ROUND_MM / spacing)
    high = np.ceil(index.max(axis=0) + _ROUND_MM / spacing)
    first = np.clip(low, 0, size - 1).astype(np.intp)
    return first, np.maximum(np.clip(high, 1, size).astype(np.intp), first + 1)


def _pool(grid: Grid, size: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Choose how many voxels make one: up to half a millimetre, then as many as it takes."""
    spacing = np.asarray(grid.spacing_mm)
    pool = np.maximum((_FINEST_MM / spacing + 1e-6).astype(np.intp), 1)
    while np.prod(size / pool) > _MOST_VOXELS:
        pool[int((spacing * pool).argmin())] += 1
    return pool


def _pooled_grid(
    grid: Grid, low: npt.NDArray[np.intp], pool: npt.NDArray[np.intp], size: npt.NDArray[np.intp]
) -> Grid:
    spacing = np.asarray(grid.spacing_mm)
    first: Floats = (low + (pool - 1) / 2) * spacing
    return Grid(
        size=(int(size[0]), int(size[1]), int(size[2])),
        spacing_mm=(float(spacing[0] * pool[0]), float(spacing[1] * pool[1]), float(spacing[2] * pool[2])),
        origin_lps=grid.origin_lps + grid.direction @ first,
        direction=grid.direction,
    )


def _marks(
    volume: Volume,
    labels: LabelMap,
    low: npt.NDArray[np.intp],
    pool: npt.NDArray[np.intp],
    size: npt.NDArray[np.intp],
) -> tuple[npt.NDArray[np.uint8], tuple[tuple[str, str], ...]]:
    named = sorted(labels.structures, key=lambda one: _GRAVITY.index(one.role))[-255:]
    table = np.zeros(65536, dtype=np.uint8)
    for number, structure in enumerate(named, 1):
        table[list(structure.values)] = number
    marks = _block(table[volume.labels], low, pool, size)
    return marks, tuple((structure.name, structure.role.value) for structure in named)


def _block(
    values: npt.NDArray[np.generic],
    low: npt.NDArray[np.intp],
    pool: npt.NDArray[np.intp],
    size: npt.NDArray[np.intp],
) -> npt.NDArray[np.uint8]:
    """Take the largest value of every block."""
    (x, y, z), (a, b, c), (nx, ny, nz) = (each.tolist() for each in (low, pool, size))
    part = values[z : z + nz * c, y : y + ny * b, x : x + nx * a]
    pooled: npt.NDArray[np.uint8] = part.reshape(nz, c, ny, b, nx, a).max(axis=(1, 3, 5)).astype(np.uint8)
    return pooled


def _grey(picture: Picture | None, inside: npt.NDArray[np.uint8], grid: Grid) -> npt.NDArray[np.uint8]:
    """Give grey values for the eye; without a picture, body and air."""
    if picture is None:
        return np.where(inside > 0, _BODY, _AIR).astype(np.uint8)
    values = on_grid(picture.grey, picture.grid, grid, order=1, outside=float(picture.grey.min()))
    low, high = _CT_WINDOW
    if picture.modality != "CT" and picture.grey.min() > -500:
        low, high = np.percentile(picture.grey[::2, ::2, ::2], (1.0, 99.5))
    scaled: npt.NDArray[np.uint8] = (
        np.clip((values - low) / max(high - low, 1e-6), 0.0, 1.0) * 255  # type: ignore[operator]
    ).astype(np.uint8)
    return scaled
