"""What goes home with the patient.

The leaflet holds only what is said to patients: dates, medicines, what to do before, on the day and after.
No verdict stands on it, since "nothing found" is easily read as a promise.
"""

from collections.abc import Iterable

import msgspec

from enthesis.formats.day_words import capitalise, short_day, whole_day
from enthesis.formats.page import follows, leads
from enthesis.formats.paper import Block, Paper, Table, bullets, print_paper
from enthesis.formats.papers.parts import target
from enthesis.formats.plan_schema import InstructionLine, PauseLine, PlanDocument, SessionLine

_DAY, _CALL = "day-", "call-"


def leaflet_pdf(document: PlanDocument) -> bytes:
    """Set the patient's leaflet as a tagged PDF.

    Raises:
        BadInput: a name holds a sign the fonts lack.
    """
    return print_paper(leaflet_paper(document))


def leaflet_paper(document: PlanDocument) -> Paper:
    """Put the patient's leaflet together."""
    return Paper(
        title=f"Leaflet: {document.condition.title}",
        heading=target(document),
        for_whom=f"For {document.person.name or 'you'}. Made {whole_day(document.made_on)}.",
        notice=document.notice,
        foot=f"Enthesis, handbook {document.handbook_version}",
        language=document.language,
        size_pt=11,
        blocks=tuple(_leaflet_blocks(document)),
    )


def for_patient(lines: Iterable[InstructionLine]) -> tuple[InstructionLine, ...]:
    """Give what is said to the patient."""
    return tuple(line for line in lines if line.of == "patient")


def _leaflet_blocks(document: PlanDocument) -> Iterable[Block | Table]:
    course = document.course
    if course.sessions:
        yield Block(kind="heading", text="Your dates")
    if course.not_yet_patient:
        yield Block(kind="text", text=course.not_yet_patient)
    sessions = agreed_sessions(document)
    if sessions:
        yield Table(
            head=("Session", "Day", ""),
            columns=("auto", "auto", "wide"),
            rows=tuple((str(s.number), whole_day(s.planned), capitalise(s.state_says)) for s in sessions),
        )
    if document.pauses:
        yield Block(kind="heading", text="Your medicines")
        yield Table(
            head=("Medicine", "What to do"),
            columns=("half", "wide"),
            rows=tuple((capitalise(pause.medicine), medicine_says(pause)) for pause in document.pauses),
        )
    for part in leaflet_parts(document):
        yield Block(kind="heading", text=part.title)
        yield bullets([dated(line) for line in part.lines])


def agreed_sessions(document: PlanDocument) -> tuple[SessionLine, ...]:
    """Give the sessions a patient is told: all of them, or only those done while no day ahead is agreed."""
    course = document.course
    return tuple(s for s in course.sessions if not course.not_yet or s.state == "done")


class LeafletPart(msgspec.Struct, frozen=True, kw_only=True):
    """One part of the leaflet; ``is_call`` for the lines that say when to call."""

    title: str
    lines: tuple[InstructionLine, ...]
    is_call: bool = False


def leaflet_parts(document: PlanDocument) -> tuple[LeafletPart, ...]:
    """Give what is said to the patient, in its order; when to call stands in a part of its own."""
    said = document.instructions
    after = for_patient(said.after)
    parts = (
        LeafletPart(title="Before", lines=for_patient(said.before)),
        LeafletPart(title="On the day", lines=for_patient(said.day)),
        LeafletPart(
            title="After, day by day", lines=tuple(line for line in after if line.id.startswith(_DAY))
        ),
        LeafletPart(
            title="What helps", lines=tuple(line for line in after if not line.id.startswith((_DAY, _CALL)))
        ),
        LeafletPart(
            title="When to call",
            lines=tuple(line for line in after if line.id.startswith(_CALL)),
            is_call=True,
        ),
    )
    return tuple(part for part in parts if part.lines)


def medicine_says(pause: PauseLine) -> str:
    """Give what is said of one medicine, beginning with what must not be missed."""
    opening = leads(pause)
    return f"{opening}. {follows(pause)}" if opening else pause.says


def dated(line: InstructionLine) -> str:
    """Give an instruction with its day, where it has one."""
    return f"{short_day(line.on)}: {line.says}" if line.on else line.says
