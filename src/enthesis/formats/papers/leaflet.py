"""The patient's leaflet on paper, with a translation beside the English where a font can draw it."""

from collections.abc import Iterable

from enthesis.formats.beside import Beside, Both
from enthesis.formats.leaflet import Leaflet, LeafletLine, MedicineRow
from enthesis.formats.paper import Block, Paper, Table, Told, bullets, chinese_font, print_paper
from enthesis.knowledge.handbook import Handbook


def leaflet_pdf(leaflet: Leaflet, handbook: Handbook) -> bytes:
    """Set the leaflet as a tagged PDF; in English alone, and saying so, on a machine without a Chinese font.

    Raises:
        BadInput: a name holds a sign the fonts lack.
    """
    return print_paper(leaflet_paper(leaflet, handbook))


def leaflet_paper(leaflet: Leaflet, handbook: Handbook) -> Paper:
    """Lay the leaflet out; the words beside the English only where a font of this machine draws them."""
    font = chinese_font() if leaflet.language else ""
    return Paper(
        title=leaflet.title,
        heading=leaflet.heading,
        for_whom=leaflet.for_whom,
        notice=leaflet.notice,
        foot=leaflet.foot,
        language="en",
        font_beside=font,
        size_pt=11,
        blocks=tuple(_blocks(leaflet, handbook, font)),
    )


def _blocks(leaflet: Leaflet, handbook: Handbook, font: str) -> Iterable[Block | Table]:
    said = leaflet.words
    both = Both(handbook, leaflet.language)
    if leaflet.unreviewed is not None:
        yield Block(kind="note", text=leaflet.unreviewed if font else said["chinese-on-page"])
    if leaflet.has_dates:
        yield Block(kind="heading", text=said["dates"])
    if leaflet.not_yet is not None:
        yield Block(kind="text", text=leaflet.not_yet)
    if leaflet.sessions:
        yield Table(
            head=(said["session"], said["day"], said["state"]),
            columns=("auto", "half", "half"),
            rows=tuple((str(row.number), row.day, row.state) for row in leaflet.sessions),
        )
    if leaflet.medicines:
        yield Block(kind="heading", text=said["medicines"])
        yield Table(
            head=(said["medicine"], said["what-to-do"]),
            columns=("half", "wide"),
            rows=tuple((row.medicine, _medicine_says(row, both)) for row in leaflet.medicines),
        )
    for part in leaflet.parts:
        yield Block(kind="heading", text=part.title)
        yield bullets([_dated(line, both) for line in part.lines])


def _medicine_says(row: MedicineRow, both: Both) -> Told:
    """Give what is said of one medicine, beginning with what must not be missed."""
    return both.say("leaflet.opening", opening=row.opening, follows=row.says) if row.opening else row.says


def _dated(line: LeafletLine, both: Both) -> Beside:
    return both.say("leaflet.dated", day=line.on, says=line.says) if line.on else line.says
