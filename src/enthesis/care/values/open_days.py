"""The days on which a session may be given: the clinic is open and the patient is there."""

from datetime import date, timedelta

import msgspec

Span = tuple[date, date]


class OpenDays(msgspec.Struct, frozen=True, kw_only=True):
    """Weekdays the clinic keeps closed (Monday 0), and spans of days, both ends included, that are taken."""

    closed_weekdays: frozenset[int] = frozenset()
    taken: tuple[Span, ...] = ()

    def is_open(self, day: date) -> bool:
        """Tell whether a session may be given on this day."""
        if day.weekday() in self.closed_weekdays:
            return False
        return not any(first <= day <= last for first, last in self.taken)

    def first(self, start: date, until: date) -> date | None:
        """Find the first open day from ``start`` to ``until``, both included."""
        return self._search(start, until, step=1)

    def last(self, start: date, until: date) -> date | None:
        """Find the last open day from ``start`` to ``until``, both included."""
        return self._search(until, start, step=-1)

    def _search(self, start: date, end: date, step: int) -> date | None:
        for offset in range((end - start).days * step + 1):
            day = start + timedelta(days=offset * step)
            if self.is_open(day):
                return day
        return None
