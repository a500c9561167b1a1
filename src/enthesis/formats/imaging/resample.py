"""A picture looked at on another grid, by physical position."""

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from enthesis.formats.imaging.grids import index_map
from enthesis.needle.frames import Grid


def on_grid(
    values: npt.NDArray[np.generic], source: Grid, target: Grid, *, order: int, outside: float = 0
) -> npt.NDArray[np.generic]:
    """Give values (Z, Y, X) of ``source`` at the voxels of ``target``.

    ``order`` 0 takes the nearest voxel, 1 goes between neighbours. What lies outside reads ``outside``.
    """
    matrix, offset = index_map(source, target)
    looked: npt.NDArray[np.generic] = ndimage.affine_transform(
        values,
        matrix[::-1, ::-1],
        offset[::-1],
        output_shape=target.size[::-1],
        order=order,
        mode="constant",
        cval=outside,
        prefilter=False,
    )
    return looked
