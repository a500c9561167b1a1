"""What a person writes on the command line or in a small file: targets, needles, margins."""

from pathlib import Path

import pytest

from enthesis.formats.imaging.label_map_file import read_label_map
from enthesis.formats.imaging.margin_words import margin_from
from enthesis.formats.imaging.needles_file import needles_from
from enthesis.formats.imaging.targets_file import targets_from
from enthesis.knowledge.handbook import Handbook
from enthesis.needle.defaults import StatedErrors, margin_of
from enthesis.needle.request import Target
from enthesis.needle.structures import LabelMap
from enthesis.vocabulary.errors import BadInput


@pytest.fixture
def labels(whole: Path) -> LabelMap:
    return read_label_map(whole / "labels.toml").labels


@pytest.mark.parametrize(
    ("word", "target"),
    [
        ("here=1,2,3", Target(name="here", lps=(1, 2, 3))),
        ("-43.6,4,24.5", Target(name="(-43.6,4,24.5)", lps=(-43.6, 4, 24.5))),
        ("a b = -1, 2.5 ,-3", Target(name="a b", lps=(-1, 2.5, -3))),
        ("knee-mcl-tibial", Target(name="knee-mcl-tibial", structure="knee-mcl-tibial")),
        ("knee mcl tibial", Target(name="knee mcl tibial", structure="knee mcl tibial")),
        ("18", Target(name="knee-mcl-tibial", structure="knee-mcl-tibial")),
        (
            "Inner collateral ligament, at the tibia",
            Target(name="Inner collateral ligament, at the tibia", structure="knee-mcl-tibial"),
        ),
    ],
)
def test_a_target_is_a_point_a_label_or_an_enthesis(
    word: str, target: Target, labels: LabelMap, handbook: Handbook
) -> None:
    assert targets_from([word], labels, handbook) == (target,)


def test_a_file_of_targets_is_read_in_its_order(whole: Path, labels: LabelMap, handbook: Handbook) -> None:
    targets = targets_from([str(whole / "targets.toml")], labels, handbook)
    assert len(targets) == 13
    assert targets[0].name == "knee-mcl-femoral"
    assert targets[0].lps is not None


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("the moon", "is no label"),
        ("99", "no label has the value 99"),
        ("a=1,2", "no point"),
        ("a=1,2,three", "no point"),
        ("nothing.toml", "is not there"),
    ],
)
def test_a_target_nobody_can_find_is_one_line(
    word: str, says: str, labels: LabelMap, handbook: Handbook
) -> None:
    with pytest.raises(BadInput, match=f"(?i){says}"):
        targets_from([word], labels, handbook)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[target]]\nlps = [1, 2, 3]", "no name"),
        ('[[target]]\nname = ""', "nowhere"),
        ('[[target]]\nname = "a"\nlps = [1, 2]', "length 3"),
        ('[[target]]\nname = "a"\nxyz = [1, 2, 3]', "xyz"),
        ("target = []", "holds no target"),
    ],
)
def test_a_file_of_targets_with_a_fault_is_one_line(
    tmp_path: Path, text: str, says: str, labels: LabelMap, handbook: Handbook
) -> None:
    (tmp_path / "t.toml").write_text(text)
    with pytest.raises(BadInput, match=says):
        targets_from([str(tmp_path / "t.toml")], labels, handbook)


def test_needles_are_named_by_their_cards(handbook: Handbook) -> None:
    asked, catalogue = needles_from(["25g-38,27g-38", "22g-50"], handbook)
    assert asked == ("25g-38", "27g-38", "22g-50")
    assert catalogue.needles == handbook.needles


def test_needles_of_ones_own_join_the_catalogue_and_change_no_card(
    tmp_path: Path, handbook: Handbook
) -> None:
    (tmp_path / "n.toml").write_text(
        '[[needle]]\nid = "mine"\ngauge = 23\nlength_mm = 60\ndiameter_mm = 0.64\nbend_per_mm = 0.05\n'
    )
    asked, catalogue = needles_from([str(tmp_path / "n.toml")], handbook)
    assert asked == ("mine",)
    assert "mine" not in handbook.needles
    assert margin_of(catalogue, catalogue.needles["mine"], "ultrasound").per_mm == 0.05


@pytest.mark.parametrize("text", ["", "needle = []", '[[needle]]\nid = "a"', "x"])
def test_a_file_of_needles_with_a_fault_is_one_line(tmp_path: Path, text: str, handbook: Handbook) -> None:
    (tmp_path / "n.toml").write_text(text)
    with pytest.raises(BadInput, match=r"n\.toml"):
        needles_from([str(tmp_path / "n.toml")], handbook)


def test_a_needle_no_shelf_can_hold_is_refused(tmp_path: Path, handbook: Handbook) -> None:
    (tmp_path / "n.toml").write_text(
        '[[needle]]\nid = "a"\ngauge = 23\nlength_mm = -60\ndiameter_mm = 0.64\nbend_per_mm = 0.05\n'
    )
    with pytest.raises(BadInput, match="a needle has a length"):
        needles_from([str(tmp_path / "n.toml")], handbook)


@pytest.mark.parametrize(
    ("text", "guidance", "errors"),
    [
        ("", "ultrasound", None),
        ("landmark", "landmark", None),
        ("5", "ultrasound", StatedErrors(entry_mm=5)),
        ("landmark,pose=2", "landmark", StatedErrors(pose_mm=2)),
        (
            "entry=3,image=0.5,labels=1,k=0.06,pose=0",
            "ultrasound",
            StatedErrors(entry_mm=3, image_mm=0.5, segmentation_mm=1, per_mm=0.06, pose_mm=0),
        ),
    ],
)
def test_a_margin_is_a_guidance_and_what_is_stated(
    text: str, guidance: str, errors: StatedErrors | None
) -> None:
    assert margin_from(text) == (guidance, errors)


@pytest.mark.parametrize(
    "text",
    [
        "palpation",
        "-1",
        "nan",
        "1e308",
        "inf",
        "entry=",
        "entry=1,entry=2",
        "3,entry=4",
        "tip=2",
        "landmark,ultrasound",
    ],
)
def test_a_margin_nobody_can_mean_is_one_line(text: str) -> None:
    with pytest.raises(BadInput):
        margin_from(text)
