"""Everything one needle plan reads: labels, their map, the picture, and what was noticed on the way."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from enthesis.formats.imaging.body_outline import body_on
from enthesis.formats.imaging.drawn_gaps import refuse_lost_slices
from enthesis.formats.imaging.image_file import Picture, read_labels, read_picture
from enthesis.formats.imaging.label_map_file import name_disagreements, read_label_map
from enthesis.formats.imaging.pairing import filled_up, refuse_apart
from enthesis.formats.imaging.whose import NOBODY, Whose, together
from enthesis.needle.said import Said
from enthesis.needle.structures import LabelMap, Role, drawn
from enthesis.needle.volume import Volume
from enthesis.vocabulary.errors import BadInput


@dataclass(frozen=True, slots=True, eq=False)
class SessionImage:
    """One labelled image, ready to plan in.

    ``body`` is (Z, Y, X) on the labels' grid, only where the labels draw no skin. ``noticed`` are sentences
    about the files that belong on the plan; ``whose`` is what they tell of the patient.
    """

    volume: Volume
    labels: LabelMap
    body: npt.NDArray[np.bool_] | None
    picture: Picture | None
    noticed: tuple[Said, ...]
    region: str
    looked_none_seen: tuple[str, ...]
    whose: Whose = NOBODY


def read_session_image(
    labels: Path,
    label_map: Path,
    image: Path | None = None,
    *,
    confirmed_by: str = "",
    image_date: date | None = None,
    image_pose: str = "",
    treatment_pose: str = "",
) -> SessionImage:
    """Read the files of one plan. What is said here outranks what the label map's file says.

    Raises:
        BadInput: a file cannot be read, or nothing could be decided from it.
    """
    file = read_label_map(label_map)
    said = {
        "confirmed_by": confirmed_by,
        "image_date": image_date,
        "image_pose": image_pose,
        "treatment_pose": treatment_pose,
    }
    meaning = msgspec.structs.replace(file.labels, **{key: text for key, text in said.items() if text})
    read = read_labels(labels, meaning)
    for value, one, other in name_disagreements(meaning, read.names):
        raise BadInput(
            f"Label {value} is {one} in {labels.name} and {other} in {label_map.name}.",
            "Mend the label map; nobody knows which of the two is drawn.",
        )
    picture = read_picture(image) if image else None
    shows = together(read.whose, picture.whose if picture else NOBODY)
    if meaning.image_date is None:
        meaning = msgspec.structs.replace(meaning, image_date=shows.day)
    volume, body, noticed = read.volume, None, []
    if picture is not None:
        volume = filled_up(read, picture.grid)
        if volume is read.volume:
            refuse_apart(read.stored, picture.stored)
    refuse_lost_slices(volume, meaning)
    if picture is not None and not drawn(volume.values(), meaning, Role.SKIN):
        body = body_on(picture, volume.grid)
        noticed.append(Said("needle.image.body-by-brightness"))
    return SessionImage(
        volume=volume,
        labels=meaning,
        body=body,
        picture=picture,
        noticed=tuple(noticed),
        region=file.region,
        looked_none_seen=file.looked_none_seen,
        whose=shows,
    )
