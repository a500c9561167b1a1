"""From a file's affine to the planner's grid: the one place where the two conventions meet.

NIfTI counts towards the right, the front and the head (RAS); DICOM, NRRD as written by ITK and the planner
count towards the left, the back and the head (LPS). One sign, set wrongly, mirrors a patient.
"""

import numpy as np
import numpy.typing as npt

from enthesis.needle.frames import Floats, Grid
from enthesis.vocabulary.errors import BadInput, BadQuantity

_DECIMALS, _PLACE_DECIMALS = 7, 4
RAS_TO_LPS = np.diag([-1.0, -1.0, 1.0, 1.0])


def grid_from_affine(affine_lps: Floats, size: tuple[int, int, int], what: str) -> Grid:
    """Make a grid of a 4x4 affine from voxel indices (x, y, z) to LPS millimetres.

    Raises:
        BadInput: the spacing is not known, or the axes are not at right angles.
    """
    # Single precision is all a file may hold; 0.8 must not come back as 0.800000012.
    exact = np.asarray(affine_lps, dtype=np.float64).round(_DECIMALS)
    exact[:3, 3] = exact[:3, 3].round(_PLACE_DECIMALS)
    axes = exact[:3, :3]
    spacing = np.linalg.norm(axes, axis=0)
    if not np.isfinite(exact).all() or (spacing <= 0).any():
        raise BadInput(
            f"Not decidable: {what} does not tell the spacing of its voxels.",
            "Export it again with its spacing; without it no distance is known.",
        )
    try:
        return Grid(
            size=size,
            spacing_mm=(float(spacing[0]), float(spacing[1]), float(spacing[2])),
            origin_lps=exact[:3, 3].copy(),
            direction=axes / spacing,
        )
    except BadQuantity as fault:
        raise BadInput(
            f"Not decidable: {what} lies on a slanted grid, as from a tilted gantry.",
            "Resample it to a straight grid and draw the labels there.",
        ) from fault


def affine_of(grid: Grid) -> Floats:
    """Give the 4x4 affine from voxel indices (x, y, z) to LPS millimetres."""
    affine = np.eye(4)
    affine[:3, :3] = grid.direction * np.asarray(grid.spacing_mm)
    affine[:3, 3] = grid.origin_lps
    return affine


def forward(values: npt.NDArray[np.generic], grid: Grid) -> tuple[npt.NDArray[np.generic], Grid]:
    """Turn axes that run backwards round, so that one volume stored in several ways is read as one.

    Nothing is resampled and no axis changes its place: a voxel keeps its value and where it lies.
    """
    main = grid.direction[np.abs(grid.direction).argmax(axis=0), np.arange(3)]
    signs = np.where(main < 0, -1, 1)
    if (signs > 0).all():
        return values, grid
    turned = values[:: int(signs[2]), :: int(signs[1]), :: int(signs[0])]
    last = np.where(signs < 0, np.asarray(grid.size) - 1, 0) * np.asarray(grid.spacing_mm)
    return turned, Grid(
        size=grid.size,
        spacing_mm=grid.spacing_mm,
        origin_lps=np.round(grid.origin_lps + grid.direction @ last, _PLACE_DECIMALS),
        direction=grid.direction * signs,
    )


def index_map(source: Grid, target: Grid) -> tuple[Floats, Floats]:
    """Give (matrix, offset) that turns indices (x, y, z) of ``target`` into indices of ``source``."""
    both = np.linalg.inv(affine_of(source)) @ affine_of(target)
    return both[:3, :3], both[:3, 3]


def as_labels(values: npt.NDArray[np.generic], what: str) -> npt.NDArray[np.uint16]:
    """Take voxel values, (Z, Y, X), as labels.

    Raises:
        BadInput: they are not whole numbers from 0 to 65535; then this is a picture and no label map.
    """
    if values.dtype == np.uint16:
        return np.ascontiguousarray(values, dtype=np.uint16)
    low, high = (values.min(), values.max()) if values.size else (0, 0)
    whole = values.dtype.kind in "ui" or bool((values == np.rint(values.real)).all())
    if not whole or not (low >= 0 and high <= np.iinfo(np.uint16).max):
        raise BadInput(
            f"{what} is no label map: its values run from {low:g} to {high:g}.",
            "Name the file with the labels: whole numbers, one for each structure.",
        )
    return np.ascontiguousarray(values, dtype=np.uint16)
