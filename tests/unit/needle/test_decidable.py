"""What is not known makes the answer not decidable, and no needle is offered; what is known stays silent."""

import msgspec
import numpy as np
import pytest

from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.sentences import say
from enthesis.needle.plan_values import Feasible, NeedlePlan
from enthesis.needle.request import Target
from enthesis.needle.search import plan_needles
from enthesis.needle.structures import Role, Structure, label_map
from enthesis.needle.volume import Volume
from tests.limb import (
    ARTERY,
    BONE,
    LABELS,
    LIMITS,
    SKIN,
    STRUCTURES,
    grid,
    labelled,
    limb,
    margin,
    needle,
    request,
)


def reasons(plan: NeedlePlan) -> set[str]:
    return {said.id for said in plan.says[1:]}


def refused(plan: NeedlePlan, reason: str) -> bool:
    return plan.verdict is Feasible.NOT_DECIDABLE and plan.needles == () and reason in reasons(plan)


def repainted(volume: Volume, old: int, new: int) -> Volume:
    return Volume(volume.grid, np.where(volume.labels == old, new, volume.labels).astype(np.uint16))


def test_with_everything_labelled_the_answer_is_a_plan() -> None:
    volume = limb()
    plan = plan_needles(volume, LABELS, request(volume, 0.0, 180.0))
    assert plan.verdict is Feasible.FEASIBLE
    assert {needle.target for needle in plan.needles} == {"at 0", "at 180"}
    assert reasons(plan) == set()


def test_a_deleted_artery_label_is_refused_and_named() -> None:
    volume = repainted(limb(), ARTERY, SKIN)
    plan = plan_needles(volume, LABELS, request(volume, 0.0))
    assert refused(plan, "needle.doubt.not-labelled")
    assert "popliteal-artery" in plan.missing_structures


def without_slice(volume: Volume, value: int, slices: slice) -> Volume:
    labels = volume.labels.copy()
    part = labels[slices]
    part[part == value] = SKIN
    return Volume(volume.grid, labels)


def test_an_artery_left_out_on_a_slice_within_reach_is_refused() -> None:
    volume = without_slice(limb(), ARTERY, slice(32, 33))
    plan = plan_needles(volume, LABELS, request(volume, 0.0))
    assert refused(plan, "needle.doubt.torn")
    assert plan.says[1].values["slices"] == 1


@pytest.mark.parametrize("ends", [True, False])
def test_an_artery_that_ends_within_reach_leaves_out_no_slice_and_is_said(ends: bool) -> None:
    volume = without_slice(limb(), ARTERY, slice(45, None)) if ends else limb()
    plan = plan_needles(volume, LABELS, request(volume, 0.0))
    assert reasons(plan) == set()
    assert ("needle.assume.ending" in {said.id for said in plan.assumptions}) is ends


@pytest.mark.parametrize("far_off", [True, False])
def test_a_gap_far_off_or_in_a_label_of_several_vessels_is_only_said(far_off: bool) -> None:
    place = grid((72, 72, 128), origin=(-36.0, -36.0, -96.0))
    volume = without_slice(limb(place), ARTERY, slice(37, 38) if far_off else slice(64, 65))
    asked = request(volume, 0.0, needles=(needle(26.0, margin(0.5, 0.0)),))
    artery, *others = asked.expected
    if not far_off:
        twin = msgspec.structs.replace(artery, id="another-artery", names=("popliteal artery",))
        asked = msgspec.structs.replace(asked, expected=(artery, twin, *others))
    plan = plan_needles(volume, LABELS, asked)
    assert "needle.doubt.torn" not in reasons(plan)
    assert "needle.assume.torn" in {said.id for said in plan.assumptions}


def test_an_artery_missing_from_the_map_is_an_unnamed_value_and_a_missing_label() -> None:
    volume = limb()
    labels = msgspec.structs.replace(LABELS, structures=tuple(s for s in STRUCTURES if s.values != (ARTERY,)))
    plan = plan_needles(volume, labels, request(volume, 0.0))
    assert refused(plan, "needle.doubt.not-labelled")
    assert refused(plan, "needle.doubt.unnamed")
    assert plan.unnamed_values == (ARTERY,)


def test_an_artery_marked_as_something_harmless_guards_nothing_and_counts_as_missing() -> None:
    volume = limb()
    other = [
        Structure(name=s.name, role=Role.OTHER if s.values == (ARTERY,) else s.role, values=s.values)
        for s in STRUCTURES
    ]
    labels = label_map(other, confirmed_by="Dr Reyes", image_pose="straight", treatment_pose="straight")
    assert refused(plan_needles(volume, labels, request(volume, 0.0)), "needle.doubt.not-labelled")


def test_an_artery_that_is_drawn_only_out_of_reach_is_refused() -> None:
    volume = limb()
    labels = volume.labels.copy()
    labels[6:][labels[6:] == ARTERY] = SKIN
    plan = plan_needles(Volume(volume.grid, labels), LABELS, request(volume, 0.0))
    assert refused(plan, "needle.doubt.empty-in-reach")


def test_without_a_region_an_image_without_any_artery_is_still_refused() -> None:
    volume = repainted(limb(), ARTERY, SKIN)
    asked = request(volume, 0.0, region="", expected=())
    assert refused(plan_needles(volume, LABELS, asked), "needle.doubt.no-artery")


def test_without_a_region_the_answer_says_that_nobody_checked() -> None:
    volume = limb()
    plan = plan_needles(volume, LABELS, request(volume, 0.0, region="", expected=()))
    assert plan.verdict is Feasible.FEASIBLE
    assert "needle.assume.no-region" in {said.id for said in plan.assumptions}


def test_a_named_person_may_say_that_an_artery_lies_out_of_reach() -> None:
    volume = repainted(limb(), ARTERY, SKIN)
    asked = request(volume, 0.0, looked_none_seen=("popliteal-artery",))
    plan = plan_needles(volume, LABELS, asked)
    assert plan.verdict is Feasible.FEASIBLE
    assert "needle.assume.looked-none-seen" in {said.id for said in plan.assumptions}


def test_nobody_s_look_waives_nothing() -> None:
    volume = repainted(limb(), ARTERY, SKIN)
    asked = request(volume, 0.0, looked_none_seen=("popliteal-artery",))
    assert refused(plan_needles(volume, labelled(confirmed_by=""), asked), "needle.doubt.not-labelled")


def test_a_missing_nerve_that_does_not_decide_is_named_beside_the_plan() -> None:
    volume = limb()
    plan = plan_needles(volume, LABELS, request(volume, 0.0))
    assert plan.missing_structures == ("common-fibular-nerve",)
    assert "needle.assume.missing" in {said.id for said in plan.assumptions}


def test_a_value_nobody_named_near_a_target_is_refused() -> None:
    volume = limb()
    labels = volume.labels.copy()
    labels[32, 36, 60] = 99
    plan = plan_needles(Volume(volume.grid, labels), LABELS, request(volume, 0.0))
    assert refused(plan, "needle.doubt.unnamed")


def test_a_value_nobody_named_far_away_is_only_reported() -> None:
    volume = limb()
    labels = volume.labels.copy()
    labels[0, 0, 0] = 99
    plan = plan_needles(Volume(volume.grid, labels), LABELS, request(volume, 0.0))
    assert plan.verdict is Feasible.FEASIBLE
    assert plan.unnamed_values == (99,)


def test_without_skin_nobody_knows_where_to_enter() -> None:
    volume = limb()
    labels = label_map(
        [s for s in STRUCTURES if s.role is not Role.SKIN]
        + [Structure(name="fat", role=Role.OTHER, values=(SKIN,))]
    )
    assert refused(plan_needles(volume, labels, request(volume, 0.0)), "needle.doubt.no-skin")


def test_a_body_drawn_from_the_image_stands_in_for_skin() -> None:
    volume = limb()
    labels = label_map(
        [s for s in STRUCTURES if s.role is not Role.SKIN]
        + [Structure(name="fat", role=Role.OTHER, values=(SKIN,))],
        confirmed_by="Dr Reyes",
        image_pose="straight",
        treatment_pose="straight",
    )
    by_body = plan_needles(volume, labels, request(volume, 0.0), body=volume.labels > 0)
    by_label = plan_needles(volume, LABELS, request(volume, 0.0))
    assert by_body.needles == by_label.needles


@pytest.mark.parametrize("side", ["below", "behind"])
def test_an_image_cut_off_within_reach_is_refused(side: str) -> None:
    volume = limb()
    cut = volume.labels[24:] if side == "below" else volume.labels[:, :52]
    origin = volume.grid.origin_lps + ([0, 0, 36.0] if side == "below" else [0, 0, 0])
    place = grid(cut.shape[::-1], volume.grid.spacing_mm, origin=tuple(origin))
    part = Volume(place, np.ascontiguousarray(cut))
    asked = msgspec.structs.replace(request(volume, 0.0))
    plan = plan_needles(part, LABELS, asked)
    assert refused(plan, "needle.doubt.cropped")
    assert plan.targets[0].changes[0].kind == "crop"


def test_a_shorter_needle_may_still_fit_the_image() -> None:
    volume = limb()
    cut = np.ascontiguousarray(volume.labels[13:])
    part = Volume(grid(cut.shape[::-1], origin=(-36.0, -36.0, -48.0 + 13 * 1.5)), cut)
    long, short = needle(30.0, margin(1.0)), needle(24.0, margin(1.0))
    assert refused(plan_needles(part, LABELS, request(volume, 0.0, needles=(long,))), "needle.doubt.cropped")
    plan = plan_needles(part, LABELS, request(volume, 0.0, needles=(long, short)))
    assert plan.verdict is Feasible.FEASIBLE
    assert plan.needles[0].needle_length_mm == 24.0


def test_a_target_outside_the_image_is_refused() -> None:
    volume = limb()
    asked = request(volume, targets=(Target(name="far", lps=(500.0, 0.0, 0.0)),))
    plan = plan_needles(volume, LABELS, asked)
    assert plan.verdict is Feasible.NOT_DECIDABLE
    assert plan.needles == ()


def test_an_empty_target_label_is_refused() -> None:
    volume = limb()
    labels = label_map(
        [*STRUCTURES, Structure(name="enthesis", role=Role.TARGET, values=(50,))], confirmed_by="Dr Reyes"
    )
    plan = plan_needles(volume, labels, request(volume, targets=(Target(name="enthesis"),)))
    assert plan.verdict is Feasible.NOT_DECIDABLE


@pytest.mark.parametrize(
    ("image", "treatment"), [("", ""), ("straight", "bent"), ("straight", ""), ("", "bent")]
)
def test_near_a_vessel_that_moves_an_unknown_or_other_pose_is_refused(image: str, treatment: str) -> None:
    volume = limb()
    labels = labelled(image_pose=image, treatment_pose=treatment)
    near, far = plan_needles(volume, labels, request(volume, 60.0, 270.0)).targets
    assert near.verdict is Feasible.NOT_DECIDABLE
    assert [said.id for said in near.reasons] == ["needle.doubt.pose"]
    assert far.verdict is Feasible.FEASIBLE


def test_a_margin_with_a_pose_term_decides() -> None:
    volume = limb()
    labels = labelled(image_pose="straight", treatment_pose="bent")
    plan = plan_needles(
        volume, labels, request(volume, 45.0, needles=(needle(model=margin(pose_error_mm=1.0)),))
    )
    assert plan.verdict is Feasible.FEASIBLE
    assert "needle.assume.pose-differs" in {said.id for said in plan.assumptions}


def test_far_from_what_moves_an_unknown_pose_is_an_assumption() -> None:
    volume = limb()
    plan = plan_needles(volume, labelled(image_pose="", treatment_pose=""), request(volume, 270.0))
    assert plan.verdict is Feasible.FEASIBLE
    assert "needle.assume.pose-unknown" in {said.id for said in plan.assumptions}


def test_a_way_that_passes_what_moves_is_refused_though_its_target_lies_far() -> None:
    volume = limb()
    labels = labelled(image_pose="", treatment_pose="")
    near = msgspec.structs.replace(LIMITS, pose_near_mm=1.0)
    plan = plan_needles(volume, labels, request(volume, 60.0, 270.0, limits=near))
    assert [target.verdict for target in plan.targets] == [Feasible.NOT_DECIDABLE, Feasible.FEASIBLE]
    assert [said.id for said in plan.targets[0].reasons] == ["needle.doubt.pose"]
    assert [(planned.target, planned.puncture) for planned in plan.needles] == [("at 270", 0)]
    assert plan.punctures == 1


@pytest.mark.parametrize(("most", "decides"), [(1.5, True), (1.4, False)])
def test_voxels_too_long_to_show_thin_arteries_are_refused(most: float, decides: bool) -> None:
    volume = limb()
    limits = msgspec.structs.replace(LIMITS, most_voxel_mm=most)
    plan = plan_needles(volume, LABELS, request(volume, 0.0, limits=limits))
    assert refused(plan, "needle.doubt.coarse") is not decides


def test_nobody_having_confirmed_the_labels_is_printed() -> None:
    volume = limb()
    plan = plan_needles(volume, labelled(confirmed_by=""), request(volume, 0.0))
    assert plan.verdict is Feasible.FEASIBLE
    assert "needle.assume.not-confirmed" in {said.id for said in plan.assumptions}
    assert plan.confirmed_by == ""


def test_whatever_is_said_has_words(handbook: Handbook) -> None:
    volume = limb()
    cut = Volume(grid((72, 72, 30), origin=(-36.0, -36.0, -48.0)), np.ascontiguousarray(volume.labels[:30]))
    odd = volume.labels.copy()
    odd[0, 0, 0] = 99
    odd[32, 36, 60] = 98
    bare = Volume(volume.grid, np.where(volume.labels == BONE, SKIN, volume.labels).astype(np.uint16))
    plans = [
        plan_needles(volume, labelled(confirmed_by="", image_pose=""), request(volume, 0.0, 90.0)),
        plan_needles(volume, labelled(image_pose="bent"), request(volume, 90.0, 270.0)),
        plan_needles(cut, LABELS, request(volume, 0.0)),
        plan_needles(
            volume, LABELS, request(volume, 0.0, limits=msgspec.structs.replace(LIMITS, most_voxel_mm=1.0))
        ),
        plan_needles(Volume(volume.grid, odd), LABELS, request(volume, 0.0)),
        plan_needles(repainted(volume, ARTERY, SKIN), LABELS, request(volume, 0.0)),
        plan_needles(bare, LABELS, request(volume, 90.0, needles=(needle(model=margin(6.0)),))),
        plan_needles(volume, LABELS, request(volume, 0.0, needles=(needle(12.0),), shelf=(needle(30.0),))),
    ]
    for plan in plans:
        said = [*plan.says, *plan.assumptions]
        said += [reason for target in plan.targets for reason in target.reasons]
        said += [change.says for target in plan.targets for change in target.changes]
        for sentence in said:
            assert say(handbook, sentence.id, sentence.values).endswith(".")
