"""``enthesis needle``: the phantom, the plan, and one line for everything that cannot be used."""

import json
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import nibabel as nib
import numpy as np
import pytest

from enthesis.__main__ import main
from tests.phantoms import slices

Capsys = pytest.CaptureFixture[str]


def asked(folder: Path, *more: str, labels: str = "labels.nii.gz", targets: str = "") -> list[str]:
    wanted = [targets] if targets else [str(folder / "targets.toml")]
    files = ["--labels", str(folder / labels), "--map", str(folder / "labels.toml"), "--targets", *wanted]
    return ["needle", "plan", *files, "--region", "knee", *more]


def planned(capsys: Capsys, argv: list[str]) -> dict[str, Any]:
    assert main([*argv, "--json"]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def refused(capsys: Capsys, argv: list[str]) -> str:
    assert main(argv) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    return printed.err


def test_a_phantom_can_be_planned_on_at_once(tmp_path: Path, capsys: Capsys) -> None:
    out = tmp_path / "new" / "knee"
    assert main(["needle", "phantom", "--region", "knee", "--out", str(out), "--spacing", "2.5,2.5,3"]) == 0
    printed = capsys.readouterr().out
    assert "nobody's knee" in printed
    argv = printed.strip().splitlines()[-1].removeprefix("Next: enthesis ").split()
    document = planned(capsys, argv)
    assert document["verdict"] in ("feasible", "not-feasible")
    assert document["needles"]
    assert {path.name for path in out.iterdir()} == {
        "labels.nii.gz",
        "image.nii.gz",
        "labels.toml",
        "targets.toml",
        "dicom",
    }
    assert slices(out)


def test_a_series_stored_the_other_way_gives_the_same_answer(whole: Path, capsys: Capsys) -> None:
    nifti = planned(capsys, asked(whole, "--image", str(whole / "image.nii.gz")))
    dicom = planned(capsys, asked(whole, "--image", str(whole / "dicom"), labels="dicom"))
    assert dicom == nifti


def test_a_larger_margin_never_makes_a_target_feasible(whole: Path, capsys: Capsys) -> None:
    feasible = [
        {
            t["target"]
            for t in planned(capsys, asked(whole, "--margin", m))["targets"]
            if t["verdict"] == "feasible"
        }
        for m in ("1", "4", "8", "landmark")
    ]
    assert feasible[0]
    assert all(larger <= smaller for smaller, larger in pairwise(feasible))


def test_a_deleted_artery_is_not_decidable_and_named(spoilt: Path, capsys: Capsys) -> None:
    image = nib.load(spoilt / "labels.nii.gz")
    values = np.asarray(image.dataobj).copy()
    values[values == 16] = 1
    nib.save(nib.Nifti1Image(values, image.affine), spoilt / "labels.nii.gz")
    document = planned(capsys, asked(spoilt))
    assert document["verdict"] == "not-decidable"
    assert document["needles"] == []
    assert "popliteal-artery" in document["missing_structures"]
    assert "Popliteal artery" in " ".join(document["reasons"])


def test_labels_nobody_named_are_not_decidable(spoilt: Path, capsys: Capsys) -> None:
    text = (spoilt / "labels.toml").read_text()
    begin = text.index('structure = "patella"')
    whole_table = text[text.rindex("[[label]]", 0, begin) : text.index("[[label]]", begin)]
    (spoilt / "labels.toml").write_text(text.replace(whole_table, ""))
    document = planned(capsys, asked(spoilt))
    assert document["verdict"] == "not-decidable"
    assert document["unnamed_values"]


def test_an_image_cut_off_within_reach_is_not_decidable(spoilt: Path, capsys: Capsys) -> None:
    image = nib.load(spoilt / "labels.nii.gz")
    values = np.asarray(image.dataobj)[:, :, :60]
    nib.save(nib.Nifti1Image(values, image.affine), spoilt / "labels.nii.gz")
    document = planned(capsys, asked(spoilt))
    verdicts = {target["target"]: target["verdict"] for target in document["targets"]}
    assert verdicts["knee-patella-superior"] == "not-decidable"
    assert verdicts["knee-mcl-tibial"] != "not-decidable"


def test_another_pose_is_not_decidable_near_what_moves(whole: Path, capsys: Capsys) -> None:
    near = "behind=-12,14,-3"
    stays = planned(capsys, asked(whole, targets=near))
    moved = planned(capsys, asked(whole, "--treatment-pose", "flexed", targets=near))
    assert stays["targets"][0]["verdict"] != "not-decidable"
    assert moved["targets"][0]["verdict"] == "not-decidable"


def test_who_confirmed_the_labels_is_printed(whole: Path, capsys: Capsys) -> None:
    assert main(asked(whole, "--confirmed-by", "Dr Ada Wren", targets="knee-lcl-fibular")) == 0
    printed = capsys.readouterr().out
    assert "Labels confirmed by Dr Ada Wren." in printed
    assert "Clear by" in printed
    assert "Decision support" in printed


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--region", "neck"], "No checklist"),
        (["--needles", "99g-1"], "No needle"),
        (["--margin", "wide"], "no number"),
        (["--image", "nowhere"], "is not there"),
        (["--html", "-", "--pdf", "-"], "one pipe"),
        (["--json", "--html", "-"], "one pipe"),
        (["--colour", "red"], "Unrecognized"),
    ],
)
def test_what_cannot_be_used_is_one_line(whole: Path, capsys: Capsys, more: list[str], says: str) -> None:
    assert says in refused(capsys, asked(whole, *more))


def test_a_series_that_lost_a_slice_is_one_line(spoilt: Path, capsys: Capsys) -> None:
    slices(spoilt)[30].unlink()
    said = refused(capsys, asked(spoilt, "--image", str(spoilt / "dicom" / "series")))
    assert "Not decidable" in said
    assert "slice is missing" in said


@pytest.mark.parametrize("gone", ["--labels", "--map", "--targets"])
def test_a_file_nobody_named_is_asked_for(whole: Path, capsys: Capsys, gone: str) -> None:
    argv = asked(whole)
    at = argv.index(gone)
    assert gone in refused(capsys, argv[:at] + argv[at + 2 :])


def test_the_schema_needs_no_image(capsys: Capsys) -> None:
    assert main(["needle", "plan", "--schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Enthesis needle plan"


def test_a_needle_command_without_a_part_says_so(capsys: Capsys) -> None:
    assert "See: enthesis needle --help" in refused(capsys, ["needle"])


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["--region", "hip"], "No phantom"),
        (["--region", "knee", "--spacing", "9"], "draw no phantom"),
        (["--region", "knee", "--spacing", "1,2"], "no voxel"),
    ],
)
def test_a_phantom_nobody_can_draw_is_one_line(
    tmp_path: Path, capsys: Capsys, argv: list[str], says: str
) -> None:
    assert says in refused(capsys, ["needle", "phantom", *argv, "--out", str(tmp_path / "out")])
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path, capsys: Capsys) -> None:
    (tmp_path / "file").write_text("")
    argv = ["needle", "phantom", "--region", "knee", "--spacing", "4", "--out", str(tmp_path / "file")]
    assert "cannot be written" in refused(capsys, argv)


def test_the_plan_runs_on_a_copy_somewhere_else(tmp_path: Path, whole: Path, capsys: Capsys) -> None:
    moved = Path(shutil.copytree(whole, tmp_path / "a folder with spaces"))
    assert planned(capsys, asked(moved, targets="knee-lcl-fibular"))["needles"]
