"""One examined point's row, and back."""

from typing import Any, Literal, cast

from enthesis.care.values.case import Examined
from enthesis.store.tables.examination import ExaminedPoint
from enthesis.vocabulary.anatomy import Side

ArteryCheck = Literal["seen-and-avoided", "none-seen", "not-looked"]
Guidance = Literal["ultrasound", "fluoroscopy", "landmark"]


def examined_of(row: ExaminedPoint) -> Examined:
    """Make an examined point of its row; what is empty was not looked at."""
    return Examined(
        enthesis=row.enthesis,
        side=Side(row.side),
        tender=row.tender,
        lax=row.lax,
        artery_check=cast(ArteryCheck, row.artery_check) if row.artery_check else None,
        guidance=cast(Guidance, row.guidance) if row.guidance else None,
    )


def columns_of(point: Examined) -> dict[str, Any]:
    """Give the columns an examined point is kept in."""
    return {
        "enthesis": point.enthesis,
        "side": point.side.value,
        "tender": point.tender,
        "lax": point.lax,
        "artery_check": point.artery_check or "",
        "guidance": point.guidance or "",
    }
