"""The examination as pages show it: each place, what was found there, and how a new one is kept."""

from collections.abc import Iterable
from datetime import date

import msgspec
from django.http import HttpRequest

from enthesis.actions.record_examination import record_examination
from enthesis.care.values.case import Examined
from enthesis.care.values.sentence import Sentence
from enthesis.formats.map_drawing import SideMap
from enthesis.store.reading.recorded import recorded
from enthesis.web.forms.examination import (
    ExamRow,
    exam_rows,
    guidance_now,
    guidance_offered,
    read_examination,
)
from enthesis.web.handbook import handbook
from enthesis.web.planning import Planned
from enthesis.web.signed import signed

_LETTERS = {"yes-yes": "TL", "no-no": "0", "unknown-unknown": ""}
_SAID = ("unknown", "no", "yes")


class ExamForm(msgspec.Struct, frozen=True, kw_only=True):
    """Every place, and when they were examined last; ``is_today`` shows what was found then as entered."""

    rows: tuple[ExamRow, ...]
    examined_on: date | None
    is_today: bool
    guidance: str
    guidances: tuple[str, ...]


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """What the hand found at one point: ``letters`` on the drawing, ``says`` in words."""

    row: ExamRow
    letters: str
    says: str
    said_before: str


def exam_form(planned: Planned) -> ExamForm:
    """Give the form of the examination; only what was found today is shown as entered."""
    case, kept = planned.plan.case, recorded(planned.record)
    is_today = bool(kept and kept.examined_on == planned.today)
    found = kept.examined if kept else ()
    now, before = (found, ()) if is_today else ((), found)
    rows = exam_rows(handbook(), planned.plan.condition, case.wish.side, now, before)
    return ExamForm(
        rows=rows,
        examined_on=kept.examined_on if kept else None,
        is_today=is_today,
        guidance=guidance_now(rows),
        guidances=guidance_offered(rows),
    )


def keep_examination(planned: Planned, request: HttpRequest) -> int:
    """Keep one whole examination and tell how many places it holds.

    Raises:
        BadInput: nothing was entered, or a value the form does not offer.
    """
    points = read_examination(exam_form(planned).rows, request.POST)
    record_examination(record=planned.record, points=points, examined_on=planned.today, by=signed(request))
    return len(points)


def told(count: int) -> str:
    """Say how much was kept."""
    return f"Saved: {count} {'place' if count == 1 else 'places'} examined."


def marks_on(maps: Iterable[SideMap], rows: Iterable[ExamRow], planned: Planned) -> dict[str, Mark]:
    """Lay what was found on the points of the map, by their address; a point that has no row gets none."""
    at = {(row.enthesis, str(row.side)): row for row in rows}
    return {
        point.anchor: _mark(at[point.enthesis, point.side], planned)
        for side in maps
        for point in side.points
        if point.side and (point.enthesis, point.side) in at
    }


def mark_words(planned: Planned) -> dict[str, str]:
    """Give every sentence a mark may need, its grades left open, for a page that marks as one goes."""
    open_grades = {"tender": "{tender}", "lax": "{lax}"}
    return {
        f"{tender}-{lax}": planned.words.say(Sentence(f"map.mark.{tender}-{lax}", open_grades))
        for tender in _SAID
        for lax in _SAID
    }


def _mark(row: ExamRow, planned: Planned) -> Mark:
    key = mark_key(row.found)
    return Mark(
        row=row,
        letters=mark_letters(key),
        says=_says(row.found, planned),
        said_before=_says(row.before, planned) if row.before else "",
    )


def mark_key(found: Examined | None) -> str:
    """Say what is known of both, never taking a grade that nobody gave for a no."""
    grades = (found.tender, found.lax) if found else (None, None)
    return "-".join("unknown" if grade is None else "yes" if grade else "no" for grade in grades)


def mark_letters(key: str) -> str:
    """Give what stands on the drawing: T tender, L lax, 0 neither, ? where one was not looked at."""
    tender, _, lax = key.partition("-")
    letters = ("T" if tender == "yes" else "") + ("L" if lax == "yes" else "")
    return _LETTERS.get(key, letters or "?")


def _says(found: Examined | None, planned: Planned) -> str:
    grades = {"tender": (found.tender or 0) if found else 0, "lax": (found.lax or 0) if found else 0}
    return planned.words.say(Sentence(f"map.mark.{mark_key(found)}", grades))
