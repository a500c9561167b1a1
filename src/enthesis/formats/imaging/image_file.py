"""Reads labels and pictures, whatever file they come in, into the one physical frame.

Labels keep their own grid; a picture keeps its own too. Nothing is ever matched by array index: two files of
one scan may store their rows in opposite order.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from enthesis.formats.imaging.grids import as_labels, forward
from enthesis.formats.imaging.whose import NOBODY, Whose, whose
from enthesis.needle.frames import Grid
from enthesis.needle.structures import LabelMap
from enthesis.needle.volume import Volume
from enthesis.vocabulary.errors import BadInput

Read = Callable[[Path], tuple[npt.NDArray[np.generic], Grid]]

KINDS = "NIfTI (.nii, .nii.gz), NRRD (.nrrd, .nhdr), MetaImage (.mha, .mhd) or DICOM (a file or a folder)"


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """Grey values, (Z, Y, X) float32, on their own grid.

    ``stored`` is the grid in the file's own order. ``modality`` is DICOM's word or empty; ``whose`` is what
    its header tells of the patient.
    """

    grey: npt.NDArray[np.float32]
    grid: Grid
    stored: Grid
    modality: str = ""
    whose: Whose = NOBODY


@dataclass(frozen=True, slots=True, eq=False)
class ReadLabels:
    """Labels as they were read.

    ``stored`` is the grid in the file's own order. ``names`` is what the file itself calls a value, where
    it does. ``leaves_out_empty``: the format does not
    store empty slices, so what lies beyond the last one drawn may be drawn as nothing, or not at all.
    ``whose`` is what its header tells of the patient.
    """

    volume: Volume
    stored: Grid
    names: dict[int, str]
    leaves_out_empty: bool = False
    whose: Whose = NOBODY


def read_labels(path: Path, labels: LabelMap) -> ReadLabels:
    """Read a label map's voxels.

    Raises:
        BadInput: it cannot be read, is a picture, or leaves open where its voxels lie.
    """
    reader = _reader(path)
    if reader is not None:
        raw, stored = reader(path)
        values, grid = forward(raw, stored)
        return ReadLabels(Volume(grid, as_labels(values, path.name)), stored, {})
    from enthesis.formats.imaging.dicom_files import headers_at, is_segmentation
    from enthesis.formats.imaging.dicom_seg import read_segmentation

    found = [(each, header) for each, header in headers_at(path) if is_segmentation(header)]
    if len(found) != 1:
        told = f"{len(found)} segmentations" if found else "no segmentation"
        raise BadInput(f"{path} holds {told}.", "Name one file with labels.")
    roles = {value: structure.role for structure in labels.structures for value in structure.values}
    volume, names = read_segmentation(*found[0], roles)
    values, grid = forward(volume.labels, volume.grid)
    turned = Volume(grid, as_labels(values, path.name))
    return ReadLabels(turned, volume.grid, names, leaves_out_empty=True, whose=whose(found[0][1]))


def read_picture(path: Path) -> Picture:
    """Read the picture labels were drawn on.

    Raises:
        BadInput: it cannot be read, has no depth, or a slice is missing.
    """
    reader = _reader(path)
    if reader is not None:
        raw, stored = reader(path)
        values, grid = forward(raw, stored)
        return Picture(np.ascontiguousarray(values, dtype=np.float32), grid, stored)
    from enthesis.formats.imaging.dicom_files import headers_at, one_series
    from enthesis.formats.imaging.dicom_series import read_series

    files = one_series(headers_at(path), path.name)
    read, stored = read_series(files, path.name)
    values, grid = forward(read, stored)
    grey = np.ascontiguousarray(values, dtype=np.float32)
    return Picture(grey, grid, stored, str(files[0][1].get("Modality", "")), whose(files[0][1]))


def _reader(path: Path) -> Read | None:
    """Choose the reader by the file's name; ``None`` is DICOM.

    Raises:
        BadInput: there is no such file, or nobody reads its kind.
    """
    if not path.exists():
        raise BadInput(f"{path} is not there.", f"Name {KINDS}.")
    name = path.name.casefold()
    if path.is_file() and name.endswith((".nii", ".nii.gz")):
        from enthesis.formats.imaging.nifti import read_nifti

        return read_nifti
    if path.is_file() and name.endswith((".nrrd", ".nhdr", ".mha", ".mhd")):
        from enthesis.formats.imaging.itk_file import read_itk

        return read_itk
    if path.is_file():
        from enthesis.formats.imaging.dicom_files import is_dicom

        if not is_dicom(path):
            raise BadInput(f"{path.name} is no image that can be read.", f"Name {KINDS}.")
    return None
