"""Labels and the picture they were drawn on: do they lie at one place, and is nothing between them lost?"""

import numpy as np

from enthesis.formats.imaging.grids import index_map
from enthesis.formats.imaging.image_file import ReadLabels
from enthesis.needle.frames import Floats, Grid
from enthesis.needle.volume import Volume
from enthesis.vocabulary.errors import BadInput

_SAME = 1e-3


def refuse_apart(labels: Grid, picture: Grid) -> None:
    """Refuse labels that do not lie in their picture, or that lost a slice of it.

    Both grids are as their files store them: labels cropped at their first slice begin elsewhere, and say so.

    Raises:
        BadInput: less than half of the labels' box lies in the picture, or the two begin together, step
            alike and end apart: then a slice was lost or the end cut off, and nobody can tell which.
    """
    if _share_within(labels, picture) < 0.5:
        raise BadInput(
            "Not decidable: labels and picture do not lie at one place in the patient.",
            "Name the picture the labels were drawn on.",
        )
    if not _steps_alike(labels, picture):
        return
    together = np.abs(labels.origin_lps - picture.origin_lps).max() <= _SAME
    for axis, name in enumerate("xyz"):
        others = [at for at in range(3) if at != axis]
        alike = all(labels.size[at] == picture.size[at] for at in others)
        short = picture.size[axis] - labels.size[axis]
        if together and alike and short > 0:
            raise BadInput(
                f"Not decidable: the labels have {labels.size[axis]} slices along {name} and the picture "
                f"{picture.size[axis]}; one may be missing.",
                "Export the labels on every slice of the picture.",
            )


def filled_up(read: ReadLabels, picture: Grid) -> Volume:
    """Put back the empty slices a format leaves out, as far as the picture of the same raster goes."""
    volume = read.volume
    if not read.leaves_out_empty or not _steps_alike(volume.grid, picture):
        return volume
    _matrix, offset = index_map(picture, volume.grid)
    first = np.rint(offset).astype(int)
    last = first + np.asarray(volume.grid.size)
    if np.abs(offset - first).max() > 0.01 or (first < 0).any() or (last > np.asarray(picture.size)).any():
        return volume
    labels = np.zeros(picture.size[::-1], dtype=np.uint16)
    labels[first[2] : last[2], first[1] : last[1], first[0] : last[0]] = volume.labels
    return Volume(picture, labels)


def _steps_alike(one: Grid, other: Grid) -> bool:
    return bool(
        np.abs(one.direction - other.direction).max() <= _SAME
        and np.abs(np.asarray(one.spacing_mm) - np.asarray(other.spacing_mm)).max() <= _SAME
    )


def _share_within(inner: Grid, outer: Grid) -> float:
    """Give the share of points, spread evenly through one box, that lie in the other."""
    steps: list[Floats] = [np.linspace(0, size - 1, 9) for size in inner.size]
    points = np.stack(np.meshgrid(*steps), axis=-1).reshape(-1, 3)
    matrix, offset = index_map(outer, inner)
    index = points @ matrix.T + offset
    return float(((index >= -0.5) & (index <= np.asarray(outer.size) - 0.5)).all(axis=1).mean())
