"""Reads a small TOML file into its type; what does not fit is told in one line."""

import tomllib
from pathlib import Path
from typing import TypeVar

import msgspec

from enthesis.vocabulary.errors import BadInput

T = TypeVar("T")
_MOST_BYTES = 1_000_000


def read_toml(path: Path, kind: type[T], wanted: str) -> T:
    """Read a file.

    Args:
        path: the file.
        kind: the type of its whole content.
        wanted: what it ought to hold, for a refusal.

    Raises:
        BadInput: it cannot be read, is not TOML, or does not fit.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.", f"Name a file with {wanted}.") from error
    return toml_from(raw, path.name, kind, wanted)


def toml_from(raw: bytes, name: str, kind: type[T], wanted: str) -> T:
    """Read what was in a file called ``name``.

    Raises:
        BadInput: it is not TOML, or does not fit.
    """
    if len(raw) > _MOST_BYTES:
        raise BadInput(f"{name} is too large for {wanted}.", "Name the TOML file, not the image.")
    try:
        table = tomllib.loads(raw.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{name} is not TOML: {error}.", f"Write {wanted}.") from error
    except RecursionError as error:
        raise BadInput(f"{name} is nested too deeply.", f"Write {wanted}.") from error
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        raise BadInput(f"{name}: {error}.", f"Write {wanted}.") from error
