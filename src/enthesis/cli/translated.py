"""What a terminal says before words nobody has reviewed."""

from rich.text import Text

from enthesis.cli.terminal import line
from enthesis.formats.beside import ENGLISH, Both
from enthesis.knowledge.handbook import Handbook


def unreviewed(language: str, handbook: Handbook) -> tuple[Text, ...]:
    """Say in both languages that the translation is unreviewed; nothing for English."""
    said = Both(handbook, language).unreviewed() if language != ENGLISH else None
    return (line(said.other, "dim"), line(said.english, "dim")) if said else ()
