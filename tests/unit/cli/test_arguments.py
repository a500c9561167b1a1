import argparse
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from enthesis.cli.arguments import a_day, a_number, a_span, read_bytes, some_words, write_bytes
from enthesis.vocabulary.errors import BadInput


def test_a_day_is_read_as_iso() -> None:
    assert a_day("2026-12-07") == date(2026, 12, 7)


@pytest.mark.parametrize("text", ["7 December", "2026-13-01", "2026-02-30", "20261207", "2026-W50-1", ""])
def test_anything_else_is_no_day(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="not a day"):
        a_day(text)


def test_a_stretch_of_days_holds_both_ends() -> None:
    assert a_span("2026-12-20..2027-01-03") == (date(2026, 12, 20), date(2027, 1, 3))
    assert a_span("2026-12-20..2026-12-20") == (date(2026, 12, 20), date(2026, 12, 20))


@pytest.mark.parametrize("text", ["2027-01-03..2026-12-20", "2026-12-20", "2026-12-20..", "..2026-12-20"])
def test_a_stretch_the_wrong_way_round_or_half_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        a_span(text)


def test_a_number_keeps_its_digits() -> None:
    assert a_number("22.50") == Decimal("22.50")
    assert a_number("0,2") == Decimal("0.2")


@pytest.mark.parametrize("text", ["", "NaN", "Infinity", "1,000.5", "ten", "5%"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="not a number"):
        a_number(text)


def test_a_list_forgives_spaces() -> None:
    assert some_words("fever, pus ,") == ("fever", "pus")


def test_a_missing_file_is_told_with_its_name() -> None:
    with pytest.raises(BadInput, match=r"no-such-chart\.json cannot be read"):
        read_bytes("no-such-chart.json")


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be written"):
        write_bytes(str(tmp_path / "no-folder" / "plan.html"), b"plan")
    assert list(tmp_path.iterdir()) == []


def test_writing_replaces_what_was_there_and_leaves_no_half_file(tmp_path: Path) -> None:
    target = tmp_path / "plan.html"
    target.write_bytes(b"old")
    write_bytes(str(target), b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]
