"""What several commands share: how a date, a number, a file or a stretch of days is read from a flag."""

import argparse
import contextlib
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NoReturn, TypeAlias

from enthesis.formats.json_text import json_text
from enthesis.vocabulary.errors import BadInput

STANDARD_STREAM = "-"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Parser(argparse.ArgumentParser):
    """A parser that tells a wrong flag in one line, as everything else that is wrong is told."""

    def error(self, message: str) -> NoReturn:
        """Refuse wrong flags.

        Raises:
            BadInput: always.
        """
        raise BadInput(f"{_sentence(message)}", f"See: {self.prog} --help")


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:].rstrip(".") + "."


def a_day(text: str) -> date:
    """Read a date as 2026-12-07."""
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write it like 2026-12-07") from None


def a_span(text: str) -> tuple[date, date]:
    """Read a stretch of days as 2026-12-20..2027-01-03, both included."""
    first, dots, last = text.partition("..")
    if not dots:
        raise argparse.ArgumentTypeError(f"{text!r} is not a stretch of days; write 2026-12-20..2027-01-03")
    start, until = a_day(first), a_day(last)
    if until < start:
        raise argparse.ArgumentTypeError(f"{text!r} ends before it begins; turn the two days round")
    return start, until


def a_number(text: str) -> Decimal:
    """Read a number exactly as it is written; a comma may stand for the point."""
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None
    if not value.is_finite():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number")
    return value


def some_words(text: str) -> tuple[str, ...]:
    """Read a list as one,two,three."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def read_bytes(path: str) -> bytes:
    """Read a file, or what is piped in when the path is ``-``.

    Raises:
        BadInput: there is no such file, or it may not be read.
    """
    if path == STANDARD_STREAM:
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise BadInput(
            f"{path} cannot be read: {error.strerror}.", "Name a file, or - to read a pipe."
        ) from error


def write_bytes(path: str, content: bytes) -> None:
    """Write a finished file at once, so that a failure leaves what was there before.

    Raises:
        BadInput: the file may not be written there.
    """
    if path == STANDARD_STREAM:
        sys.stdout.buffer.write(content)
        return
    target = Path(path)
    beside = target.with_name(f".{target.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise BadInput(
            f"{path} cannot be written: {error.strerror}.", "Name a file in a folder that is there."
        ) from error


def print_json(value: object) -> None:
    """Print an answer as JSON for another program."""
    sys.stdout.write(json_text(value).decode())


def add_json(parser: argparse.ArgumentParser) -> None:
    """Offer the answer as JSON."""
    parser.add_argument("--json", action="store_true", help="print the answer as JSON for another program")


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


def add_command(commands: Commands, name: str, run: Callable[[argparse.Namespace], int], says: str) -> Parser:
    """Register one command with the sentence its help opens with."""
    parser = commands.add_parser(name, help=in_a_list(says), description=says, allow_abbrev=False)
    parser.set_defaults(run=run)
    return parser


def in_a_list(says: str) -> str:
    """Write a command's first sentence as a list of commands wants it."""
    first = says.partition(". ")[0]
    return first[:1].lower() + first[1:].rstrip(".")


def one_of(values: Sequence[str]) -> str:
    """List what may be said, for a refusal."""
    return ", ".join(values)
