"""The distance field is what its slow twin says, and the exact certificate agrees with dense sampling."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enthesis.needle.certificate import boxes_near, least_distance, least_spare, that_may_be_least
from enthesis.needle.field import Buffers, distance_field, slow_field
from enthesis.needle.frames import Grid
from enthesis.needle.volume import Volume, table_of

FEW = settings(max_examples=40, deadline=None)


@st.composite
def volumes(draw: st.DrawFn) -> Volume:
    """Small volumes of unequal voxels; the last axis is long enough for several blocks of a row."""
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    shape = (draw(st.integers(1, 5)), draw(st.integers(1, 6)), draw(st.sampled_from([1, 5, 63, 64, 65, 140])))
    dense = draw(st.sampled_from([0.0, 0.002, 0.02, 0.3]))
    labels = np.where(rng.random(shape) < dense, rng.integers(1, 4, shape), 0).astype(np.uint16)
    spacing = tuple(float(s) for s in rng.uniform(0.3, 2.5, 3))
    return Volume(Grid(shape[::-1], spacing, np.zeros(3), np.eye(3)), labels)


@FEW
@given(volume=volumes(), reach=st.floats(0.5, 12.0))
def test_the_field_is_its_slow_twin(volume: Volume, reach: float) -> None:
    fast = distance_field(volume, (1, 3), reach).squares
    assert np.allclose(np.sqrt(fast), np.sqrt(slow_field(volume, (1, 3), reach)), atol=1e-5)


@FEW
@given(first=volumes(), second=volumes())
def test_memory_that_was_used_before_leaves_no_trace(first: Volume, second: Volume) -> None:
    buffers = Buffers(second.labels.shape)
    for old in (buffers.first, buffers.second):
        old[:] = -7.0
    for volume in (first, second):
        used = distance_field(volume, (1, 2), 6.0, buffers).squares.copy()
        assert np.array_equal(used, distance_field(volume, (1, 2), 6.0).squares)


@FEW
@given(volume=volumes(), reach=st.floats(1.0, 6.0))
def test_more_labels_never_lie_farther_away(volume: Volume, reach: float) -> None:
    fewer = distance_field(volume, (1,), reach).squares
    more = distance_field(volume, (1, 2), reach).squares
    assert (more <= fewer).all()


def test_a_single_voxel_is_felt_in_every_direction() -> None:
    labels = np.zeros((9, 9, 9), dtype=np.uint16)
    labels[4, 4, 4] = 1
    volume = Volume(Grid((9, 9, 9), (0.5, 1.0, 2.0), np.zeros(3), np.eye(3)), labels)
    squares = distance_field(volume, (1,), 20.0).squares
    assert squares[4, 4, 4] == 0
    assert np.sqrt(squares[4, 4, 6]) == pytest.approx(0.75)  # two voxels along x, less half of one
    assert np.sqrt(squares[4, 6, 4]) == pytest.approx(1.5)
    assert np.sqrt(squares[6, 4, 4]) == pytest.approx(3.0)
    assert np.sqrt(squares[5, 4, 5]) == pytest.approx(np.hypot(1.0, 0.25))


def test_nothing_labelled_reads_as_the_range() -> None:
    volume = Volume(Grid((4, 3, 2), (1.0, 1.0, 1.0), np.zeros(3), np.eye(3)), np.zeros((2, 3, 4), np.uint16))
    assert (distance_field(volume, (1,), 5.0).squares == 25.0).all()


@FEW
@given(seed=st.integers(0, 10_000), base=st.floats(0.0, 5.0), growth=st.floats(0.0, 0.6))
def test_the_exact_least_is_what_dense_sampling_finds(seed: int, base: float, growth: float) -> None:
    rng = np.random.default_rng(seed)
    centres, half = rng.uniform(-10, 10, (6, 3)), rng.uniform(0.1, 1.5, 3)
    begin, end = rng.uniform(-12, 12, (2, 3))
    if seed % 4 == 0:
        end[seed % 3] = begin[seed % 3]  # along a plane of the grid: a slope of zero
    length = float(np.linalg.norm(end - begin))
    share = np.linspace(0, 1, 4001)[:, None, None]
    points = begin + share * (end - begin)
    gap = np.maximum(np.abs(points - centres) - half, 0.0)
    distance = np.sqrt((gap**2).sum(axis=2))
    sampled = (distance - base - growth * share[:, :, 0] * length).min()
    exact = least_spare(centres, half, begin, end, base, growth)
    assert exact.mm <= sampled + 1e-9
    assert exact.mm >= sampled - (1 + growth) * length / 4000
    at = begin + (end - begin) * (exact.depth_mm / length)
    there = np.linalg.norm(np.maximum(np.abs(at - centres[exact.box]) - half, 0.0))
    assert there - base - growth * exact.depth_mm == pytest.approx(exact.mm, abs=1e-9)
    assert least_distance(centres, half, begin, end).mm == pytest.approx(distance.min(), abs=length / 4000)


@FEW
@given(volume=volumes(), seed=st.integers(0, 1000), growth=st.floats(0.0, 0.5))
def test_leaving_out_far_boxes_never_changes_the_least(volume: Volume, seed: int, growth: float) -> None:
    rng = np.random.default_rng(seed)
    size = np.asarray(volume.grid.size) * np.asarray(volume.grid.spacing_mm)
    begin, end = rng.uniform(-2, size + 2), rng.uniform(-2, size + 2)
    half = np.asarray(volume.grid.spacing_mm) / 2
    every = volume.voxels_of((1, 2)) * half * 2
    all_boxes = least_spare(every, half, begin, end, 0.0, growth)
    kept = that_may_be_least(every, half, begin, end, growth)
    assert least_spare(kept, half, begin, end, 0.0, growth).mm == pytest.approx(all_boxes.mm, abs=1e-9)
    near = boxes_near(volume, table_of((1, 2)), begin, end, 3.0) * half * 2
    whole = least_distance(every, half, begin, end).mm
    assert min(least_distance(near, half, begin, end).mm, 3.0) == pytest.approx(min(whole, 3.0), abs=1e-9)
