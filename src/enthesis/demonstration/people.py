"""The fictional people: their charts, their answers, and what each is there to show. Nobody here exists."""

import re
import tomllib
from datetime import date, timedelta
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

import msgspec

from enthesis.care.values.case import Sedation, Wish
from enthesis.vocabulary.anatomy import Side

_DAYS_AGO = re.compile(rb"@-(\d+)d")


class Fictional(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One fictional person; ``starts_in`` counts days from the day they are brought in."""

    shows: str
    side: Side | None = None
    starts_in: int | None = None
    sedation: Sedation | None = None

    def wish(self, today: date) -> Wish:
        """Give what this person wishes for."""
        start = None if self.starts_in is None else today + timedelta(days=self.starts_in)
        return Wish(condition="knee-oa", side=self.side, start=start, sedation=self.sedation)


@cache
def cast() -> dict[str, Fictional]:
    """Give everybody, by id, in the order of the cast list."""
    table = tomllib.loads(_folder().joinpath("cast.toml").read_text(encoding="utf-8"))
    return msgspec.convert(table, dict[str, Fictional])


def chart(person: str, today: date) -> bytes:
    """Give a person's chart as FHIR, its days counted back from today."""
    raw = _folder().joinpath(f"{person}.json").read_bytes()
    return _DAYS_AGO.sub(lambda ago: (today - timedelta(days=int(ago[1]))).isoformat().encode(), raw)


def answers(person: str) -> bytes | None:
    """Give a person's answers file, or nothing where nothing was answered yet."""
    file = _folder().joinpath(f"{person}.toml")
    return file.read_bytes() if file.is_file() else None


def _folder() -> Traversable:
    return resources.files("enthesis.demonstration").joinpath("people")
