"""Which punctures to make: fewest first, then the widest worst margin, then short needles; each proved."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from enthesis.needle.candidates import skin_at
from enthesis.needle.cover import Cover, Fan, least_punctures
from enthesis.needle.cuts import Cut
from enthesis.needle.frames import Lps, lps_of
from enthesis.needle.ground import Ground
from enthesis.needle.paths import Allowed, Paths, all_paths
from enthesis.needle.proof import Proof, prove
from enthesis.needle.request import NeedleRequest
from enthesis.needle.structures import LabelMap
from enthesis.needle.targets import Place
from enthesis.needle.volume import Volume
from enthesis.needle.walk import Body

Flags = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.intp]

_PLACES = 3
"""Entries are given in whole thousandths of a millimetre, so that what is printed is what was proved."""

_TRIES = 12
_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Chosen:
    """One needle that was chosen and proved. ``target`` counts the request's places."""

    target: int
    puncture: int
    kind: int
    entry_lps: Lps
    target_lps: Lps
    incidence_deg: float
    proof: Proof


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen needles, the solver's gap, and the rows of targets that nothing reaches."""

    needles: tuple[Chosen, ...]
    punctures: int
    gap: float
    unreached: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """What choosing needs: image, labels of what is drawn, request, region, places and allowed needles.

    ``places`` are T, in the order of the ground's tips; ``allowed`` is (T, K).
    """

    volume: Volume
    body: Body | None
    cuts: tuple[Cut, ...]
    labels: LabelMap
    request: NeedleRequest
    ground: Ground
    places: tuple[Place, ...]
    allowed: Allowed


def choose(search: Search, paths: Paths) -> Choice:
    """Choose punctures until every needle of them is proved; a pair whose proof fails is struck out.

    Marching is the stricter of the two proofs, so a second round is hardly ever needed.
    """
    for _ in range(_ROUNDS):
        cover = widest_cover(search, paths)
        needles: list[Chosen] = []
        failed: list[Fan] = []
        for fan in cover.fans:
            proved = _best_near(search, paths, fan, puncture=len({n.puncture for n in needles}))
            needles.extend(proved)
            if not proved:
                failed.append(fan)
        if not failed:
            return Choice(tuple(needles), len(cover.fans), cover.gap, cover.unreached)
        for fan in failed:
            paths.kinds[list(fan.targets), fan.entry] = -1
    return Choice((), 0, 0.0, tuple(range(len(search.places))))


def widest_cover(search: Search, paths: Paths) -> Cover:
    """Find the fewest punctures, then climb the ladder of slack while as few reach as many.

    Wider slack allows fewer pairs, so the ladder is searched by halves.
    """
    ladder = search.request.limits.slack_ladder_mm
    best = _cover(search, paths, paths.reached)
    low, high = 0, len(ladder)
    while low < high:
        middle = (low + high) // 2
        cover = _cover(search, paths, paths.reached & (paths.spare >= ladder[middle]))
        if cover.unreached == best.unreached and len(cover.fans) == len(best.fans):
            best, low = cover, middle + 1
        else:
            high = middle
    return best


def _cover(search: Search, paths: Paths, reached: Flags) -> Cover:
    """Cover the targets by the entries that reach any."""
    useful = np.flatnonzero(reached.any(axis=0))
    cover = least_punctures(
        np.ascontiguousarray(reached[:, useful].T),
        np.round(paths.lengths[:, useful].T, 2),
        paths.directions(useful),
        search.request.limits.fan,
    )
    fans = tuple(Fan(int(useful[fan.entry]), fan.targets) for fan in cover.fans)
    return Cover(fans=fans, unreached=cover.unreached, gap=cover.gap)


def _best_near(search: Search, paths: Paths, fan: Fan, puncture: int) -> list[Chosen]:
    """Look for a better entry near a chosen one, and give its needles once all of them are proved."""
    near = _near(search, paths, fan)
    for at in _order(search, near)[:_TRIES]:
        needles = [_proved(search, near, nth, row, int(at), puncture) for nth, row in enumerate(fan.targets)]
        if all(needle.proof.holds for needle in needles):
            return needles
    return []


def _near(search: Search, paths: Paths, fan: Fan) -> Paths:
    """Try every skin voxel near a chosen entry, itself included, for the targets of its fan."""
    ground = search.ground
    away = np.linalg.norm(ground.skin * ground.spacing - paths.skin.points[fan.entry], axis=1)
    voxels = ground.skin[away <= max(search.request.limits.refine_within_mm, away.min())]
    rows = list(fan.targets)
    part = replace(ground, tips=ground.tips[rows])
    return all_paths(part, search.request, skin_at(ground.volume, ground.body, voxels), search.allowed[rows])


def _order(search: Search, near: Paths) -> Indices:
    """Order the entries that may serve the whole fan: the higher on the ladder first, then the shorter."""
    limits = search.request.limits
    whole = np.flatnonzero(near.reached.all(axis=0))
    directions = near.directions(whole)
    cosines = np.einsum("etk,esk->ets", directions, directions).min(axis=(1, 2), initial=1.0)
    whole = whole[cosines >= np.cos(np.radians(limits.fan.most_spread_deg))]
    worst = near.spare[:, whole].min(axis=0, initial=np.float32(np.inf))
    rung = np.searchsorted(np.asarray(limits.slack_ladder_mm), worst, side="right")
    length = np.round(near.lengths[:, whole].sum(axis=0), 2)
    order: Indices = whole[np.lexsort((length, -rung))]
    return order


def _proved(search: Search, near: Paths, nth: int, row: int, at: int, puncture: int) -> Chosen:
    """Prove one needle, from an entry in whole thousandths of a millimetre to the target as it was given."""
    grid, kind = search.ground.volume.grid, int(near.kinds[nth, at])
    x, y, z = lps_of(grid, near.skin.points[at])
    entry = (round(x, _PLACES), round(y, _PLACES), round(z, _PLACES))
    target = search.places[row].given()
    return Chosen(
        target=row,
        puncture=puncture,
        kind=kind,
        entry_lps=entry,
        target_lps=target,
        incidence_deg=float(near.incidence[nth, at]),
        proof=prove(
            search.volume,
            search.labels,
            search.request,
            search.request.needles[kind].margin,
            entry,
            target,
            search.ground.range_mm,
        ),
    )
