"""Days and names as pages and papers write them."""

from datetime import date


def whole_day(day: date) -> str:
    """Write a day in full: ``Tue 1 December 2026``."""
    return f"{day:%a} {day.day} {day:%B %Y}"


def short_day(day: date) -> str:
    """Write a day for a narrow place: ``Tue 1 Dec``."""
    return f"{day:%a} {day.day} {day:%b}"


def capitalise(words: str) -> str:
    """Give the first letter its capital and leave the rest: names keep theirs."""
    return words[:1].upper() + words[1:]
