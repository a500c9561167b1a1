"""The leaflet on paper: two languages where a font can draw them, English that says so where none can."""

import re
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest
import typst

from enthesis.care.plan import plan
from enthesis.care.values.case import Case, Person, Wish
from enthesis.formats import paper
from enthesis.formats.leaflet import Leaflet, leaflet
from enthesis.formats.paper import Block, Table
from enthesis.formats.papers.leaflet import leaflet_paper, leaflet_pdf
from enthesis.formats.plan_json import plan_document
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.errors import BadInput
from tests.han_font import FAMILY, write_han_font

CHINESE = "zh-Hant"
TODAY = date(2026, 11, 20)
STREAM = re.compile(rb"stream\r?\n(x.*?)\r?\nendstream", re.DOTALL)


@pytest.fixture(scope="module")
def told(handbook: Handbook) -> Leaflet:
    return told_in(handbook, CHINESE)


def told_in(handbook: Handbook, language: str, name: str = "Ruth Ellery") -> Leaflet:
    case = Case(person=Person(name=name), facts=(), wish=Wish(condition="knee-oa", side=Side.RIGHT))
    made = plan(case, handbook, TODAY)
    other = plan_document(made, handbook, language) if language != "en" else None
    return leaflet(plan_document(made, handbook), handbook, other)


@pytest.fixture(params=["", FAMILY], ids=["no-chinese-font", "a-chinese-font"])
def font(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """A machine with no font for Chinese, and one with the font made by hand."""
    if request.param:
        write_han_font(tmp_path)
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(tmp_path)])
    monkeypatch.setattr(paper, "_fonts", lambda *, of_the_machine: fonts)
    paper._compiler.cache_clear()
    yield request.param
    paper._compiler.cache_clear()


def inside(content: bytes) -> bytes:
    return content + b"".join(zlib.decompress(packed) for packed in STREAM.findall(content))


def test_the_paper_speaks_chinese_only_where_it_can_be_drawn(
    told: Leaflet, handbook: Handbook, font: str
) -> None:
    content = leaflet_pdf(told, handbook)
    assert content.startswith(b"%PDF")
    assert b"pdfuaid" in content
    assert b"/Lang" in content
    assert (b"zh-TW" in inside(content)) is bool(font)
    assert leaflet_pdf(told, handbook) == content


def test_a_paper_in_english_alone_asks_for_no_font_of_the_machine(
    handbook: Handbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    carried = typst.Fonts(include_system_fonts=False)

    def fonts(*, of_the_machine: bool) -> typst.Fonts:
        asked.append(of_the_machine)
        return carried

    monkeypatch.setattr(paper, "_fonts", fonts)
    paper._compiler.cache_clear()
    assert leaflet_pdf(told_in(handbook, "en"), handbook).startswith(b"%PDF")
    assert asked == [False]


def test_a_paper_says_once_what_its_reader_must_know_of_the_chinese(
    told: Leaflet, handbook: Handbook, font: str
) -> None:
    notes = [block for block in leaflet_paper(told, handbook).blocks if block.kind == "note"]
    assert len(notes) == 1
    assert isinstance(notes[0], Block)
    assert notes[0].text == (told.unreviewed if font else told.words["chinese-on-page"])


def test_a_paper_in_english_has_no_word_of_a_translation(handbook: Handbook, font: str) -> None:
    del font
    english = told_in(handbook, "en")
    assert english.unreviewed is None
    laid_out = leaflet_paper(english, handbook)
    assert laid_out.font_beside == ""
    assert not [block for block in laid_out.blocks if block.kind == "note"]
    assert not re.search("[\u3400-\u9fff]", msgspec.json.encode(laid_out.blocks).decode())


def test_the_paper_holds_every_line_of_the_leaflet_in_its_order(told: Leaflet, handbook: Handbook) -> None:
    blocks = leaflet_paper(told, handbook).blocks
    listed = [item for block in blocks if not isinstance(block, Table) for item in block.items]
    assert listed == [line.says for part in told.parts for line in part.lines]


def test_a_chinese_name_is_printed_where_a_font_draws_it(handbook: Handbook, font: str) -> None:
    named = told_in(handbook, CHINESE, name="王小明")
    if font:
        assert leaflet_pdf(named, handbook).startswith(b"%PDF")
    else:
        with pytest.raises(BadInput, match="fonts lack 王"):
            leaflet_pdf(named, handbook)
