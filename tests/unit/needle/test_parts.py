"""The parts of the needle room, each by its own table: ways, skin, targets, volumes, margins."""

from decimal import Decimal

import numpy as np
import pytest

from enthesis.needle.candidates import incidence_deg, skin_at, surface_voxels, thinned
from enthesis.needle.clearances import clearances_of
from enthesis.needle.frames import Grid, GridPoints, PatientPoints, grid_point, lps_of, patient_points
from enthesis.needle.margin import MarginModel
from enthesis.needle.request import NeedleRequest, Target
from enthesis.needle.search import plan_needles
from enthesis.needle.structures import Role, Structure, label_map, plain
from enthesis.needle.targets import places_of
from enthesis.needle.volume import Volume, crop
from enthesis.needle.walk import NO_BODY, Way, way_of
from enthesis.vocabulary.errors import BadInput, BadQuantity
from tests.limb import ARTERY, BONE, LABELS, LIMITS, SKIN, STRUCTURES, grid, limb, needle, request

CUBE = Grid((20, 20, 20), (1.0, 1.0, 1.0), np.zeros(3), np.eye(3))


def way(
    labels: np.ndarray, begin: tuple, tip: tuple, touching: float = 3.0, body: np.ndarray = NO_BODY
) -> Way:
    met, _ = way_of(
        labels, LABELS.tissues(), body, np.ones(3), np.array(begin, float), np.array(tip, float), touching
    )
    return met


def filled(value: int = SKIN) -> np.ndarray:
    return np.full((20, 20, 20), value, dtype=np.uint16)


# The way of a needle


def test_soft_tissue_alone_is_a_free_way() -> None:
    assert way(filled(), (1, 10, 10), (18, 10, 10)) is Way.FREE


def test_one_voxel_of_bone_on_the_way_is_met() -> None:
    labels = filled()
    labels[10, 10, 9] = BONE
    assert way(labels, (1, 10, 10), (18, 10, 10)) is Way.BONE
    assert way(labels, (1, 3, 10), (18, 17, 10), touching=0) is Way.BONE
    assert way(labels, (1, 8, 10), (18, 8, 10)) is Way.FREE


def test_bone_may_be_met_in_the_last_millimetres_only() -> None:
    labels = filled()
    labels[:, :, 16:] = BONE
    assert way(labels, (1, 10, 10), (18, 10, 10)) is Way.FREE  # bone begins 2.5 mm before the tip
    assert way(labels, (1, 10, 10), (18, 10, 10), touching=2.0) is Way.BONE


def test_a_diagonal_way_touches_every_voxel_it_passes() -> None:
    for seed in range(40):
        rng = np.random.default_rng(seed)
        begin, tip = rng.uniform(0, 19, (2, 3))
        points = begin + np.linspace(0, 1, 5000)[:, None] * (tip - begin)
        passed = {tuple(p) for p in np.floor(points + 0.5).astype(int)}
        for x, y, z in list(passed)[:: max(len(passed) // 6, 1)]:
            labels = filled()
            labels[z, y, x] = BONE
            assert way(labels, tuple(begin), tuple(tip), touching=0) is Way.BONE


def test_through_air_and_into_skin_again_is_no_way() -> None:
    labels = filled()
    labels[:, :, 8:11] = 0
    assert way(labels, (1, 10, 10), (18, 10, 10)) is Way.AIR


def test_from_a_shell_of_skin_into_what_nobody_labelled_is_a_way() -> None:
    labels = filled(0)
    labels[:, :, :3] = SKIN
    labels[:, :, 17:] = BONE
    assert way(labels, (1, 10, 10), (18, 10, 10)) is Way.FREE


def test_out_of_a_drawn_body_is_no_way() -> None:
    body = np.ones((20, 20, 20), dtype=bool)
    assert way(filled(), (1, 10, 10), (18, 10, 10), body=body) is Way.FREE
    body[10, 10, 9] = False
    assert way(filled(), (1, 10, 10), (18, 10, 10), body=body) is Way.AIR


def test_out_of_the_image_is_no_way() -> None:
    assert way(filled(), (1, 10, 10), (25, 10, 10)) is Way.AIR


# Skin


def test_skin_is_where_the_body_meets_air_and_points_outwards() -> None:
    volume = limb()
    voxels = surface_voxels(volume, LABELS.tissues(), NO_BODY, np.array([[36.0, 36.0, 48.0]]), 40.0)
    skin = skin_at(volume, NO_BODY, voxels)
    outward = skin.points[:, :2] - 36.0
    side = np.abs(skin.points[:, 2] - 48.0) < 30
    radial = outward / np.linalg.norm(outward, axis=1, keepdims=True)
    assert side.sum() > 500
    assert np.einsum("ek,ek->e", radial[side], skin.outward[side, :2]).min() > 0.95


def test_no_skin_beyond_reach() -> None:
    volume = limb()
    near = np.array([[36.0, 36.0, 48.0]])
    assert len(surface_voxels(volume, LABELS.tissues(), NO_BODY, near, 20.0)) == 0


def test_where_the_image_ends_there_is_no_skin() -> None:
    volume = Volume(CUBE, filled())
    assert len(surface_voxels(volume, LABELS.tissues(), NO_BODY, np.array([[10.0, 10, 10]]), 99.0)) == 0


def test_thinning_keeps_at_most_so_many_evenly_and_in_the_same_way() -> None:
    volume = limb()
    voxels = surface_voxels(volume, LABELS.tissues(), NO_BODY, np.array([[36.0, 36.0, 48.0]]), 40.0)
    few = thinned(voxels, np.array([1.0, 1.0, 1.5]), 300)
    assert 150 <= len(few) <= 300
    assert np.array_equal(few, thinned(voxels, np.array([1.0, 1.0, 1.5]), 300))
    gaps = np.linalg.norm((few[:, None] - few[None]) * [1, 1, 1.5], axis=2) + np.eye(len(few)) * 99
    assert np.median(gaps.min(axis=1)) > 2.0


def test_straight_in_has_no_incidence_and_from_inside_more_than_a_right_angle() -> None:
    volume = limb()
    voxels = surface_voxels(volume, LABELS.tissues(), NO_BODY, np.array([[36.0, 36.0, 48.0]]), 31.0)
    skin = skin_at(volume, NO_BODY, voxels)
    tips = np.vstack([[36.0, 36.0, 48.0], skin.points[0] + 20 * skin.outward[0]])
    angles = incidence_deg(skin, tips)
    assert angles[:, 0].min() < 8
    assert angles[0, 1] > 170


# Targets


def test_a_label_becomes_the_drawn_voxel_on_bone_nearest_its_middle() -> None:
    volume = limb()
    labels = volume.labels.copy()
    labels[30:35, 34:39, 47:52] = 50  # beside the bone, which ends at x = 47
    named = label_map([*STRUCTURES, Structure(name="Pes anserine", role=Role.TARGET, values=(50,))])
    (place,) = places_of(Volume(volume.grid, labels), named, (Target(name="pes_anserine"),))
    x, y, z = np.round((np.array(place.lps) - volume.grid.origin_lps) / volume.grid.spacing_mm).astype(int)
    assert place.on_bone is True
    assert labels[z, y, x] == 50
    assert labels[z, y, x - 1] == BONE
    assert abs(y - 36) <= 1
    assert abs(z - 32) <= 1


def test_a_label_away_from_bone_says_so() -> None:
    volume = limb()
    labels = volume.labels.copy()
    labels[32, 36, 60] = 50
    named = label_map([*STRUCTURES, Structure(name="spot", role=Role.TARGET, values=(50,))])
    (place,) = places_of(Volume(volume.grid, labels), named, (Target(name="spot"),))
    assert place.on_bone is False
    assert place.lps == (24.0, 0.0, 0.0)


def test_a_target_nobody_labelled_is_wrong_use() -> None:
    with pytest.raises(BadInput, match="No label is called"):
        places_of(limb(), LABELS, (Target(name="elsewhere"),))


def test_a_point_that_is_no_number_is_wrong_use() -> None:
    with pytest.raises(BadInput):
        places_of(limb(), LABELS, (Target(name="a", lps=(float("nan"), 0.0, 0.0)),))


# Volumes and frames


def test_there_and_back_between_the_frames() -> None:
    turn, _ = np.linalg.qr(np.random.default_rng(3).normal(size=(3, 3)))
    place = Grid((5, 6, 7), (0.5, 1.0, 2.0), np.array([10.0, -20.0, 30.0]), turn)
    point = (3.5, -4.25, 7.125)
    assert lps_of(place, grid_point(place, point)) == pytest.approx(point)
    corner = place.centres_of(np.array([[0, 0, 0]]))
    assert corner[0] == pytest.approx([10.0, -20.0, 30.0])


@pytest.mark.parametrize("direction", [np.array([[1, 0, 0.1], [0, 1, 0], [0, 0, 1]]), np.eye(3) * 2])
def test_a_tilted_or_stretched_grid_is_refused(direction: np.ndarray) -> None:
    with pytest.raises(BadQuantity, match="right angles"):
        Grid((5, 5, 5), (1.0, 1.0, 1.0), np.zeros(3), direction)


@pytest.mark.parametrize("spacing", [(0.0, 1.0, 1.0), (1.0, float("nan"), 1.0), (1.0, 1.0, -1.0)])
def test_a_grid_without_spacing_is_refused(spacing: tuple[float, float, float]) -> None:
    with pytest.raises(BadQuantity):
        Grid((5, 5, 5), spacing, np.zeros(3), np.eye(3))


def test_points_of_another_shape_are_refused() -> None:
    with pytest.raises(BadQuantity):
        patient_points([[1.0, 2.0]])


def test_labels_of_another_shape_or_kind_are_refused() -> None:
    with pytest.raises(BadQuantity, match="z, y, x"):
        Volume(grid(), np.zeros((72, 72, 64), dtype=np.uint16))
    with pytest.raises(BadQuantity, match="16 bits"):
        Volume(CUBE, np.zeros((20, 20, 20), dtype=np.int32))  # type: ignore[arg-type]


def test_a_cut_out_region_keeps_its_place_in_the_patient() -> None:
    volume = limb()
    part, first = crop(volume, GridPoints(np.array([[60.0, 36.0, 48.0]])), 10.0)
    assert part.grid.size == (21, 21, 15)
    assert np.array_equal(part.labels, volume.labels[25:40, 26:47, 50:71])
    assert first.tolist() == [50, 26, 25]
    corner = part.grid.centres_of(np.array([[0, 0, 0]]))
    assert np.allclose(corner, volume.grid.centres_of(np.array([[50, 26, 25]])))


def test_values_within_reach_are_those_whose_boxes_come_near() -> None:
    labels = np.zeros((20, 20, 20), dtype=np.uint16)
    labels[10, 10, 14], labels[10, 10, 19] = 7, 8
    volume = Volume(CUBE, labels)
    point = GridPoints(np.array([[10.0, 10.0, 10.0]]))
    assert volume.values() == (7, 8)
    assert volume.values_within(point, 3.0) == ()
    assert volume.values_within(point, 4.0) == (7,)
    assert volume.values_within(point, 9.0) == (7, 8)


def test_the_voxels_of_a_label_are_all_and_only_those() -> None:
    volume = limb()
    found = volume.voxels_of((ARTERY, BONE))
    expected = np.argwhere(np.isin(volume.labels, (ARTERY, BONE)))[:, ::-1]
    assert np.array_equal(found, expected)
    assert volume.voxels_of((77,)).shape == (0, 3)


# Margins, label maps, requests


def test_a_margin_is_the_sum_of_its_parts_and_grows_with_depth() -> None:
    model = MarginModel("m", 0.25, 3.0, 0.5, 0.1, segmentation_error_mm=1.0, pose_error_mm=2.0)
    assert model.base_mm == pytest.approx(6.75)
    assert model.at(20.0) == pytest.approx(8.75)
    assert model.at(-5.0) == pytest.approx(6.75)


@pytest.mark.parametrize("part", [-0.1, float("nan"), float("inf")])
def test_a_margin_of_no_length_is_refused(part: float) -> None:
    with pytest.raises(BadQuantity):
        MarginModel("m", 0.25, part, 0.0, 0.1)


def test_a_margin_that_outruns_the_needle_is_refused() -> None:
    with pytest.raises(BadQuantity, match="per mm"):
        MarginModel("m", 0.25, 1.0, 0.0, 1.0)


@pytest.mark.parametrize(
    "structures",
    [
        [("a", Role.ARTERY, (1,)), ("b", Role.VEIN, (1,))],
        [("a", Role.ARTERY, (1,)), ("a", Role.VEIN, (2,))],
        [("a", Role.ARTERY, (0,))],
        [("a", Role.ARTERY, (70000,))],
    ],
)
def test_a_label_map_that_contradicts_itself_is_refused(structures: list) -> None:
    with pytest.raises(BadInput):
        label_map(Structure(name=n, role=r, values=v) for n, r, v in structures)


def test_names_are_found_however_they_are_spelled() -> None:
    assert plain("Popliteal_Artery ") == plain("popliteal-artery") == "popliteal artery"
    assert [s.values for s in LABELS.called("POPLITEAL-ARTERY")] == [(ARTERY,)]
    assert LABELS.called("popliteal") == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"targets": ()},
        {"targets": (Target(name="a", lps=(0, 0, 0)), Target(name="a", lps=(1, 0, 0)))},
        {"needles": ()},
        {"needles": (needle(3.0),)},
    ],
)
def test_a_request_for_nothing_is_refused(wrong: dict) -> None:
    given = {"targets": (Target(name="a", lps=(0, 0, 0)),), "needles": (needle(),)}
    with pytest.raises(BadInput):
        NeedleRequest(**{**given, **wrong}, limits=LIMITS, range_mm=8.0)


def test_a_body_on_another_grid_is_refused() -> None:
    volume = limb()
    with pytest.raises(BadQuantity):
        plan_needles(volume, LABELS, request(volume, 0.0), body=np.ones((3, 3, 3), dtype=bool))


def test_clearances_are_handed_over_rounded_down_with_their_model() -> None:
    volume = limb()
    (planned,) = plan_needles(volume, LABELS, request(volume, 50.0)).needles
    for clearance in clearances_of(planned):
        proved = planned.clearance_proved_mm[clearance.structure]
        assert clearance.margin_model == "test"
        assert Decimal(repr(proved)) - Decimal("0.001") < clearance.proved_mm <= Decimal(repr(proved))


def test_points_from_another_frame_stay_marked() -> None:
    points = CUBE.to_patient(CUBE.to_grid(PatientPoints(np.array([[1.0, 2.0, 3.0]]))))
    assert np.allclose(points, [[1.0, 2.0, 3.0]])
