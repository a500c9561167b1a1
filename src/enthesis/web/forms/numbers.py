"""Numbers and days as people type them into a form."""

from datetime import date
from decimal import Decimal, InvalidOperation

from enthesis.formats.day_words import whole_day
from enthesis.vocabulary.errors import BadInput
from enthesis.vocabulary.visible import visible

MOST_SIGNS = 2000


def typed_number(text: str, *, most: Decimal) -> Decimal | None:
    """Read a number from 0 to ``most``; an empty field is not known.

    Raises:
        BadInput: it is no number, or lies outside.
    """
    written = text.strip().replace(",", ".")
    if not written:
        return None
    try:
        number = Decimal(written)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not 0 <= number <= most or len(written) > 10:
        raise BadInput(f"{text.strip()[:20]} cannot be right.", f"Give a number from 0 to {most:f}.")
    return number


def typed_day(text: str, *, first: date, last: date) -> date:
    """Read a day within a span, both ends included.

    Raises:
        BadInput: it is no day, or lies outside.
    """
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise BadInput("The day is missing.", "Give it as a date.") from None
    if not first <= day <= last:
        raise BadInput(
            f"{whole_day(day)} cannot be right.", f"Give a day from {whole_day(first)} to {whole_day(last)}."
        )
    return day


def typed_text(text: str) -> str:
    """Clean what was typed: control signs and direction marks are dropped, and no more kept than fits."""
    return visible(text).strip()[:MOST_SIGNS]
