"""When a way exists it is found; when none does, the plan says what stands in it and what would help."""

import msgspec
import numpy as np
import pytest

from enthesis.needle.frames import Grid, grid_point
from enthesis.needle.plan_values import Feasible, NeedlePlan, TargetVerdict
from enthesis.needle.request import NeedleRequest, Target
from enthesis.needle.search import plan_needles
from enthesis.needle.structures import Role
from enthesis.needle.volume import Volume
from tests.limb import (
    ARTERY,
    BONE,
    LABELS,
    LIMITS,
    PLEURA,
    SKIN,
    grid,
    limb,
    margin,
    needle,
    on_bone,
    request,
)


def only(plan: NeedlePlan) -> TargetVerdict:
    (target,) = plan.targets
    return target


def change(plan: NeedlePlan, kind: str) -> float:
    (amount,) = [change.amount for change in only(plan).changes if change.kind == kind]
    assert amount is not None
    return amount


def with_margin(volume: Volume, angle: float, base: float, growth: float = 0.0) -> NeedleRequest:
    return request(volume, angle, needles=(needle(model=margin(base, growth)),))


def test_a_needle_ends_at_its_target_and_starts_on_the_skin() -> None:
    volume = limb()
    plan = plan_needles(volume, LABELS, request(volume, 0.0, 300.0))
    for planned, target in zip(plan.needles, request(volume, 0.0, 300.0).targets, strict=True):
        assert planned.target_lps == target.lps
        entry = np.array(planned.entry_lps)
        assert np.hypot(entry[0], entry[1]) == pytest.approx(29.5, abs=1.5)
        assert planned.length_mm == pytest.approx(np.linalg.norm(entry - planned.target_lps), abs=1e-3)
        assert planned.length_mm <= 27.0
        assert planned.angles.to_skin_normal <= LIMITS.most_incidence_deg
        assert planned.depth_marks[-1].kind == "tip"
        assert planned.depth_marks[-1].lps == pytest.approx(planned.target_lps, abs=1e-3)


def test_behind_the_artery_no_way_keeps_a_wide_margin_and_the_artery_is_blamed() -> None:
    volume = limb(others=False)
    plan = plan_needles(volume, LABELS, with_margin(volume, 90.0, 6.0))
    blocked = only(plan)
    assert blocked.verdict is Feasible.NOT_FEASIBLE
    assert plan.needles == ()
    assert [said.id for said in blocked.reasons] == ["needle.blocked.too-near"]
    assert blocked.limiting_structure == "popliteal artery"
    point = grid_point(volume.grid, blocked.limiting_point_lps or (0, 0, 0)) / volume.grid.spacing_mm
    x, y, z = np.round(point).astype(int)
    assert volume.labels[z, y, x] == ARTERY


def test_the_narrower_margin_that_is_named_would_do() -> None:
    volume = limb(others=False)
    less = change(plan_needles(volume, LABELS, with_margin(volume, 90.0, 6.0)), "margin")
    assert 0 < less < 6
    mended = plan_needles(volume, LABELS, with_margin(volume, 90.0, 6.0 - less))
    assert mended.verdict is Feasible.FEASIBLE
    still = plan_needles(volume, LABELS, with_margin(volume, 90.0, 6.0 - less + 0.8))
    assert still.verdict is Feasible.NOT_FEASIBLE


def test_a_needle_too_short_is_told_how_long_it_would_have_to_be() -> None:
    volume = limb()
    plan = plan_needles(volume, LABELS, request(volume, 0.0, needles=(needle(15.0),)))
    assert [said.id for said in only(plan).reasons] == ["needle.blocked.too-deep"]
    longer = change(plan, "longer-needle")
    assert 19 <= longer <= 24
    assert plan_needles(volume, LABELS, request(volume, 0.0, needles=(needle(longer + 1),))).needles


def test_the_shelf_is_asked_for_the_next_longer_needle() -> None:
    volume = limb()
    asked = request(volume, 0.0, needles=(needle(15.0),), shelf=(needle(30.0), needle(26.0), needle(13.0)))
    plan = plan_needles(volume, LABELS, asked)
    assert change(plan, "longer-needle") == 26.0


def test_a_shelf_that_does_not_help_promises_nothing() -> None:
    volume = limb()
    asked = request(volume, 0.0, needles=(needle(15.0),), shelf=(needle(17.0),))
    kinds = [c.says.id for c in only(plan_needles(volume, LABELS, asked)).changes]
    assert "needle.change.longer-needle" not in kinds


def test_every_way_flatter_than_allowed_is_said_with_the_angle() -> None:
    volume = limb()
    labels = volume.labels.copy()
    labels[:, :, 48:][labels[:, :, 48:] == SKIN] = 0  # the skin in front of the target is gone
    asked = request(volume, 0.0, limits=msgspec.structs.replace(LIMITS, most_incidence_deg=20.0))
    plan = plan_needles(Volume(volume.grid, labels), LABELS, asked)
    assert [said.id for said in only(plan).reasons] == ["needle.blocked.too-flat"]
    assert 60 < change(plan, "incidence") < 80


def test_a_target_within_bone_is_blocked_by_that_bone() -> None:
    volume = limb()
    asked = request(volume, 0.0)
    deep = msgspec.structs.replace(asked.targets[0], lps=(2.0, 0.0, 0.0))
    plan = plan_needles(volume, LABELS, msgspec.structs.replace(asked, targets=(deep,)))
    assert [said.id for said in only(plan).reasons] in (["needle.blocked.bone"], ["needle.blocked.too-deep"])
    longer = plan_needles(
        volume, LABELS, msgspec.structs.replace(asked, targets=(deep,), needles=(needle(40.0, margin(1.0)),))
    )
    assert [said.id for said in only(longer).reasons] == ["needle.blocked.bone"]
    assert only(longer).limiting_structure == "femur"


def test_no_needle_passes_through_bone_to_the_far_side() -> None:
    volume = limb()
    plan = plan_needles(
        volume, LABELS, request(volume, *range(0, 360, 40), needles=(needle(40.0, margin(1.0)),))
    )
    for planned in plan.needles:
        line = np.linspace(planned.entry_lps, planned.target_lps, 400)[
            : int(400 * (1 - 3.1 / planned.length_mm))
        ]
        voxels = np.round((line - volume.grid.origin_lps) / volume.grid.spacing_mm).astype(int)
        assert not (volume.labels[voxels[:, 2], voxels[:, 1], voxels[:, 0]] == BONE).any()


def test_one_puncture_serves_no_more_than_allowed_and_all_are_served() -> None:
    volume = limb()
    angles = tuple(range(180, 360, 20))
    fan = msgspec.structs.replace(LIMITS.fan, most_redirections=2)
    asked = request(volume, *angles, limits=msgspec.structs.replace(LIMITS, fan=fan))
    plan = plan_needles(volume, LABELS, asked)
    assert plan.verdict is Feasible.FEASIBLE
    assert plan.optimality_gap == 0
    assert sorted(n.target for n in plan.needles) == sorted(t.name for t in asked.targets)
    used = [n.puncture for n in plan.needles]
    assert max(used.count(p) for p in set(used)) <= 2
    assert plan.punctures == len(set(used)) >= len(angles) / 2
    assert len({(n.puncture, n.entry_lps) for n in plan.needles}) == plan.punctures


def test_pleura_is_kept_farther_from_than_vessels() -> None:
    volume = limb(others=False, artery_at=(-16.0, 0.0), artery_radius=1.0)
    labels = volume.labels.copy()
    labels[26:38, 48:58, 24:36][labels[26:38, 48:58, 24:36] == SKIN] = PLEURA
    walled = Volume(volume.grid, labels)
    asked = request(volume, 60.0, needles=(needle(model=margin(1.0, 0.0)),))
    plan = plan_needles(walled, LABELS, asked)
    for planned in plan.needles:
        assert planned.clearance_proved_mm["pleura"] >= 1.0 + LIMITS.pleura_more_mm
    nearer = msgspec.structs.replace(LIMITS, pleura_more_mm=0.0, overshoot_pleura_mm=0.0)
    free = plan_needles(walled, LABELS, msgspec.structs.replace(asked, limits=nearer))
    assert free.verdict is Feasible.FEASIBLE


def test_an_artery_behind_the_target_within_overshoot_rules_the_straight_way_out() -> None:
    labels = np.zeros((50, 60, 60), dtype=np.uint16)
    labels[3:47, 5:55, 5:55] = SKIN
    labels[3:47, 20:40, 26:29] = ARTERY
    volume = Volume(Grid((60, 60, 50), (1.0, 1.0, 1.0), np.zeros(3), np.eye(3)), labels)
    asked = request(limb(), 0.0, needles=(needle(16.0, margin(1.0, 0.0)),))
    target = msgspec.structs.replace(asked.targets[0], lps=(17.0, 30.0, 25.0))
    asked = msgspec.structs.replace(asked, targets=(target,), expected=())
    steep = msgspec.structs.replace(LIMITS, most_incidence_deg=10.0)
    within = msgspec.structs.replace(asked, limits=steep)
    past = msgspec.structs.replace(asked, limits=msgspec.structs.replace(steep, overshoot_artery_mm=0.0))
    assert plan_needles(volume, LABELS, past).verdict is Feasible.FEASIBLE
    blocked = plan_needles(volume, LABELS, within)
    assert blocked.verdict is Feasible.NOT_FEASIBLE
    assert only(blocked).limiting_structure == "popliteal artery"


def test_a_role_may_have_a_wider_margin_of_its_own() -> None:
    volume = limb()
    asked = request(volume, 20.0, 150.0)
    plan = plan_needles(volume, LABELS, msgspec.structs.replace(asked, role_margins_mm={Role.NERVE: 4.0}))
    for planned in plan.needles:
        assert planned.clearance_proved_mm["tibial nerve"] >= 6.0


def test_shifting_the_artery_onto_the_way_moves_or_ends_the_plan() -> None:
    volume = limb(others=False)
    asked = with_margin(volume, 50.0, 3.0)
    plan = plan_needles(volume, LABELS, asked)
    entry = np.array(plan.needles[0].entry_lps)
    middle = (entry + plan.needles[0].target_lps) / 2
    shifted = limb(others=False, artery_at=(float(middle[0]), float(middle[1])))
    after = plan_needles(shifted, LABELS, asked)
    assert after.needles == () or after.needles[0].entry_lps != plan.needles[0].entry_lps


def test_flipping_the_labels_left_to_right_moves_the_plan() -> None:
    volume = limb(artery_at=(6.0, 16.0))
    flipped = Volume(volume.grid, np.ascontiguousarray(volume.labels[:, :, ::-1]))
    asked = request(volume, 60.0)
    assert plan_needles(volume, LABELS, asked).needles != plan_needles(flipped, LABELS, asked).needles


def test_an_artery_thinned_to_one_voxel_still_blocks_and_is_still_measured() -> None:
    thin = limb(others=False, artery_radius=0.4)
    assert 0 < (thin.labels == ARTERY).sum() <= thin.labels.shape[0]
    plan = plan_needles(thin, LABELS, with_margin(thin, 90.0, 1.0))
    for planned in plan.needles:
        assert 1.0 <= planned.clearance_proved_mm["popliteal artery"] < plan.range_mm
    wall = limb(others=False)
    labels = wall.labels.copy()
    labels[labels == ARTERY] = SKIN
    labels[:, 52, :][labels[:, 52, :] == SKIN] = ARTERY  # a wall one voxel thick behind the bone
    labels[:, 36:52, 12][labels[:, 36:52, 12] == SKIN] = ARTERY
    labels[:, 36:52, 60][labels[:, 36:52, 60] == SKIN] = ARTERY
    shut = plan_needles(Volume(wall.grid, labels), LABELS, with_margin(wall, 90.0, 0.5))
    assert shut.verdict is Feasible.NOT_FEASIBLE


def test_a_skin_that_is_only_a_shell_is_entered_from_outside() -> None:
    volume = limb()
    x = (np.arange(72) - 36.0)[None, None, :]
    y = (np.arange(72) - 36.0)[None, :, None]
    inside = np.broadcast_to(x**2 + y**2 < 27.0**2, volume.labels.shape)
    shell = Volume(
        volume.grid, np.where((volume.labels == SKIN) & inside, 0, volume.labels).astype(np.uint16)
    )
    plan = plan_needles(shell, LABELS, request(volume, 0.0, 200.0))
    assert plan.verdict is Feasible.FEASIBLE
    for planned in plan.needles:
        assert np.hypot(*planned.entry_lps[:2]) > 28.0


def test_another_limb_in_the_image_is_no_way_in() -> None:
    volume = limb(grid((140, 72, 64), origin=(-70.0, -36.0, -48.0)))
    labels = volume.labels.copy()
    labels[:, 20:50, 112:136] = SKIN  # the other leg, eleven millimetres of air away
    both = Volume(volume.grid, labels)
    asked = request(volume, 0.0, needles=(needle(60.0, margin(1.0)),))
    plan = plan_needles(both, LABELS, asked)
    assert all(planned.entry_lps[0] < 32.0 for planned in plan.needles)


def test_a_target_that_none_of_the_tried_places_reaches_is_sought_from_every_place() -> None:
    volume = limb()
    few = msgspec.structs.replace(LIMITS, most_entries=1)
    angles = (0.0, 120.0, 240.0)
    plan = plan_needles(volume, LABELS, request(volume, *angles, limits=few))
    assert [target.verdict for target in plan.targets] == [Feasible.FEASIBLE] * 3


@pytest.mark.parametrize(("radius", "said"), [(11.5, False), (20.0, True)])
def test_a_point_that_no_bone_is_near_is_said(radius: float, said: bool) -> None:
    volume = limb()
    place = Target(name="there", lps=on_bone(volume, 200.0, radius_mm=radius))  # type: ignore[arg-type]
    plan = plan_needles(volume, LABELS, request(volume, targets=(place,)))
    assert plan.verdict is Feasible.FEASIBLE
    assert ("needle.assume.off-bone" in {one.id for one in plan.assumptions}) is said


def test_a_target_inside_an_artery_is_no_less_than_no_distance_away() -> None:
    volume = limb(artery_at=(0.0, 20.0), artery_radius=6.0, others=False)
    inside = Target(name="there", lps=on_bone(volume, 90.0, radius_mm=20.0))  # type: ignore[arg-type]
    blocked = only(plan_needles(volume, LABELS, request(volume, targets=(inside,))))
    assert blocked.verdict is Feasible.NOT_FEASIBLE
    assert blocked.reasons[0].values["proved"] == "0"
