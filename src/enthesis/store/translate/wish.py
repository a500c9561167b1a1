"""A wish's row, and back."""

from typing import Any, cast

from enthesis.care.values.case import Sedation, Wish
from enthesis.store.tables.wish import WishRow
from enthesis.vocabulary.anatomy import Side


def wish_of(row: WishRow) -> Wish:
    """Make a wish of its row; an empty side or sedation stays not known."""
    return Wish(
        condition=row.condition,
        side=Side(row.side) if row.side else None,
        start=row.start,
        sedation=cast(Sedation, row.sedation) if row.sedation else None,
        course=row.course,
    )


def columns_of(wish: Wish) -> dict[str, Any]:
    """Give the columns a wish is kept in."""
    return {
        "condition": wish.condition,
        "side": wish.side or "",
        "start": wish.start,
        "sedation": wish.sedation or "",
        "course": wish.course,
    }
