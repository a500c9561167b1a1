"""Prints the manual: one Markdown page a subject, from the cards themselves.

``python -m tests.golden.write`` writes the pages into ``docs/reference``; a test compares the two, so the
manual cannot drift from what the program does.
"""

import sys
from collections.abc import Mapping
from functools import cache

import jinja2

from enthesis.formats.contradictions import contradiction_lines, switch_line
from enthesis.formats.day_words import capitalise
from enthesis.formats.fhir.bundle import READ_TYPES
from enthesis.formats.fhir.unread import WHY_UNREAD
from enthesis.formats.manual.medicines import medicine_groups
from enthesis.formats.manual.phrases import sources_of
from enthesis.formats.manual.questions import question_blocks
from enthesis.formats.manual.rules import Tried, rule_groups
from enthesis.formats.manual.translation import translations
from enthesis.formats.words import Words
from enthesis.knowledge.cards.source import Source
from enthesis.knowledge.handbook import CARD_FOLDERS, Handbook

PAGES = (
    "README",
    "rules",
    "medicines",
    "questions",
    "settings",
    "contradictions",
    "sources",
    "cards",
    "charts",
    "translation",
)
_LANGUAGE = "en"


def manual_pages(handbook: Handbook, tried: Tried) -> dict[str, str]:
    """Write every page; ``tried`` are the charts each rule was tried on, from the tables of the tests."""
    words = Words(handbook, _LANGUAGE)
    values: dict[str, object] = {
        "groups": rule_groups(words, tried),
        "policies": medicine_groups(words),
        "blocks": question_blocks(words),
        "settings": _settings(words),
        "limits": _limits(words),
        "contradictions": contradiction_lines(words),
        "sources": _sources(words),
        "folders": _folders(),
        "read": _read(),
        "translations": translations(words),
        "unread": _unread(),
        "marked": lambda keys: ", ".join(sources_of(words, tuple(keys))),
    }
    return {page: _environment().get_template(f"{page}.md.jinja").render(values) for page in PAGES}


def _settings(words: Words) -> list[object]:
    return [switch_line(card, words) for _, card in sorted(words.handbook.settings.items())]


def _limits(words: Words) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [
        (name, words.text(card.title), f"{card.value} {card.unit}", card.sources)
        for name, card in sorted(words.handbook.limits.items())
    ]


def _sources(words: Words) -> list[tuple[Source, str]]:
    """List the register with how each source was seen."""
    return [(source, words.label("mark", source.mark)) for source in words.handbook.sources.values()]


def _folders() -> list[tuple[str, str]]:
    """Tell of each folder what a card of it is."""
    return [(folder, (kind.__doc__ or "").strip().splitlines()[0]) for folder, kind in CARD_FOLDERS.items()]


def _read() -> list[tuple[str, str]]:
    """Tell of each resource type that is read what its reader says of itself."""
    return sorted(
        (kind.__name__, (sys.modules[kind.__module__].__doc__ or "").partition("\n\n")[0].strip())
        for kind in READ_TYPES
    )


def _unread() -> Mapping[str, list[str]]:
    """Gather the resource types that are not read under the reason for it."""
    reasons: dict[str, list[str]] = {}
    for name, why in sorted(WHY_UNREAD.items()):
        reasons.setdefault(why, []).append(name)
    return reasons


def _cell(text: str) -> str:
    """Keep a text inside its cell of a Markdown table."""
    return text.replace("|", "\\|").replace("\n", " ")


@cache
def _environment() -> jinja2.Environment:
    """Make the environment of Markdown pages; they are read as text, so nothing is escaped for HTML."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("enthesis.formats", "templates/manual"),
        undefined=jinja2.StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {"cell": _cell, "capitalise": capitalise}
    return made
