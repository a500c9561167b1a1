"""Which days a session may be given on: the clinic is open by its settings, the patient is not away."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import msgspec

from enthesis.care.values.open_days import OpenDays, Span
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.settings import word
from enthesis.vocabulary.errors import BadCard, BadInput

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def open_days(handbook: Handbook, away: Iterable[Span] = ()) -> OpenDays:
    """Join the clinic's closed weekdays and closure dates with the days the patient is away.

    Raises:
        BadInput: a span of absence ends before it begins.
        BadCard: a setting names no weekday, or no day.
    """
    away = tuple(away)
    for first, last in away:
        if last < first:
            raise BadInput(f"Away from {first} to {last} ends before it begins.", "Swap the two days.")
    clinic = _clinic(handbook)
    return msgspec.structs.replace(clinic, taken=(*away, *clinic.taken)) if away else clinic


@lru_cache(maxsize=8)
def _clinic(handbook: Handbook) -> OpenDays:
    """Read the clinic's own days off its settings."""
    return OpenDays(
        closed_weekdays=frozenset(
            _weekday(name) for name in word(handbook, "course-closed-weekdays").split()
        ),
        taken=tuple(_closure(text) for text in word(handbook, "course-closure-dates").split()),
    )


def _weekday(name: str) -> int:
    if name.casefold() not in _WEEKDAYS:
        raise BadCard(
            f"settings/course-closed-weekdays.toml: {name!r} is no weekday.", "Write it out in English."
        )
    return _WEEKDAYS.index(name.casefold())


def _closure(text: str) -> Span:
    first, _, last = text.partition("..")
    try:
        span = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError:
        span = date.max, date.min
    if span[1] < span[0]:
        raise BadCard(
            f"settings/course-closure-dates.toml: {text!r} is no day and no span of days.",
            "Write 2026-12-25 or 2026-12-24..2027-01-02.",
        )
    return span
