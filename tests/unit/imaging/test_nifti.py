import struct
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest

from enthesis.formats.imaging.grids import affine_of, as_labels, forward
from enthesis.formats.imaging.nifti import read_nifti, write_nifti
from enthesis.needle.frames import Grid
from enthesis.vocabulary.errors import BadInput

SOME = np.arange(2 * 3 * 4, dtype=np.uint8).reshape(2, 3, 4)
STRAIGHT = np.diag([0.5, 0.6, 2.0, 1.0])


def saved(path: Path, values: np.ndarray = SOME, affine: object = STRAIGHT, **header: object) -> Path:
    image = nib.Nifti1Image(values, np.asarray(affine))
    for name, value in header.items():
        image.header[name] = value
    nib.save(image, path)
    return path


def test_a_voxel_lies_where_the_header_says_right_front_head(tmp_path: Path) -> None:
    affine = STRAIGHT.copy()
    affine[:3, 3] = (10, 20, 30)
    values, grid = read_nifti(saved(tmp_path / "a.nii.gz", affine=affine))
    assert values.shape == (4, 3, 2)
    assert grid.spacing_mm == (0.5, 0.6, 2.0)
    # 10 to the right and 20 to the front are -10 to the left and -20 to the back.
    assert np.allclose(affine_of(grid) @ (1, 0, 0, 1), (-10.5, -20, 30, 1))
    assert values[3, 2, 1] == SOME[1, 2, 3]


def test_what_is_written_is_read_at_the_same_place(tmp_path: Path) -> None:
    turn = np.array([[0, -1, 0], [1, 0, 0], [0, 0, 1.0]])
    grid = Grid(size=(4, 3, 2), spacing_mm=(0.7, 0.8, 1.5), origin_lps=np.array([5.0, -6, 7]), direction=turn)
    write_nifti(tmp_path / "a.nii.gz", SOME, grid)
    values, read = read_nifti(tmp_path / "a.nii.gz")
    assert np.array_equal(values, SOME)
    assert np.allclose(affine_of(read), affine_of(grid), atol=1e-5)


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ({"pixdim": [1, 0, 0.6, 2, 0, 0, 0, 0]}, "spacing"),
        ({"pixdim": [1, np.nan, 0.6, 2, 0, 0, 0, 0]}, "spacing"),
        ({"qform_code": 0, "sform_code": 0}, "how it lies"),
        ({"xyzt_units": 1}, "meter"),
    ],
)
def test_a_header_that_leaves_it_open_is_refused(
    tmp_path: Path, header: dict[str, object], says: str
) -> None:
    path = saved(tmp_path / "a.nii")
    image = nib.load(path)
    raw = bytearray(path.read_bytes())
    offsets = {
        "pixdim": (76, "8f"),
        "qform_code": (252, "h"),
        "sform_code": (254, "h"),
        "xyzt_units": (123, "b"),
    }
    for name, value in header.items():
        at, form = offsets[name]
        struct.pack_into("<" + form, raw, at, *(value if isinstance(value, list) else [value]))
    del image
    path.write_bytes(bytes(raw))
    with pytest.raises(BadInput, match=says):
        read_nifti(path)


def test_two_affines_that_disagree_are_refused(tmp_path: Path) -> None:
    image = nib.Nifti1Image(SOME, STRAIGHT)
    image.set_qform(STRAIGHT, code=1)
    mirrored = STRAIGHT.copy()
    mirrored[0, 0] = -0.5
    image.set_sform(mirrored, code=1)
    nib.save(image, tmp_path / "a.nii")
    with pytest.raises(BadInput, match="differently"):
        read_nifti(tmp_path / "a.nii")


def test_a_sheared_grid_is_refused(tmp_path: Path) -> None:
    sheared = STRAIGHT.copy()
    sheared[1, 2] = 0.4
    image = nib.Nifti1Image(SOME, sheared)
    image.set_qform(None, code=0)
    nib.save(image, tmp_path / "a.nii")
    with pytest.raises(BadInput, match="slanted"):
        read_nifti(tmp_path / "a.nii")


@pytest.mark.parametrize("shape", [(4, 4, 1), (4, 4), (4, 4, 4, 2)])
def test_what_is_no_volume_is_refused(tmp_path: Path, shape: tuple[int, ...]) -> None:
    with pytest.raises(BadInput, match="Not decidable"):
        read_nifti(saved(tmp_path / "a.nii", np.zeros(shape, dtype=np.uint8)))


def test_a_fourth_axis_of_one_is_no_fault(tmp_path: Path) -> None:
    values, _grid = read_nifti(saved(tmp_path / "a.nii", SOME[..., None]))
    assert values.shape == (4, 3, 2)


@pytest.mark.parametrize("name", ["a.nii", "a.nii.gz"])
def test_a_torn_file_is_one_line(tmp_path: Path, name: str) -> None:
    path = saved(tmp_path / name, np.random.default_rng(1).integers(0, 9, (30, 30, 30)).astype(np.int16))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(BadInput, match="cannot be read"):
        read_nifti(path)


def test_a_picture_is_no_label_map() -> None:
    for values in (
        np.array([[[0.5, 1.0]]]),
        np.array([[[-3, 1]]]),
        np.array([[[70000, 1]]]),
        np.array([[[np.nan]]]),
    ):
        with pytest.raises(BadInput, match="no label map"):
            as_labels(values, "a.nii")


def test_whole_numbers_in_any_type_are_labels() -> None:
    assert as_labels(np.array([[[0.0, 300.0]]]), "a.nii").tolist() == [[[0, 300]]]
    assert as_labels(np.array([[[0, 7]]], dtype=np.int8), "a.nii").dtype == np.uint16


def test_axes_that_run_backwards_are_turned_and_every_voxel_stays_where_it_lies() -> None:
    backwards = np.diag([-1.0, 1.0, -1.0])
    grid = Grid(size=(4, 3, 2), spacing_mm=(1, 2, 3), origin_lps=np.array([5.0, 6, 7]), direction=backwards)
    values, turned = forward(SOME, grid)
    assert np.allclose(turned.direction, np.eye(3))
    for at in np.ndindex(2, 3, 4):
        place = affine_of(grid) @ (*at[::-1], 1)
        index = np.rint(np.linalg.inv(affine_of(turned)) @ place)[:3].astype(int)
        assert values[tuple(index[::-1])] == SOME[at]
