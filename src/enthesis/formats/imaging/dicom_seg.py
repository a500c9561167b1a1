"""A DICOM segmentation as one volume of labels: the value of a voxel is the number of its segment.

A segmentation leaves out empty slices, so a slice that was lost looks like one that is empty. A slice on
which nothing at all is drawn, between slices on which something is, is therefore refused.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pydicom
from pydicom.dataset import Dataset
from pydicom.pixels import iter_pixels

from enthesis.formats.imaging.dicom_planes import planes_of_frames, step_of_frames
from enthesis.formats.imaging.slice_stack import Plane, Stack, stack
from enthesis.needle.structures import AVOIDED, Role
from enthesis.needle.volume import Volume
from enthesis.vocabulary.errors import BadInput

# Who keeps a voxel that several segments draw: the graver; the limb's outline holds everything inside it.
_RANK = (*AVOIDED, Role.TARGET, Role.BONE, Role.OTHER, Role.SKIN)


def read_segmentation(
    path: Path, header: Dataset, roles: Mapping[int, Role]
) -> tuple[Volume, dict[int, str]]:
    """Read a segmentation: labels, and what the file itself calls each segment.

    Args:
        path: the file.
        header: its header.
        roles: what each segment is, by the label map.

    Raises:
        BadInput: slices are missing, two vessels or nerves share a voxel, or it holds likelihoods.
    """
    what = path.name
    kind = str(header.get("SegmentationType", ""))
    if kind not in ("BINARY", "LABELMAP"):
        raise BadInput(f"{what} holds likelihoods, no labels.", "Save it as a binary segmentation.")
    names = {int(s.SegmentNumber): str(s.get("SegmentLabel", "")) for s in header.get("SegmentSequence", ())}
    stacked = _stack(header, what)
    labels = np.zeros(stacked.grid.size[::-1], dtype=np.uint16)
    ranks = _ranks(roles, names)
    segments = _segment_of_frames(header) if kind == "BINARY" else [0] * len(stacked.slices)
    for frame, at, segment in zip(_frames(path, what), stacked.slices, segments, strict=True):
        drawn = np.where(frame, segment, 0) if kind == "BINARY" else frame
        _lay(labels[at], drawn.astype(np.uint16), ranks, roles, names, what)
    return Volume(stacked.grid, labels), names


def _stack(header: Dataset, what: str) -> Stack:
    planes = list(planes_of_frames(header, what))
    if not planes:
        raise BadInput(f"{what} has no frames.", "Name another segmentation.")
    step = step_of_frames(header) or _least_gap(planes)
    stacked = stack(planes, what, step_mm=step)
    lost = np.setdiff1d(np.arange(stacked.grid.size[2]), stacked.slices)
    if len(lost):
        height = float(stacked.grid.origin_lps[2] + lost[0] * step * stacked.grid.direction[2, 2])
        raise BadInput(
            f"Not decidable: in {what} nothing at all is drawn on {len(lost)} slice"
            f"{'s' if len(lost) > 1 else ''} between others (at {height:.1f} mm).",
            "Export the segmentation whole; an empty slice and a lost one look alike.",
        )
    return stacked


def _least_gap(planes: list[Plane]) -> float:
    normal = np.cross(planes[0].along_row, planes[0].along_column)
    gaps = np.diff(np.unique(np.round([float(plane.position @ normal) for plane in planes], 3)))
    return float(gaps.min()) if len(gaps) else 1.0


def _segment_of_frames(header: Dataset) -> list[int]:
    shared = header.get("SharedFunctionalGroupsSequence") or [Dataset()]
    return [
        int((frame.get("SegmentIdentificationSequence") or shared[0].SegmentIdentificationSequence)[0]
            .ReferencedSegmentNumber)
        for frame in header.PerFrameFunctionalGroupsSequence
    ]  # fmt: skip


def _frames(path: Path, what: str) -> Iterator[npt.NDArray[np.generic]]:
    """Give the frames one by one: all of them at once would fill the memory of a large one."""
    try:
        whole = pydicom.dcmread(path)
        if whole.BitsAllocated == 1 and not whole.file_meta.TransferSyntaxUID.is_compressed:
            yield from _unpacked(whole)
        else:
            yield from iter_pixels(whole)
    except (ValueError, AttributeError, RuntimeError, NotImplementedError) as error:
        raise BadInput(f"The pixels of {what} cannot be read.", "Export it again, uncompressed.") from error


def _unpacked(whole: Dataset) -> Iterator[npt.NDArray[np.uint8]]:
    """Unpack frames of single bits, which follow each other without beginning at a whole byte."""
    packed = np.frombuffer(whole.PixelData, dtype=np.uint8)
    rows, columns = int(whole.Rows), int(whole.Columns)
    for frame in range(int(whole.NumberOfFrames)):
        first, last = frame * rows * columns, (frame + 1) * rows * columns
        bits = np.unpackbits(packed[first // 8 : -(-last // 8)], bitorder="little")[first % 8 :]
        yield bits[: last - first].reshape(rows, columns)


def _ranks(roles: Mapping[int, Role], names: Mapping[int, str]) -> npt.NDArray[np.int16]:
    """Give every label value its rank, the gravest first; a value nobody named ranks with "other"."""
    ranks = np.full(65536, _RANK.index(Role.OTHER), dtype=np.int16)
    ranks[0] = len(_RANK)
    for value in names:
        ranks[value] = _RANK.index(roles.get(value, Role.OTHER))
    return ranks


def _lay(
    under: npt.NDArray[np.uint16],
    drawn: npt.NDArray[np.uint16],
    ranks: npt.NDArray[np.int16],
    roles: Mapping[int, Role],
    names: Mapping[int, str],
    what: str,
) -> None:
    """Lay one frame over what is drawn already; the graver label keeps the voxel."""
    both = (under > 0) & (drawn > 0) & (under != drawn)
    grave = both & (ranks[under] < len(AVOIDED)) & (ranks[drawn] < len(AVOIDED))
    if grave.any():
        at = tuple(np.argwhere(grave)[0])
        one, other = (names.get(int(layer[at]), str(layer[at])) for layer in (under, drawn))
        raise BadInput(
            f"Not decidable: {what} draws {one} and {other} at one place.", "Part the two segments."
        )
    over = (drawn > 0) & (ranks[drawn] < ranks[under])
    under[over] = drawn[over]
