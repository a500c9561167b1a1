"""What a plan's ids are called in words: structures, targets, needles; ids nobody knows stay as they are."""

import msgspec

from enthesis.formats.needle_plan_schema import StructureLine
from enthesis.knowledge.cards.card import Text
from enthesis.knowledge.cards.needle_region import ExpectedStructure
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.sentences import say
from enthesis.needle.said import Said
from enthesis.needle.structures import plain


def enthesis_called(name: str, handbook: Handbook) -> str:
    """Find the enthesis somebody named by its id or a title; empty for a target that is none."""
    for card in handbook.entheses.values():
        if plain(name) in map(plain, (card.id, *card.title.values())):
            return card.id
    return ""


class NeedleNames:
    """The words of one language for the ids of one plan."""

    def __init__(self, handbook: Handbook, region: str, language: str) -> None:
        self.handbook = handbook
        self.language = language
        self._region = handbook.needle_regions.get(region)
        self._expected = {
            plain(name): item
            for item in (self._region.expected if self._region else ())
            for name in (item.id, item.title["en"])
        }
        # A name like "genicular arteries" stands for several; they share the card it leads to.
        self._card = {
            plain(name): item.structure or item.id
            for item in (self._region.expected if self._region else ())
            for name in (*item.names, item.id, item.title["en"])
        }

    def region_title(self) -> str:
        """Name the region, or nothing when nobody named one."""
        return self._text(self._region.title) if self._region else ""

    def structure(self, name: str) -> str:
        """Name a structure as the checklist does, else as the cards do, else as the label map does."""
        item = self._expected.get(plain(name))
        card = self.handbook.structures.get(name) or self.handbook.entheses.get(name)
        if item or card:
            return self._text((item or card).title)  # type: ignore[union-attr]
        return plain(name).capitalize() if name == name.casefold() else name

    def card_of(self, name: str) -> str:
        """Give the structure card a label leads to by the checklist; one it does not list keeps its name."""
        return self._card.get(plain(name), name)

    def expected(self, name: str) -> StructureLine:
        """Give one item of the checklist."""
        item: ExpectedStructure | None = self._expected.get(plain(name))
        return StructureLine(structure=name, title=self.structure(name), role=item.role if item else "")

    def target(self, name: str) -> str:
        """Name a target: an enthesis in its words, anything else as it was called."""
        card = self.handbook.entheses.get(enthesis_called(name, self.handbook))
        return self._text(card.title) if card else name

    def needle(self, name: str) -> str:
        """Name a needle."""
        card = self.handbook.needles.get(name)
        return self._text(card.title) if card else name

    def say(self, said: Said) -> str:
        """Word a sentence; ids that fill it are put into words."""
        values = {key: self._filled(key, value) for key, value in said.values.items()}
        sentence = say(self.handbook, said.id, values, self.language)
        return sentence[:1].upper() + sentence[1:]

    def _filled(self, key: str, value: object) -> object:
        if isinstance(value, str) and key in ("structure", "target"):
            return _within(self.structure(value)) if key == "structure" else self.target(value)
        if isinstance(value, Said):
            return msgspec.structs.replace(
                value, values={name: self._filled(name, inner) for name, inner in value.values.items()}
            )
        return value

    def _text(self, text: Text) -> str:
        return text.get(self.language) or text["en"]


def _within(title: str) -> str:
    """Write a title as it stands within a sentence; an abbreviation keeps its capitals."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
