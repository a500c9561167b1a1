"""How the needle plan's templates write points and proved lengths."""

from collections.abc import Callable
from typing import Any

from enthesis.formats.needle_plan_schema import Lps


def needle_filters() -> dict[str, Callable[..., Any]]:
    """Give the filters the needle plan's templates use."""
    return {"lps": _lps, "down": _down}


def _lps(point: Lps) -> str:
    return ", ".join(f"{number:.1f}" for number in point)


def _down(value: float) -> str:
    """Write a proved number: rounded down, never up."""
    return f"{int(value * 10) / 10:g}"
