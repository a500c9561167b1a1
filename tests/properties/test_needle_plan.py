"""The laws of a whole needle plan: it moves with the patient, and knows no way round a wider margin."""

import math

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enthesis.needle.certificate import boxes_near, least_distance
from enthesis.needle.frames import Grid, PatientPoints, grid_point
from enthesis.needle.margin import MarginModel
from enthesis.needle.plan_values import Feasible, NeedlePlan, PlannedNeedle
from enthesis.needle.request import NeedleRequest, Target
from enthesis.needle.search import plan_needles
from enthesis.needle.volume import Volume, table_of
from tests.limb import ARTERY, LABELS, LIMITS, grid, limb, margin, needle, request

FEW = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SAMPLES = 500
AROUND = (0.0, 60.0, 180.0, 240.0, 300.0)
NAMES = {3: "popliteal artery", 4: "popliteal vein", 5: "tibial nerve"}


def exact_from_scratch(volume: Volume, planned: PlannedNeedle, value: int) -> float:
    """The distance from the axis to every voxel of a label, with nothing left out."""
    half = np.asarray(volume.grid.spacing_mm) / 2
    begin, end = grid_point(volume.grid, planned.entry_lps), grid_point(volume.grid, planned.target_lps)
    return least_distance(volume.voxels_of((value,)) * half * 2, half, begin, end).mm


def turned(seed: int) -> np.ndarray:
    matrix, _ = np.linalg.qr(np.random.default_rng(seed).normal(size=(3, 3)))
    return matrix


def moved(volume: Volume, asked: NeedleRequest, seed: int) -> tuple[Volume, NeedleRequest, Grid]:
    """Turn and shift the patient: the grid and the targets, rigidly."""
    rng = np.random.default_rng(seed)
    turn, shift = turned(seed), rng.uniform(-300, 300, 3)
    old = volume.grid
    place = Grid(old.size, old.spacing_mm, turn @ old.origin_lps + shift, turn @ old.direction)
    targets = tuple(
        Target(name=target.name, lps=tuple(float(c) for c in turn @ np.asarray(target.lps) + shift))  # type: ignore[arg-type]
        for target in asked.targets
    )
    return Volume(place, volume.labels), msgspec.structs.replace(asked, targets=targets), place


@FEW
@given(seed=st.integers(0, 10_000))
def test_a_rigid_move_of_the_patient_moves_the_plan_with_it(seed: int) -> None:
    volume = limb()
    asked = request(volume, *AROUND)
    still = plan_needles(volume, LABELS, asked)
    there, asked_there, place = moved(volume, asked, seed)
    plan = plan_needles(there, LABELS, asked_there)
    assert plan.verdict is still.verdict
    assert plan.punctures == still.punctures
    for one, other in zip(still.needles, plan.needles, strict=True):
        back = place.to_grid(PatientPoints(np.array([other.entry_lps])))
        here = volume.grid.to_grid(PatientPoints(np.array([one.entry_lps])))
        assert np.abs(back - here).max() < 0.01
        assert (one.target, one.puncture) == (other.target, other.puncture)
        assert one.angles.in_plane == pytest.approx(other.angles.in_plane, abs=0.2)
        assert one.angles.out_of_plane == pytest.approx(other.angles.out_of_plane, abs=0.2)
        assert one.safe_disc_mm == pytest.approx(other.safe_disc_mm, abs=0.11)
        for name, proved in one.clearance_proved_mm.items():
            assert other.clearance_proved_mm[name] == pytest.approx(proved, abs=0.01)


@FEW
@given(base=st.floats(0.5, 7.0), more=st.floats(0.1, 4.0), behind=st.floats(70, 110))
def test_a_wider_margin_never_makes_the_infeasible_feasible(base: float, more: float, behind: float) -> None:
    volume = limb()
    narrow = plan_needles(volume, LABELS, request(volume, 0, behind, needles=(needle(model=margin(base)),)))
    wide = plan_needles(
        volume, LABELS, request(volume, 0, behind, needles=(needle(model=margin(base + more)),))
    )
    for one, other in zip(narrow.targets, wide.targets, strict=True):
        assert not (one.verdict is Feasible.NOT_FEASIBLE and other.verdict is Feasible.FEASIBLE)


@FEW
@given(seed=st.integers(0, 1000))
def test_every_offered_needle_keeps_its_margin_by_a_count_from_scratch(seed: int) -> None:
    rng = np.random.default_rng(seed)
    spacing = [(1.0, 1.0, 1.5), (0.8, 1.1, 2.0), (1.2, 0.7, 1.0)][seed % 3]
    size = tuple(int(n) for n in np.array([72.0, 72.0, 96.0]) / spacing)
    place = Grid(size, spacing, rng.uniform(-50, 50, 3), turned(seed))
    volume = limb(place, artery_at=(float(rng.uniform(-6, 6)), float(rng.uniform(15, 22))))
    model = margin(float(rng.uniform(0.5, 3)), float(rng.uniform(0, 0.15)))
    plan = plan_needles(volume, LABELS, request(volume, *AROUND, 90.0, needles=(needle(model=model),)))
    assert plan.needles
    for planned in plan.needles:
        for value, name in NAMES.items():
            exact = exact_from_scratch(volume, planned, value)
            printed = planned.clearance_proved_mm[name]
            assert printed <= exact + 1e-9
            assert printed == pytest.approx(min(exact, plan.range_mm), abs=0.0011)
            assert exact >= model.base_mm


@FEW
@given(seed=st.integers(0, 1000))
def test_executed_within_the_declared_error_no_needle_touches_an_artery(seed: int) -> None:
    """Entry, labels and growth with depth are each off by as much as was declared, in any direction."""
    rng = np.random.default_rng(seed)
    volume = limb(artery_at=(4.0, 17.0), artery_radius=2.0)
    model = MarginModel("m", 0.25, 1.2, 0.0, 0.08, segmentation_error_mm=0.6)
    plan = plan_needles(volume, LABELS, request(volume, 20.0, 60.0, 130.0, needles=(needle(model=model),)))
    assert plan.needles
    half = np.asarray(volume.grid.spacing_mm) / 2
    for planned in plan.needles:
        begin, end = grid_point(volume.grid, planned.entry_lps), grid_point(volume.grid, planned.target_lps)
        boxes = boxes_near(volume, table_of((ARTERY,)), begin, end, 12.0) * half * 2
        for _ in range(SAMPLES // len(plan.needles)):
            off, drift, label = (unit(rng) for _ in range(3))
            reached = end + off * 1.2 + drift * (0.08 * planned.length_mm)
            touched = least_distance(boxes + label * 0.6, half, begin + off * 1.2, reached)
            assert touched.mm >= model.needle_radius_mm - 1e-6


def unit(rng: np.random.Generator) -> np.ndarray:
    direction = rng.normal(size=3)
    return direction / np.linalg.norm(direction)


@FEW
@given(off=st.floats(0.0, 1.0), turn=st.floats(0, 2 * math.pi))
def test_inside_the_safe_disc_and_cone_the_margin_still_holds(off: float, turn: float) -> None:
    volume = limb(artery_at=(5.0, 18.0))
    model = margin(1.5, 0.05)
    plan = plan_needles(volume, LABELS, request(volume, 45.0, 140.0, needles=(needle(model=model),)))
    half = np.asarray(volume.grid.spacing_mm) / 2
    boxes = volume.voxels_of((3, 4, 5)) * half * 2
    for planned in plan.needles:
        begin, end = grid_point(volume.grid, planned.entry_lps), grid_point(volume.grid, planned.target_lps)
        along = (end - begin) / planned.length_mm
        side = np.cross(along, [0.3, 0.5, 0.8])
        side /= np.linalg.norm(side)
        across = math.cos(turn) * side + math.sin(turn) * np.cross(along, side)
        entry = begin + across * off * planned.safe_disc_mm
        tip = begin + planned.length_mm * (
            along + across * off * math.tan(math.radians(planned.safe_cone_deg))
        )
        for first, last in ((entry, end), (begin, tip)):
            share = np.linspace(0, 1, 150)
            path = first + (last - first) * share[:, None]
            gap = np.maximum(np.abs(path[:, None, :] - boxes[None, :, :]) - half, 0.0)
            nearest = np.sqrt((gap**2).sum(axis=2)).min(axis=1)
            assert (nearest >= model.base_mm + model.per_mm * planned.length_mm * share - 1e-6).all()


def without_words(plan: NeedlePlan) -> tuple[object, ...]:
    return plan.verdict, plan.needles, plan.targets, plan.punctures


def test_a_region_gives_the_same_plan_as_the_whole_image() -> None:
    volume = limb(grid((96, 80, 90), (0.8, 1.0, 1.5), origin=(-38.4, -40.0, -67.5)))
    asked = request(volume, 10.0, 200.0, needles=(needle(26.0, margin(1.0)),), limits=LIMITS)
    by_region = plan_needles(volume, LABELS, asked)
    assert by_region.verdict is Feasible.FEASIBLE
    assert without_words(by_region) == without_words(plan_needles(volume, LABELS, asked, crop=False))


def test_the_same_question_twice_has_the_same_answer() -> None:
    volume = limb()
    asked = request(volume, *AROUND)
    assert plan_needles(volume, LABELS, asked) == plan_needles(volume, LABELS, asked)


@FEW
@given(seed=st.integers(0, 1000))
def test_one_more_labelled_artery_never_helps(seed: int) -> None:
    rng = np.random.default_rng(seed)
    volume = limb()
    asked = request(volume, 30.0, 200.0)
    before = plan_needles(volume, LABELS, asked)
    labels = volume.labels.copy()
    z, y, x = rng.integers(8, 56, 3)
    labels[max(z - 12, 0) : z + 12, y : y + 3, x : x + 3] = ARTERY
    after = plan_needles(Volume(volume.grid, labels), LABELS, asked)
    worst = {t.target: t.verdict for t in before.targets}
    for target in after.targets:
        assert not (worst[target.target] is Feasible.NOT_FEASIBLE and target.verdict is Feasible.FEASIBLE)
    assert after.punctures >= before.punctures or len(after.needles) < len(before.needles)
