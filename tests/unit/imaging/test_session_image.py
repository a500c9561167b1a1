"""Labels and picture brought together: by place, never by index, and nothing lost between them."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest

from enthesis.formats.imaging.grids import affine_of
from enthesis.formats.imaging.session_image import SessionImage, read_session_image
from enthesis.vocabulary.errors import BadInput
from tests.phantoms import as_a_patients, change_slices


def session(folder: Path, labels: str = "labels.nii.gz", image: str | None = "image.nii.gz") -> SessionImage:
    return read_session_image(folder / labels, folder / "labels.toml", folder / image if image else None)


def change(path: Path, by: Callable[[np.ndarray], np.ndarray], move: object = None) -> None:
    image = nib.load(path)
    affine = image.affine @ (np.eye(4) if move is None else np.asarray(move))
    nib.save(nib.Nifti1Image(by(np.asarray(image.dataobj)), affine), path)


def test_the_same_body_stored_in_two_ways_is_one_image(whole: Path) -> None:
    nifti = session(whole)
    dicom = session(whole, "dicom", "dicom/series")
    assert np.array_equal(nifti.volume.labels, dicom.volume.labels)
    assert np.allclose(affine_of(nifti.volume.grid), affine_of(dicom.volume.grid), atol=1e-3)
    assert nifti.noticed == dicom.noticed


def test_skin_that_is_drawn_needs_no_picture(whole: Path) -> None:
    read = session(whole, image=None)
    assert read.body is None
    assert read.picture is None


def test_skin_that_is_not_drawn_is_taken_from_the_picture_and_said(spoilt: Path) -> None:
    drawn = session(spoilt).volume.labels > 0
    change(spoilt / "labels.nii.gz", lambda values: np.where(values == 1, 0, values))
    read = session(spoilt)
    assert read.body is not None
    assert [said.id for said in read.noticed] == ["needle.image.body-by-brightness"]
    assert (read.body != drawn).mean() < 0.02


def test_a_finer_picture_in_another_direction_lies_at_the_same_place(spoilt: Path) -> None:
    """A picture of other spacing, its rows the other way: the skin found in it fits the labels."""
    drawn = session(spoilt).volume.labels > 0
    change(spoilt / "labels.nii.gz", lambda values: np.where(values == 1, 0, values))
    half = np.diag([0.5, 0.5, 0.5, 1.0])
    half[:3, 3] = -0.25
    change(spoilt / "image.nii.gz", lambda v: v.repeat(2, 0).repeat(2, 1).repeat(2, 2), half)
    flip = np.diag([-1.0, 1, 1, 1])
    flip[0, 3] = nib.load(spoilt / "image.nii.gz").shape[0] - 1
    change(spoilt / "image.nii.gz", lambda values: values[::-1], flip)
    read = session(spoilt)
    assert read.body is not None
    assert (read.body != drawn).mean() < 0.02


def test_labels_beside_their_picture_are_refused(spoilt: Path) -> None:
    away = np.eye(4)
    away[:3, 3] = 40
    change(spoilt / "labels.nii.gz", lambda values: values, away)
    with pytest.raises(BadInput, match="do not lie at one place"):
        session(spoilt)


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_labels_that_lack_a_slice_of_their_picture_are_refused(spoilt: Path, axis: int) -> None:
    change(spoilt / "labels.nii.gz", lambda values: np.delete(values, values.shape[axis] // 2, axis))
    with pytest.raises(BadInput, match=r"Not decidable.*slices along"):
        session(spoilt)


def test_labels_cropped_on_purpose_say_so_by_where_they_begin(spoilt: Path) -> None:
    crop = np.eye(4)
    crop[2, 3] = 4
    change(spoilt / "labels.nii.gz", lambda values: values[:, :, 4:], crop)
    assert session(spoilt).volume.grid.size[2] == session(spoilt, "dicom").volume.grid.size[2] - 4


def test_a_slice_on_which_nothing_is_drawn_is_refused(spoilt: Path) -> None:
    def wiped(values: np.ndarray) -> np.ndarray:
        values = values.copy()
        values[:, :, 30] = 0
        return values

    change(spoilt / "labels.nii.gz", wiped)
    with pytest.raises(BadInput, match=r"nothing is drawn on 1 slice between others \(slice 31"):
        session(spoilt)


def test_a_segmentation_is_filled_up_to_its_picture(spoilt: Path) -> None:
    """Empty slices at the ends are left out by the format; the picture tells that they were looked at."""
    text = (spoilt / "labels.toml").read_text()
    assert session(spoilt, "dicom", "dicom/series").volume.grid.size == session(spoilt).volume.grid.size
    assert text


def test_a_map_that_calls_a_segment_by_another_name_is_refused(spoilt: Path) -> None:
    text = (spoilt / "labels.toml").read_text()
    swapped = text.replace('"popliteal-artery"', '"X"').replace('"tibia"', '"popliteal-artery"')
    (spoilt / "labels.toml").write_text(swapped.replace('"X"', '"tibia"'))
    with pytest.raises(BadInput, match=r"Label .* is .* in dicom and .* in labels.toml"):
        session(spoilt, "dicom", None)


def test_what_is_said_outranks_the_file(whole: Path) -> None:
    read = read_session_image(
        whole / "labels.nii.gz", whole / "labels.toml", confirmed_by="Dr A", treatment_pose="flexed"
    )
    assert read.labels.confirmed_by == "Dr A"
    assert (read.labels.image_pose, read.labels.treatment_pose) == ("extended", "flexed")


def test_the_picture_given_as_labels_is_one_line(whole: Path) -> None:
    with pytest.raises(BadInput, match="no label map"):
        session(whole, "image.nii.gz")


def test_a_picture_without_air_shows_no_skin(spoilt: Path) -> None:
    change(spoilt / "labels.nii.gz", lambda values: np.where(values == 1, 0, values))
    change(spoilt / "image.nii.gz", lambda values: np.full_like(values, 40))
    with pytest.raises(BadInput, match="shows no skin"):
        session(spoilt)


def test_files_that_are_not_there_are_one_line(tmp_path: Path, whole: Path) -> None:
    shutil.copy(whole / "labels.toml", tmp_path)
    with pytest.raises(BadInput, match="is not there"):
        session(tmp_path)


@pytest.mark.parametrize(
    ("tag", "value", "says"),
    [
        ("PatientID", "SOMEBODY", "different patients"),
        ("PatientBirthDate", "19600101", ""),
        ("FrameOfReferenceUID", "1.2.3", "different frames of reference"),
    ],
)
def test_labels_and_a_picture_of_two_patients_are_refused(
    spoilt: Path, tag: str, value: str, says: str
) -> None:
    change_slices(spoilt, lambda number, one: setattr(one, tag, value))
    if not says:
        # Only one of the two tells: nothing contradicts it.
        assert session(spoilt, "dicom", "dicom/series").whose.birth == date(1960, 1, 1)
        return
    with pytest.raises(BadInput, match=says):
        session(spoilt, "dicom", "dicom/series")


def test_the_day_of_the_image_is_its_headers_unless_the_map_says_another(spoilt: Path) -> None:
    text = (spoilt / "labels.toml").read_text().replace("image_date = 2026-01-01\n", "")
    (spoilt / "labels.toml").write_text(text)
    assert session(spoilt).labels.image_date is None
    assert session(spoilt, "dicom", "dicom/series").labels.image_date == date(2026, 1, 1)
    (spoilt / "labels.toml").write_text("image_date = 2026-02-03\n" + text)
    assert session(spoilt, "dicom", "dicom/series").labels.image_date == date(2026, 2, 3)


def test_a_phantom_is_known_for_a_drawing(spoilt: Path) -> None:
    assert session(spoilt).labels.schematic
    as_a_patients(spoilt)
    assert not session(spoilt).labels.schematic
