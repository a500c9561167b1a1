"""What DICOM files a path holds: each file's header, read once, without its pixels."""

from collections.abc import Iterable
from pathlib import Path

import pydicom
from pydicom.dataset import Dataset
from pydicom.errors import InvalidDicomError

from enthesis.vocabulary.errors import BadInput

SEGMENTATIONS = ("1.2.840.10008.5.1.4.1.1.66.4", "1.2.840.10008.5.1.4.1.1.66.7")
_LEAST_BYTES = 132


def headers_at(path: Path) -> list[tuple[Path, Dataset]]:
    """Read the headers of a file, or of every DICOM file below a folder; other files are passed over.

    Raises:
        BadInput: there is no DICOM file.
    """
    candidates = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
    found = [(each, header) for each in candidates if (header := _header(each)) is not None]
    if not found:
        raise BadInput(f"{path} holds no DICOM file.", "Name a DICOM file or the folder of a series.")
    return found


def is_dicom(path: Path) -> bool:
    """Tell whether a file begins as DICOM files do."""
    with path.open("rb") as file:
        return file.read(_LEAST_BYTES)[128:] == b"DICM"


def _header(path: Path) -> Dataset | None:
    if path.stat().st_size < _LEAST_BYTES or not is_dicom(path):
        return None
    try:
        header = pydicom.dcmread(path, stop_before_pixels=True)
    except (InvalidDicomError, OSError, ValueError, KeyError) as error:
        raise BadInput(f"{path.name} cannot be read as DICOM.", "Export it again.") from error
    return header if "SOPClassUID" in header else None


def is_segmentation(header: Dataset) -> bool:
    """Tell whether a file is a DICOM segmentation."""
    return str(header.SOPClassUID) in SEGMENTATIONS


def one_series(files: Iterable[tuple[Path, Dataset]], what: str) -> list[tuple[Path, Dataset]]:
    """Give the files of the one series of pictures there.

    Raises:
        BadInput: there is none, or there are several and nobody said which.
    """
    series: dict[str, list[tuple[Path, Dataset]]] = {}
    for path, header in files:
        if "Rows" in header and not is_segmentation(header):
            series.setdefault(str(header.get("SeriesInstanceUID", "")), []).append((path, header))
    if not series:
        raise BadInput(f"{what} holds no series of pictures.", "Name the folder of one.")
    if len(series) > 1:
        described = ", ".join(
            sorted(
                str(group[0][1].get("SeriesDescription", "") or "without a name") for group in series.values()
            )
        )
        raise BadInput(f"{what} holds {len(series)} series: {described}.", "Name a folder with one of them.")
    return next(iter(series.values()))
