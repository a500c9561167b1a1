"""A phantom as DICOM: a CT series and a segmentation of it, as another system would hand them over."""

from datetime import date
from pathlib import Path

import highdicom as hd
import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sr.coding import Code
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid

import enthesis
from enthesis.formats.imaging.phantom.body import Body
from enthesis.knowledge.cards.phantom import Phantom
from enthesis.needle.structures import Role

_TIME = "120000"
_CATEGORY = Code("123037004", "SCT", "Anatomical Structure")
_TYPES = {
    Role.ARTERY: Code("51114001", "SCT", "Artery"),
    Role.VEIN: Code("29092000", "SCT", "Vein"),
    Role.NERVE: Code("3057000", "SCT", "Nerve"),
    Role.BONE: Code("272673000", "SCT", "Bone"),
    Role.SKIN: Code("39937001", "SCT", "Skin"),
    Role.TARGET: Code("85756007", "SCT", "Tissue"),
}


def write_dicom(folder: Path, body: Body, card: Phantom, day: date) -> None:
    """Write ``series/`` (one file a slice, head first) and ``segmentation.dcm``, dated, below a folder."""
    slices = [_slice(body, card, at, day) for at in reversed(range(body.volume.grid.size[2]))]
    (folder / "series").mkdir(parents=True, exist_ok=True)
    for number, one in enumerate(slices, 1):
        one.InstanceNumber = number
        one.save_as(folder / "series" / f"slice-{number:03d}.dcm", enforce_file_format=True)
    _segmentation(slices, body, card).save_as(folder / "segmentation.dcm", enforce_file_format=True)


def _uid(card: Phantom, body: Body, part: str) -> str:
    """Give the same identifier every time the same phantom is drawn."""
    return str(generate_uid(entropy_srcs=["enthesis", card.id, str(body.volume.grid.spacing_mm), part]))


def _slice(body: Body, card: Phantom, at: int, day: date) -> Dataset:
    grid = body.volume.grid
    x, y, z = (float(each) for each in grid.origin_lps)
    one = Dataset()
    one.file_meta = FileMetaDataset()
    one.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    one.SOPClassUID = one.file_meta.MediaStorageSOPClassUID = CTImageStorage
    one.SOPInstanceUID = one.file_meta.MediaStorageSOPInstanceUID = _uid(card, body, f"slice {at}")
    one.StudyInstanceUID, one.SeriesInstanceUID = _uid(card, body, "study"), _uid(card, body, "series")
    one.FrameOfReferenceUID, one.PositionReferenceIndicator = _uid(card, body, "frame"), ""
    one.Modality, one.Manufacturer, one.BodyPartExamined = "CT", "Enthesis", card.region.upper()
    one.PatientName, one.PatientID, one.PatientBirthDate, one.PatientSex = (
        f"Phantom^{card.region.title()}",
        "PHANTOM",
        "",
        "",
    )
    one.StudyDate = one.SeriesDate = one.ContentDate = one.AcquisitionDate = f"{day:%Y%m%d}"
    one.StudyTime = one.SeriesTime = one.ContentTime = one.AcquisitionTime = _TIME
    one.StudyID, one.AccessionNumber, one.ReferringPhysicianName = "1", "", ""
    one.SeriesNumber, one.AcquisitionNumber, one.KVP = 1, 1, None
    one.SeriesDescription = card.title["en"]
    one.ImageType = ["DERIVED", "PRIMARY", "AXIAL"]
    one.PatientPosition = "HFS"
    one.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    one.ImagePositionPatient = [round(x, 4), round(y, 4), round(z + at * grid.spacing_mm[2], 4)]
    one.PixelSpacing = [round(grid.spacing_mm[1], 6), round(grid.spacing_mm[0], 6)]
    one.SliceThickness = round(grid.spacing_mm[2], 6)
    one.Rows, one.Columns = grid.size[1], grid.size[0]
    one.SamplesPerPixel, one.PhotometricInterpretation, one.PixelRepresentation = 1, "MONOCHROME2", 1
    one.BitsAllocated, one.BitsStored, one.HighBit = 16, 16, 15
    one.RescaleIntercept, one.RescaleSlope, one.RescaleType = 0, 1, "HU"
    one.WindowCenter, one.WindowWidth = 150, 900
    one.PixelData = body.grey[at].astype("<i2").tobytes()
    return one


def _segmentation(slices: list[Dataset], body: Body, card: Phantom) -> Dataset:
    described = [
        hd.seg.SegmentDescription(
            segment_number=structure.values[0],
            segment_label=structure.name,
            segmented_property_category=_CATEGORY,
            segmented_property_type=_TYPES[structure.role],
            algorithm_type=hd.seg.SegmentAlgorithmTypeValues.MANUAL,
        )
        for structure in body.labels.structures
    ]
    made: Dataset = hd.seg.Segmentation(
        source_images=slices,
        pixel_array=np.ascontiguousarray(body.volume.labels[::-1]),
        segmentation_type=hd.seg.SegmentationTypeValues.BINARY,
        segment_descriptions=described,
        series_instance_uid=_uid(card, body, "segmentation series"),
        series_number=2,
        sop_instance_uid=_uid(card, body, "segmentation"),
        instance_number=1,
        manufacturer="Enthesis",
        manufacturer_model_name="Phantom",
        software_versions=enthesis.__version__,
        device_serial_number="0",
        content_label="LABELS",
    )
    return made
