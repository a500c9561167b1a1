from pathlib import Path

import numpy as np
import pytest

from enthesis.formats.imaging.phantom.body import Body, build
from enthesis.formats.imaging.phantom.shapes import paint, way_of
from enthesis.knowledge.cards.phantom import Phantom
from enthesis.knowledge.handbook import Handbook
from enthesis.needle.structures import Role
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.errors import BadInput
from tests.phantoms import COARSE, coarse_body, written

REGIONS = ("ankle", "elbow", "knee")


@pytest.fixture(params=REGIONS)
def card(request: pytest.FixtureRequest, handbook: Handbook) -> Phantom:
    return handbook.phantoms[request.param]


@pytest.fixture
def body(card: Phantom) -> Body:
    return build(card, COARSE)


def test_every_structure_and_place_of_the_card_is_drawn(card: Phantom, body: Body) -> None:
    drawn = set(body.volume.values())
    assert {structure.name for structure in body.labels.structures} == {s.structure for s in card.shapes} | {
        place.enthesis for place in card.places
    }
    assert all(drawn.intersection(structure.values) for structure in body.labels.structures)


def test_what_the_checklist_expects_is_drawn(card: Phantom, body: Body, handbook: Handbook) -> None:
    for item in handbook.needle_regions[card.region].expected:
        found = body.labels.called(item.id, item.title["en"], *item.names)
        assert found, f"{card.id} lacks {item.id}"
        assert found[0].role.value == item.role


def test_every_place_is_an_enthesis_and_lies_on_its_bone(
    card: Phantom, body: Body, handbook: Handbook
) -> None:
    bones = body.labels.values_of(Role.BONE)
    for place in card.places:
        assert place.enthesis in handbook.entheses
        point = np.asarray([body.targets[place.enthesis]])
        value = body.volume.value_at(body.volume.grid.to_grid(point))  # type: ignore[arg-type]
        assert (value in bones) == bool(place.on), place.enthesis


def test_no_vessel_and_no_nerve_runs_through_a_bone_or_out_of_the_skin(card: Phantom) -> None:
    """By its middle line, against the shapes themselves and not against voxels."""
    for shape in (each for each in card.shapes if each.way):
        way = way_of(shape)
        inside_box = ((way > np.asarray(card.low)) & (way < np.asarray(card.high))).all(axis=1)
        for point in way[inside_box][::2]:
            axes = tuple(np.array([c, c + 0.1]) for c in point)
            for other in card.shapes:
                if other.role not in ("bone", "skin"):
                    continue
                one = np.zeros((2, 2, 2), dtype=np.uint16)
                paint(one, axes, other, 1)  # type: ignore[arg-type]
                met = bool(one[0, 0, 0])
                assert met == (other.role == "skin"), f"{shape.structure} at {point}: {other.structure}"


def test_every_part_names_what_stands_behind_it(card: Phantom, handbook: Handbook) -> None:
    for part in (*card.shapes, *card.places):
        assert part.sources
        assert set(part.sources) <= set(handbook.sources)
        assert "proposal" in part.sources or part.note, "a measured part says which measure"


def test_the_knee_has_its_published_widths(handbook: Handbook) -> None:
    body = build(handbook.phantoms["knee"], (0.5, 0.5, 2.0))
    for name, axis, width in (
        ("femur", 0, 88.6),
        ("patella", 0, 44.8),
        ("patella", 1, 22.4),
        ("tibia", 0, 80.3),
    ):
        voxels = body.volume.voxels_of(body.labels.called(name)[0].values)
        extent = np.ptp(body.volume.grid.centres_of(voxels)[:, axis]) + 0.5
        assert extent == pytest.approx(width, abs=1.5), name


def test_a_left_limb_is_the_mirror_of_the_right(card: Phantom, body: Body) -> None:
    left = build(card, COARSE, Side.LEFT)
    assert np.array_equal(left.volume.labels[:, :, ::-1], body.volume.labels)
    for name, (x, y, z) in body.targets.items():
        assert left.targets[name] == (-x, y, z)


def test_the_same_card_gives_the_same_bytes(tmp_path: Path, handbook: Handbook, card: Phantom) -> None:
    one, other = (written(tmp_path / name, handbook, card.id) for name in ("one", "other"))
    for path in sorted(each for each in one.rglob("*") if each.is_file()):
        if path.suffixes[-2:] != [".nii", ".gz"] and path.name != "segmentation.dcm":
            assert path.read_bytes() == (other / path.relative_to(one)).read_bytes(), path.name


def test_voxels_that_could_hold_no_vessel_are_refused(card: Phantom) -> None:
    for size in ((0.1, 1.0, 1.0), (9.0, 9.0, 9.0)):
        with pytest.raises(BadInput, match="draw no phantom"):
            build(card, size)


def test_labels_say_that_nobody_confirmed_them(handbook: Handbook) -> None:
    assert coarse_body(handbook).labels.confirmed_by == ""
