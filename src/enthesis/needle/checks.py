"""What must be known before anything may be called clear, for the session and for each target.

Whatever is not known here makes the answer "not decidable": an expected artery without its label, labels
nobody named within reach, an image cut off within reach, a pose that is not the image's.
"""

from collections.abc import Mapping

import numpy as np

from enthesis.needle.cuts import needle_reach_mm, room_mm
from enthesis.needle.frames import Floats, GridPoints
from enthesis.needle.guards import rules_for
from enthesis.needle.known import Known
from enthesis.needle.plan_values import Change
from enthesis.needle.request import Expected
from enthesis.needle.said import Said, figure
from enthesis.needle.structures import Role, drawn, unnamed
from enthesis.needle.targets import Place

Doubt = tuple[Said, Change | None]
"""Why something cannot be decided, and what would make it so."""


def session_doubts(known: Known) -> list[Doubt]:
    """List why nothing can be decided for the whole session; empty when it can."""
    doubts = [_not_labelled(known, item) for item in known.missing if item.decides]
    reach = figure(known.reach_mm)
    if not drawn(known.near, known.labels, Role.ARTERY) and not doubts and not known.waived:
        doubts.append(Said("needle.doubt.no-artery", {"reach": reach}))
    doubts.extend(
        Said("needle.doubt.torn", {"structure": structure.name, "slices": slices})
        for structure, slices in known.torn
    )
    strange = unnamed(known.near, known.labels)
    if strange:
        doubts.append(Said("needle.doubt.unnamed", {"values": ", ".join(map(str, strange)), "reach": reach}))
    coarsest = max(known.volume.grid.spacing_mm)
    if coarsest > known.request.limits.most_voxel_mm:
        most = figure(known.request.limits.most_voxel_mm)
        doubts.append(Said("needle.doubt.coarse", {"voxel": figure(coarsest), "most": most}))
    if known.body is None and not drawn(known.near, known.labels, Role.SKIN):
        doubts.append(Said("needle.doubt.no-skin", {"reach": reach}))
    return [(doubt, None) for doubt in doubts]


def _not_labelled(known: Known, item: Expected) -> Said:
    name: Said | str = Said(item.says) if item.says else item.id
    if known.is_drawn_somewhere(item):
        reach = figure(known.reach_mm)
        return Said("needle.doubt.empty-in-reach", {"structure": name, "reach": reach})
    return Said("needle.doubt.not-labelled", {"structure": name})


def target_doubts(known: Known, place: Place) -> list[Doubt]:
    """List why one target cannot be decided; empty when it can."""
    if place.lps is None:
        return [(Said("needle.doubt.target-empty", {"target": place.name}), None)]
    tip = place.tip(known.volume.grid)
    spacing = np.asarray(known.volume.grid.spacing_mm)
    if (tip < -spacing / 2).any() or (tip > (np.asarray(known.volume.grid.size) - 0.5) * spacing).any():
        return [(Said("needle.doubt.outside", {"target": place.name}), None)]
    doubts: list[Doubt] = []
    if not known.allowed(tip[None, :]).any():
        doubts.append(_cropped(known, place, tip))
    moving = _moving_near(known, tip)
    if moving is not None:
        doubts.append(_pose(place.name, moving))
    return doubts


def way_doubts(known: Known, target: str, clearance_mm: Mapping[str, float]) -> list[Doubt]:
    """List what a needle passes within R though another pose would move it, where the pose is not known.

    The target may lie far from it and the way near.
    """
    return [
        _pose(target, item)
        for item, named in known.moving
        if any(clearance_mm.get(structure.name, known.range_mm) < known.range_mm for structure in named)
    ]


def _pose(target: str, moving: Expected) -> Doubt:
    name: Said | str = Said(moving.says) if moving.says else moving.id
    says = Said("needle.doubt.pose", {"target": target, "structure": name})
    return says, Change(kind="pose", amount=None, says=Said("needle.change.pose"))


def _cropped(known: Known, place: Place, tip: Floats) -> Doubt:
    room, rules = room_mm(known.cuts, tip), rules_for(known.labels, known.request)
    reach = min(needle_reach_mm(choice, rules) for choice in known.request.needles)
    more = Said("needle.change.crop", {"more": figure(reach - room)})
    says = Said("needle.doubt.cropped", {"target": place.name, "room": figure(room), "reach": figure(reach)})
    return says, Change(kind="crop", amount=round(reach - room, 1), says=more)


def _moving_near(known: Known, tip: Floats) -> Expected | None:
    """Find a structure near a tip that another pose would move."""
    if not known.moving:
        return None
    near = set(known.volume.values_within(GridPoints(tip[None, :]), known.request.limits.pose_near_mm))
    for item, named in known.moving:
        if any(near.intersection(structure.values) for structure in named):
            return item
    return None
