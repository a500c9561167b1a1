"""The second opinion on one needle: exact distances to every labelled structure, and bone on its way.

Nothing of the fields, the marching or the region they were measured on is used here. A needle whose proof
does not hold is never offered.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from enthesis.needle.certificate import boxes_near, least_distance, least_spare, that_may_be_least
from enthesis.needle.frames import Floats, Lps, grid_point, lps_of
from enthesis.needle.guards import Rule, rule_of, rules_for
from enthesis.needle.margin import MarginModel
from enthesis.needle.request import NeedleRequest
from enthesis.needle.structures import AVOIDED, LabelMap, Role
from enthesis.needle.volume import Labels, Volume, table_of

_DECIMALS = 1000


@dataclass(frozen=True, slots=True)
class Proof:
    """What was proved of one needle.

    ``clearance_mm`` is the exact distance from the axis to each structure, rounded down; beyond R it reads
    as R. ``spare_mm`` is the least that is left over the margin anywhere, the way past the tip included, at
    most R; ``structure``, ``depth_mm`` and ``point_lps`` say of what, where on the needle, and the middle of
    which voxel. ``holds`` when nothing is short and no bone lies on the way.
    """

    clearance_mm: Mapping[str, float]
    spare_mm: float
    structure: str
    depth_mm: float | None
    point_lps: Lps | None
    bone_free: bool

    @property
    def holds(self) -> bool:
        """Whether the needle may be offered."""
        return self.bone_free and self.spare_mm >= 0


def prove(
    volume: Volume,
    labels: LabelMap,
    request: NeedleRequest,
    margin: MarginModel,
    entry_lps: Lps,
    target_lps: Lps,
    range_mm: float,
) -> Proof:
    """Prove one needle against the structures of ``labels`` that are to be avoided, and against bone."""
    grid = volume.grid
    half = np.asarray(grid.spacing_mm) / 2
    begin, tip = grid_point(grid, entry_lps), grid_point(grid, target_lps)
    length = float(np.linalg.norm(tip - begin))
    clearance: dict[str, float] = {}
    spare, structure, depth, point = range_mm, "", None, None
    near, carried = _near(volume, labels, begin, tip, range_mm, margin, rules_for(labels, request))
    for item in labels.of(*AVOIDED):
        rule = rule_of(item.role, request)
        end = begin + (tip - begin) * ((length + rule.beyond_mm) / length)
        centres = near[np.isin(carried, item.values)]
        shaft = that_may_be_least(centres, half, begin, tip, 0.0)
        nearest = least_distance(shaft, half, begin, tip).mm
        clearance[item.name] = min(clearance.get(item.name, range_mm), _down(min(nearest, range_mm)))
        base = margin.base_mm + rule.more_mm
        way = that_may_be_least(centres, half, begin, end, margin.per_mm)
        least = least_spare(way, half, begin, end, base, margin.per_mm)
        if least.mm < spare:
            spare, structure, depth = least.mm, item.name, least.depth_mm
            point = lps_of(grid, way[least.box])
    bone_free = _is_bone_free(volume, labels, begin, tip, request.limits.touching_bone_mm)
    return Proof(clearance, spare, structure, depth, point, bone_free)


def _near(
    volume: Volume,
    labels: LabelMap,
    begin: Floats,
    tip: Floats,
    range_mm: float,
    margin: MarginModel,
    rules: tuple[Rule, ...],
) -> tuple[Floats, Labels]:
    """Give the boxes, (N, 3) middles, of all that may leave less than R over its margin, and their labels.

    What lies beyond R and the widest margin asked for leaves more than R.
    """
    length = float(np.linalg.norm(tip - begin))
    past = max((rule.beyond_mm for rule in rules), default=0.0)
    widest = max((margin.at(length + rule.beyond_mm) + rule.more_mm for rule in rules), default=0.0)
    end = begin + (tip - begin) * ((length + past) / length)
    voxels = boxes_near(volume, table_of(labels.values_of(*AVOIDED)), begin, end, range_mm + widest)
    x, y, z = voxels.T
    return voxels * np.asarray(volume.grid.spacing_mm), volume.labels[z, y, x]


def _down(mm: float) -> float:
    """Round down to a thousandth of a millimetre: a proved bound never grows by being printed."""
    return float(np.floor(mm * _DECIMALS) / _DECIMALS)


def _is_bone_free(volume: Volume, labels: LabelMap, begin: Floats, tip: Floats, touching_mm: float) -> bool:
    """Tell whether no bone lies on the way, but for the last millimetres before the tip."""
    length = float(np.linalg.norm(tip - begin))
    if length <= touching_mm:
        return True
    end = begin + (tip - begin) * ((length - touching_mm) / length)
    table = table_of(labels.values_of(Role.BONE))
    spacing = np.asarray(volume.grid.spacing_mm)
    centres = boxes_near(volume, table, begin, end, 0.0) * spacing
    return len(centres) == 0 or least_distance(centres, spacing / 2, begin, end).mm > 0
