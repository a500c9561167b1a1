"""What a CT with contrast might show of a phantom: schematic, for the eye alone."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from enthesis.formats.imaging.phantom.shapes import Labels
from enthesis.needle.structures import Role

_AIR, _SOFT, _FAT, _CORTEX = -1000.0, 45.0, -90.0, 1150.0
_GREY = {Role.ARTERY: 320.0, Role.VEIN: 150.0, Role.NERVE: 15.0, Role.BONE: 420.0}
_CORTEX_MM, _FAT_MM = 1.6, 5.0
_NOISE_HU, _BLUR_VOXELS = 12.0, 0.6


def grey_of(drawn: Labels, role_of: Mapping[int, Role], spacing_mm: Sequence[float]) -> npt.NDArray[np.int16]:
    """Give Hounsfield units, (Z, Y, X). The noise is the same every time."""
    table = np.full(int(drawn.max()) + 1, _SOFT, dtype=np.float32)
    table[0] = _AIR
    for value, role in role_of.items():
        if value < len(table) and role in _GREY:
            table[value] = _GREY[role]
    grey = table[drawn]
    steps = [_FAT_MM / min(spacing_mm), _CORTEX_MM / min(spacing_mm)]
    soft = grey == _SOFT
    grey[soft & _within(drawn > 0, max(round(steps[0]), 1))] = _FAT
    bone = grey == _GREY[Role.BONE]
    grey[bone & _within(bone, max(round(steps[1]), 1))] = _CORTEX
    grey = ndimage.gaussian_filter(grey, _BLUR_VOXELS)
    grey += np.random.default_rng(1).normal(0.0, _NOISE_HU, grey.shape).astype(np.float32)
    units: npt.NDArray[np.int16] = np.clip(np.rint(grey), -1024, 3071).astype(np.int16)
    return units


def _within(inside: npt.NDArray[np.bool_], steps: int) -> npt.NDArray[np.bool_]:
    """Tell which voxels lie within so many steps of the edge, which is not the image's own border."""
    inner: npt.NDArray[np.bool_] = ndimage.binary_erosion(inside, iterations=steps, border_value=1)
    return inside & ~inner
