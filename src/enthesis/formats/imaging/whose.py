"""Whose image it is, of which side and day, as far as a DICOM header tells; other formats tell nothing."""

from datetime import date, datetime

import msgspec
from pydicom.dataset import Dataset

from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.dates import PartialDate
from enthesis.vocabulary.errors import BadInput

_SIDES = {"R": Side.RIGHT, "L": Side.LEFT}


class Whose(msgspec.Struct, frozen=True, kw_only=True):
    """What a file tells of its patient, or leaves empty. ``frame`` is its frame of reference."""

    patient: str = ""
    birth: date | None = None
    side: Side | None = None
    day: date | None = None
    frame: str = ""


NOBODY = Whose()


def whose(header: Dataset) -> Whose:
    """Read a DICOM header."""
    side = str(header.get("ImageLaterality") or header.get("Laterality") or "")
    return Whose(
        patient=str(header.get("PatientID") or "").strip(),
        birth=_day(header.get("PatientBirthDate")),
        side=_SIDES.get(side),
        day=_day(header.get("AcquisitionDate")) or _day(header.get("StudyDate")),
        frame=str(header.get("FrameOfReferenceUID") or ""),
    )


def together(labels: Whose, picture: Whose) -> Whose:
    """Join what the labels and their picture tell.

    Raises:
        BadInput: they name different patients, sides or frames of reference.
    """
    for name, what in (
        ("patient", "patients"),
        ("birth", "dates of birth"),
        ("side", "sides"),
        ("frame", "frames of reference"),
    ):
        one, other = getattr(labels, name), getattr(picture, name)
        if one and other and one != other:
            raise BadInput(
                f"Not decidable: the labels and the picture name different {what}.",
                "Name the picture the labels were drawn on.",
            )
    return Whose(
        patient=labels.patient or picture.patient,
        birth=labels.birth or picture.birth,
        side=labels.side or picture.side,
        # A segmentation is often dated by the day somebody drew it.
        day=picture.day or labels.day,
        frame=labels.frame or picture.frame,
    )


def refuse_other(image: Whose, birth: PartialDate | None, side: Side) -> None:
    """Refuse an image that says it shows somebody else, or the other side.

    Raises:
        BadInput: the date of birth is not the patient's, or the side not the one said.
    """
    if image.birth and birth and not birth.earliest <= image.birth <= birth.latest:
        raise BadInput(
            "The image is of somebody with another date of birth than this patient.",
            "Open the right patient, or choose the right files.",
        )
    if image.side and image.side is not side:
        raise BadInput(
            f"The image itself says that it shows the {image.side} side, not the {side}.",
            "Choose the right files, or say the side it shows.",
        )


def _day(raw: object) -> date | None:
    """Read a DICOM date; what is no date is not known."""
    try:
        return datetime.strptime(str(raw).strip(), "%Y%m%d").date()  # noqa: DTZ007
    except ValueError:
        return None
