"""Papers as tagged PDF (PDF/UA-1), by typst, with the fonts it carries and no others.

The same data gives the same bytes on every machine. A sign these fonts lack stops the paper with one clear
line, instead of printing an empty box in front of a patient. Only Chinese is drawn with a font of the
machine, since typst carries none for it.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import cast

import msgspec
import typst

from enthesis.formats.beside import Beside
from enthesis.vocabulary.errors import BadInput
from enthesis.vocabulary.visible import visible

Told = str | Beside
_CHINESE_FONTS = (
    "Noto Sans CJK TC",
    "Noto Sans TC",
    "Source Han Sans TC",
    "Noto Serif CJK TC",
    "Noto Serif TC",
    "PingFang TC",
    "Heiti TC",
    "Microsoft JhengHei",
    "AR PL UMing TW",
)
_ENCODER = msgspec.json.Encoder(decimal_format="number")
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a paper.

    ``kind`` is ``heading``, ``subheading``, ``text``, ``strong``, ``note``, ``warning``, ``list``,
    ``numbered``, ``ticks`` (a list to tick by hand) or ``blanks`` (words with room to write).
    """

    kind: str
    text: Told = ""
    items: tuple[Told, ...] = ()


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table; ``columns`` are "auto", "half" or "wide"."""

    head: tuple[Told, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Told, ...], ...]
    kind: str = "table"


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """A whole paper in words; ``font_beside`` draws what stands beside the English, else that is left out."""

    title: str
    heading: Told
    for_whom: Told
    notice: Told
    foot: str
    language: str
    size_pt: float
    blocks: tuple[Block | Table, ...]
    font_beside: str = ""


def print_paper(paper: Paper) -> bytes:
    """Set a paper as PDF.

    Raises:
        BadInput: it holds a sign the fonts lack.
    """
    return set_pdf("paper.typ", paper, chinese=bool(paper.font_beside))


def set_pdf(template: str, content: msgspec.Struct, *, chinese: bool = False) -> bytes:
    """Set what a template of ours asks for as tagged PDF; decimals arrive as numbers.

    ``chinese`` lets a font of the machine draw it.

    Raises:
        BadInput: it holds a sign the fonts lack.
    """
    told = _seen(msgspec.to_builtins(content, builtin_types=(Decimal,)))
    try:
        made = _compiler(chinese).compile(
            _template(template),
            format="pdf",
            pdf_standards=["ua-1"],
            sys_inputs={"paper": _ENCODER.encode(told).decode()},
            timestamp=0,
        )
    except typst.TypstError as error:
        sign = _MISSING.search(error.message)
        if sign is None:
            raise
        raise BadInput(
            f"The paper cannot be printed: its fonts lack {sign.group(1)}.",
            "Print the page from the browser instead.",
        ) from error
    return cast(bytes, made)


def _seen(part: object) -> object:
    """Drop from every text of a paper what no font can draw and no reader can see."""
    if isinstance(part, str):
        return visible(part)
    if isinstance(part, dict):
        return {name: _seen(value) for name, value in part.items()}
    return [_seen(value) for value in part] if isinstance(part, list | tuple) else part


def bullets(items: Sequence[Told]) -> Block:
    """Make a list."""
    return Block(kind="list", items=tuple(items))


@cache
def _template(name: str) -> bytes:
    return resources.files("enthesis.formats").joinpath("templates", name).read_bytes()


def chinese_font() -> str:
    """Name a font of this machine that draws Traditional Chinese, or nothing where there is none."""
    families = set(_fonts(of_the_machine=True).families())
    return next((family for family in _CHINESE_FONTS if family in families), "")


@cache
def _fonts(*, of_the_machine: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=of_the_machine, include_embedded_fonts=True, font_paths=[])


@cache
def _compiler(of_the_machine: bool) -> typst.Compiler:
    fonts = _fonts(of_the_machine=of_the_machine)
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=not of_the_machine)
