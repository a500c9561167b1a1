"""Slices on which a structure is not drawn though it is drawn on slices before and after them.

One vessel runs through every slice between its ends; where its label leaves one out, the slice was lost or
nobody drew there, and a needle may pass exactly there.
"""

import numpy as np
import numpy.typing as npt

from enthesis.needle.structures import Structure
from enthesis.needle.volume import Table

Slices = npt.NDArray[np.intp]


def undrawn(by_slice: Table, structure: Structure) -> Slices:
    """Give the slices, along z, without a structure, between others that show it.

    Args:
        by_slice: (Z, 65536), which label values occur on which slice.
        structure: whose label may be torn.
    """
    shown = np.flatnonzero(by_slice[:, list(structure.values)].any(axis=1))
    return shown if len(shown) == 0 else np.setdiff1d(np.arange(shown[0], shown[-1]), shown)
