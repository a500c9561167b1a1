"""How the terminal looks: colour only on a terminal, eighty columns, and marks that are words.

Colour repeats what the words say, so a page in grey, a pipe and a screen reader lose nothing. Commands
import this room only when they print for a person, so that a program asking for JSON does not wait for it.
Rows and columns are laid out here, each line once: Rich's own tables would cost a third of the whole start.
"""

import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import zip_longest

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment
from rich.text import Text

WIDTH = 80
_MARK_WIDTH = 13
_GAP = "   "
_STYLES = {
    "STOP": "bold white on red",
    "HOLD": "bold black on yellow",
    "ASK": "bold blue",
    "WARN": "bold yellow",
    "INFO": "dim",
    "DO NOT STOP": "bold white on green",
    "PAUSE": "bold magenta",
    "EMERGENCY": "bold white on red",
    "SAME-DAY": "bold black on yellow",
}


class _Terminal(Console):
    """A console that leaves it to the program what it means when the reader has left."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def show(*content: RenderableType) -> None:
    """Print for a person. Colour follows the terminal and ``NO_COLOR``; a pipe gets eighty columns."""
    terminal = _Terminal(markup=False, highlight=False, emoji=False)
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
    if text.isascii() and text.isprintable():
        return text
    return "".join(" " if unicodedata.category(sign) in ("Cc", "Cf") else sign for sign in text)


def line(text: str, style: str = "") -> Text:
    """Write one paragraph."""
    return Text(plain(text), style=style, overflow="fold")


def labelled(label: str, text: str) -> Text:
    """Write a paragraph that begins with what it is."""
    return Text.assemble((f"{label}: ", "dim"), plain(text), overflow="fold")


def joined(sentences: Iterable[str]) -> str:
    """Join sentences that may or may not end in a full stop."""
    given = [sentence.strip() for sentence in sentences if sentence.strip()]
    return " ".join(sentence if sentence[-1] in ".?!" else f"{sentence}." for sentence in given)


def section(title: str, *content: RenderableType) -> Group:
    """Write a part of the page under its heading."""
    return Group(Text(), _Heading(title), *content)


class _Heading:
    """A title with a line to the end of the page."""

    def __init__(self, title: str) -> None:
        self._title = plain(title)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        title = Text(self._title, style="bold", overflow="fold")
        title.append(f" {'─' * max(0, options.max_width - len(self._title) - 1)}", style="dim")
        title.truncate(options.max_width)
        yield title


def row(mark: str, *lines: Text, space: int = 1) -> "Row":
    """Write a row: its mark, then what it says wrapped beside it, then ``space`` empty lines."""
    return Row(mark, lines, space)


def columns(*cells: Iterable[Text]) -> "Columns":
    """Set paragraphs in columns side by side, as wide as each other."""
    return Columns([list(cell) for cell in cells])


class Row:
    """What ``row`` makes; the terminal asks it for its lines."""

    def __init__(self, mark: str, lines: tuple[Text, ...], space: int) -> None:
        self._mark = Text(mark, style=_STYLES.get(mark.upper(), "bold"), overflow="fold")
        self._lines = lines
        self._space = space

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        marks = self._mark.wrap(console, _MARK_WIDTH)
        width = options.max_width - _MARK_WIDTH - 1
        said = [part for paragraph in self._lines for part in paragraph.wrap(console, width)]
        for left, right in zip_longest(marks, said, fillvalue=Text()):
            yield from _beside(left, _MARK_WIDTH + 1, right).render(console, end="\n")
        yield from (Segment.line() for _ in range(self._space))


class Columns:
    """What ``columns`` makes; the terminal asks it for its lines."""

    def __init__(self, cells: list[list[Text]]) -> None:
        self._cells = cells

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = (options.max_width + len(_GAP)) // len(self._cells) - len(_GAP)
        wrapped = [[part for text in cell for part in text.wrap(console, width)] for cell in self._cells]
        for parts in zip_longest(*wrapped, fillvalue=Text()):
            whole = parts[0]
            for at, part in enumerate(parts[1:], start=1):
                whole = _beside(whole, at * (width + len(_GAP)), part)
            yield from whole.render(console, end="\n")


def _beside(left: Text, at: int, right: Text) -> Text:
    """Put two pieces on one line, the second beginning at a column."""
    return Text.assemble(left, " " * (at - left.cell_len), right)


def table(headings: Iterable[str], rows: Iterable[Iterable[str]], keep: Iterable[str] = ()) -> RenderableType:
    """Write a table with few lines; the columns to ``keep`` are not wrapped."""
    from rich.table import Table

    drawn = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in headings:
        drawn.add_column(heading, overflow="fold", no_wrap=heading in keep)
    for cells in rows:
        drawn.add_row(*(plain(cell) for cell in cells))
    return drawn


def plain_day(day: date) -> str:
    """Write a day without its weekday, where the weekday says nothing: 1 December 2026."""
    return f"{day.day} {day:%B %Y}"


def amount(value: Decimal | None, unit: str) -> str:
    """Write a quantity with its unit; unknown is an empty text."""
    return "" if value is None else f"{value:f} {unit}"
