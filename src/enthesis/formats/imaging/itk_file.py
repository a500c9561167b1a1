"""NRRD and MetaImage, read by ITK after a look at the header: ITK would take what is missing for 1."""

import re
from pathlib import Path

import numpy as np
import numpy.typing as npt

from enthesis.formats.imaging.grids import grid_from_affine
from enthesis.formats.imaging.voxel_count import refuse_too_many_voxels
from enthesis.needle.frames import Grid
from enthesis.vocabulary.errors import BadInput

_HEADER_BYTES = 65536
# How a header names the file of its values.
_VALUES_IN = ("data file", "datafile", "elementdatafile")
# Spaces of NRRD that say where left, back and head are; "right-handed" alone does not.
_ANATOMICAL = re.compile(
    r"^(left|right)-(anterior|posterior)-(superior|inferior)(-time)?$|^[lr][ap][si]t?$", re.I
)


def read_itk(path: Path) -> tuple[npt.NDArray[np.generic], Grid]:
    """Read one volume: values (Z, Y, X) and where they lie.

    Raises:
        BadInput: it cannot be read, is no volume, or leaves spacing or orientation open.
    """
    import SimpleITK

    what = path.name
    _check_header(path, what)
    try:
        reader = SimpleITK.ImageFileReader()
        reader.SetFileName(str(path))
        reader.ReadImageInformation()
        refuse_too_many_voxels(reader.GetSize(), what)
        image = reader.Execute()
    except RuntimeError as error:
        raise BadInput(f"{what} cannot be read.", "Export it again.") from error
    if image.GetNumberOfComponentsPerPixel() != 1 or image.GetDimension() != 3 or min(image.GetSize()) < 2:
        raise BadInput(
            f"Not decidable: {what} is not one volume of single numbers.",
            "Name one three-dimensional volume.",
        )
    affine = np.eye(4)
    affine[:3, :3] = np.reshape(image.GetDirection(), (3, 3)) * np.asarray(image.GetSpacing())
    affine[:3, 3] = image.GetOrigin()
    return SimpleITK.GetArrayFromImage(image), grid_from_affine(affine, image.GetSize(), what)


def _check_header(path: Path, what: str) -> None:
    with path.open("rb") as file:
        text = file.read(_HEADER_BYTES).decode("latin-1")
    if text.startswith("NRRD"):
        fields = _fields(text.replace("\r\n", "\n").split("\n\n")[0], ":")
        spaced, placed = "space directions" in fields, bool(_ANATOMICAL.match(fields.get("space", "")))
        spaced = spaced and "nan" not in fields["space directions"].casefold()
        placed = placed and "space origin" in fields
    else:
        fields = _fields(text, "=")
        spaced = "elementspacing" in fields
        placed = bool({"transformmatrix", "rotation", "orientation"} & set(fields)) and bool(
            {"offset", "position", "origin"} & set(fields)
        )
    _refuse_values_elsewhere(fields, what)
    if not spaced:
        raise BadInput(
            f"Not decidable: {what} does not tell the spacing of its voxels.",
            "Export it again with its spacing; without it no distance is known.",
        )
    if not placed:
        raise BadInput(
            f"Not decidable: {what} does not tell how it lies in the patient.",
            "Export it again with its orientation.",
        )


def _refuse_values_elsewhere(fields: dict[str, str], what: str) -> None:
    """A header may name the file of its values: beside itself, and never any other file of the machine."""
    named = " ".join(fields.get(key, "") for key in _VALUES_IN)
    if "/" in named or "\\" in named or named.split()[:1] == ["LIST"]:
        raise BadInput(
            f"{what} takes its values from files elsewhere.", "Save the image as one file, .nrrd or .mha."
        )


def _fields(text: str, sign: str) -> dict[str, str]:
    pairs = (line.partition(sign) for line in text.split("\n") if sign in line and not line.startswith("#"))
    return {key.strip().casefold(): value.strip() for key, _sign, value in pairs}
