"""Dates as charts hold them, at the edges of windows and of years."""

from datetime import date, timedelta

import pytest

from enthesis.vocabulary.dates import (
    InWindow,
    PartialDate,
    age_range,
    months_after,
    within,
    written,
    written_partly,
)

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("days_ago", "expected"),
    [(-1, InWindow.IN), (0, InWindow.IN), (9, InWindow.IN), (10, InWindow.IN), (11, InWindow.OUT)],
)
def test_both_ends_of_a_window_belong_to_it(days_ago: int, expected: InWindow) -> None:
    assert within(10, TODAY, PartialDate.of(TODAY - timedelta(days=days_ago))) is expected


@pytest.mark.parametrize(
    ("happened", "expected"),
    [
        (None, InWindow.UNKNOWN),
        (PartialDate(2026), InWindow.UNKNOWN),
        (PartialDate(2026, 11), InWindow.UNKNOWN),
        (PartialDate(2026, 10), InWindow.OUT),
        (PartialDate(2025), InWindow.OUT),
        (PartialDate(2027), InWindow.IN),
    ],
)
def test_a_date_known_in_part_is_in_only_when_every_day_of_it_is(
    happened: PartialDate | None, expected: InWindow
) -> None:
    assert within(10, TODAY, happened) is expected


def test_a_year_reaches_from_its_first_day_to_its_last() -> None:
    assert (PartialDate(2024).earliest, PartialDate(2024).latest) == (date(2024, 1, 1), date(2024, 12, 31))


def test_a_month_ends_on_its_own_last_day() -> None:
    assert PartialDate(2024, 2).latest == date(2024, 2, 29)
    assert PartialDate(2026, 2).latest == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("birth", "ages"),
    [
        (PartialDate(1968, 11, 19), (58, 58)),
        (PartialDate(1968, 11, 20), (58, 58)),
        (PartialDate(1968, 11, 21), (57, 57)),
        (PartialDate(1968, 11), (57, 58)),
        (PartialDate(1968), (57, 58)),
    ],
)
def test_a_birthday_counts_on_its_day(birth: PartialDate, ages: tuple[int, int]) -> None:
    assert age_range(birth, TODAY) == ages


def test_a_day_is_written_as_far_as_it_is_known() -> None:
    assert written(date(2026, 12, 1)) == "1 December 2026"
    assert written_partly(PartialDate(2026, 12, 1)) == "1 December 2026"
    assert written_partly(PartialDate(2026, 12)) == "December 2026"
    assert written_partly(PartialDate(2026)) == "2026"


def test_months_ahead_end_on_the_last_day_a_short_month_has() -> None:
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_after(date(2026, 12, 1), 1) == date(2027, 1, 1)
