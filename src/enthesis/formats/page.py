"""The plan as a page: one template for the clinic's pages and for a file of its own."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

Filter = Callable[..., Any]


def plan_filters() -> dict[str, Filter]:
    """Give the filters the plan's templates use."""
    return {"day": whole_day, "short": short_day, "plain": plain_number}


def whole_day(day: date) -> str:
    """Write a day in full: ``Tue 1 December 2026``."""
    return f"{day:%a} {day.day} {day:%B %Y}"


def short_day(day: date) -> str:
    """Write a day for a narrow place: ``Tue 1 Dec``."""
    return f"{day:%a} {day.day} {day:%b}"


def plain_number(value: Decimal) -> str:
    """Write a number as people do, thousands apart: ``1,416``."""
    return f"{value:,}"
