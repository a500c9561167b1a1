"""Turns proved needles into what is offered: lengths, angles, depth marks, and how far the hand may err."""

import math

import msgspec
import numpy as np

from enthesis.needle.choose import Choice, Chosen, Search
from enthesis.needle.frames import Floats, Lps, grid_point, lps_of
from enthesis.needle.plan_values import Angles, DepthMark, PlannedNeedle
from enthesis.needle.robustness import safe_cone_deg, safe_disc_mm

_MARK_EVERY_MM = 10.0
_PLACES = 3


def offered(search: Search, choice: Choice) -> tuple[PlannedNeedle, ...]:
    """Write out every chosen needle, in the order of punctures and then of targets."""
    ordered = sorted(choice.needles, key=lambda chosen: (chosen.puncture, chosen.target))
    return tuple(_offer(search, chosen) for chosen in ordered)


def numbered(needles: list[PlannedNeedle]) -> tuple[PlannedNeedle, ...]:
    """Number the punctures anew from 0, for needles of which some were withdrawn."""
    left = sorted({needle.puncture for needle in needles})
    return tuple(msgspec.structs.replace(n, puncture=left.index(n.puncture)) for n in needles)


def _offer(search: Search, chosen: Chosen) -> PlannedNeedle:
    grid = search.ground.volume.grid
    begin, tip = grid_point(grid, chosen.entry_lps), grid_point(grid, chosen.target_lps)
    length = float(np.linalg.norm(tip - begin))
    choice, proof = search.request.needles[chosen.kind], chosen.proof
    guards, reach = search.ground.guards, search.ground.range_mm
    return PlannedNeedle(
        target=search.places[chosen.target].name,
        puncture=chosen.puncture,
        entry_lps=chosen.entry_lps,
        target_lps=chosen.target_lps,
        length_mm=round(length, _PLACES),
        needle=choice.needle.id,
        gauge=choice.needle.gauge,
        needle_length_mm=choice.needle.length_mm,
        angles=angles_of((tip - begin) / length, chosen.incidence_deg),
        clearance_proved_mm=proof.clearance_mm,
        limiting_structure=proof.structure,
        limiting_point_lps=proof.point_lps,
        limiting_depth_mm=None if proof.depth_mm is None else round(proof.depth_mm, _PLACES),
        spare_mm=math.floor(proof.spare_mm * 1000) / 1000,
        margin_model=choice.margin,
        safe_disc_mm=safe_disc_mm(guards, begin, tip, choice.margin, reach),
        safe_cone_deg=safe_cone_deg(guards, begin, tip, choice.margin),
        depth_marks=_marks(search, begin, tip, length, proof.depth_mm),
    )


def angles_of(along: Floats, to_skin_normal: float) -> Angles:
    """Give the angles of a needle that runs along a unit vector, (3,), of the image's own axes."""
    return Angles(
        to_skin_normal=round(to_skin_normal, 1),
        in_plane=round(math.degrees(math.atan2(along[1], along[0])), 1),
        out_of_plane=round(math.degrees(math.asin(max(-1.0, min(1.0, float(along[2]))))), 1),
    )


def _marks(
    search: Search, begin: Floats, tip: Floats, length: float, narrowest_mm: float | None
) -> tuple[DepthMark, ...]:
    """Mark every ten millimetres, the narrowest place before the tip, and the tip."""

    def at(kind: str, depth: float) -> DepthMark:
        point = begin + (tip - begin) * (depth / length)
        return DepthMark(kind=kind, depth_mm=round(depth, _PLACES), lps=_rounded(search, point))

    marks = [at("ten", float(depth)) for depth in np.arange(_MARK_EVERY_MM, length, _MARK_EVERY_MM)]
    if narrowest_mm is not None and narrowest_mm <= length:
        marks.append(at("narrowest", narrowest_mm))
    marks.append(at("tip", length))
    return tuple(sorted(marks, key=lambda mark: (mark.depth_mm, mark.kind)))


def _rounded(search: Search, point: Floats) -> Lps:
    x, y, z = lps_of(search.ground.volume.grid, point)
    return round(x, _PLACES), round(y, _PLACES), round(z, _PLACES)
