"""Dates as charts hold them: sometimes only a year, sometimes only a month."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_MONTHS = (
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which only the year, or year and month, may be known."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        """Make a whole date partial."""
        return cls(day.year, day.month, day.day)

    @property
    def earliest(self) -> date:
        """The first day it may have been."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it may have been."""
        if self.month is None:
            return date(self.year, 12, 31)
        if self.day is None:
            return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])
        return date(self.year, self.month, self.day)

    @property
    def is_whole(self) -> bool:
        """Whether the day itself is known."""
        return self.day is not None

    def __str__(self) -> str:
        if self.month is None:
            return f"{self.year:04d}"
        if self.day is None:
            return f"{self.year:04d}-{self.month:02d}"
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"


class InWindow(StrEnum):
    """Whether something fell inside a window of days."""

    IN = "in"
    OUT = "out"
    UNKNOWN = "unknown"


def within(days: int, of: date, happened: PartialDate | None) -> InWindow:
    """Tell whether a partial date lies in the ``days`` days up to and including ``of``.

    Both ends belong to the window: exactly ``days`` days ago is in. A date after ``of`` is in as well,
    since a record dated tomorrow is nearer, not safer.
    """
    if happened is None:
        return InWindow.UNKNOWN
    edge = of - timedelta(days=days)
    if happened.earliest >= edge:
        return InWindow.IN
    return InWindow.OUT if happened.latest < edge else InWindow.UNKNOWN


def written(day: date) -> str:
    """Write a day as people do: 1 December 2026."""
    return f"{day.day} {_MONTHS[day.month]} {day.year}"


def written_partly(day: PartialDate) -> str:
    """Write a partial date as far as it is known: 1 December 2026, December 2026, 2026."""
    if day.is_whole:
        return written(day.earliest)
    return f"{_MONTHS[day.month]} {day.year}" if day.month else str(day.year)


def months_after(day: date, months: int) -> date:
    """Go forward by whole calendar months; the last day of a short month stands for a day it lacks."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def age_range(birth: PartialDate, today: date) -> tuple[int, int]:
    """Give the youngest and oldest age in whole years that a partial birth date allows."""
    return _age(birth.latest, today), _age(birth.earliest, today)


def _age(birth: date, today: date) -> int:
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
