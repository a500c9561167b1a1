"""How the terminal looks: colour only on a terminal, eighty columns, and marks that are words.

Colour repeats what the words say, so a page in grey, a pipe and a screen reader lose nothing. Commands
import this room only when they print for a person, so that a program asking for JSON does not wait for it.
"""

import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

WIDTH = 80
_MARK_WIDTH = 11
_STYLES = {
    "STOP": "bold white on red",
    "HOLD": "bold black on yellow",
    "ASK": "bold blue",
    "WARN": "bold yellow",
    "INFO": "dim",
    "DO NOT STOP": "bold white on green",
    "PAUSE": "bold magenta",
}


def show(*content: RenderableType) -> None:
    """Print for a person. Colour follows the terminal and ``NO_COLOR``; a pipe gets eighty columns."""
    terminal = Console(markup=False, highlight=False, emoji=False)
    if terminal.is_terminal:
        terminal.print(*content, sep="\n")
        return
    terminal.width = WIDTH
    with terminal.capture() as printed:
        terminal.print(*content, sep="\n")
    for one in printed.get().splitlines():
        print(one.rstrip())


def plain(text: str) -> str:
    """Make a text from outside harmless: a chart must not be able to move the cursor or hide a line."""
    return "".join(" " if unicodedata.category(sign) in ("Cc", "Cf") else sign for sign in text)


def line(text: str, style: str = "") -> Text:
    """Write one paragraph."""
    return Text(plain(text), style=style, overflow="fold")


def labelled(label: str, text: str) -> Text:
    """Write a paragraph that begins with what it is."""
    return Text.assemble((f"{label}: ", "dim"), plain(text), overflow="fold")


def section(title: str, *content: RenderableType) -> Group:
    """Write a part of the page under its heading."""
    return Group(Text(), Rule(Text(title, style="bold"), align="left", style="dim"), *content)


def row(mark: str, *lines: RenderableType, space: int = 1) -> Padding:
    """Write a row: its mark, then what it says wrapped beside it, then ``space`` empty lines."""
    table = Table.grid(padding=(0, 1))
    table.add_column(width=_MARK_WIDTH)
    table.add_column(ratio=1)
    table.add_row(Text(mark, style=_STYLES.get(mark.upper(), "bold")), Group(*lines))
    return Padding(table, (0, 0, space, 0))


def columns(*cells: RenderableType) -> Table:
    """Set cells side by side, as wide as each other."""
    table = Table.grid(padding=(0, 3), expand=True)
    for _ in cells:
        table.add_column(ratio=1)
    table.add_row(*cells)
    return table


def table(headings: Iterable[str], rows: Iterable[Iterable[str]], keep: Iterable[str] = ()) -> Table:
    """Write a table with few lines; the columns to ``keep`` are not wrapped."""
    drawn = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in headings:
        drawn.add_column(heading, overflow="fold", no_wrap=heading in keep)
    for cells in rows:
        drawn.add_row(*(plain(cell) for cell in cells))
    return drawn


def written(day: date | None, weekday: bool = False) -> str:
    """Write a day as people do: Tue 1 December 2026."""
    if day is None:
        return ""
    return f"{day:%a} {day.day} {day:%B %Y}" if weekday else f"{day.day} {day:%B %Y}"


def amount(value: Decimal | None, unit: str) -> str:
    """Write a quantity with its unit; unknown is an empty text."""
    return "" if value is None else f"{value:f} {unit}"
