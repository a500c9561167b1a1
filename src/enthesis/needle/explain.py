"""Why a target cannot be reached, what stands in the way, and the smallest change that would make it so."""

import math
from dataclasses import dataclass, replace

import msgspec
import numpy as np

from enthesis.needle.candidates import (
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
from enthesis.needle.marching import STOP_MM
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


def why_not(search: Search, paths: Paths, rows: tuple[int, ...]) -> dict[int, Obstacle]:
    """Explain the targets that no needle reaches; the first gate that lets nothing through is the reason.

    The gates, in order: length, angle, the way (bone, air), and the margin.
    """
    if not rows:
        return {}
    lost = _narrowed(search, rows)
    straight = straight_paths(lost.ground, lost.request, paths.skin, lost.allowed)
    free = straight.kinds.copy()
    strike_ways(lost.ground, lost.request, paths.skin, free)
    spare = spares(lost.ground, lost.request, paths.skin, free)
    longer = _longer(lost)
    obstacles = {}
    for at, row in enumerate(rows):
        one = _narrowed(search, (row,))
        if not straight.reached[at].any():
            found = _too_deep_or_flat(one, straight, at)
        elif not (free[at] >= 0).any():
            found = _way_blocked(one, straight, at)
        else:
            best = int(spare[at].argmax())
            found = _too_near(one, straight, best, int(free[at, best]), float(spare[at, best]))
        # A needle from the shelf says more than the length it would have to be.
        others = tuple(c for c in found.changes if at not in longer or c.kind != "longer-needle")
        obstacles[row] = replace(found, changes=(*longer.get(at, ()), *others))
    return obstacles


def _narrowed(search: Search, rows: tuple[int, ...]) -> Search:
    """Narrow a search to some of its targets."""
    chosen = list(rows)
    ground = replace(search.ground, tips=np.ascontiguousarray(search.ground.tips[chosen]))
    places = tuple(search.places[row] for row in rows)
    return replace(search, ground=ground, places=places, allowed=search.allowed[chosen])


def _too_deep_or_flat(one: Search, straight: Paths, at: int) -> Obstacle:
    request = one.request
    usable = max(c.usable_mm for c, may in zip(request.needles, one.allowed[0], strict=True) if may)
    within = straight.lengths[at] <= usable
    if not within.any():
        says = Said("needle.blocked.too-deep", {"reach": figure(usable)})
        return Obstacle(says, changes=_needed_length(one))
    least = float(straight.incidence[at, within].min())
    angle = math.ceil(least)
    says = Said("needle.change.incidence", {"angle": angle})
    return Obstacle(
        Said(
            "needle.blocked.too-flat",
            {"angle": figure(least), "most": figure(request.limits.most_incidence_deg)},
        ),
        changes=(Change(kind="incidence", amount=float(angle), says=says),),
    )


def _way_blocked(one: Search, straight: Paths, at: int) -> Obstacle:
    """Name the bone on the shortest way; or say that every way leads through air."""
    ground = one.ground
    open_ = np.flatnonzero(straight.reached[at])
    nearest = open_[straight.lengths[at, open_].argmin()]
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
        return Obstacle(Said("needle.blocked.air"))
    # A hair further than where the axis enters the bone's box, so that the point lies in it.
    point = begin + (tip - begin) * ((depth + 1e-6) / np.linalg.norm(tip - begin))
    name = _bone_at(ground, one.labels, point)
    lps = lps_of(ground.volume.grid, point)
    return Obstacle(Said("needle.blocked.bone", {"structure": name}), name, lps)


def _bone_at(ground: Ground, labels: LabelMap, point: Floats) -> str:
    value = ground.volume.value_at(GridPoints(point[None, :]))
    return next((bone.name for bone in labels.of(Role.BONE) if value in bone.values), "")


def _too_near(one: Search, straight: Paths, best: int, kind: int, spare_mm: float) -> Obstacle:
    """Name what the best of the free ways, from entry ``best``, comes too near to."""
    request, ground = one.request, one.ground
    choice = request.needles[kind]
    entry, target = lps_of(ground.volume.grid, straight.skin.points[best]), one.places[0].given()
    proof = prove(one.volume, one.labels, request, choice.margin, entry, target, ground.range_mm)
    depth = proof.depth_mm or 0.0
    needed = choice.margin.at(depth)
    reason = Said(
        "needle.blocked.too-near",
        {
            "structure": proof.structure,
            # Marching understates; no distance is less than none.
            "proved": figure(max(needed + min(proof.spare_mm, spare_mm), 0.0), 2),
            "needed": figure(needed, 2),
            "depth": figure(depth),
        },
    )
    changes = (
        *_other_pose(request, one.labels, proof.structure),
        *_narrower(choice.margin.base_mm, choice.margin.needle_radius_mm, spare_mm),
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


def _longer(lost: Search) -> dict[int, tuple[Change, ...]]:
    """Try the next longer needles of the shelf on all lost targets at once; give what would reach which."""
    longest = max(choice.needle.length_mm for choice in lost.request.needles)
    longer = [choice for choice in lost.request.shelf if choice.needle.length_mm > longest]
    if not longer:
        return {}
    next_mm = min(choice.needle.length_mm for choice in longer)
    needles = tuple(choice for choice in longer if choice.needle.length_mm == next_mm)
    request = msgspec.structs.replace(lost.request, needles=needles, shelf=())
    tips = np.array([place.tip(lost.volume.grid) for place in lost.places])
    allowed = allowed_needles(lost.cuts, lost.labels, request, tips)
    reach = range_mm(lost.labels, request, lost.volume.grid.spacing_mm)
    ground = survey(lost.volume, lost.labels, request, lost.body, tips, reach)
    paths = all_paths(ground, request, entries_for(ground, request), allowed)
    changes: dict[int, tuple[Change, ...]] = {}
    for at in np.flatnonzero(paths.reached.any(axis=1)):
        needle = needles[int(paths.kinds[at].max())].needle
        says = Said(
            "needle.change.longer-needle", {"length": figure(needle.length_mm), "gauge": needle.gauge}
        )
        changes[int(at)] = (Change(kind="longer-needle", amount=needle.length_mm, says=says),)
    return changes
