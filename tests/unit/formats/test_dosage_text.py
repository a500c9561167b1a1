from decimal import Decimal

import pytest

from enthesis.formats.fhir.dosage_text import sig_of


@pytest.mark.parametrize(
    ("text", "per_day"),
    [
        ("1 tablet daily", "1"),
        ("take one daily", "1"),
        ("twice daily", "2"),
        ("Take 1 tablet 2 times a day", "2"),
        ("three times per day", "3"),
        ("2x daily", "2"),
        ("BID", "2"),
        ("t.i.d. with food", "3"),
        ("qid", "4"),
        ("every 6 hours", "4"),
        ("q8h prn", "3"),
        ("every 4-6 hours", "6"),
        ("every other day", "0.5"),
        ("every 2 days", "0.5"),
        ("at bedtime", "1"),
        ("every morning and evening", "2"),
        ("for 10 days", None),
        ("a 7 day course", None),
        ("as directed", None),
        ("monthly", None),
        ("every 0 hours", None),
        ("", None),
    ],
)
def test_how_often_is_read_or_left_open(text: str, per_day: str | None) -> None:
    assert sig_of(text).per_day == (Decimal(per_day) if per_day else None)


def test_a_week_is_seven_days() -> None:
    assert sig_of("once a week").per_day == Decimal(1) / 7
    assert sig_of("10 mg weekly").per_day == Decimal(1) / 7
    assert sig_of("twice weekly").per_day == Decimal(2) / 7


@pytest.mark.parametrize(
    ("text", "count", "mass"),
    [
        ("1 tablet", "1", None),
        ("1-2 tablets", "2", None),
        ("one to two capsules", "2", None),
        ("half tablet", "0.5", None),
        ("1.5 tabs", "1.5", None),
        ("81 mg", None, "81"),
        ("0.5 g", None, "500"),
        ("75 mcg", None, "0.075"),
        ("10 mg/kg", None, None),
        ("5 mL", None, None),
    ],
)
def test_how_much_is_read_or_left_open(text: str, count: str | None, mass: str | None) -> None:
    sig = sig_of(text)
    assert sig.count == (Decimal(count) if count else None)
    assert sig.mass_mg == (Decimal(mass) if mass else None)


@pytest.mark.parametrize("text", ["as needed", "PRN pain", "if needed", "when needed for pain"])
def test_as_needed_is_heard(text: str) -> None:
    assert sig_of(text).as_needed is True


@pytest.mark.parametrize("text", ["needed daily", "daily", ""])
def test_silence_is_not_regular_use(text: str) -> None:
    assert sig_of(text).as_needed is None
