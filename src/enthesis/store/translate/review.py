"""A review's row, and back."""

from typing import Any, cast

import msgspec

from enthesis.care.values.history import ReviewTaken
from enthesis.care.values.review import Checkup, Decision
from enthesis.store.tables.review import ReviewRow


def review_of(row: ReviewRow) -> ReviewTaken:
    """Make a review of its row; what was not answered stays not known."""
    return ReviewTaken(
        day=row.day,
        checkup=msgspec.convert(row.checkup, Checkup),
        decision=cast(Decision, row.decision) if row.decision else None,
        reason=row.reason,
        by=row.by,
        refs=(f"Review/{row.pk}",),
    )


def columns_of(held: ReviewTaken) -> dict[str, Any]:
    """Give the columns a review is kept in."""
    return {
        "day": held.day,
        "checkup": msgspec.to_builtins(held.checkup),
        "decision": held.decision or "",
        "reason": held.reason,
    }
