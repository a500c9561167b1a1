"""A session as it was done: the plan's points and syringes to begin with, and what was done instead."""

from datetime import date, timedelta
from decimal import Decimal
from typing import cast, get_args

import msgspec
from django.http import QueryDict

from enthesis.care.values.history import (
    ArteryCheck,
    Aspiration,
    GivenPoint,
    GivenSyringe,
    Guidance,
    PastSession,
)
from enthesis.care.values.plan import Plan
from enthesis.formats.plan_schema import PlanDocument
from enthesis.formats.words import number
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.errors import BadInput
from enthesis.web.forms.examination import exam_rows
from enthesis.web.forms.numbers import typed_day, typed_number, typed_text

MOST_ML, MOST_PERCENT, MOST_MG = Decimal(60), Decimal(70), Decimal(1000)
# A course done elsewhere may be entered later; older sessions than this are a slip in the year.
EARLIEST = timedelta(days=1096)
GRADES = {"0": 0, "1": 1, "3": 3}


class PointRow(msgspec.Struct, frozen=True, kw_only=True):
    """One place of the form; ``is_planned`` places stand open, the others are folded."""

    name: str
    enthesis: str
    side: Side
    title: str
    volume: str
    needle: str
    artery_check: bool
    artery: str
    is_planned: bool


class SyringeRow(msgspec.Struct, frozen=True, kw_only=True):
    """One mixture of the form."""

    name: str
    title: str
    percent: str
    volume: str
    lidocaine: str


class CheckRow(msgspec.Struct, frozen=True, kw_only=True):
    """One list that is ticked as a whole, every item of it on the screen."""

    name: str
    title: str
    items: tuple[str, ...]


class SessionForm(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the form begins with; ``kept`` are all lists ticked before, shown here or not."""

    points: tuple[PointRow, ...]
    syringes: tuple[SyringeRow, ...]
    checks: tuple[CheckRow, ...]
    kept: tuple[str, ...] = ()


def session_form(
    plan: Plan, document: PlanDocument, handbook: Handbook, recorded: PastSession | None = None
) -> SessionForm:
    """Lay out the form: from what was recorded when it is corrected, else from the plan."""
    return SessionForm(
        points=tuple(_points(plan, handbook, recorded)),
        syringes=tuple(_syringes(document, recorded)),
        checks=tuple(_checks(document)),
        kept=recorded.checks if recorded else (),
    )


def _points(plan: Plan, handbook: Handbook, recorded: PastSession | None) -> list[PointRow]:
    rows = exam_rows(handbook, plan.condition, plan.case.wish.side, ())
    given = {(each.enthesis, each.side): each for each in recorded.points} if recorded else {}
    planned = {
        (each.enthesis, each.side): each
        for each in plan.injection_map.points
        if each.side is not None and plan.injection_map.status == "examined" and recorded is None
    }
    made = []
    for row in rows:
        place = row.enthesis, row.side
        before, wished = given.get(place), planned.get(place)
        volume = before.volume_ml if before else wished.volume_ml if wished else None
        made.append(
            PointRow(
                name=f"point-{row.enthesis}-{row.side}",
                enthesis=row.enthesis,
                side=row.side,
                title=row.title,
                volume="" if volume is None else str(number(volume)),
                needle=before.needle if before else wished.needle if wished else "",
                artery_check=row.artery_check,
                artery=(before.artery_check or "") if before else "",
                is_planned=bool(before or wished),
            )
        )
    shown = {(row.enthesis, row.side) for row in rows}
    made += [_elsewhere(each, handbook) for place, each in given.items() if place not in shown]
    return made


def _elsewhere(point: GivenPoint, handbook: Handbook) -> PointRow:
    """Show a place that was injected and is none of what is wished for now: a correction must not lose it."""
    card = handbook.entheses[point.enthesis]
    return PointRow(
        name=f"point-{point.enthesis}-{point.side}",
        enthesis=point.enthesis,
        side=point.side,
        title=f"{card.title['en']}, {point.side}",
        volume=_shown(point.volume_ml),
        needle=point.needle,
        artery_check=card.artery_check,
        artery=point.artery_check or "",
        is_planned=True,
    )


def _syringes(document: PlanDocument, recorded: PastSession | None) -> list[SyringeRow]:
    if recorded is not None:
        return [
            SyringeRow(
                name=f"syringe-{at}",
                title=each.name,
                percent=_shown(each.dextrose_percent),
                volume=_shown(each.volume_ml),
                lidocaine=_shown(each.lidocaine_mg),
            )
            for at, each in enumerate(recorded.syringes)
        ]
    made = [recipe for recipe in document.recipes if recipe.status == "made"]
    return [
        SyringeRow(
            name=f"syringe-{at}",
            title=recipe.name,
            percent=_shown(recipe.final_dextrose_percent),
            volume=_shown(recipe.volume_ml),
            lidocaine=_shown(recipe.lidocaine_mg),
        )
        for at, recipe in enumerate(made)
    ]


def _shown(value: Decimal | None) -> str:
    return "" if value is None else str(number(value))


def _checks(document: PlanDocument) -> list[CheckRow]:
    """Group the day's lines by their gate, and the list that is read aloud."""
    gates: dict[str, list[str]] = {}
    titles: dict[str, str] = {}
    for line in document.instructions.day:
        if line.gate:
            gates.setdefault(line.gate, []).append(line.says)
            titles[line.gate] = line.gate_says
    rows = [
        CheckRow(name=gate, title=titles[gate], items=tuple(dict.fromkeys(items)))
        for gate, items in gates.items()
    ]
    if document.injection_map.time_out:
        aloud = CheckRow(name="time-out", title="Time-out", items=document.injection_map.time_out)
        rows.insert(min(2, len(rows)), aloud)
    return rows


class _Reading:
    """What was sent, and what of it must be mended, by field."""

    def __init__(self, sent: QueryDict) -> None:
        self.sent = sent
        self.faults: dict[str, str] = {}

    def text(self, name: str) -> str:
        return typed_text(self.sent.get(name, ""))

    def number(self, name: str, most: Decimal) -> Decimal | None:
        try:
            return typed_number(self.sent.get(name, ""), most=most)
        except BadInput as fault:
            self.faults[name] = str(fault)
            return None

    def day(self, today: date) -> date:
        try:
            return typed_day(self.sent.get("day", ""), first=today - EARLIEST, last=today)
        except BadInput as fault:
            self.faults["day"] = str(fault)
            return today

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str | None:
        said = self.sent.get(name, "")
        return said if said in allowed else None


def read_session(
    form: SessionForm, sent: QueryDict, *, today: date, wants_reason: bool
) -> tuple[PastSession, dict[str, str]]:
    """Read a session as it was sent, with what must be mended, by field."""
    reading = _Reading(sent)
    points = tuple(point for row in form.points if (point := _point(row, reading)) is not None)
    if not points and not reading.faults:
        reading.faults["points"] = "Nothing was injected. Give the volume of at least one place."
    grade = GRADES.get(sent.get("grade", ""))
    session = PastSession(
        number=0,
        day=reading.day(today),
        by=reading.text("by"),
        points=points,
        syringes=tuple(s for row in form.syringes if (s := _syringe(row, reading)) is not None),
        guidance=cast(Guidance | None, reading.one_of("guidance", get_args(Guidance))),
        aspiration=cast(Aspiration | None, reading.one_of("aspiration", get_args(Aspiration))),
        checks=_ticked(form, sent),
        complications=reading.text("complications"),
        adverse_grade=grade,
        reason=reading.text("reason"),
    )
    return session, reading.faults | _missing(session, wants_reason=wants_reason)


def _ticked(form: SessionForm, sent: QueryDict) -> tuple[str, ...]:
    """Take the lists that were ticked; one ticked before that the form could not show stays so."""
    shown = {row.name for row in form.checks}
    unseen = tuple(name for name in form.kept if name not in shown)
    return (*unseen, *(row.name for row in form.checks if sent.get(f"check-{row.name}")))


def _missing(session: PastSession, *, wants_reason: bool) -> dict[str, str]:
    faults = {}
    if not session.by:
        faults["by"] = "Nobody is named. Type who held the needle."
    if session.adverse_grade and not session.complications:
        faults["complications"] = "Something went wrong, and nobody says what. Write it in a few words."
    if wants_reason and not session.reason:
        faults["reason"] = "The reason is missing. Write it in a few words."
    return faults


def _point(row: PointRow, reading: _Reading) -> GivenPoint | None:
    """Read one place; an empty volume, or none, was not injected."""
    volume = reading.number(row.name, MOST_ML)
    if not volume:
        return None
    artery = reading.one_of(f"{row.name}-artery", get_args(ArteryCheck))
    if row.artery_check and artery is None:
        reading.faults[row.name] = f"{row.title}: say what the Doppler showed, or that nobody looked."
    return GivenPoint(
        enthesis=row.enthesis,
        side=row.side,
        volume_ml=volume,
        needle=row.needle,
        artery_check=cast(ArteryCheck | None, artery),
    )


def _syringe(row: SyringeRow, reading: _Reading) -> GivenSyringe | None:
    volume = reading.number(f"{row.name}-volume", MOST_ML)
    if not volume:
        return None
    return GivenSyringe(
        name=row.title,
        volume_ml=volume,
        dextrose_percent=reading.number(f"{row.name}-percent", MOST_PERCENT),
        lidocaine_mg=reading.number(f"{row.name}-lidocaine", MOST_MG),
    )
