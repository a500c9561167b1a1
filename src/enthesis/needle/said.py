"""A sentence the needle room would say: its id and what fills it. The words live in the cards."""

from collections.abc import Mapping
from typing import Union

import msgspec

SaidValue = Union[str, int, "Said", tuple["Said", ...]]


class Said(msgspec.Struct, frozen=True):
    """A sentence id of the handbook and what fills it: words, numbers as text, or other sentences."""

    id: str
    values: Mapping[str, SaidValue] = {}


def figure(value: float, digits: int = 1) -> str:
    """Write a length or an angle for a sentence: rounded, without a trailing zero."""
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
