"""A phantom small enough for every day, and ways to spoil what was written of it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import nibabel as nib
import numpy as np
import pydicom
from pydicom.dataset import Dataset

from enthesis.formats.imaging.phantom.body import Body, build
from enthesis.formats.imaging.phantom.files import write_phantom
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side

COARSE = (2.5, 2.5, 3.0)


def coarse_body(handbook: Handbook, region: str = "knee", side: Side = Side.RIGHT) -> Body:
    return build(handbook.phantoms[region], COARSE, side)


def written(folder: Path, handbook: Handbook, region: str = "knee", *, dicom: bool = True) -> Path:
    write_phantom(folder, coarse_body(handbook, region), handbook.phantoms[region], dicom=dicom)
    return folder


def as_a_patients(folder: Path) -> Path:
    """Let a phantom pass for somebody's image: the label map no longer says that it is a drawing."""
    path = folder / "labels.toml"
    path.write_text(path.read_text().replace("schematic = true\n", ""))
    return folder


def slices(folder: Path) -> list[Path]:
    return sorted((folder / "dicom" / "series").glob("*.dcm"))


def change_slices(folder: Path, change: Callable[[int, Dataset], object]) -> None:
    for number, path in enumerate(slices(folder)):
        dataset = pydicom.dcmread(path)
        change(number, dataset)
        dataset.save_as(path)


def save_nifti(
    path: Path, values: "np.ndarray[tuple[int, ...], np.dtype[np.generic]]", affine: object
) -> Path:
    nib.save(nib.Nifti1Image(values, np.asarray(affine)), path)
    return path


def label_values(path: Path) -> Iterator[int]:
    yield from (int(value) for value in np.unique(np.asarray(nib.load(path).dataobj)))
