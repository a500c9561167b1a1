"""Where the slices of DICOM files lie, as their headers say it; what they leave out is not guessed."""

from collections.abc import Iterator

import numpy as np
from pydicom.dataset import Dataset

from enthesis.formats.imaging.slice_stack import Plane
from enthesis.needle.frames import Floats
from enthesis.vocabulary.errors import BadInput

_TILT_DEG = 0.01


def refuse_flat(header: Dataset, what: str) -> None:
    """Refuse what has no depth, or a depth nobody knows.

    Raises:
        BadInput: an ultrasound picture, a projection, or a tilted gantry.
    """
    if str(header.get("Modality", "")) in ("US", "IVUS"):
        raise BadInput(
            f"Not decidable: {what} is ultrasound; one frame does not show what lies beside it.",
            "Name a CT or MR volume, or plan under live ultrasound without this planner.",
        )
    if str(header.get("Modality", "")) in ("CR", "DX", "MG", "XA", "RF", "OT"):
        raise BadInput(f"Not decidable: {what} is a projection without depth.", "Name a CT or MR volume.")
    tilt = header.get("GantryDetectorTilt")
    if tilt is not None and abs(float(tilt)) > _TILT_DEG:
        raise BadInput(
            f"Not decidable: {what} was taken with the gantry tilted by {float(tilt):g} degrees.",
            "Resample the series to a straight grid and draw the labels there.",
        )


def plane_of(header: Dataset, what: str) -> Plane:
    """Give the plane of a file with one slice."""
    return _plane(header, header, header, header, what)


def planes_of_frames(header: Dataset, what: str) -> Iterator[Plane]:
    """Give the plane of each frame of a file with many."""
    shared = _first(header.get("SharedFunctionalGroupsSequence")) or Dataset()
    for frame in header.get("PerFrameFunctionalGroupsSequence") or ():
        yield _plane(
            header,
            _group("PlanePositionSequence", frame, shared),
            _group("PlaneOrientationSequence", frame, shared),
            _group("PixelMeasuresSequence", frame, shared),
            what,
        )


def step_of_frames(header: Dataset) -> float | None:
    """Give the distance between slices that a file with many frames states; ``None`` where it does not."""
    shared = _first(header.get("SharedFunctionalGroupsSequence")) or Dataset()
    measures = _group("PixelMeasuresSequence", Dataset(), shared)
    step = measures.get("SpacingBetweenSlices")
    return abs(float(step)) if step else None


def _plane(size: Dataset, where: Dataset, turned: Dataset, measured: Dataset, what: str) -> Plane:
    position = _numbers(where, "ImagePositionPatient", 3)
    orientation = _numbers(turned, "ImageOrientationPatient", 6)
    spacing = _numbers(measured, "PixelSpacing", 2)
    if spacing is None or (spacing <= 0).any():
        raise BadInput(
            f"Not decidable: {what} does not tell the spacing of its pixels.",
            "Export it again with its spacing; without it no distance is known.",
        )
    if position is None or orientation is None:
        raise BadInput(
            f"Not decidable: {what} does not tell how its slices lie in the patient.",
            "Export it again with position and orientation.",
        )
    along_row, along_column = (part / np.linalg.norm(part) for part in (orientation[:3], orientation[3:]))
    return Plane(
        position=position,
        along_row=along_row,
        along_column=along_column,
        column_mm=float(spacing[1]),
        row_mm=float(spacing[0]),
        columns=int(size.Columns),
        rows=int(size.Rows),
    )


def _numbers(holder: Dataset, name: str, count: int) -> Floats | None:
    """Read a field of numbers; anything else than ``count`` finite ones is not known."""
    raw = holder.get(name)
    try:
        numbers = np.asarray([float(each) for each in raw], dtype=np.float64)
    except (TypeError, ValueError):
        return None
    return numbers if numbers.shape == (count,) and np.isfinite(numbers).all() else None


def _group(name: str, frame: Dataset, shared: Dataset) -> Dataset:
    return _first(frame.get(name)) or _first(shared.get(name)) or Dataset()


def _first(sequence: object) -> Dataset | None:
    return sequence[0] if sequence else None  # type: ignore[index]
