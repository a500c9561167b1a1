"""From a labelled image and a request to a plan of needles."""

import numpy as np
import numpy.typing as npt

from enthesis.needle.plan_values import NeedlePlan
from enthesis.needle.request import NeedleRequest
from enthesis.needle.structures import LabelMap
from enthesis.needle.volume import Volume


def plan_needles(
    volume: Volume,
    labels: LabelMap,
    request: NeedleRequest,
    body: npt.NDArray[np.bool_] | None = None,
    *,
    crop: bool = True,
) -> NeedlePlan:
    """Plan the fewest punctures that reach the targets, or say why not.

    Args:
        volume: labels on a grid.
        labels: what the values mean, who confirmed them, and how the limb lay.
        request: targets, needles, margins and limits.
        body: (Z, Y, X), what is body and what is air, from the image; without it, the labels of role skin
            tell: skin is where they end.
        crop: work on a region round the targets only; the answer is the same.
    """
    raise NotImplementedError
