"""The manual's reference pages are what the cards and the program print today."""

import pytest

from enthesis.__main__ import HANDED_ON
from enthesis.cli.reference import reference
from enthesis.formats.manual.pages import PAGES, manual_pages
from enthesis.knowledge.handbook import Handbook
from tests.golden.tried import tried
from tests.golden.write import DOCS

MEND = "Print it again with: python -m tests.golden.write, and read the difference."


@pytest.fixture(scope="module")
def pages(handbook: Handbook) -> dict[str, str]:
    return manual_pages(handbook, tried())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_manual_is_what_its_cards_print(pages: dict[str, str], name: str) -> None:
    assert (DOCS / f"{name}.md").read_text() == pages[name], f"{name}.md differs. {MEND}"


def test_the_page_of_the_command_line_is_what_the_program_prints() -> None:
    assert (DOCS / "command-line.md").read_text() == reference(HANDED_ON), MEND


def test_no_page_is_left_that_nobody_prints() -> None:
    assert {path.stem for path in DOCS.glob("*.md")} == {*PAGES, "command-line"}


def test_nothing_is_left_to_fill_in(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        assert "{" not in text.replace("``{name}``", ""), name
        assert "‹›" not in text, name
