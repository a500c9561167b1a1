"""The needles at hand: ids of the catalogue, or a TOML file with needles of one's own.

::

    [[needle]]
    id = "25g-40"
    gauge = 25
    length_mm = 40
    diameter_mm = 0.5
    bend_per_mm = 0.10                 # sideways for every millimetre it goes in
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec

from enthesis.formats.imaging.toml_file import read_toml
from enthesis.knowledge.cards.needle import NeedleKind
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.errors import BadInput
from enthesis.vocabulary.evidence import Grade

WANTED = "[[needle]] tables with id, gauge, length_mm, diameter_mm and bend_per_mm"


class _Needle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    gauge: int
    length_mm: float
    diameter_mm: float
    bend_per_mm: float


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    needle: tuple[_Needle, ...]


def needles_from(words: Iterable[str], handbook: Handbook) -> tuple[tuple[str, ...], Handbook]:
    """Read which needles may be used: each word is a file, or ids with commas between them.

    Returns:
        their ids, and the handbook with the needles of the files in its catalogue; those are nobody's
        knowledge but whose who wrote the file.

    Raises:
        BadInput: a file holds no needle, or one that no shelf can hold.
    """
    asked: list[str] = []
    kinds = dict(handbook.needles)
    for word in words:
        if not Path(word).is_file() and not word.endswith(".toml"):
            asked.extend(name.strip() for name in word.split(",") if name.strip())
            continue
        for kind in _read(Path(word)):
            kinds[kind.id] = kind
            asked.append(kind.id)
    return tuple(asked), msgspec.structs.replace(handbook, needles=kinds)


def _read(path: Path) -> tuple[NeedleKind, ...]:
    file = read_toml(path, _File, WANTED)
    if not file.needle:
        raise BadInput(f"{path.name} holds no needle.", f"Write {WANTED}.")
    try:
        return tuple(_kind(each) for each in file.needle)
    except (ValueError, ArithmeticError) as error:
        raise BadInput(f"{path.name}: {error}.", f"Write {WANTED}.") from error


def _kind(needle: _Needle) -> NeedleKind:
    return NeedleKind(
        id=needle.id,
        sources=("stated",),
        grade=Grade.CUSTOM,
        due=date.max,
        title={"en": f"{needle.gauge} G, {needle.length_mm:g} mm"},
        gauge=needle.gauge,
        length_mm=Decimal(str(needle.length_mm)),
        diameter_mm=Decimal(str(needle.diameter_mm)),
        bend_per_mm=Decimal(str(needle.bend_per_mm)),
    )
