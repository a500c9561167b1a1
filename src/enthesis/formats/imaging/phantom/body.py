"""A phantom card as a labelled volume, a picture and its places, in the patient's frame."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from enthesis.formats.imaging.phantom.grey import grey_of
from enthesis.formats.imaging.phantom.shapes import Axes, Labels, paint
from enthesis.knowledge.cards.phantom import Phantom, Place
from enthesis.needle.frames import Floats, Grid
from enthesis.needle.structures import LabelMap, Role, Structure, label_map
from enthesis.needle.volume import Volume
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.errors import BadInput

_PATCH_MM = 2.5


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """What a phantom's files are made of.

    ``grey`` is (Z, Y, X) int16, Hounsfield units, on the grid of ``volume``. ``targets`` are LPS millimetres.
    """

    volume: Volume
    labels: LabelMap
    grey: npt.NDArray[np.int16]
    targets: dict[str, tuple[float, float, float]]


def build(card: Phantom, spacing_mm: Sequence[float], side: Side = Side.RIGHT) -> Body:
    """Draw a phantom, voxels of ``spacing_mm`` (x, y, z).

    The card speaks of medial, posterior and up. On the right, medial is the patient's left; a left limb is
    the mirror of the right one.

    Raises:
        BadInput: the voxels are too large or too small to draw a vessel with.
    """
    if not 0.3 <= min(spacing_mm) <= max(spacing_mm) <= 4.0:
        raise BadInput(f"Voxels of {max(spacing_mm):g} mm draw no phantom.", "Give 0.3 to 4 mm.")
    axes = _axes(card, spacing_mm)
    structures = _structures(card)
    value_of = {structure.name: structure.values[0] for structure in structures}
    drawn: Labels = np.zeros([len(axis) for axis in reversed(axes)], dtype=np.uint16)
    for shape in card.shapes:
        paint(drawn, axes, shape, value_of[shape.structure])
    soft = tuple(value_of[s.name] for s in structures if s.role is Role.SKIN)
    points = {place.enthesis: _point_of(place, drawn, axes, value_of, soft) for place in card.places}
    for name, point in points.items():
        _paint_patch(drawn, axes, point, value_of[name], soft)
    grey = grey_of(drawn, {s.values[0]: s.role for s in structures}, spacing_mm)
    return _in_patient(drawn, grey, axes, points, label_map(structures, image_pose=card.pose), side)


def _axes(card: Phantom, spacing_mm: Sequence[float]) -> Axes:
    x, y, z = (
        np.arange(low + step / 2, high, step)
        for low, high, step in zip(card.low, card.high, spacing_mm, strict=True)
    )
    return x, y, z


def _structures(card: Phantom) -> tuple[Structure, ...]:
    """Number structures and places from 1 without a gap, as the segments of a DICOM segmentation are."""
    roles = {shape.structure: Role(shape.role) for shape in card.shapes}
    roles |= {place.enthesis: Role.TARGET for place in card.places}
    return tuple(
        Structure(name=name, role=role, values=(value,))
        for value, (name, role) in enumerate(roles.items(), 1)
    )


def _point_of(
    place: Place, drawn: Labels, axes: Axes, value_of: dict[str, int], soft: tuple[int, ...]
) -> Floats:
    """Find where a place lies: the nearest voxel of its bone that borders on soft tissue."""
    near = np.asarray(place.near, dtype=np.float64)
    if not place.on:
        return near
    bone = drawn == value_of[place.on]
    rim = np.argwhere(bone & _beside(np.isin(drawn, soft)))[:, ::-1]
    points = np.stack([axis[rim[:, at]] for at, axis in enumerate(axes)], axis=1)
    nearest: Floats = points[np.linalg.norm(points - near, axis=1).argmin()]
    return nearest


def _beside(inside: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Tell which voxels share a face with those inside."""
    grown = np.zeros_like(inside)
    for axis in range(3):
        for one, other in ((slice(1, None), slice(None, -1)), (slice(None, -1), slice(1, None))):
            to = tuple(one if at == axis else slice(None) for at in range(3))
            of = tuple(other if at == axis else slice(None) for at in range(3))
            grown[to] |= inside[of]
    return grown


def _paint_patch(drawn: Labels, axes: Axes, point: Floats, value: int, soft: tuple[int, ...]) -> None:
    """Mark the soft tissue at a place: a ligament's end, so that the place can be named as a label too."""
    squares = [(axis - middle) ** 2 for axis, middle in zip(axes, point, strict=True)]
    # At least one voxel beside the point, however large the voxels are.
    reach = max(_PATCH_MM, *(1.01 * float(axis[1] - axis[0]) for axis in axes))
    near = squares[2][:, None, None] + squares[1][None, :, None] + squares[0] <= reach**2
    drawn[near & np.isin(drawn, soft)] = value


def _in_patient(
    drawn: Labels,
    grey: npt.NDArray[np.int16],
    axes: Axes,
    points: dict[str, Floats],
    labels: LabelMap,
    side: Side,
) -> Body:
    x, y, z = axes
    sign = 1.0
    if side is Side.LEFT:
        sign, x, drawn, grey = -1.0, -x[::-1], drawn[:, :, ::-1], grey[:, :, ::-1]
    grid = Grid(
        size=(len(x), len(y), len(z)),
        spacing_mm=(float(x[1] - x[0]), float(y[1] - y[0]), float(z[1] - z[0])),
        origin_lps=np.array([x[0], y[0], z[0]]),
        direction=np.eye(3),
    )
    return Body(
        volume=Volume(grid, np.ascontiguousarray(drawn)),
        labels=labels,
        grey=np.ascontiguousarray(grey),
        targets={
            name: (round(sign * float(p[0]), 2), round(float(p[1]), 2), round(float(p[2]), 2))
            for name, p in points.items()
        },
    )
