"""What several papers say alike: who it is about, what the record holds, on whose word."""

from collections.abc import Iterable
from datetime import date

from enthesis.care.values.sentence import Sentence, SentenceValue
from enthesis.formats.day_words import whole_day
from enthesis.formats.paper import Block, Table, bullets
from enthesis.formats.plan_schema import EvidenceLine, PersonLine, PlanDocument
from enthesis.formats.shapes import Standing
from enthesis.formats.words import Words
from enthesis.vocabulary.status import Level

SETTLED = {Level.CLEAR, Level.PROCEED_WITH_CARE}
"""What a verdict must be before a paper may read as permission."""


def told(words: Words, key: str, **values: SentenceValue) -> str:
    """Say one of the papers' own sentences."""
    return words.say(Sentence(f"paper.{key}", values))


def heading(words: Words, key: str) -> Block:
    """Head one part of a paper."""
    return Block(kind="heading", text=told(words, f"heading.{key}"))


def target(document: PlanDocument) -> str:
    """Name what is treated, with its side."""
    return ", ".join(part for part in (document.condition.title, document.wish.side_says) if part)


def made(document: PlanDocument, words: Words) -> str:
    """Say on which day the paper was made."""
    return told(words, "made", day=whole_day(document.made_on))


def who(person: PersonLine, words: Words, record: str = "") -> tuple[str, ...]:
    """Say who a paper is about; what is not known says so."""
    unknown = told(words, "not-known")
    lines = [
        told(words, "who.name", name=person.name or unknown),
        told(words, "who.born", day=person.birth or unknown),
    ]
    if record:
        lines.append(told(words, "who.record", record=record))
    about = ", ".join(part for part in (person.age, person.sex_says) if part)
    if about:
        lines.append(told(words, "who.age-and-sex", about=about))
    return tuple(lines)


def evidence_table(pieces: Iterable[EvidenceLine], words: Words) -> Table:
    """Lay out what the record holds: entry, day, how it was recognised, where it stands."""
    unknown = told(words, "not-known")
    rows = tuple(
        (
            piece.says,
            piece.date or unknown,
            ", ".join(part for part in (piece.how_says, piece.by) if part),
            piece.ref,
        )
        for piece in pieces
    )
    columns = ("entry", "day", "how", "reference")
    return Table(
        head=tuple(told(words, f"column.{key}") for key in columns),
        columns=("wide", "auto", "wide", "wide"),
        rows=rows,
    )


def in_a_row(parts: Iterable[str]) -> str:
    """Join what was said into one line: no full stop before a semicolon, none at the end, nothing empty."""
    return "; ".join(said for part in parts if (said := part.strip().rstrip(".;")))


def marked(words: Words, keys: Iterable[str]) -> str:
    """Name sources with how each was seen, so that memory and proposals stay visible."""
    register = words.handbook.sources
    seen = ((key, register[key].mark) for key in keys)
    return ", ".join(f"[{mark}]" if key == mark else f"{key} [{mark}]" for key, mark in seen)


def standing_says(standing: Standing, words: Words, *, reviewed: bool = False) -> str:
    """Say on whose word a line stands; ``reviewed`` adds whether a clinician has looked at it."""
    parts = (marked(words, standing.sources), standing.grade_says, standing.reviewed_says if reviewed else "")
    return "; ".join(part for part in parts if part)


def sources_list(keys: Iterable[str], words: Words) -> tuple[Block, ...]:
    """Close a paper with its sources, each with how it was seen."""
    register = words.handbook.sources
    lines = [
        f"{key} [{source.mark}] {source.title}. {source.where}".rstrip(" .") + "."
        for key in dict.fromkeys(keys)
        for source in (register[key],)
    ]
    return (heading(words, "sources"), bullets(lines)) if lines else ()


def day_says(day: date | None, words: Words) -> str:
    """Write a day in full, or that it is not known."""
    return whole_day(day) if day else told(words, "not-known")
