"""The exact proof refuses what the fields let pass, and the safe disc and cone end where an artery begins."""

import msgspec
import numpy as np
import pytest

from enthesis.needle import ground
from enthesis.needle.field import distance_field
from enthesis.needle.frames import Grid
from enthesis.needle.guards import Guard, Rule
from enthesis.needle.plan_values import Feasible
from enthesis.needle.proof import prove
from enthesis.needle.robustness import MOST_CONE_DEG, safe_cone_deg, safe_disc_mm
from enthesis.needle.search import plan_needles
from enthesis.needle.volume import Volume
from tests.limb import ARTERY, BONE, LABELS, LIMITS, PLEURA, SKIN, limb, margin, needle, request

CUBE = Grid((50, 50, 50), (1.0, 1.0, 1.0), np.zeros(3), np.eye(3))


def cube(*boxes: tuple[int, slice, slice, slice]) -> Volume:
    labels = np.full((50, 50, 50), SKIN, dtype=np.uint16)
    for value, z, y, x in boxes:
        labels[z, y, x] = value
    return Volume(CUBE, labels)


EVERYWHERE = slice(None)
ALONG_Z = slice(0, 50)


def proved(volume: Volume, base: float, growth: float = 0.0):  # type: ignore[no-untyped-def]
    asked = request(limb(), 0.0)
    model = margin(base, growth)
    return prove(volume, LABELS, asked, model, (5.0, 25.0, 25.0), (25.0, 25.0, 25.0), 10.0)


def test_a_needle_beside_an_artery_has_the_distance_to_its_nearest_box() -> None:
    volume = cube((ARTERY, ALONG_Z, slice(31, 34), slice(15, 16)))
    proof = proved(volume, 5.0)
    assert proof.clearance_mm["popliteal artery"] == pytest.approx(5.5)
    assert proof.spare_mm == pytest.approx(0.5)
    assert proof.structure == "popliteal artery"
    assert proof.point_lps == pytest.approx((15.0, 31.0, 25.0), abs=0.6)
    assert proof.holds
    assert not proved(volume, 6.0).holds


def test_the_margin_at_the_depth_of_the_artery_decides() -> None:
    volume = cube((ARTERY, ALONG_Z, slice(31, 34), slice(15, 16)))
    # Asked 4 mm at the skin and 0.2 mm more per mm: the artery's box ends at a depth of 10.5 mm.
    proof = proved(volume, 4.0, 0.2)
    assert proof.spare_mm < 5.5 - 4.0 - 0.2 * 10.5 + 0.01
    assert not proof.holds


def test_what_is_left_over_the_widest_margin_is_told_though_it_lies_beyond_the_range() -> None:
    # The artery at 5.5 mm leaves 4.5; pleura at 11.5, beyond R, must keep 5 mm more at 1 + 5.
    volume = cube((ARTERY, ALONG_Z, slice(31, 34), slice(15, 16)), (PLEURA, ALONG_Z, slice(37, 39), ALONG_Z))
    asked = request(limb(), 0.0)
    near = prove(volume, LABELS, asked, margin(1.0, 0.0), (5.0, 25.0, 25.0), (25.0, 25.0, 25.0), 10.0)
    assert (near.structure, near.spare_mm) == ("popliteal artery", pytest.approx(4.5))
    wide = prove(volume, LABELS, asked, margin(1.0, 0.2), (5.0, 25.0, 25.0), (25.0, 25.0, 25.0), 10.0)
    assert wide.structure == "pleura"
    assert wide.spare_mm == pytest.approx(11.5 - 5.0 - 1.0 - 0.2 * 30.0)
    assert wide.clearance_mm["pleura"] == 10.0


def test_an_artery_past_the_tip_counts_for_the_margin_and_not_for_the_clearance() -> None:
    volume = cube((ARTERY, ALONG_Z, EVERYWHERE, slice(33, 35)))
    proof = proved(volume, 1.0)
    assert proof.clearance_mm["popliteal artery"] == pytest.approx(7.5)
    assert not proof.holds


def test_bone_on_the_way_is_no_proof_and_bone_at_the_tip_is_none_against() -> None:
    on_the_way = cube((BONE, slice(25, 26), slice(25, 26), slice(14, 15)))
    at_the_tip = cube((BONE, EVERYWHERE, EVERYWHERE, slice(24, 50)))
    assert not proved(on_the_way, 1.0).holds
    assert proved(at_the_tip, 1.0).holds


def test_nothing_near_reads_as_the_range() -> None:
    proof = proved(cube(), 1.0)
    assert set(proof.clearance_mm.values()) == {10.0}
    assert (proof.structure, proof.point_lps) == ("", None)
    assert proof.holds


def test_a_needle_the_fields_wrongly_pass_is_never_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were every field blind, the exact proof alone would still keep needles off the artery."""
    volume = limb()
    asked = request(volume, 90.0, 60.0, needles=(needle(model=margin(4.0)),))
    monkeypatch.setattr(ground, "guards_for", lambda *_: [])
    plan = plan_needles(volume, LABELS, asked)
    for planned in plan.needles:
        assert min(planned.clearance_proved_mm.values()) >= 4.0
    assert plan.verdict is not Feasible.FEASIBLE or len(plan.needles) == 2


def guard(volume: Volume, beyond: float = 0.0) -> tuple[Guard, ...]:
    return (Guard(Rule(0.0, beyond), distance_field(volume, (ARTERY,), 20.0)),)


BEGIN, TIP = np.array([5.0, 25.0, 25.0]), np.array([25.0, 25.0, 25.0])


def test_the_safe_disc_ends_where_the_moved_needle_would_come_too_near() -> None:
    volume = cube((ARTERY, ALONG_Z, slice(35, 38), slice(8, 9)))  # 9.5 mm from the axis, 2.5 to 3.5 mm deep
    disc = safe_disc_mm(guard(volume), BEGIN, TIP, margin(2.0, 0.0), 20.0)
    # Moving the entry by r moves the axis there by r (1 - 3 / 20): 7.5 mm are to spare.
    # The bound gives up to half a voxel away.
    assert 6.9 <= disc <= 7.5 / (1 - 3.5 / 20) + 0.1


def test_the_safe_disc_looks_past_the_tip_as_well() -> None:
    volume = cube((ARTERY, ALONG_Z, slice(35, 38), slice(34, 36)))  # 8.5 mm past the tip
    without = safe_disc_mm(guard(volume), BEGIN, TIP, margin(2.0, 0.0), 20.0)
    past = safe_disc_mm(guard(volume, 10.0), BEGIN, TIP, margin(2.0, 0.0), 20.0)
    assert past < without
    # There the axis moves by r (u / 20 - 1), half of r at the most.
    assert past == pytest.approx(7.5 / 0.5, abs=1.5)


def test_the_safe_cone_ends_where_the_tilted_needle_would_come_too_near() -> None:
    volume = cube((ARTERY, ALONG_Z, slice(31, 33), slice(24, 26)))  # 5.5 mm beside the tip
    cone = safe_cone_deg(guard(volume), BEGIN, TIP, margin(2.0, 0.0))
    assert 8.0 <= cone <= np.degrees(np.arctan(3.5 / 18.5)) + 0.1


def test_with_nothing_near_disc_and_cone_are_as_wide_as_can_be_told() -> None:
    free = guard(cube())
    assert safe_cone_deg(free, BEGIN, TIP, margin(0.5, 0.0)) == MOST_CONE_DEG
    assert safe_disc_mm(free, BEGIN, TIP, margin(0.5, 0.0), 20.0) > 18.0


def test_a_wider_pleura_rule_is_proved_too() -> None:
    labels = cube().labels.copy()
    labels[:, 33:36, 10:20] = 6
    asked = msgspec.structs.replace(request(limb(), 0.0), limits=LIMITS)
    for base, holds in ((2.0, True), (3.0, False)):  # 7.5 mm away; 5 mm more than the margin are asked
        proof = prove(
            Volume(CUBE, labels),
            LABELS,
            asked,
            margin(base, 0.0),
            (5.0, 25.0, 25.0),
            (25.0, 25.0, 25.0),
            12.0,
        )
        assert proof.holds is holds
