import re
from datetime import date
from decimal import Decimal

import pytest

from enthesis.cli.terminal import amount, columns, labelled, line, plain, plain_day, row, section, show

Capsys = pytest.CaptureFixture[str]
COLOURED = re.compile(r"\x1b\[[0-9;]*[34][0-7]m")


def test_a_pipe_gets_eighty_columns_and_no_colour(capsys: Capsys) -> None:
    show(section("Medicines", row("DO NOT STOP", line("aspirin " * 40), labelled("because", "x" * 200))))
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert max(len(each) for each in out.splitlines()) <= 80
    assert "x" * 100 in out.replace("\n", "").replace(" ", "")


def test_a_terminal_gets_colour_unless_it_asks_for_none(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    show(row("STOP", line("no")))
    assert COLOURED.search(capsys.readouterr().out)
    monkeypatch.setenv("NO_COLOR", "1")
    show(row("STOP", line("no")))
    assert not COLOURED.search(capsys.readouterr().out)


def test_columns_stand_side_by_side(capsys: Capsys) -> None:
    show(columns([line("left " * 20)], [line("right " * 20)]))
    first, *_ = capsys.readouterr().out.splitlines()
    assert first.startswith("left left")
    assert first.rstrip().endswith("right right")


def test_a_chart_cannot_move_the_cursor_or_hide_a_line() -> None:
    assert plain("aspirin\x1b[2J\x07 81\u202emg") == "aspirin [2J  81 mg"


def test_brackets_in_a_chart_are_printed_as_they_are(capsys: Capsys) -> None:
    show(line("weight 154 [lb_av] [red]:smile:"))
    assert capsys.readouterr().out == "weight 154 [lb_av] [red]:smile:\n"


def test_no_line_ends_in_spaces(capsys: Capsys) -> None:
    show(row("ASK", line("a short line")))
    assert all(each == each.rstrip() for each in capsys.readouterr().out.splitlines())


def test_days_and_amounts_are_written_as_people_do() -> None:
    assert plain_day(date(2026, 12, 1)) == "1 December 2026"
    assert amount(Decimal("6.75"), "mL") == "6.75 mL"
    assert amount(None, "mL") == ""
