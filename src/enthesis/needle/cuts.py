"""How far a needle can get from its target, and where the image cuts the body off before that."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from enthesis.needle.frames import Floats
from enthesis.needle.guards import Rule, rules_for
from enthesis.needle.request import NeedleChoice, NeedleRequest
from enthesis.needle.structures import LabelMap
from enthesis.needle.volume import Volume
from enthesis.needle.walk import Body


def needle_reach_mm(choice: NeedleChoice, rules: tuple[Rule, ...]) -> float:
    """Give how far from a target a needle, or its margin, can get: back to the skin or past the tip."""
    reach = choice.usable_mm + choice.margin.at(0.0)
    for rule in rules:
        past_tip = rule.beyond_mm + choice.margin.at(choice.usable_mm + rule.beyond_mm)
        reach = max(reach, choice.usable_mm + choice.margin.at(0.0) + rule.more_mm, past_tip + rule.more_mm)
    return reach


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """Where one side of the image cuts the body off: a flat box, ``low`` to ``high``, (3,) grid mm."""

    low: Floats
    high: Floats

    def distance_mm(self, tip: Floats) -> float:
        """Give the distance of a point, (3,) grid millimetres."""
        return float(np.linalg.norm(np.maximum(np.maximum(self.low - tip, tip - self.high), 0.0)))


def cuts(volume: Volume, body: Body | None) -> tuple[Cut, ...]:
    """Find where the image cuts the body off.

    On every side of the image the rectangle round all that is body counts as cut, so a limb of which only
    the skin is drawn is cut as a whole. A side that only air touches is no cut.
    """
    sides = ((axis, at_end) for axis in range(3) for at_end in (False, True))
    return tuple(cut for axis, at_end in sides if (cut := _cut(volume, body, axis, at_end)) is not None)


def _cut(volume: Volume, body: Body | None, axis: int, at_end: bool) -> Cut | None:
    """Find the cut on one side; axes count x, y, z, arrays z, y, x."""
    whole = volume.labels if body is None else body
    last = volume.grid.size[axis] - 1
    touched = np.argwhere(whole.take([last if at_end else 0], axis=2 - axis) != 0)[:, ::-1]
    if len(touched) == 0:
        return None
    spacing = np.asarray(volume.grid.spacing_mm)
    low, high = (touched.min(axis=0) - 0.5) * spacing, (touched.max(axis=0) + 0.5) * spacing
    low[axis] = high[axis] = (last + 0.5 if at_end else -0.5) * spacing[axis]
    return Cut(low, high)


def room_mm(found: tuple[Cut, ...], tip: Floats) -> float:
    """Give the distance from a tip, (3,) grid millimetres, to the nearest cut; infinite without any."""
    return min((cut.distance_mm(tip) for cut in found), default=float("inf"))


def allowed_needles(
    found: tuple[Cut, ...], labels: LabelMap, request: NeedleRequest, tips: Floats
) -> npt.NDArray[np.bool_]:
    """Tell, (T, K), which needles reach nowhere that is cut off; ``tips`` are (T, 3) grid millimetres."""
    rules = rules_for(labels, request)
    room = np.array([room_mm(found, tip) for tip in tips])
    reach = np.array([needle_reach_mm(choice, rules) for choice in request.needles])
    allowed: npt.NDArray[np.bool_] = reach[None, :] <= room[:, None]
    return allowed
