"""The fictional people: their charts, their answers, and what each is there to show. Nobody here exists."""

import re
import tomllib
from datetime import date, timedelta
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

import msgspec

from enthesis.care.values.after import StageId
from enthesis.care.values.case import Sedation, Wish
from enthesis.vocabulary.anatomy import Side

_DAYS_AGO = re.compile(rb"@-(\d+)([dw])")
_FRIDAY = 4


class Fictional(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One fictional person: what you would see, and where on the road they stand.

    ``starts_in`` counts days from the day they are brought in; ``when_closed`` is where they stand on a day
    when the clinic is closed, where that differs.
    """

    story: str
    stage: StageId
    when_closed: StageId | None = None
    condition: str = "knee-oa"
    side: Side | None = None
    starts_in: int | None = None
    sedation: Sedation | None = None

    def wish(self, today: date) -> Wish:
        """Give what this person wishes for."""
        start = None if self.starts_in is None else today + timedelta(days=self.starts_in)
        return Wish(condition=self.condition, side=self.side, start=start, sedation=self.sedation)


@cache
def cast() -> dict[str, Fictional]:
    """Give everybody, by id, in the order of the cast list."""
    table = tomllib.loads(_folder().joinpath("cast.toml").read_text(encoding="utf-8"))
    return msgspec.convert(table, dict[str, Fictional])


def chart(person: str, today: date) -> bytes:
    """Give a person's chart as FHIR, its days counted back from today."""
    return _dated(_folder().joinpath(f"{person}.json").read_bytes(), today)


def answers(person: str, today: date) -> bytes | None:
    """Give a person's answers and what happened since, or nothing where nothing was answered yet."""
    file = _folder().joinpath(f"{person}.toml")
    return _dated(file.read_bytes(), today) if file.is_file() else None


def where(person: str, today: date, *, is_open: bool) -> StageId:
    """Give where a person stands on the road, as their story says."""
    told = cast()[person]
    return told.stage if is_open or told.when_closed is None else told.when_closed


def _dated(raw: bytes, today: date) -> bytes:
    """Put days in place of ``@-30d``; ``@-30w`` is the same day or the last weekday before it."""

    def day(ago: re.Match[bytes]) -> bytes:
        counted = today - timedelta(days=int(ago[1]))
        if ago[2] == b"w":
            counted -= timedelta(days=max(counted.weekday() - _FRIDAY, 0))
        return counted.isoformat().encode()

    return _DAYS_AGO.sub(day, raw)


def _folder() -> Traversable:
    return resources.files("enthesis.demonstration").joinpath("people")
