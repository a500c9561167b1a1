"""The fewest skin punctures that reach every target, proved.

A puncture is a skin entry with its fan: the targets reached through it, at most ``most_redirections`` of
them and no two farther apart than ``most_spread_deg``. Of fans that reach the same targets the cheapest is
kept, and what is left is a minimum set cover, solved to optimality (HiGHS), so the number of punctures comes
with its gap, zero. ``slow_cover`` tries every combination and is the obvious twin.
"""

from collections.abc import Iterator
from itertools import combinations

import msgspec
import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array

from enthesis.needle.frames import Floats

Reached = npt.NDArray[np.bool_]


class FanLimits(msgspec.Struct, frozen=True, kw_only=True):
    """How far one puncture may be used: redirections of the needle, and degrees between two of them."""

    most_redirections: int
    most_spread_deg: float


class Fan(msgspec.Struct, frozen=True):
    """One puncture: the index of its entry and the targets it serves."""

    entry: int
    targets: tuple[int, ...]


class Cover(msgspec.Struct, frozen=True, kw_only=True):
    """Chosen punctures. ``gap`` is the solver's proved distance from the optimum, in punctures."""

    fans: tuple[Fan, ...]
    unreached: tuple[int, ...]
    gap: float


def least_punctures(reached: Reached, cost: Floats, directions: Floats, limits: FanLimits) -> Cover:
    """Choose the fewest punctures that reach all targets that can be reached; of equals, the cheapest.

    Args:
        reached: (E, T), whether the needle from entry e to target t may be used.
        cost: (E, T), what a needle costs among equals: its length in millimetres.
        directions: (E, T, 3), unit vectors along the needles.
        limits: of one puncture.
    """
    reachable = np.flatnonzero(reached.any(axis=0))
    unreached = tuple(int(t) for t in np.flatnonzero(~reached.any(axis=0)))
    if len(reachable) == 0:
        return Cover(fans=(), unreached=unreached, gap=0.0)
    best = _cheapest_fans(reached, cost, directions, limits)
    fans = list(best.values())
    chosen, gap = _solve([fan for fan, _ in fans], [price for _, price in fans], reachable)
    return Cover(fans=_without_repeats(chosen, cost), unreached=unreached, gap=gap)


def _cheapest_fans(
    reached: Reached, cost: Floats, directions: Floats, limits: FanLimits
) -> dict[frozenset[int], tuple[Fan, float]]:
    """Keep, for every set of targets some entry may serve, the entry that serves it most cheaply."""
    best: dict[frozenset[int], tuple[Fan, float]] = {}
    least_cosine = np.cos(np.radians(limits.most_spread_deg))
    for entry in np.flatnonzero(reached.any(axis=1)):
        targets = np.flatnonzero(reached[entry])
        apart = directions[entry, targets] @ directions[entry, targets].T < least_cosine
        for fan in _largest_fans(targets, apart, limits.most_redirections):
            price = float(cost[entry, list(fan)].sum())
            key = frozenset(fan)
            if key not in best or price < best[key][1]:
                best[key] = (Fan(int(entry), fan), price)
    return best


def _largest_fans(targets: npt.NDArray[np.intp], apart: Reached, most: int) -> Iterator[tuple[int, ...]]:
    """Give the fans of one entry that cannot take another target."""
    together = [frozenset(int(i) for i in np.flatnonzero(~apart[at])) - {at} for at in range(len(targets))]
    for clique in _cliques(frozenset(), frozenset(range(len(targets))), frozenset(), together):
        if len(clique) <= most:
            yield tuple(int(targets[i]) for i in sorted(clique))
        else:
            for part in combinations(sorted(clique), most):
                yield tuple(int(targets[i]) for i in part)


def _cliques(
    chosen: frozenset[int], open_: frozenset[int], closed: frozenset[int], together: list[frozenset[int]]
) -> Iterator[frozenset[int]]:
    """Walk the largest sets whose members all go together (Bron and Kerbosch, with a pivot)."""
    if not open_ and not closed:
        yield chosen
        return
    pivot = max(open_ | closed, key=lambda at: len(open_ & together[at]))
    for at in sorted(open_ - together[pivot]):
        yield from _cliques(chosen | {at}, open_ & together[at], closed & together[at], together)
        open_, closed = open_ - {at}, closed | {at}


def _solve(fans: list[Fan], prices: list[float], reachable: npt.NDArray[np.intp]) -> tuple[list[Fan], float]:
    """Solve twice: the fewest punctures first, then the cheapest choice of that many."""
    row_of = {int(t): row for row, t in enumerate(reachable)}
    rows = [row_of[t] for fan in fans for t in fan.targets]
    columns = [column for column, fan in enumerate(fans) for _ in fan.targets]
    covers = csc_array((np.ones(len(rows)), (rows, columns)), shape=(len(reachable), len(fans)))
    every_target = LinearConstraint(covers, lb=1)
    ones = np.ones(len(fans))
    first = milp(ones, integrality=ones, bounds=Bounds(0, 1), constraints=[every_target])
    count = round(first.fun)
    as_few = LinearConstraint(ones[None, :], lb=count, ub=count)
    second = milp(
        np.asarray(prices), integrality=ones, bounds=Bounds(0, 1), constraints=[every_target, as_few]
    )
    taken = second.x if second.x is not None else first.x
    gap = 0.0 if first.status == 0 else float(first.mip_gap or 0.0)
    return [fan for fan, take in zip(fans, taken, strict=True) if take > 0.5], gap


def _without_repeats(fans: list[Fan], cost: Floats) -> tuple[Fan, ...]:
    """Serve each target once, through the puncture from which it is cheapest."""
    best: dict[int, int] = {}
    for at, fan in enumerate(fans):
        for target in fan.targets:
            if target not in best or cost[fan.entry, target] < cost[fans[best[target]].entry, target]:
                best[target] = at
    kept = (Fan(fan.entry, tuple(t for t in fan.targets if best[t] == at)) for at, fan in enumerate(fans))
    return tuple(fan for fan in kept if fan.targets)


def slow_cover(reached: Reached, directions: Floats, limits: FanLimits) -> int:
    """Count the fewest punctures by trying every choice of entries: the oracle, for small problems."""
    wanted = frozenset(int(t) for t in np.flatnonzero(reached.any(axis=0)))
    least_cosine = np.cos(np.radians(limits.most_spread_deg))
    fans: set[frozenset[int]] = set()
    for entry in range(reached.shape[0]):
        targets = [int(t) for t in np.flatnonzero(reached[entry])]
        for size in range(1, min(limits.most_redirections, len(targets)) + 1):
            for part in combinations(targets, size):
                close = all(
                    directions[entry, a] @ directions[entry, b] >= least_cosine
                    for a, b in combinations(part, 2)
                )
                if close:
                    fans.add(frozenset(part))
    for count in range(len(wanted) + 1):
        for choice in combinations(fans, count):
            if wanted <= frozenset().union(*choice):
                return count
    return 0
