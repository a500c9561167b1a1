"""A filled-in instrument's row, and back."""

from decimal import Decimal
from typing import Any

from enthesis.care.values.history import ScoreGiven
from enthesis.store.tables.score import ScoreRow


def score_of(row: ScoreRow) -> ScoreGiven:
    """Make what was answered of its row."""
    answers = {name: None if said is None else Decimal(said) for name, said in row.answers.items()}
    return ScoreGiven(
        instrument=row.instrument,
        day=row.day,
        answers=answers,
        occasion=row.occasion,
        by=row.by,
        refs=(f"Score/{row.pk}",),
    )


def columns_of(given: ScoreGiven) -> dict[str, Any]:
    """Give the columns a filled-in instrument is kept in; numbers keep their digits as text."""
    return {
        "instrument": given.instrument,
        "day": given.day,
        "occasion": given.occasion,
        "answers": {name: None if said is None else str(said) for name, said in given.answers.items()},
    }
