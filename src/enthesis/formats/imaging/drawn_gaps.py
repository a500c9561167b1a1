"""Slices on which nothing is drawn though the body is drawn on both sides of them."""

import numpy as np
import numpy.typing as npt

from enthesis.needle.structures import LabelMap, Role
from enthesis.needle.volume import Volume, table_of
from enthesis.vocabulary.errors import BadInput


def refuse_lost_slices(volume: Volume, labels: LabelMap) -> None:
    """Refuse a label map whose skin vanishes on slices between others: they were lost or left undrawn.

    Raises:
        BadInput: it does, along any axis of the image.
    """
    skin = labels.values_of(Role.SKIN)
    for axis in range(3) if skin else ():
        gaps = _gaps(volume, skin, axis)
        if len(gaps):
            raise BadInput(
                f"Not decidable: nothing is drawn on {len(gaps)} slice{'s' if len(gaps) > 1 else ''} "
                f"between others (slice {gaps[0] + 1} along {'xyz'[axis]}).",
                "Draw the labels on every slice, or export them again.",
            )


def _gaps(volume: Volume, values: tuple[int, ...], axis: int) -> npt.NDArray[np.intp]:
    """Give the slices along one axis that have none of these values, between others that have."""
    drawn = table_of(values)[volume.labels].any(axis=tuple(at for at in range(3) if at != 2 - axis))
    slices = np.flatnonzero(drawn)
    if len(slices) == 0:
        return slices
    return np.setdiff1d(np.arange(slices[0], slices[-1]), slices)
