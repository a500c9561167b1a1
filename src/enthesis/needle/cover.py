"""The fewest skin punctures that reach every target, proved.

A puncture is a skin entry with its fan: the targets reached through it, at most ``most_redirections`` of
them and no two farther apart than ``most_spread_deg``. Entries that allow the same are one; entries that
allow less than another fall away; what is left is a small minimum cover, solved to optimality (HiGHS), so
the number of punctures comes with its gap, zero. Of the entries that may then serve a fan the cheapest is
taken; that last step is improved until nothing better is near, and not proved. ``slow_cover`` tries every
combination and is the obvious twin.
"""

import math
from collections.abc import Iterable, Iterator
from itertools import combinations

import msgspec
import numba
import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csc_array

from enthesis.needle.frames import Floats

Reached = npt.NDArray[np.bool_]
Words = npt.NDArray[np.uint64]
Fans = list[tuple[int, ...]]

_SECONDS = 10.0
_ROUNDS = 3


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
    """Choose the fewest punctures that reach all targets that can be reached, each from a cheap entry.

    Args:
        reached: (E, T), whether the needle from entry e to target t may be used.
        cost: (E, T), what a needle costs among equals: its length in millimetres.
        directions: (E, T, 3), unit vectors along the needles.
        limits: of one puncture.
    """
    reachable = [int(t) for t in np.flatnonzero(reached.any(axis=0))]
    unreached = tuple(int(t) for t in np.flatnonzero(~reached.any(axis=0)))
    if not reachable:
        return Cover(fans=(), unreached=unreached, gap=0.0)
    least_cosine = math.cos(math.radians(limits.most_spread_deg))
    together = _together(reached, np.ascontiguousarray(directions), least_cosine)
    groups = _largest_groups(together, reached.shape[1])
    served, gap = _solve(groups, reachable, limits.most_redirections)
    choice = _Choice(reached, cost, directions, limits)
    return Cover(fans=choice.cheapest(served), unreached=unreached, gap=gap)


@numba.njit(cache=True, nogil=True)
def _together(reached, directions, least_cosine):  # type: ignore[no-untyped-def]
    """Pack, for every entry, which pairs of targets it may serve together; a target with itself: reached."""
    entries, targets = reached.shape
    words = np.zeros((entries, (targets * targets + 63) // 64), dtype=np.uint64)
    one = np.uint64(1)
    for e in range(entries):
        for a in range(targets):
            if not reached[e, a]:
                continue
            for b in range(a + 1):
                if not reached[e, b]:
                    continue
                cosine = 1.0
                if a != b:
                    cosine = (
                        directions[e, a, 0] * directions[e, b, 0]
                        + directions[e, a, 1] * directions[e, b, 1]
                        + directions[e, a, 2] * directions[e, b, 2]
                    )
                if cosine >= least_cosine:
                    bit = a * targets + b
                    words[e, bit // 64] |= one << np.uint64(bit % 64)
    return words


@numba.njit(cache=True, nogil=True)
def _undominated(words):  # type: ignore[no-untyped-def]
    """Keep the rows that are no part of another; rows are distinct and the fullest come first."""
    kept = np.empty(words.shape[0], dtype=np.int64)
    count = 0
    for row in range(words.shape[0]):
        inside = False
        for at in range(count):
            inside = True
            for word in range(words.shape[1]):
                if words[row, word] & ~words[kept[at], word]:
                    inside = False
                    break
            if inside:
                break
        if not inside:
            kept[count] = row
            count += 1
    return kept[:count]


def _largest_groups(together: Words, targets: int) -> list[frozenset[int]]:
    """Give the groups of targets that one entry may serve together and that no other group contains."""
    rows = np.ascontiguousarray(together).view([("", np.uint64)] * together.shape[1]).ravel()
    words = np.unique(rows).view(np.uint64).reshape(-1, together.shape[1])
    fullness = np.bitwise_count(words).sum(axis=1)
    words = words[np.argsort(-fullness.astype(np.int64), kind="stable")]
    groups: set[frozenset[int]] = set()
    for row in words[_undominated(words)]:
        groups.update(_cliques(frozenset(), *_graph(row, targets)))
    largest = sorted(groups, key=lambda group: (-len(group), sorted(group)))
    kept: list[frozenset[int]] = []
    for group in largest:
        if group and not any(group <= other for other in kept):
            kept.append(group)
    return kept


def _graph(row: Words, targets: int) -> tuple[frozenset[int], frozenset[int], dict[int, frozenset[int]]]:
    """Unpack one entry: the targets it reaches, none walked yet, and who goes with whom."""
    bits = np.unpackbits(row.view(np.uint8), bitorder="little")[: targets * targets].astype(bool)
    pairs = bits.reshape(targets, targets)
    pairs = pairs | pairs.T
    reached = frozenset(int(t) for t in np.flatnonzero(pairs.diagonal()))
    together = {t: frozenset(int(o) for o in np.flatnonzero(pairs[t])) - {t} for t in reached}
    return reached, frozenset(), together


def _cliques(
    chosen: frozenset[int], open_: frozenset[int], closed: frozenset[int], together: dict[int, frozenset[int]]
) -> Iterator[frozenset[int]]:
    """Walk the largest sets whose members all go together (Bron and Kerbosch, with a pivot)."""
    if not open_ and not closed:
        yield chosen
        return
    pivot = max(open_ | closed, key=lambda at: len(open_ & together[at]))
    for at in sorted(open_ - together[pivot]):
        yield from _cliques(chosen | {at}, open_ & together[at], closed & together[at], together)
        open_, closed = open_ - {at}, closed | {at}


def _solve(groups: list[frozenset[int]], reachable: list[int], most: int) -> tuple[Fans, float]:
    """Choose how often each group is punctured and, of a group too large for one, whom it serves.

    Unknowns: punctures of each group, whole; then, for each group and each target in it, served or not.
    """
    punctures, served = len(groups), len(reachable)
    serves = [(at, target) for at, group in enumerate(groups) for target in sorted(group)]
    row_of = {target: row for row, target in enumerate(reachable)}
    cells: list[tuple[int, int, float]] = [(served + at, at, float(most)) for at in range(punctures)]
    for nth, (at, target) in enumerate(serves):
        column = punctures + nth
        cells.append((row_of[target], column, 1.0))  # every target is served
        cells.append((served + at, column, -1.0))  # a group serves no more than its punctures hold
        cells.append((served + column, column, -1.0))  # and nobody without a puncture
        cells.append((served + column, at, 1.0))
    rows, columns, entries = zip(*cells, strict=True)
    least = np.concatenate([np.ones(served), np.zeros(punctures + len(serves))])
    matrix = csc_array((entries, (rows, columns)), shape=(len(least), punctures + len(serves)))
    result = milp(
        np.concatenate([np.ones(punctures), np.zeros(len(serves))]),
        integrality=np.concatenate([np.ones(punctures), np.zeros(len(serves))]),
        bounds=Bounds(0, np.concatenate([np.full(punctures, served), np.ones(len(serves))])),
        constraints=[LinearConstraint(matrix, lb=least)],
        options={"time_limit": _SECONDS},
    )
    if result.x is None:
        # Out of time without any answer: one puncture for each target serves, and the gap says how far off.
        return [(target,) for target in reachable], float(served - 1)
    return _fans_of(result, groups, most), _gap(result)


def _gap(result: OptimizeResult) -> float:
    """Give the punctures between the answer and what the solver proved impossible."""
    proved = math.ceil(float(result.mip_dual_bound) - 1e-6)
    return float(max(0, round(float(result.fun)) - proved))


def _fans_of(result: OptimizeResult, groups: list[frozenset[int]], most: int) -> Fans:
    """Read the fans off; whom a puncture serves is then filled up greedily, each target once."""
    times = np.round(result.x[: len(groups)]).astype(int)
    slots = [at for at, group in enumerate(groups) for _ in range(times[at])]
    holders = _matched([groups[at] for at in slots], most)
    return [fan for fan in holders if fan]


def _matched(slots: list[frozenset[int]], most: int) -> Fans:
    """Give every target one slot, none more than ``most``: augmenting paths, since a whole answer exists."""
    holder: dict[int, int] = {}
    load: list[set[int]] = [set() for _ in slots]

    def place(target: int, tried: set[int]) -> bool:
        for slot, group in enumerate(slots):
            if target not in group or slot in tried:
                continue
            tried.add(slot)
            if len(load[slot]) < most or any(place(other, tried) for other in sorted(load[slot])):
                _move(target, slot, holder, load)
                return True
        return False

    for target in sorted(frozenset().union(*slots)):
        place(target, set())
    return [tuple(sorted(held)) for held in load]


def _move(target: int, slot: int, holder: dict[int, int], load: list[set[int]]) -> None:
    if target in holder:
        load[holder[target]].discard(target)
    holder[target] = slot
    load[slot].add(target)


class _Choice:
    """Finds cheap entries for fans and moves targets to the puncture from which they are cheaper."""

    def __init__(self, reached: Reached, cost: Floats, directions: Floats, limits: FanLimits) -> None:
        self.reached = reached
        self.cost = cost
        self.directions = directions
        self.limits = limits
        self.least_cosine = math.cos(math.radians(limits.most_spread_deg))

    def cheapest(self, fans: Fans) -> tuple[Fan, ...]:
        """Take the cheapest entry for each fan, then improve while moving one target helps."""
        chosen = [Fan(self._entry(fan), fan) for fan in fans]
        for _ in range(_ROUNDS):
            moved = self._moved(chosen)
            if moved == chosen:
                break
            chosen = [Fan(self._entry(fan.targets), fan.targets) for fan in moved]
        return tuple(chosen)

    def _entry(self, fan: tuple[int, ...]) -> int:
        able = np.flatnonzero(self.reached[:, np.array(fan)].all(axis=1))
        for a, b in combinations(fan, 2):
            cosines = np.einsum("ek,ek->e", self.directions[able, a], self.directions[able, b])
            able = able[cosines >= self.least_cosine]
        return int(able[self.cost[able][:, list(fan)].sum(axis=1).argmin()])

    def _moved(self, fans: list[Fan]) -> list[Fan]:
        targets = [set(fan.targets) for fan in fans]
        for at, fan in enumerate(fans):
            for target in fan.targets:
                other = self._better(fans, targets, at, target)
                if other is not None and len(targets[at]) > 1:
                    targets[at].discard(target)
                    targets[other].add(target)
        return [Fan(fan.entry, tuple(sorted(held))) for fan, held in zip(fans, targets, strict=True)]

    def _better(self, fans: list[Fan], targets: list[set[int]], at: int, target: int) -> int | None:
        """Name the puncture that serves a target more cheaply and still has room for it."""
        best, least = None, self.cost[fans[at].entry, target]
        for other, fan in enumerate(fans):
            if other == at or not self.reached[fan.entry, target] or self.cost[fan.entry, target] >= least:
                continue
            if len(targets[other]) < self.limits.most_redirections and self._fits(
                fan.entry, target, targets[other]
            ):
                best, least = other, self.cost[fan.entry, target]
        return best

    def _fits(self, entry: int, target: int, others: Iterable[int]) -> bool:
        here = self.directions[entry, target]
        return all(float(here @ self.directions[entry, other]) >= self.least_cosine for other in others)


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
