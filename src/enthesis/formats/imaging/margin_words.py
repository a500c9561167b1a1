"""The margin as it is written on a command line or in a form: guidance, then what is stated by hand."""

from enthesis.needle.defaults import GUIDANCE, StatedErrors
from enthesis.vocabulary.errors import BadInput

_PARTS = {
    "entry": "entry_mm",
    "image": "image_mm",
    "labels": "segmentation_mm",
    "segmentation": "segmentation_mm",
    "pose": "pose_mm",
    "per-mm": "per_mm",
    "k": "per_mm",
}
_MOST_MM = 1000.0
"""Beyond this a margin is a slip of the hand; it is wider than any limb."""
_MEND = "Write for example: landmark, or 5, or ultrasound,entry=3,image=0.5,labels=1,per-mm=0.06,pose=0."


def margin_from(text: str) -> tuple[str, StatedErrors | None]:
    """Read a margin.

    Parts stand with commas between them: a guidance (``ultrasound`` or ``landmark``), a number alone, which
    is the entry error in millimetres, and ``part=number``. What is not stated comes from the cards.

    Returns:
        the guidance, and what is stated; nothing stated is ``None``.

    Raises:
        BadInput: a part is neither, stands twice, or is no number of zero or more.
    """
    guidance, stated = "", {}
    for part in filter(None, (each.strip() for each in text.split(","))):
        if part in GUIDANCE:
            if guidance:
                raise BadInput("The margin names two kinds of guidance.", "Name one.")
            guidance = part
            continue
        name, equals, number = part.partition("=")
        key = _PARTS.get(name.strip().casefold()) if equals else "entry_mm"
        if key is None or key in stated:
            told = "stands twice" if key else "is no part of a margin"
            raise BadInput(f"{part!r} {told}.", _MEND)
        stated[key] = _number(number if equals else part)
    return guidance or GUIDANCE[0], StatedErrors(**stated) if stated else None


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise BadInput(f"{text!r} is no number.", _MEND) from None
    if not 0 <= value <= _MOST_MM:
        raise BadInput(f"{text!r} is no margin.", _MEND)
    return value
