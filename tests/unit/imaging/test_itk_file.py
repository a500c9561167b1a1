from pathlib import Path

import numpy as np
import pytest
import SimpleITK

from enthesis.formats.imaging.grids import affine_of
from enthesis.formats.imaging.image_file import read_labels, read_picture
from enthesis.formats.imaging.itk_file import read_itk
from enthesis.formats.imaging.label_map_file import read_label_map
from enthesis.vocabulary.errors import BadInput


def saved(path: Path, shape: tuple[int, ...] = (2, 3, 4)) -> Path:
    image = SimpleITK.GetImageFromArray(np.arange(np.prod(shape), dtype=np.uint8).reshape(shape))
    image.SetSpacing([0.5, 0.6, 2.0][: len(shape)])
    if len(shape) == 3:
        image.SetOrigin([-10.0, -20.0, 30.0])
        image.SetDirection([0, -1, 0, 1, 0, 0, 0, 0, 1])
    SimpleITK.WriteImage(image, str(path))
    return path


def without(path: Path, *starts: str) -> Path:
    head, rest = path.read_bytes().split(b"\n\n" if path.suffix == ".nrrd" else b"ElementDataFile", 1)
    kept = [line for line in head.decode().split("\n") if not line.startswith(starts)]
    between = b"\n\n" if path.suffix == ".nrrd" else b"ElementDataFile"
    path.write_bytes("\n".join(kept).encode() + between + rest)
    return path


@pytest.mark.parametrize("kind", ["nrrd", "mha"])
def test_a_voxel_lies_where_the_file_says(tmp_path: Path, kind: str) -> None:
    values, grid = read_itk(saved(tmp_path / f"a.{kind}"))
    assert values[1, 2, 3] == 23
    assert np.allclose(affine_of(grid) @ (1, 0, 0, 1), (-10, -19.5, 30, 1))


@pytest.mark.parametrize(
    ("name", "lines", "says"),
    [
        ("a.nrrd", ("space directions",), "spacing"),
        ("a.nrrd", ("space: ",), "how it lies"),
        ("a.nrrd", ("space origin",), "how it lies"),
        ("a.mha", ("ElementSpacing",), "spacing"),
        ("a.mha", ("TransformMatrix",), "how it lies"),
        ("a.mha", ("Offset",), "how it lies"),
    ],
)
def test_what_the_header_leaves_out_is_not_guessed(
    tmp_path: Path, name: str, lines: tuple[str, ...], says: str
) -> None:
    with pytest.raises(BadInput, match=f"Not decidable.*{says}"):
        read_itk(without(saved(tmp_path / name), *lines))


def test_a_space_that_names_no_side_of_the_body_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.nrrd")
    path.write_bytes(path.read_bytes().replace(b"space: left-posterior-superior", b"space: 3D-right-handed"))
    with pytest.raises(BadInput, match="how it lies"):
        read_itk(path)


@pytest.mark.parametrize("shape", [(3, 4), (1, 3, 4)])
def test_what_is_no_volume_is_refused(tmp_path: Path, shape: tuple[int, ...]) -> None:
    with pytest.raises(BadInput, match="Not decidable"):
        read_itk(saved(tmp_path / "a.mha", shape))


def test_a_torn_file_is_one_line(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.nrrd", (20, 20, 20))
    path.write_bytes(path.read_bytes()[:-2000])
    with pytest.raises(BadInput, match="cannot be read"):
        read_itk(path)


@pytest.mark.parametrize("name", ["labels.nrrd", "labels.mha"])
def test_the_same_labels_in_another_format_are_the_same(whole: Path, tmp_path: Path, name: str) -> None:
    SimpleITK.WriteImage(SimpleITK.ReadImage(str(whole / "labels.nii.gz")), str(tmp_path / name), True)
    meaning = read_label_map(whole / "labels.toml").labels
    one, other = (read_labels(path, meaning).volume for path in (whole / "labels.nii.gz", tmp_path / name))
    assert np.array_equal(one.labels, other.labels)
    assert np.allclose(affine_of(one.grid), affine_of(other.grid), atol=1e-4)


@pytest.mark.parametrize("name", ["notes.txt", "image.jpg"])
def test_a_file_of_no_known_kind_is_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x" * 200)
    with pytest.raises(BadInput, match="no image"):
        read_picture(tmp_path / name)


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is not there"):
        read_picture(tmp_path / "nothing.nii")
