"""How large an image may say it is, asked before room is made for it: a few bytes may claim whole disks."""

import math
from collections.abc import Iterable

from enthesis.vocabulary.errors import BadInput

# A whole body of 512 x 512 in two thousand slices fits.
MOST_VOXELS = 2**29


def refuse_too_many_voxels(shape: Iterable[int], what: str) -> None:
    """Refuse an image that is larger than anybody plans a needle in.

    Raises:
        BadInput: it is.
    """
    if math.prod(int(size) for size in shape) > MOST_VOXELS:
        raise BadInput(
            f"{what} says that it is larger than any body.", "Cut out the region, and export it again."
        )
