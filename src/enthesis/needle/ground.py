"""The ground a search works on: the region round its targets, measured once."""

from dataclasses import dataclass

import numpy as np

from enthesis.needle.candidates import NORMAL_WITHIN_MM, Voxels, surface_voxels
from enthesis.needle.frames import Floats, GridPoints
from enthesis.needle.guards import Guard, guards_for
from enthesis.needle.request import NeedleRequest
from enthesis.needle.structures import LabelMap
from enthesis.needle.volume import Volume, crop
from enthesis.needle.walk import NO_BODY, Body, Classes


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """A region of the image with its fields and its skin.

    ``tips`` are (T, 3), grid millimetres of the region's own grid. ``skin`` are all skin voxels within reach
    of a tip, (N, 3) as x, y, z.
    """

    volume: Volume
    body: Body
    classes: Classes
    guards: tuple[Guard, ...]
    skin: Voxels
    tips: Floats
    range_mm: float

    @property
    def spacing(self) -> Floats:
        """Millimetres along x, y, z."""
        return np.asarray(self.volume.grid.spacing_mm)


def cut_out(volume: Volume, body: Body | None, tips: Floats, around_mm: float) -> tuple[Volume, Body, Floats]:
    """Cut the box round the tips out of labels and body; give the grid millimetres of its first voxel."""
    if not np.isfinite(around_mm):
        return volume, NO_BODY if body is None else body, np.zeros(3)
    part, first = crop(volume, GridPoints(tips), around_mm)
    body_part = NO_BODY
    if body is not None:
        (i, j, k), (x, y, z) = (int(n) for n in first), part.grid.size
        body_part = np.ascontiguousarray(body[k : k + z, j : j + y, i : i + x])
    return part, body_part, first * np.asarray(volume.grid.spacing_mm)


def survey(
    volume: Volume,
    labels: LabelMap,
    request: NeedleRequest,
    body: Body | None,
    tips: Floats,
    reach_mm: float,
    *,
    whole: bool = False,
) -> Ground:
    """Cut out the region that needles may pass and measure its fields.

    Whatever lies within R of any needle's way, and the voxel whose centre speaks for it, is inside the
    region, so nothing changes by leaving the rest out.

    Args:
        volume: labels on a grid.
        labels: what the values mean.
        request: limits and margins.
        body: (Z, Y, X) of the volume, where somebody drew it.
        tips: (T, 3) grid millimetres of the volume.
        reach_mm: R.
        whole: keep the whole image instead.
    """
    longest = max(choice.usable_mm for choice in request.needles)
    past = max(longest, request.limits.overshoot_artery_mm, request.limits.overshoot_pleura_mm)
    around = past + max(reach_mm, NORMAL_WITHIN_MM) + float(np.linalg.norm(volume.grid.spacing_mm))
    part, body_part, shift = cut_out(volume, body, tips, np.inf if whole else around)
    classes = labels.tissues()
    local = np.ascontiguousarray(tips - shift)
    return Ground(
        volume=part,
        body=body_part,
        classes=classes,
        guards=tuple(guards_for(part, labels, request, reach_mm)),
        skin=surface_voxels(part, classes, body_part, local, longest),
        tips=local,
        range_mm=reach_mm,
    )
