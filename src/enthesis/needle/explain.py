"""Why a target cannot be reached, what stands in the way, and the smallest change that would make it so."""

import math
from dataclasses import dataclass, replace

import msgspec
import numpy as np

from enthesis.needle.candidates import (
    Skin,
    incidence_deg,
    lengths_mm,
    skin_at,
    surface_voxels,
    thinned,
)
from enthesis.needle.choose import Search
from enthesis.needle.cuts import allowed_needles
from enthesis.needle.frames import Floats, GridPoints, Lps, lps_of
from enthesis.needle.ground import Ground, cut_out, survey
from enthesis.needle.guards import range_mm
from enthesis.needle.marching import STOP_MM, Kinds
from enthesis.needle.paths import Paths, all_paths, entries_for, spares, straight_paths, strike_ways
from enthesis.needle.plan_values import Change
from enthesis.needle.proof import prove
from enthesis.needle.request import NeedleRequest
from enthesis.needle.said import Said, figure
from enthesis.needle.structures import LabelMap, Role
from enthesis.needle.walk import Way, way_of

_TENTHS = 10
_FARTHEST_MM = 150.0


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why one target is not reached: the reason, what blocks and where, and what would help."""

    reason: Said
    structure: str = ""
    point_lps: Lps | None = None
    changes: tuple[Change, ...] = ()


def why_not(search: Search, row: int) -> Obstacle:
    """Explain one target that no needle reaches; the first gate that lets nothing through is the reason.

    The gates, in order: length, angle, the way (bone, air), and the margin.
    """
    one = _alone(search, row)
    skin = entries_for(one.ground, one.request)
    straight = straight_paths(one.ground, one.request, skin, one.allowed)
    if not straight.reached.any():
        return _too_deep_or_flat(one, straight)
    free = straight.kinds.copy()
    strike_ways(one.ground, one.request, skin, free)
    if not (free >= 0).any():
        return _way_blocked(one, straight)
    return _too_near(one, skin, straight, free)


def _alone(search: Search, row: int) -> Search:
    """Narrow a search to one target and the skin within its reach."""
    ground = search.ground
    tip = ground.tips[row]
    longest = max(choice.usable_mm for choice in search.request.needles)
    near = np.linalg.norm(ground.skin * ground.spacing - tip, axis=1) <= longest
    part = replace(ground, tips=ground.tips[[row]], skin=ground.skin[near])
    return replace(search, ground=part, places=(search.places[row],), allowed=search.allowed[[row]])


def _too_deep_or_flat(one: Search, straight: Paths) -> Obstacle:
    request = one.request
    usable = max(c.usable_mm for c, allowed in zip(request.needles, one.allowed[0], strict=True) if allowed)
    within = straight.lengths[0] <= usable
    if not within.any():
        says = Said("needle.blocked.too-deep", {"reach": figure(usable)})
        return Obstacle(says, changes=_longer(one) or _needed_length(one))
    least = float(straight.incidence[0, within].min())
    angle = math.ceil(least)
    says = Said("needle.change.incidence", {"angle": angle})
    return Obstacle(
        Said(
            "needle.blocked.too-flat",
            {"angle": figure(least), "most": figure(request.limits.most_incidence_deg)},
        ),
        changes=(*_longer(one), Change(kind="incidence", amount=float(angle), says=says)),
    )


def _way_blocked(one: Search, straight: Paths) -> Obstacle:
    """Name the bone on the shortest way; or say that every way leads through air."""
    ground = one.ground
    open_ = np.flatnonzero(straight.reached[0])
    nearest = open_[straight.lengths[0, open_].argmin()]
    begin, tip = straight.skin.points[nearest], ground.tips[0]
    met, depth = way_of(
        ground.volume.labels,
        ground.classes,
        ground.body,
        ground.spacing,
        begin,
        tip,
        one.request.limits.touching_bone_mm,
    )
    if met is not Way.BONE:
        return Obstacle(Said("needle.blocked.air"), changes=_longer(one))
    # A hair further than where the axis enters the bone's box, so that the point lies in it.
    point = begin + (tip - begin) * ((depth + 1e-6) / np.linalg.norm(tip - begin))
    name = _bone_at(ground, one.labels, point)
    lps = lps_of(ground.volume.grid, point)
    return Obstacle(Said("needle.blocked.bone", {"structure": name}), name, lps, _longer(one))


def _bone_at(ground: Ground, labels: LabelMap, point: Floats) -> str:
    value = ground.volume.value_at(GridPoints(point[None, :]))
    return next((bone.name for bone in labels.of(Role.BONE) if value in bone.values), "")


def _too_near(one: Search, skin: Skin, straight: Paths, free: Kinds) -> Obstacle:
    """Name what the best of the free ways comes too near to."""
    request, ground = one.request, one.ground
    spare = spares(ground, request, skin, free)
    best = int(spare[0].argmax())
    choice = request.needles[int(free[0, best])]
    entry, target = lps_of(ground.volume.grid, skin.points[best]), one.places[0].given()
    proof = prove(one.volume, one.labels, request, choice.margin, entry, target, ground.range_mm)
    depth = proof.depth_mm or 0.0
    reason = Said(
        "needle.blocked.too-near",
        {
            "structure": proof.structure,
            "proved": figure(choice.margin.at(depth) + proof.spare_mm),
            "needed": figure(choice.margin.at(depth)),
            "depth": figure(depth),
        },
    )
    changes = (
        *_longer(one),
        *_other_pose(request, one.labels, proof.structure),
        *_narrower(choice.margin.base_mm, choice.margin.needle_radius_mm, float(spare[0, best])),
    )
    return Obstacle(reason, proof.structure, proof.point_lps, changes)


def _narrower(base_mm: float, radius_mm: float, spare_mm: float) -> tuple[Change, ...]:
    """Say how much less margin would do, unless not even the needle itself would fit."""
    less = math.ceil((STOP_MM - spare_mm) * _TENTHS) / _TENTHS
    if base_mm - less < radius_mm:
        return ()
    says = Said("needle.change.margin", {"less": figure(less), "base": figure(base_mm - less)})
    return (Change(kind="margin", amount=less, says=says),)


def _other_pose(request: NeedleRequest, labels: LabelMap, structure: str) -> tuple[Change, ...]:
    """Name another pose where what blocks is known to move."""
    for item in request.expected:
        named = {found.name for found in labels.called(item.id, *item.names)}
        if item.pose_says and structure in named:
            return (Change(kind="pose", amount=None, says=Said(item.pose_says)),)
    return ()


def _needed_length(one: Search) -> tuple[Change, ...]:
    """Say how long a needle would have to be at least: the shortest way from skin that is not too flat."""
    tips = np.asarray([one.places[0].tip(one.volume.grid)])
    part, body, shift = cut_out(one.volume, one.body, tips, _FARTHEST_MM)
    voxels = surface_voxels(part, one.ground.classes, body, tips - shift, _FARTHEST_MM)
    if len(voxels) == 0:
        return ()
    skin = skin_at(part, body, thinned(voxels, one.ground.spacing, one.request.limits.most_entries))
    steep = incidence_deg(skin, tips - shift) <= one.request.limits.most_incidence_deg
    if not steep.any():
        return ()
    reserve = min(choice.hub_reserve_mm for choice in one.request.needles)
    length = math.ceil(float(lengths_mm(skin, tips - shift)[steep].min()) + reserve)
    says = Said("needle.change.length", {"length": length})
    return (Change(kind="longer-needle", amount=float(length), says=says),)


def _longer(one: Search) -> tuple[Change, ...]:
    """Find the shortest needle of the shelf that would do; where the shelf has none, the length it takes."""
    longest = max(choice.usable_mm for choice in one.request.needles)
    shelf = tuple(choice for choice in one.request.shelf if choice.usable_mm > longest)
    if not shelf:
        return ()
    request = msgspec.structs.replace(one.request, needles=shelf, shelf=())
    tips = np.asarray([one.places[0].tip(one.volume.grid)])
    reach = range_mm(request, one.volume.grid.spacing_mm)
    allowed = allowed_needles(one.volume, one.body, request, tips)
    if not allowed.any():
        return ()
    ground = survey(one.volume, one.labels, request, one.body, tips, reach)
    paths = all_paths(ground, request, entries_for(ground, request), allowed)
    served = paths.kinds[paths.reached]
    if not served.size:
        return ()
    needle = min((shelf[int(kind)].needle for kind in np.unique(served)), key=lambda n: n.length_mm)
    says = Said("needle.change.longer-needle", {"length": figure(needle.length_mm), "gauge": needle.gauge})
    return (Change(kind="longer-needle", amount=needle.length_mm, says=says),)
