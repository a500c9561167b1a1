"""A DICOM series or a multi-frame file as one volume of grey values."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydicom.dataset import Dataset

from enthesis.formats.imaging.dicom_planes import plane_of, planes_of_frames, refuse_flat
from enthesis.formats.imaging.slice_stack import stack
from enthesis.needle.frames import Grid
from enthesis.vocabulary.errors import BadInput

Grey = npt.NDArray[np.float32]


def read_series(files: Sequence[tuple[Path, Dataset]], what: str) -> tuple[Grey, Grid]:
    """Read one series: grey values (Z, Y, X), z along the slices' normal, and where they lie.

    Raises:
        BadInput: it has no depth, or a slice is missing, doubled, slanted or cannot be read.
    """
    refuse_flat(files[0][1], what)
    if len(files) == 1 and "PerFrameFunctionalGroupsSequence" in files[0][1]:
        return _read_frames(*files[0], what)
    if any(int(header.get("NumberOfFrames", 1) or 1) > 1 for _path, header in files):
        raise BadInput(
            f"Not decidable: {what} has frames that do not tell where they lie.", "Name a CT or MR volume."
        )
    if len({str(header.get("FrameOfReferenceUID", "")) for _path, header in files}) > 1:
        raise BadInput(f"Not decidable: the slices of {what} lie in different frames.", "Name one series.")
    stacked = stack([plane_of(header, what) for _path, header in files], what)
    order = np.argsort(stacked.slices)
    return _pixels([files[at][0] for at in order], what), stacked.grid


def _read_frames(path: Path, header: Dataset, what: str) -> tuple[Grey, Grid]:
    stacked = stack(list(planes_of_frames(header, what)), what)
    frames = _pixels([path], what)
    if len(frames) != len(stacked.slices):
        raise BadInput(f"{what} holds fewer frames than its header lists.", "Export it again.")
    return frames[np.argsort(stacked.slices)], stacked.grid


def _pixels(paths: Sequence[Path], what: str) -> Grey:
    """Read the pixels, (Z, Y, X), in the order of the files: by ITK, which knows every compression."""
    import SimpleITK

    try:
        image = SimpleITK.ReadImage(
            [str(path) for path in paths] if len(paths) > 1 else str(paths[0]), SimpleITK.sitkFloat32
        )
    except RuntimeError as error:
        raise BadInput(f"The pixels of {what} cannot be read.", "Export it again, uncompressed.") from error
    values: Grey = SimpleITK.GetArrayFromImage(image)
    return values
