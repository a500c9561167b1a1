"""A labelled volume: one whole number per voxel, on a grid in the patient."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from enthesis.needle.frames import Grid
from enthesis.vocabulary.errors import BadQuantity

Labels = npt.NDArray[np.uint16]


@dataclass(frozen=True, slots=True, eq=False)
class Volume:
    """Labels on a grid.

    ``labels`` is (Z, Y, X), C-contiguous ``uint16``: the last axis is x, so a row lies together in memory.

    Raises:
        BadQuantity: the array's shape is not the grid's size.
    """

    grid: Grid
    labels: Labels

    def __post_init__(self) -> None:
        if self.labels.shape != self.grid.size[::-1]:
            raise BadQuantity(
                f"Labels have shape {self.labels.shape} (z, y, x) on a grid of {self.grid.size} (x, y, z).",
                "Give both in one grid.",
            )

    def values(self) -> tuple[int, ...]:
        """List the label values that occur, without 0."""
        counts = np.bincount(self.labels.ravel(), minlength=1)
        return tuple(int(value) for value in np.flatnonzero(counts) if value)

    def voxels_of(self, values: tuple[int, ...]) -> npt.NDArray[np.intp]:
        """Give the voxels, (N, 3) indices (x, y, z), that carry any of these values."""
        table = np.zeros(65536, dtype=np.bool_)
        table[list(values)] = True
        return np.argwhere(table[self.labels])[:, ::-1]
