from pathlib import Path

import pytest

from enthesis.formats.imaging.label_map_file import name_disagreements, read_label_map
from enthesis.needle.structures import Role
from enthesis.vocabulary.errors import BadInput


def written(folder: Path, text: str) -> Path:
    (folder / "labels.toml").write_text(text)
    return folder / "labels.toml"


def label(value: object, structure: str, role: str) -> str:
    return f'[[label]]\nvalue = {value}\nstructure = "{structure}"\nrole = "{role}"\n'


def test_the_map_of_the_phantom_is_read(whole: Path) -> None:
    file = read_label_map(whole / "labels.toml")
    artery = file.labels.called("popliteal artery")[0]
    assert (artery.role, artery.values) == (Role.ARTERY, (16,))
    assert file.labels.image_pose == file.labels.treatment_pose == "extended"
    assert file.labels.confirmed_by == ""


def test_one_structure_may_have_several_values_however_it_is_spelled(tmp_path: Path) -> None:
    text = label(3, "Popliteal Artery", "artery") + label(9, "popliteal_artery", "artery")
    assert read_label_map(written(tmp_path, text)).labels.structures[0].values == (3, 9)


def test_what_a_person_looked_for_and_did_not_see_is_kept(tmp_path: Path) -> None:
    head = 'confirmed_by = "Dr A"\nregion = "knee"\nlooked_none_seen = ["middle-genicular-artery"]\n'
    file = read_label_map(written(tmp_path, head + label(1, "skin", "skin")))
    assert file.looked_none_seen == ("middle-genicular-artery",)
    assert file.region == "knee"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "label"),
        ("label = []", "names no label"),
        (label(1, "a", "vessel"), "vessel"),
        (label(1, "", "artery"), "no structure"),
        (label(1, "a", "artery") + label(1, "b", "vein"), "stands twice"),
        (label(1, "a", "artery") + label(2, "A", "vein"), "both artery and vein"),
        (label(0, "a", "artery"), "0 is air"),
        (label(70000, "a", "artery"), "65535"),
        (label(1, "a", "artery") + 'colour = "red"\n', "colour"),
        (label('"1"', "a", "artery"), "int"),
        ("[[label\n", "not TOML"),
    ],
)
def test_a_map_with_a_fault_is_one_line(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BadInput, match=says) as fault:
        read_label_map(written(tmp_path, text))
    assert "\n" not in str(fault.value)


def test_a_file_that_calls_a_value_by_another_structures_name_is_found_out(tmp_path: Path) -> None:
    labels = read_label_map(
        written(tmp_path, label(1, "femur", "bone") + label(2, "popliteal-artery", "artery"))
    ).labels
    assert name_disagreements(labels, {1: "Popliteal artery", 2: "Femur"}) == (
        (1, "Popliteal artery", "femur"),
        (2, "Femur", "popliteal-artery"),
    )
    assert name_disagreements(labels, {1: "Os femoris", 2: "popliteal_artery", 3: "Femur"}) == ()
