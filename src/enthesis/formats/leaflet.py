"""What goes home with the patient, in English and, where it is asked for, in another language beside it.

The leaflet holds only what is said to patients: dates, medicines, what to do before, on the day and after.
No verdict stands on it, since "nothing found" is easily read as a promise.
"""

from collections.abc import Iterable

import msgspec

from enthesis.formats.beside import Beside, Both
from enthesis.formats.day_words import capitalise, short_day
from enthesis.formats.page import follows, leads
from enthesis.formats.plan_schema import InstructionLine, PauseLine, PlanDocument, SessionLine
from enthesis.knowledge.handbook import Handbook

_DAY, _CALL = "day-", "call-"


class SessionRow(msgspec.Struct, frozen=True, kw_only=True):
    """One day to come."""

    number: int
    name: Beside
    day: Beside
    state: Beside


class MedicineRow(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of one medicine; ``opening`` must not be missed. A name stays as the record has it."""

    medicine: str
    opening: Beside | None
    says: Beside
    spans: tuple[Beside, ...]


class LeafletLine(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to expect or do, with its day where it has one."""

    id: str
    on: Beside | None
    says: Beside


class LeafletPart(msgspec.Struct, frozen=True, kw_only=True):
    """One part of the leaflet; ``is_call`` for the lines that say when to call."""

    title: Beside
    lines: tuple[LeafletLine, ...]
    is_call: bool = False


class Leaflet(msgspec.Struct, frozen=True, kw_only=True):
    """The whole leaflet; ``language`` is that of the words beside the English, empty for English alone."""

    language: str
    title: str
    heading: Beside
    for_whom: Beside
    notice: Beside
    unreviewed: Beside | None
    foot: str
    has_dates: bool
    not_yet: Beside | None
    sessions: tuple[SessionRow, ...]
    medicines: tuple[MedicineRow, ...]
    parts: tuple[LeafletPart, ...]
    words: dict[str, Beside]


def leaflet(document: PlanDocument, handbook: Handbook, other: PlanDocument | None = None) -> Leaflet:
    """Put the leaflet together from a plan in English and the same plan in another language."""
    second = other or document
    both = Both(handbook, second.language)
    day = document.made_on
    name = document.person.name
    return Leaflet(
        language=both.language,
        title=both.say("leaflet.title", condition=document.condition.title).english,
        heading=_heading(document, second, both),
        for_whom=both.say("leaflet.for", name=name, day=day)
        if name
        else both.say("leaflet.for-you", day=day),
        notice=both.beside(document.notice, second.notice),
        unreviewed=both.unreviewed(),
        foot=f"Enthesis, handbook {document.handbook_version}",
        has_dates=bool(document.course.sessions),
        not_yet=_not_yet(document, second, both),
        sessions=_sessions(agreed_sessions(document), agreed_sessions(second), both),
        medicines=_medicines(document, second, both),
        parts=_parts(document, second, both),
        words={key: both.say(f"leaflet.{key}") for key in _WORDS},
    )


_WORDS = ("dates", "session", "day", "state", "medicines", "medicine", "what-to-do", "chinese-on-page")


def _heading(document: PlanDocument, second: PlanDocument, both: Both) -> Beside:
    condition = both.beside(document.condition.title, second.condition.title)
    side = both.beside(document.wish.side_says, second.wish.side_says)
    return both.say("leaflet.target", condition=condition, side=side) if side.english else condition


def _not_yet(document: PlanDocument, second: PlanDocument, both: Both) -> Beside | None:
    says = document.course.not_yet_patient
    return both.beside(says, second.course.not_yet_patient) if says else None


def agreed_sessions(document: PlanDocument) -> tuple[SessionLine, ...]:
    """Give the sessions a patient is told: all of them, or only those done while no day ahead is agreed."""
    course = document.course
    return tuple(s for s in course.sessions if not course.not_yet or s.state == "done")


def _sessions(
    english: Iterable[SessionLine], other: Iterable[SessionLine], both: Both
) -> tuple[SessionRow, ...]:
    return tuple(
        SessionRow(
            number=session.number,
            name=both.say("leaflet.session-number", number=session.number),
            day=both.day(session.planned),
            state=both.beside(capitalise(session.state_says), capitalise(again.state_says)),
        )
        for session, again in zip(english, other, strict=True)
    )


def _medicines(document: PlanDocument, second: PlanDocument, both: Both) -> tuple[MedicineRow, ...]:
    """Give what is said of every medicine; days without one only where the session's day is agreed."""
    return tuple(
        MedicineRow(
            medicine=capitalise(pause.medicine),
            opening=both.beside(leads(pause), leads(again)) if leads(pause) else None,
            says=both.beside(follows(pause), follows(again)),
            spans=tuple(
                both.say("leaflet.span", start=span.start, until=span.until)
                for span in pause.spans
                if not document.course.not_yet
            ),
        )
        for pause, again in zip(document.pauses, second.pauses, strict=True)
    )


def _parts(document: PlanDocument, second: PlanDocument, both: Both) -> tuple[LeafletPart, ...]:
    """Give what is said to the patient, in its order; when to call stands in a part of its own."""
    english, other = document.instructions, second.instructions
    after = _lines(english.after, other.after, both)
    parts = (
        ("before", _lines(english.before, other.before, both)),
        ("on-the-day", _lines(english.day, other.day, both)),
        ("after", [line for line in after if line.id.startswith(_DAY)]),
        ("helps", [line for line in after if not line.id.startswith((_DAY, _CALL))]),
        ("call", [line for line in after if line.id.startswith(_CALL)]),
    )
    return tuple(
        LeafletPart(title=both.say(f"leaflet.{key}"), lines=tuple(lines), is_call=key == "call")
        for key, lines in parts
        if lines
    )


def _lines(
    english: Iterable[InstructionLine], other: Iterable[InstructionLine], both: Both
) -> list[LeafletLine]:
    return [
        LeafletLine(
            id=line.id,
            on=both.day(line.on, short=True) if line.on else None,
            says=both.beside(line.says, again.says),
        )
        for line, again in zip(english, other, strict=True)
        if line.of == "patient"
    ]


def medicine_says(pause: PauseLine) -> str:
    """Give what is said of one medicine, beginning with what must not be missed."""
    opening = leads(pause)
    return f"{opening}. {follows(pause)}" if opening else pause.says


def dated(line: InstructionLine) -> str:
    """Give an instruction with its day, where it has one."""
    return f"{short_day(line.on)}: {line.says}" if line.on else line.says
