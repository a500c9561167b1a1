"""One mixture in words, on its own: what ``enthesis mix`` and the mixing sheet show."""

import msgspec

from enthesis.care.values.recipe import Recipe
from enthesis.formats.plan_recipes import recipe_line
from enthesis.formats.plan_schema import BibliographyLine, RecipeLine
from enthesis.formats.words import Words
from enthesis.knowledge.handbook import Handbook


class MixDocument(RecipeLine, frozen=True):
    """A recipe with the sources of its numbers beside it."""

    handbook_version: str
    notice: str
    bibliography: tuple[BibliographyLine, ...]


def mix_document(recipe: Recipe, handbook: Handbook, language: str = "en") -> MixDocument:
    """Put one recipe into words."""
    words = Words(handbook, language)
    line = recipe_line(recipe, words)
    return MixDocument(
        **msgspec.structs.asdict(line),
        handbook_version=handbook.version,
        notice=words.label("notice", "demonstration"),
        bibliography=words.bibliography(),
    )
