"""NIfTI in and out, with a suspicious reading of its header.

A header may leave everything out and still open in every viewer: spacing becomes 1, orientation becomes
"somehow". What the header does not say is refused here, because a distance would be made of it.
"""

import sys
import zlib
from pathlib import Path

import nibabel as nib
import numpy as np
import numpy.typing as npt
from nibabel.filebasedimages import ImageFileError
from nibabel.openers import ImageOpener
from nibabel.wrapstruct import WrapStructError

from enthesis.formats.imaging.grids import RAS_TO_LPS, affine_of, grid_from_affine
from enthesis.formats.imaging.voxel_count import refuse_too_many_voxels
from enthesis.needle.frames import Grid
from enthesis.vocabulary.errors import BadInput

# The length of a second-version header, in either byte order.
_NIFTI_2 = (540, int.from_bytes((540).to_bytes(4, "little"), "big"))
_MILLIMETRES = ("mm", "unknown")
# How far a corner may lie apart under the two affines of one header.
_SAME_PLACE_MM = 0.5


def read_nifti(path: Path) -> tuple[npt.NDArray[np.generic], Grid]:
    """Read one volume: values (Z, Y, X) and where they lie.

    Raises:
        BadInput: it cannot be read, or its header leaves spacing, unit or orientation open.
    """
    what = path.name
    try:
        _refuse_unknown_spacing(path, what)
        image = nib.load(path)
        refuse_too_many_voxels(image.shape, what)
        values = np.asanyarray(image.dataobj)
    except (ImageFileError, WrapStructError, OSError, ValueError, EOFError, zlib.error) as error:
        raise BadInput(f"{what} cannot be read as NIfTI.", "Export it again.") from error
    if not isinstance(image, nib.Nifti1Image | nib.Nifti2Image):
        raise BadInput(f"{what} is not NIfTI.", "Name a .nii or .nii.gz file.")
    values = _one_volume(values, what)
    affine = _affine(image, what)
    size = (values.shape[0], values.shape[1], values.shape[2])
    return values.transpose(2, 1, 0), grid_from_affine(RAS_TO_LPS @ affine, size, what)


def _refuse_unknown_spacing(path: Path, what: str) -> None:
    """Look at the header as it is written: the library mends a spacing of 0 to 1 before anybody sees it."""
    with ImageOpener(str(path)) as file:
        size = int.from_bytes(file.read(4), sys.byteorder)
        file.seek(0)
        kind = nib.Nifti2Header if size in _NIFTI_2 else nib.Nifti1Header
        spacing = np.asarray(kind.from_fileobj(file, check=False)["pixdim"][1:4], dtype=np.float64)
    if not np.isfinite(spacing).all() or (spacing <= 0).any():
        raise BadInput(
            f"Not decidable: {what} does not tell the spacing of its voxels.",
            "Export it again with its spacing; without it no distance is known.",
        )


def _one_volume(values: npt.NDArray[np.generic], what: str) -> npt.NDArray[np.generic]:
    while values.ndim > 3 and values.shape[-1] == 1:
        values = values[..., 0]
    if values.ndim != 3 or values.dtype.fields:
        raise BadInput(
            f"Not decidable: {what} is not one volume of single numbers (shape {values.shape}).",
            "Name one three-dimensional volume.",
        )
    if min(values.shape) < 2:
        raise BadInput(
            f"Not decidable: {what} is a single slice; nobody knows what lies beside it.", "Name a volume."
        )
    return values


def _affine(image: nib.Nifti1Image, what: str) -> npt.NDArray[np.float64]:
    """Give the header's one affine (RAS), or refuse a header with none, or with two that differ."""
    header = image.header
    unit = header.get_xyzt_units()[0]
    if unit not in _MILLIMETRES:
        raise BadInput(f"{what} is measured in {unit}s.", "Save it in millimetres.")
    qform, qcode = header.get_qform(coded=True)
    sform, scode = header.get_sform(coded=True)
    if not qcode and not scode:
        raise BadInput(
            f"Not decidable: {what} does not tell how it lies in the patient (no qform, no sform).",
            "Export it again with its orientation.",
        )
    if qcode and scode and not _agree(qform, sform, image.shape):
        raise BadInput(
            f"Not decidable: {what} says twice how it lies in the patient, and differently.",
            "Export it again; qform and sform must agree.",
        )
    return np.asarray(sform if scode else qform, dtype=np.float64)


def _agree(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64], shape: tuple[int, ...]) -> bool:
    last = np.asarray(shape[:3]) - 1
    corners = np.array([[x, y, z, 1] for x in (0, last[0]) for y in (0, last[1]) for z in (0, last[2])])
    apart = np.abs((one - other) @ corners.T)[:3]
    return bool(np.linalg.norm(apart, axis=0).max() <= _SAME_PLACE_MM)


def write_nifti(path: Path, values: npt.NDArray[np.generic], grid: Grid) -> None:
    """Write one volume, (Z, Y, X), with both affines of the header set alike, in millimetres."""
    image = nib.Nifti1Image(values.transpose(2, 1, 0), RAS_TO_LPS @ affine_of(grid))
    image.header.set_xyzt_units("mm")
    image.set_qform(image.affine, code=1)
    image.set_sform(image.affine, code=1)
    nib.save(image, path)
