import shutil
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import EnhancedCTImageStorage, UltrasoundMultiFrameImageStorage, generate_uid

from enthesis.formats.imaging.grids import affine_of
from enthesis.formats.imaging.image_file import read_labels, read_picture
from enthesis.formats.imaging.label_map_file import read_label_map
from enthesis.needle.structures import LabelMap
from enthesis.vocabulary.errors import BadInput
from tests.phantoms import change_slices, slices


def meaning(folder: Path) -> LabelMap:
    return read_label_map(folder / "labels.toml").labels


def seg(folder: Path) -> Path:
    return folder / "dicom" / "segmentation.dcm"


def test_a_series_is_the_same_picture_as_the_nifti_stored_the_other_way(whole: Path) -> None:
    one, other = read_picture(whole / "image.nii.gz"), read_picture(whole / "dicom" / "series")
    assert other.modality == "CT"
    assert np.allclose(affine_of(one.grid), affine_of(other.grid), atol=1e-3)
    assert np.array_equal(one.grey, other.grey)


def test_a_segmentation_is_the_same_label_map_as_the_nifti_stored_the_other_way(whole: Path) -> None:
    read = read_labels(whole / "dicom", meaning(whole))
    nifti = read_labels(whole / "labels.nii.gz", meaning(whole)).volume
    assert np.allclose(affine_of(read.volume.grid), affine_of(nifti.grid), atol=1e-3)
    assert np.array_equal(read.volume.labels, nifti.labels)
    assert read.names[16] == "popliteal-artery"


def test_a_series_and_a_segmentation_in_one_folder_are_told_apart(whole: Path) -> None:
    assert (
        read_picture(whole / "dicom").grey.shape
        == read_labels(whole / "dicom", meaning(whole)).volume.labels.shape
    )


def test_a_missing_slice_is_refused_by_its_place(spoilt: Path) -> None:
    slices(spoilt)[20].unlink()
    with pytest.raises(BadInput, match=r"Not decidable.*1 slice is missing"):
        read_picture(spoilt / "dicom")


def test_slices_are_ordered_by_place_and_never_by_name_or_number(spoilt: Path) -> None:
    before = read_picture(spoilt / "dicom").grey
    for at, path in enumerate(reversed(slices(spoilt))):
        path.rename(path.with_name(f"x{(at * 7) % 61:03d}-{at}.dcm"))
    change_slices(spoilt, lambda number, one: setattr(one, "InstanceNumber", 1))
    assert np.array_equal(read_picture(spoilt / "dicom").grey, before)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda n, one: setattr(one, "GantryDetectorTilt", 12), "gantry tilted by 12"),
        (lambda n, one: one.ImagePositionPatient.__setitem__(1, one.ImagePositionPatient[1] + n), "slanted"),
        (lambda n, one: one.__delattr__("PixelSpacing"), "spacing of its pixels"),
        (lambda n, one: one.__delattr__("ImagePositionPatient"), "how its slices lie"),
        (lambda n, one: one.__delattr__("ImageOrientationPatient"), "how its slices lie"),
        (lambda n, one: setattr(one, "Modality", "US"), "ultrasound"),
        (lambda n, one: setattr(one, "Modality", "DX"), "projection"),
        (lambda n, one: setattr(one, "FrameOfReferenceUID", f"1.2.{n % 2 + 3}"), "different frames"),
        (
            lambda n, one: (
                n == 9 and one.ImagePositionPatient.__setitem__(2, one.ImagePositionPatient[2] + 1)
            ),
            "unequally",
        ),
    ],
)
def test_a_series_with_a_fault_is_refused(spoilt: Path, change: object, says: str) -> None:
    change_slices(spoilt, change)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match=f"Not decidable.*{says}"):
        read_picture(spoilt / "dicom")


def test_two_series_in_one_folder_are_a_question(spoilt: Path) -> None:
    def other(number: int, one: Dataset) -> None:
        if number < 10:
            one.SeriesInstanceUID, one.SeriesDescription = "1.2.3.4", "scout"

    change_slices(spoilt, other)
    with pytest.raises(BadInput, match=r"2 series: .*scout"):
        read_picture(spoilt / "dicom")


def test_a_single_ultrasound_frame_is_refused(tmp_path: Path, whole: Path) -> None:
    one = pydicom.dcmread(slices(whole)[0])
    one.Modality, one.SOPClassUID = "US", UltrasoundMultiFrameImageStorage
    one.save_as(tmp_path / "us.dcm")
    with pytest.raises(BadInput, match=r"Not decidable: us.dcm is ultrasound"):
        read_picture(tmp_path / "us.dcm")


def test_one_slice_alone_is_refused(tmp_path: Path, whole: Path) -> None:
    shutil.copy(slices(whole)[0], tmp_path / "one.dcm")
    with pytest.raises(BadInput, match="single slice"):
        read_picture(tmp_path / "one.dcm")


def enhanced(whole: Path, order: list[int], tmp_path: Path) -> Path:
    """The series as one multi-frame file, its frames in any order."""
    source = [pydicom.dcmread(path) for path in slices(whole)]
    made = pydicom.dcmread(slices(whole)[0])
    for name in (
        "ImagePositionPatient",
        "ImageOrientationPatient",
        "PixelSpacing",
        "RescaleSlope",
        "RescaleIntercept",
    ):
        del made[name]
    made.SOPClassUID = made.file_meta.MediaStorageSOPClassUID = EnhancedCTImageStorage
    made.SOPInstanceUID = made.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    made.NumberOfFrames = len(order)
    shared = Dataset()
    orientation, measures = Dataset(), Dataset()
    orientation.ImageOrientationPatient = source[0].ImageOrientationPatient
    measures.PixelSpacing, measures.SliceThickness = source[0].PixelSpacing, source[0].SliceThickness
    rescale = Dataset()
    rescale.RescaleSlope, rescale.RescaleIntercept, rescale.RescaleType = 1, 0, "HU"
    shared.PlaneOrientationSequence = Sequence([orientation])
    shared.PixelMeasuresSequence = Sequence([measures])
    shared.PixelValueTransformationSequence = Sequence([rescale])
    made.SharedFunctionalGroupsSequence = Sequence([shared])
    frames = []
    for at in order:
        frame, position = Dataset(), Dataset()
        position.ImagePositionPatient = source[at].ImagePositionPatient
        frame.PlanePositionSequence = Sequence([position])
        frames.append(frame)
    made.PerFrameFunctionalGroupsSequence = Sequence(frames)
    made.PixelData = b"".join(source[at].PixelData for at in order)
    made.save_as(tmp_path / "enhanced.dcm")
    return tmp_path / "enhanced.dcm"


@pytest.mark.parametrize("mixed", [False, True])
def test_a_multi_frame_file_is_the_same_picture(whole: Path, tmp_path: Path, mixed: bool) -> None:
    order = list(range(len(slices(whole))))
    if mixed:
        np.random.default_rng(3).shuffle(order)
    one, other = read_picture(whole / "dicom" / "series"), read_picture(enhanced(whole, order, tmp_path))
    assert np.array_equal(one.grey, other.grey)
    assert np.allclose(affine_of(one.grid), affine_of(other.grid))


def test_a_multi_frame_file_that_lost_a_frame_is_refused(whole: Path, tmp_path: Path) -> None:
    order = [at for at in range(len(slices(whole))) if at != 12]
    with pytest.raises(BadInput, match="1 slice is missing"):
        read_picture(enhanced(whole, order, tmp_path))


def drop_frames(path: Path, gone: object) -> None:
    """Leave frames out of a segmentation, as an export that lost them would."""
    dataset = pydicom.dcmread(path)
    frames = dataset.pixel_array
    kept = [at for at, frame in enumerate(dataset.PerFrameFunctionalGroupsSequence) if not gone(frame)]  # type: ignore[operator]
    dataset.PerFrameFunctionalGroupsSequence = Sequence(
        [dataset.PerFrameFunctionalGroupsSequence[at] for at in kept]
    )
    dataset.NumberOfFrames = len(kept)
    bits = np.packbits(frames[kept].ravel().astype(np.uint8), bitorder="little").tobytes()
    dataset.PixelData = bits + b"\0" * (len(bits) % 2)
    dataset.save_as(path)


def height(frame: Dataset) -> float:
    return float(frame.PlanePositionSequence[0].ImagePositionPatient[2])


def segment(frame: Dataset) -> int:
    return int(frame.SegmentIdentificationSequence[0].ReferencedSegmentNumber)


def test_a_segmentation_that_lost_a_slice_is_refused(spoilt: Path) -> None:
    levels = sorted(
        {height(frame) for frame in pydicom.dcmread(seg(spoilt)).PerFrameFunctionalGroupsSequence}
    )
    drop_frames(seg(spoilt), lambda frame: height(frame) == levels[20])
    with pytest.raises(BadInput, match=r"Not decidable.*nothing at all is drawn on 1 slice"):
        read_labels(spoilt / "dicom", meaning(spoilt))


def test_a_segmentation_may_leave_out_a_structure_where_it_is_not_drawn(spoilt: Path) -> None:
    drop_frames(seg(spoilt), lambda frame: segment(frame) == 14)
    assert 14 not in read_labels(spoilt / "dicom", meaning(spoilt)).volume.values()


def test_two_vessels_at_one_place_are_refused(spoilt: Path) -> None:
    dataset = pydicom.dcmread(seg(spoilt))
    for frame in dataset.PerFrameFunctionalGroupsSequence:
        if segment(frame) == 6:
            vein = frame.PlanePositionSequence[0].ImagePositionPatient
            artery = next(
                f
                for f in dataset.PerFrameFunctionalGroupsSequence
                if segment(f) == 16 and height(f) != height(frame)
            )
            artery.PlanePositionSequence[0].ImagePositionPatient = vein
            frame.SegmentIdentificationSequence[0].ReferencedSegmentNumber = 7
            copied = frame
            break
    frames = dataset.pixel_array
    at = list(dataset.PerFrameFunctionalGroupsSequence).index(artery)
    frames[at] |= frames[list(dataset.PerFrameFunctionalGroupsSequence).index(copied)]
    bits = np.packbits(frames.ravel().astype(np.uint8), bitorder="little").tobytes()
    dataset.PixelData = bits + b"\0" * (len(bits) % 2)
    dataset.save_as(seg(spoilt))
    with pytest.raises(BadInput, match=r"draws .* at one place"):
        read_labels(spoilt / "dicom", meaning(spoilt))


def test_the_outline_of_the_limb_may_hold_everything_inside_it(spoilt: Path) -> None:
    """A skin segment that is filled gives way to what is drawn inside it."""
    dataset = pydicom.dcmread(seg(spoilt))
    frames = dataset.pixel_array
    per = list(dataset.PerFrameFunctionalGroupsSequence)
    skin = {height(frame): at for at, frame in enumerate(per) if segment(frame) == 1}
    for at, frame in enumerate(per):
        frames[skin[height(frame)]] |= frames[at]
    before = read_labels(spoilt / "dicom", meaning(spoilt)).volume.labels
    bits = np.packbits(frames.ravel().astype(np.uint8), bitorder="little").tobytes()
    dataset.PixelData = bits + b"\0" * (len(bits) % 2)
    dataset.save_as(seg(spoilt))
    assert np.array_equal(read_labels(spoilt / "dicom", meaning(spoilt)).volume.labels, before)


def test_likelihoods_are_no_labels(spoilt: Path) -> None:
    dataset = pydicom.dcmread(seg(spoilt))
    dataset.SegmentationType = "FRACTIONAL"
    dataset.save_as(seg(spoilt))
    with pytest.raises(BadInput, match="likelihoods"):
        read_labels(spoilt / "dicom", meaning(spoilt))


def test_a_folder_without_labels_is_one_line(whole: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no segmentation"):
        read_labels(whole / "dicom" / "series", meaning(whole))
    with pytest.raises(BadInput, match="no DICOM file"):
        read_labels(tmp_path, meaning(whole))


def test_a_series_cut_short_is_one_line(spoilt: Path) -> None:
    path = slices(spoilt)[3]
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(BadInput):
        read_picture(spoilt / "dicom")
