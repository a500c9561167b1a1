"""Writes a phantom's files: labels, picture, label map, targets, and all of it as DICOM."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np

from enthesis.formats.imaging.nifti import write_nifti
from enthesis.formats.imaging.phantom.body import Body
from enthesis.knowledge.cards.phantom import Phantom
from enthesis.needle.frames import Grid
from enthesis.vocabulary.errors import BadInput

DRAWN_ON = date(2026, 1, 1)
"""The day a phantom is dated by, in every file of it."""

WRITTEN = ("labels.nii.gz", "image.nii.gz", "labels.toml", "targets.toml", "dicom/")


def write_phantom(folder: Path, body: Body, card: Phantom, *, dicom: bool = True) -> None:
    """Write everything a needle plan needs below a folder.

    The NIfTI files store their rows towards the right and the front, the DICOM files towards the left and
    the back: the same body, in opposite array order, as real exports have it.

    Raises:
        BadInput: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        turned = _turned(body.volume.grid)
        write_nifti(folder / "labels.nii.gz", body.volume.labels[:, ::-1, ::-1], turned)
        write_nifti(folder / "image.nii.gz", body.grey[:, ::-1, ::-1], turned)
        (folder / "labels.toml").write_text("\n".join(_label_map(body, card)) + "\n", encoding="utf-8")
        (folder / "targets.toml").write_text("\n".join(_targets(body, card)) + "\n", encoding="utf-8")
        if dicom:
            from enthesis.formats.imaging.phantom.dicom_out import write_dicom

            write_dicom(folder / "dicom", body, card, DRAWN_ON)
    except OSError as error:
        raise BadInput(f"{folder} cannot be written: {error.strerror}.", "Name another folder.") from error


def _turned(grid: Grid) -> Grid:
    """Give the same grid with its first two axes running the other way."""
    direction = grid.direction * np.array([-1.0, -1.0, 1.0])
    last = (np.asarray(grid.size) - 1) * np.array([1.0, 1.0, 0.0]) * np.asarray(grid.spacing_mm)
    origin = grid.origin_lps + grid.direction @ last
    return Grid(size=grid.size, spacing_mm=grid.spacing_mm, origin_lps=origin, direction=direction)


def _label_map(body: Body, card: Phantom) -> Iterator[str]:
    yield f"# {card.title['en']}. {card.says['en']}"
    yield "# value: the number of a voxel, in labels.nii.gz and as a segment in dicom/segmentation.dcm."
    yield "# Nobody has confirmed these labels; a person who checked them writes their name here."
    yield 'confirmed_by = ""'
    yield "schematic = true"
    yield f"region = {json.dumps(card.region)}"
    yield f"image_date = {DRAWN_ON}"
    yield f"image_pose = {json.dumps(card.pose)}"
    yield f"treatment_pose = {json.dumps(card.pose)}"
    notes = {shape.structure: shape for shape in reversed(card.shapes)}
    for structure in body.labels.structures:
        yield "\n[[label]]"
        if structure.name in notes:
            shape = notes[structure.name]
            yield f"# {shape.note or 'Schematic.'} Sources: {', '.join(shape.sources)}."
        yield f"value = {structure.values[0]}"
        yield f"structure = {json.dumps(structure.name)}"
        yield f"role = {json.dumps(structure.role.value)}"


def _targets(body: Body, card: Phantom) -> Iterator[str]:
    yield f"# {card.title['en']}: its entheses. lps: millimetres to the left, the back and the head."
    for place in card.places:
        yield "\n[[target]]"
        yield f"# {place.note or 'Schematic.'} Sources: {', '.join(place.sources)}."
        yield f"name = {json.dumps(place.enthesis)}"
        yield f"lps = {list(body.targets[place.enthesis])}"
