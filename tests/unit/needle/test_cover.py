"""The fewest punctures are what trying everything finds, and every fan keeps its limits."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from enthesis.needle.cover import Cover, FanLimits, least_punctures, slow_cover

WIDE = FanLimits(most_redirections=15, most_spread_deg=180.0)


def directions(seed: int, entries: int, targets: int) -> np.ndarray:
    found = np.random.default_rng(seed).normal(size=(entries, targets, 3))
    return found / np.linalg.norm(found, axis=2, keepdims=True)


def is_lawful(cover: Cover, reached: np.ndarray, along: np.ndarray, limits: FanLimits) -> bool:
    least = np.cos(np.radians(limits.most_spread_deg)) - 1e-12
    return all(
        len(fan.targets) <= limits.most_redirections
        and all(reached[fan.entry, t] for t in fan.targets)
        and all(
            along[fan.entry, a] @ along[fan.entry, b] >= least
            for a in fan.targets
            for b in fan.targets
            if a < b
        )
        for fan in cover.fans
    )


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 100_000),
    entries=st.integers(1, 7),
    targets=st.integers(1, 5),
    most=st.integers(1, 4),
    spread=st.sampled_from([20.0, 60.0, 90.0, 120.0, 180.0]),
    share=st.sampled_from([0.2, 0.5, 0.9]),
)
def test_the_fewest_are_what_trying_everything_finds(
    seed: int, entries: int, targets: int, most: int, spread: float, share: float
) -> None:
    rng = np.random.default_rng(seed)
    reached, along = rng.random((entries, targets)) < share, directions(seed, entries, targets)
    limits = FanLimits(most_redirections=most, most_spread_deg=spread)
    cover = least_punctures(reached, rng.random((entries, targets)), along, limits)
    assert len(cover.fans) == slow_cover(reached, along, limits)
    assert cover.gap == 0
    assert is_lawful(cover, reached, along, limits)
    served = sorted(t for fan in cover.fans for t in fan.targets)
    assert served == [t for t in range(targets) if reached[:, t].any()]
    assert cover.unreached == tuple(t for t in range(targets) if not reached[:, t].any())


def test_nothing_reached_is_an_empty_answer() -> None:
    cover = least_punctures(np.zeros((3, 2), bool), np.zeros((3, 2)), directions(0, 3, 2), WIDE)
    assert cover == Cover(fans=(), unreached=(0, 1), gap=0.0)


def test_of_equal_entries_the_cheapest_is_taken() -> None:
    reached = np.ones((3, 2), bool)
    cost = np.array([[9.0, 9.0], [1.0, 2.0], [1.5, 2.0]])
    along = np.tile([0.0, 0.0, 1.0], (3, 2, 1))
    (fan,) = least_punctures(reached, cost, along, WIDE).fans
    assert (fan.entry, fan.targets) == (1, (0, 1))


def test_a_target_moves_to_the_puncture_from_which_it_is_cheaper() -> None:
    # Entry 0 reaches 0, 1, 2; entry 1 reaches 2, 3: two punctures, and 2 is nearer to entry 1.
    reached = np.array([[1, 1, 1, 0], [0, 0, 1, 1]], bool)
    cost = np.array([[1.0, 1.0, 9.0, 1.0], [1.0, 1.0, 1.0, 1.0]])
    along = np.tile([0.0, 0.0, 1.0], (2, 4, 1))
    cover = least_punctures(reached, cost, along, WIDE)
    assert {fan.entry: fan.targets for fan in cover.fans} == {0: (0, 1), 1: (2, 3)}


def test_a_hundred_targets_and_a_full_fan_are_still_solved() -> None:
    rng = np.random.default_rng(5)
    at = rng.uniform(0, 100, 40)
    reached = np.abs(np.linspace(0, 100, 2000)[:, None] - at[None]) < 12
    along = np.tile([0.0, 0.0, 1.0], (2000, 40, 1))
    limits = FanLimits(most_redirections=4, most_spread_deg=60.0)
    cover = least_punctures(reached, np.ones((2000, 40)), along, limits)
    assert cover.gap == 0
    assert cover.unreached == ()
    assert len(cover.fans) >= 10
    assert is_lawful(cover, reached, along, limits)
