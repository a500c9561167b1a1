"""How a source is named beside what it says, and at the end of the page."""

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.text import Text

from enthesis.cli.terminal import joined, labelled, line, row
from enthesis.formats.plan_schema import BibliographyLine
from enthesis.formats.shapes import Standing
from enthesis.vocabulary.evidence import Mark

# Seen with someone's own eyes; the other marks are a warning and stand beside the key.
_UNREMARKABLE = (Mark.SEARCHED, Mark.LEAFLET, Mark.RULING)


class Sources:
    """The sources of one document. What nobody read, or nobody but us says, is marked where it stands."""

    def __init__(self, bibliography: Iterable[BibliographyLine]) -> None:
        self._marks = {source.key: source.mark for source in bibliography}

    def line(self, said: Standing, checked: bool = False) -> Text:
        """Write on whose word something is said, how strong it is, and if asked who checked it."""
        parts = (self.named(said.sources), said.grade_says, said.reviewed_says if checked else "")
        return labelled("source", "; ".join(part for part in parts if part))

    def named(self, keys: Iterable[str]) -> str:
        """Name sources, with the marks that matter."""
        return ", ".join(self._named(key) for key in keys)

    def _named(self, key: str) -> str:
        mark = self._marks[key]
        return key if mark in _UNREMARKABLE or mark == key else f"{key} [{mark}]"


def bibliography_text(bibliography: Iterable[BibliographyLine]) -> Iterator[RenderableType]:
    """List every source: what it is, where, what to be careful of, and how it was seen."""
    for source in bibliography:
        says = joined((source.title, source.where, source.caution))
        yield row(source.key, line(f"{says} [{source.mark_says}]"), space=0)
