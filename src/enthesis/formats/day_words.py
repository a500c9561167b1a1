"""Days and names as pages and papers write them."""

from datetime import date

_CHINESE = "zh-Hant"
_WEEKDAYS = "一二三四五六日"


def whole_day(day: date, language: str = "en") -> str:
    """Write a day in full: ``Tue 1 December 2026``, in Chinese ``2026 年 12 月 1 日（星期二）``."""
    if language == _CHINESE:
        return f"{day.year} 年 {day.month} 月 {day.day} 日（星期{_WEEKDAYS[day.weekday()]}）"
    return f"{day:%a} {day.day} {day:%B %Y}"


def short_day(day: date, language: str = "en") -> str:
    """Write a day for a narrow place: ``Tue 1 Dec``, in Chinese ``12 月 1 日（二）``."""
    if language == _CHINESE:
        return f"{day.month} 月 {day.day} 日（{_WEEKDAYS[day.weekday()]}）"
    return f"{day:%a} {day.day} {day:%b}"


def capitalise(words: str) -> str:
    """Give the first letter its capital and leave the rest: names keep theirs."""
    return words[:1].upper() + words[1:]
