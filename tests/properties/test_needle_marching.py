"""What marching passes, certificate and slow march pass too, on oblique grids and flat voxels."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enthesis.needle.certificate import least_spare, that_may_be_least
from enthesis.needle.field import Field, distance_field
from enthesis.needle.frames import Grid, PatientPoints
from enthesis.needle.marching import FINE_MM, keeps, march, slow_march, spare_kinds
from enthesis.needle.margin import MarginModel
from enthesis.needle.volume import Volume

SPACINGS = ((1.0, 1.0, 1.0), (0.3, 0.3, 1.4), (0.9, 0.4, 2.2))


def rotation(seed: int) -> np.ndarray:
    turned, _ = np.linalg.qr(np.random.default_rng(seed).normal(size=(3, 3)))
    return turned


def tangle(seed: int, spacing: tuple[float, float, float], thickness: float) -> Volume:
    """A few wandering vessels, some only one voxel thick, on a grid turned any way in the patient."""
    rng = np.random.default_rng(seed)
    size = tuple(max(8, int(26 / s)) for s in spacing)
    labels = np.zeros(size[::-1], dtype=np.uint16)
    for _ in range(3):
        at, along = rng.uniform(0, 26, 3), rng.normal(size=3)
        for step in np.arange(-40, 40, min(spacing) * 0.7):
            centre = np.floor((at + along / np.linalg.norm(along) * step) / spacing + 0.5).astype(int)
            reach = np.maximum((thickness / np.asarray(spacing)).astype(int), 0)
            low, high = np.maximum(centre - reach, 0), np.minimum(centre + reach + 1, size)
            if (low < high).all():
                labels[low[2] : high[2], low[1] : high[1], low[0] : high[0]] = 1
    return Volume(Grid(size, spacing, rng.uniform(-90, 90, 3), rotation(seed)), labels)


def needles(volume: Volume, seed: int, count: int) -> tuple[PatientPoints, PatientPoints]:
    rng = np.random.default_rng(seed)
    inside = (np.asarray(volume.grid.size) - 1) * np.asarray(volume.grid.spacing_mm)
    points = [volume.grid.to_patient(rng.uniform(0, inside, (count, 3))) for _ in range(2)]
    return points[0], points[1]


@pytest.mark.parametrize("spacing", SPACINGS)
@pytest.mark.parametrize("thickness", [0.0, 1.5])
@pytest.mark.parametrize(("base", "growth", "beyond"), [(0.4, 0.0, 0.0), (0.3, 0.15, 0.0), (0.5, 0.06, 3.0)])
def test_thousands_of_random_needles_that_pass_are_clear(
    spacing: tuple[float, float, float], thickness: float, base: float, growth: float, beyond: float
) -> None:
    margin = MarginModel("m", base, 0.0, 0.0, growth)
    passed = violated = 0
    for seed in range(6):
        volume = tangle(seed, spacing, thickness)
        field = distance_field(volume, (1,), 6.0)
        entries, tips = needles(volume, seed, 9)
        verdicts = march(field, entries, tips, margin, beyond_tip_mm=beyond)
        boxes = volume.voxels_of((1,)) * np.asarray(spacing)
        half = np.asarray(spacing) / 2
        begins, ends = volume.grid.to_grid(entries), volume.grid.to_grid(tips)
        for e, t in np.argwhere(verdicts):
            passed += 1
            length = float(np.linalg.norm(ends[t] - begins[e]))
            end = begins[e] + (ends[t] - begins[e]) * ((length + beyond) / length)
            near = that_may_be_least(boxes, half, begins[e], end, growth)
            violated += least_spare(near, half, begins[e], end, base, growth).mm < 0
    assert passed > 50
    assert violated == 0


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), spacing=st.sampled_from(SPACINGS), base=st.floats(0.1, 2.5))
def test_whatever_marching_passes_the_slow_march_passes(
    seed: int, spacing: tuple[float, float, float], base: float
) -> None:
    volume = tangle(seed, spacing, 0.8)
    field = distance_field(volume, (1,), 6.0)
    entries, tips = needles(volume, seed, 3)
    margin = MarginModel("m", base, 0.0, 0.0, 0.1)
    boxes, half = volume.voxels_of((1,)) * np.asarray(spacing), np.asarray(spacing) / 2
    begins, ends = volume.grid.to_grid(entries), volume.grid.to_grid(tips)
    for e, t in np.argwhere(march(field, entries, tips, margin, beyond_tip_mm=1.0)):
        assert slow_march(boxes, half, begins[e], ends[t], margin, beyond_tip_mm=1.0, step_mm=0.05)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), spacing=st.sampled_from(SPACINGS))
def test_what_is_to_spare_is_proved_and_hardly_understated(
    seed: int, spacing: tuple[float, float, float]
) -> None:
    volume = tangle(seed, spacing, 1.0)
    field = distance_field(volume, (1,), 6.0)
    entries, tips = needles(volume, seed, 4)
    begins, ends = np.asarray(volume.grid.to_grid(entries)), np.asarray(volume.grid.to_grid(tips))
    kinds = np.zeros((4, 4), dtype=np.int8)
    spare = np.full((4, 4), np.float32(6.0))
    spare_kinds(field, begins, ends, kinds, np.array([[0.5, 0.1]]), 0.0, spare)
    boxes, half = volume.voxels_of((1,)) * np.asarray(spacing), np.asarray(spacing) / 2
    lost = float(np.linalg.norm(half)) * 2 + 2 * FINE_MM
    for t, e in np.ndindex(4, 4):
        length = float(np.linalg.norm(ends[t] - begins[e]))
        exact = min(least_spare(boxes, half, begins[e], ends[t], 0.5, 0.1).mm, 6.0 - 0.5 - 0.1 * length)
        assert spare[t, e] <= exact + 1e-4
        assert spare[t, e] >= min(exact, 6.0) - lost


def straight(labels: np.ndarray) -> Field:
    size = labels.shape[::-1]
    return distance_field(Volume(Grid(size, (1.0, 1.0, 1.0), np.zeros(3), np.eye(3)), labels), (1,), 8.0)


def test_a_vessel_one_voxel_thick_is_never_stepped_over() -> None:
    labels = np.zeros((21, 21, 60), dtype=np.uint16)
    labels[:, 10, 37] = 1
    entry, tip = PatientPoints(np.array([[1.0, 10.0, 10.0]])), PatientPoints(np.array([[58.0, 10.0, 10.0]]))
    assert not march(straight(labels), entry, tip, MarginModel("m", 0.0, 0.0, 0.0, 0.0)).any()
    labels[:, 10, 37] = 0
    assert march(straight(labels), entry, tip, MarginModel("m", 0.0, 0.0, 0.0, 0.0)).all()


def test_a_needle_that_leaves_the_image_fails() -> None:
    field = straight(np.zeros((21, 21, 21), dtype=np.uint16))
    entry, tip = PatientPoints(np.array([[10.0, 10.0, 10.0]])), PatientPoints(np.array([[30.0, 10.0, 10.0]]))
    assert not march(field, entry, tip, MarginModel("m", 0.1, 0.0, 0.0, 0.0)).any()


def test_a_needle_without_length_fails() -> None:
    field = straight(np.zeros((5, 5, 5), dtype=np.uint16))
    here = PatientPoints(np.array([[2.0, 2.0, 2.0]]))
    assert not march(field, here, here, MarginModel("m", 0.1, 0.0, 0.0, 0.0)).any()


def test_past_the_tip_an_artery_still_counts() -> None:
    labels = np.zeros((21, 21, 40), dtype=np.uint16)
    labels[10, 10, 30] = 1
    entry, tip = PatientPoints(np.array([[1.0, 10.0, 10.0]])), PatientPoints(np.array([[22.0, 10.0, 10.0]]))
    margin = MarginModel("m", 1.0, 0.0, 0.0, 0.0)
    assert march(straight(labels), entry, tip, margin).all()
    assert march(straight(labels), entry, tip, margin, beyond_tip_mm=5.0).all()
    assert not march(straight(labels), entry, tip, margin, beyond_tip_mm=10.0).any()


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 5_000), base=st.floats(0.0, 4.0), turn=st.floats(-0.4, 0.4))
def test_a_margin_that_shrinks_with_depth_is_proved_as_well(seed: int, base: float, turn: float) -> None:
    volume = tangle(seed, (1.0, 1.0, 1.0), 0.0)
    field = distance_field(volume, (1,), 8.0)
    entries, tips = needles(volume, seed, 1)
    begin, end = np.asarray(volume.grid.to_grid(entries))[0], np.asarray(volume.grid.to_grid(tips))[0]
    length = float(np.linalg.norm(end - begin))
    if keeps(field, begin, end, base, turn, length, 0.0):
        boxes = volume.voxels_of((1,)).astype(float)
        for u in np.linspace(0, length, 400):
            point = begin + (end - begin) * (u / length)
            gap = np.maximum(np.abs(point - boxes) - 0.5, 0.0)
            nearest = math.sqrt(float((gap**2).sum(axis=1).min())) if len(boxes) else math.inf
            assert nearest >= base + turn * u - 1e-6
