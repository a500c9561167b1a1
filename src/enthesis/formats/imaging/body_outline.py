"""Where the body ends, by the brightness of a picture, for label maps that do not draw the skin."""

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from enthesis.formats.imaging.image_file import Picture
from enthesis.formats.imaging.resample import on_grid
from enthesis.needle.frames import Grid
from enthesis.vocabulary.errors import BadInput

# Halfway between air and fat, in Hounsfield units.
_CT_EDGE, _CT_AIR = -500.0, -900.0
_STEPS = 256


def body_on(picture: Picture, grid: Grid) -> npt.NDArray[np.bool_]:
    """Tell for each voxel of the labels' grid, (Z, Y, X), whether it is body.

    Raises:
        BadInput: the picture does not cover the labels, or shows no air round the body.
    """
    covered = on_grid(np.ones(picture.grey.shape, dtype=np.uint8), picture.grid, grid, order=0)
    if not covered.all():
        raise BadInput(
            "Not decidable: the picture does not cover the labels, and the labels do not draw the skin.",
            "Draw the skin, or name the whole picture.",
        )
    inside = _largest(picture.grey > _edge(picture))
    for part in inside:
        ndimage.binary_fill_holes(part, output=part)
    if inside.mean() > 0.98 or inside.mean() < 0.02:
        raise BadInput("Not decidable: the picture shows no skin.", "Draw the skin as a label of role skin.")
    return on_grid(inside.astype(np.uint8), picture.grid, grid, order=0).astype(np.bool_)


def _edge(picture: Picture) -> float:
    """Give the brightness between air and body: known for CT, else the one that parts the two best (Otsu).

    Raises:
        BadInput: the picture is of one brightness.
    """
    if picture.modality == "CT" or picture.grey.min() <= _CT_AIR:
        return _CT_EDGE
    counts, edges = np.histogram(picture.grey, bins=_STEPS)
    middles = (edges[:-1] + edges[1:]) / 2
    below, above = np.cumsum(counts), np.cumsum(counts[::-1])[::-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        mean_below = np.cumsum(counts * middles) / below
        mean_above = (np.cumsum((counts * middles)[::-1]) / above[::-1])[::-1]
    between = below[:-1] * above[1:] * (mean_below[:-1] - mean_above[1:]) ** 2
    # The tissue is spread wide and the air is not: half of Otsu's edge keeps dark tissue in the body.
    if np.isnan(between).all():
        raise BadInput("Not decidable: the picture shows no skin.", "Draw the skin as a label of role skin.")
    otsu = float(middles[int(np.nanargmax(between))])
    return float(middles[0] + (otsu - middles[0]) / 2)


def _largest(inside: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Keep the largest piece: the couch and noise in the air are no body."""
    pieces, count = ndimage.label(inside)
    if count < 2:
        return inside
    sizes = np.bincount(pieces.ravel())
    sizes[0] = 0
    kept: npt.NDArray[np.bool_] = pieces == int(sizes.argmax())
    return kept
