"""The planted faults: what is spoilt, where, and which quick tests should notice."""

import tomllib
from pathlib import Path

import msgspec

ROOT = Path(__file__).parents[2]
PACKAGE = Path("src") / "enthesis"


class Fault(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One fault. ``file`` lies below ``src/enthesis``; ``old`` stands there exactly once."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    @property
    def path(self) -> Path:
        """Where it is planted, seen from the root of a checkout."""
        return PACKAGE / self.file

    def planted(self, text: str) -> str:
        """Give the text with the fault in it."""
        times = text.count(self.old)
        if times != 1:
            raise ValueError(f"{self.file} holds the old text of {self.name!r} {times} times, not once")
        return text.replace(self.old, self.new)


def all_faults() -> list[Fault]:
    """Read every planted fault, file by file."""
    faults: list[Fault] = []
    for path in sorted((Path(__file__).parent / "faults").glob("*.toml")):
        faults += msgspec.convert(tomllib.loads(path.read_text())["fault"], list[Fault])
    return faults
