"""All pairs of entry and target: the needle that serves each, whether its way is free, what is to spare."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from enthesis.needle.candidates import Skin, Voxels, incidence_deg, lengths_mm, skin_at, thinned
from enthesis.needle.frames import Floats
from enthesis.needle.ground import Ground
from enthesis.needle.marching import Kinds, Spare
from enthesis.needle.request import NeedleRequest
from enthesis.needle.walk import walk_kinds

Allowed = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Paths:
    """Pairs of E entries and T targets; every table is (T, E), ``tips`` are (T, 3) grid millimetres.

    ``kinds`` is the needle of the catalogue, -1 where the pair is struck out. ``spare`` is what is proved to
    be left over the margin, at most R; minus infinity where struck out.
    """

    skin: Skin
    tips: Floats
    kinds: Kinds
    spare: Spare
    lengths: Floats
    incidence: Floats

    @property
    def reached(self) -> npt.NDArray[np.bool_]:
        """Whether the pair may be used, (T, E)."""
        reached: npt.NDArray[np.bool_] = self.kinds >= 0
        return reached

    def directions(self, entries: npt.NDArray[np.intp]) -> Floats:
        """Give unit vectors from some entries to all tips, (E, T, 3)."""
        along = self.tips[None, :, :] - self.skin.points[entries][:, None, :]
        directions: Floats = along / np.maximum(np.linalg.norm(along, axis=2, keepdims=True), 1e-9)
        return directions


def entries_for(ground: Ground, request: NeedleRequest) -> Skin:
    """Give evenly spaced entries on the skin within reach."""
    voxels = thinned(ground.skin, ground.spacing, request.limits.most_entries)
    return skin_at(ground.volume, ground.body, voxels)


def searched_paths(ground: Ground, request: NeedleRequest, allowed: Allowed) -> Paths:
    """Try evenly spaced entries for every target, and every place on the skin for those none of them reaches.

    So a target counts as out of reach only when no voxel of the skin leads to it.
    """
    paths = all_paths(ground, request, entries_for(ground, request), allowed)
    lost = np.flatnonzero(~paths.reached.any(axis=1))
    voxels = _leading_to(lost, ground, request, allowed)
    if len(voxels) == 0:
        return paths
    return _joined(paths, all_paths(ground, request, skin_at(ground.volume, ground.body, voxels), allowed))


def _leading_to(lost: Indices, ground: Ground, request: NeedleRequest, allowed: Allowed) -> Voxels:
    """Find skin voxels, (N, 3), from which a free way of any angle leads to any of the lost targets."""
    part = replace(ground, tips=np.ascontiguousarray(ground.tips[lost]))
    everywhere = Skin(ground.skin * ground.spacing, np.empty((0, 3)))
    kinds = _fitting(lengths_mm(everywhere, part.tips).T, request, allowed[lost])
    for guard in part.guards:
        guard.strike(everywhere.points, part.tips, kinds, request.needles)
    strike_ways(part, request, everywhere, kinds)
    return ground.skin[(kinds >= 0).any(axis=0)]


def _joined(one: Paths, other: Paths) -> Paths:
    """Put the entries of two searches for the same targets side by side."""
    return Paths(
        Skin(
            np.concatenate([one.skin.points, other.skin.points]),
            np.concatenate([one.skin.outward, other.skin.outward]),
        ),
        one.tips,
        *(
            np.ascontiguousarray(np.concatenate(tables, axis=1))
            for tables in (
                (one.kinds, other.kinds),
                (one.spare, other.spare),
                (one.lengths, other.lengths),
                (one.incidence, other.incidence),
            )
        ),
    )


def all_paths(ground: Ground, request: NeedleRequest, skin: Skin, allowed: Allowed) -> Paths:
    """Try every entry for every target.

    Args:
        ground: the region.
        request: needles, margins and limits.
        skin: entries.
        allowed: (T, K), whether needle k may be used for target t; one that reaches out of the image may not.
    """
    paths = straight_paths(ground, request, skin, allowed)
    kinds = paths.kinds
    for guard in ground.guards:
        guard.strike(skin.points, ground.tips, kinds, request.needles)
    strike_ways(ground, request, skin, kinds)
    return replace(paths, spare=spares(ground, request, skin, kinds))


def straight_paths(ground: Ground, request: NeedleRequest, skin: Skin, allowed: Allowed) -> Paths:
    """Choose for every pair the shortest needle that reaches, within the incidence limit; no more yet."""
    lengths = np.ascontiguousarray(lengths_mm(skin, ground.tips).T)
    incidence = np.ascontiguousarray(incidence_deg(skin, ground.tips).T)
    kinds = _fitting(lengths, request, allowed)
    kinds[incidence > request.limits.most_incidence_deg] = -1
    return Paths(skin, ground.tips, kinds, np.full(kinds.shape, -np.inf, np.float32), lengths, incidence)


def _fitting(lengths: Floats, request: NeedleRequest, allowed: Allowed) -> Kinds:
    """Choose for every pair, (T, E), the shortest needle that reaches; -1 where none does."""
    kinds = np.full(lengths.shape, -1, dtype=np.int8)
    for kind in reversed(_shortest_first(request)):
        fits = (lengths <= request.needles[kind].usable_mm) & allowed[:, kind, None]
        kinds[fits] = kind
    return kinds


def _shortest_first(request: NeedleRequest) -> list[int]:
    """Order the catalogue by usable length; of two alike the one with the narrower margin, then as listed."""
    return sorted(
        range(len(request.needles)),
        key=lambda kind: (
            request.needles[kind].usable_mm,
            request.needles[kind].margin.at(request.needles[kind].usable_mm),
        ),
    )


def strike_ways(ground: Ground, request: NeedleRequest, skin: Skin, kinds: Kinds) -> None:
    """Strike out the pairs whose way meets bone too early, or air."""
    walk_kinds(
        ground.volume.labels,
        ground.classes,
        ground.body,
        ground.spacing,
        skin.points,
        ground.tips,
        kinds,
        request.limits.touching_bone_mm,
    )


def spares(ground: Ground, request: NeedleRequest, skin: Skin, kinds: Kinds) -> Spare:
    """Give what every pair is proved to have to spare; minus infinity where it is struck out."""
    spare = np.where(kinds >= 0, np.float32(ground.range_mm), np.float32(-np.inf))
    for guard in ground.guards:
        guard.lower(skin.points, ground.tips, kinds, request.needles, spare)
    return spare
