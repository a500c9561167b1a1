"""What goes home with the patient, and the plan as a paper for the file.

The leaflet holds only what is said to patients: dates, medicines, what to do before, on the day and after.
No verdict stands on it, since "nothing found" is easily read as a promise.
"""

from collections.abc import Iterable

import msgspec

from enthesis.formats.day_words import capitalise, short_day, whole_day
from enthesis.formats.page import follows, leads
from enthesis.formats.paper import Block, Paper, Table, bullets, print_paper
from enthesis.formats.plan_schema import FindingLine, InstructionLine, PauseLine, PlanDocument, RecipeLine
from enthesis.vocabulary.status import Status

_DAY, _CALL = "day-", "call-"


def leaflet_pdf(document: PlanDocument) -> bytes:
    """Set the patient's leaflet as a tagged PDF.

    Raises:
        BadInput: a name holds a sign the fonts lack.
    """
    return print_paper(leaflet_paper(document))


def plan_pdf(document: PlanDocument) -> bytes:
    """Set the whole plan as a tagged PDF, for the file.

    Raises:
        BadInput: a name holds a sign the fonts lack.
    """
    return print_paper(plan_paper(document))


def leaflet_paper(document: PlanDocument) -> Paper:
    """Put the patient's leaflet together."""
    return Paper(
        title=f"Leaflet: {document.condition.title}",
        heading=_condition(document),
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
        yield Table(
            head=("Session", "Day", ""),
            columns=("auto", "auto", "wide"),
            rows=tuple(
                (str(s.number), whole_day(s.planned), capitalise(s.state_says)) for s in course.sessions
            ),
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


def plan_paper(document: PlanDocument) -> Paper:
    """Put the whole plan together."""
    return Paper(
        title=f"Plan: {document.condition.title}",
        heading=_condition(document),
        for_whom=_whose(document),
        notice=document.notice,
        foot=f"Enthesis, handbook {document.handbook_version}. {document.review_state.says}",
        language=document.language,
        size_pt=9.5,
        blocks=tuple(_plan_blocks(document)),
    )


def _condition(document: PlanDocument) -> str:
    return ", ".join(part for part in (document.condition.title, document.wish.side_says) if part)


def _whose(document: PlanDocument) -> str:
    person = document.person
    weight = f"{person.weight_kg} kg" if person.weight_kg is not None else "weight not known"
    parts = (person.name or "Name not known", person.age or "age not known", person.sex_says, weight)
    return ", ".join(part for part in parts if part) + f". Made {whole_day(document.made_on)}."


def _plan_blocks(document: PlanDocument) -> Iterable[Block | Table]:
    for part in (document.verdict, document.ready_today):
        yield Block(kind="heading", text=part.asks)
        yield Block(kind="strong", text=part.title)
        yield Block(kind="text", text=part.says if part.says != part.title else "")
    yield Block(kind="text", text=f"{document.condition.evidence_label}. {document.condition.evidence}")
    yield Block(kind="note", text=f"Next: {document.next_thing.says} {document.next_thing.why}")
    yield from _found(document.findings)
    yield from _dates(document)
    yield from _medicines(document)
    yield from _mixtures(document.recipes)
    yield from _points(document)
    yield from _instructions(document)
    yield from _sources(document)


def _found(findings: Iterable[FindingLine]) -> Iterable[Block | Table]:
    rows = tuple(
        (f.shown_as, f"{f.title}. {f.says} {f.because}", ", ".join(f.sources))
        for f in findings
        if f.status is not Status.NOT_MET
    )
    if rows:
        yield Block(kind="heading", text="What was found")
        yield Table(head=("Mark", "Finding", "Source"), columns=("auto", "wide", "half"), rows=rows)


def _dates(document: PlanDocument) -> Iterable[Block | Table]:
    course = document.course
    yield Block(kind="heading", text="The course")
    yield Block(kind="text", text=" ".join((course.title + ".", *course.says)))
    if course.no_room:
        yield Block(kind="warning", text=course.no_room.says)
    rows = [(f"Session {s.number}", whole_day(s.planned), s.why) for s in course.sessions]
    rows += [("Review", whole_day(m.day), m.says) for m in (*course.review_points, *course.follow_up)]
    if rows:
        yield Table(head=("What", "Day", "Why"), columns=("auto", "auto", "wide"), rows=tuple(rows))


def _medicines(document: PlanDocument) -> Iterable[Block | Table]:
    if not document.pauses:
        return
    yield Block(kind="heading", text="Medicines")
    rows = []
    for pause in document.pauses:
        spans = "; ".join(f"{short_day(span.start)} to {short_day(span.until)}" for span in pause.spans)
        rows.append((capitalise(pause.medicine), medicine_says(pause), spans))
    yield Table(
        head=("Medicine", "What to do", "Without it"), columns=("half", "wide", "half"), rows=tuple(rows)
    )


def _mixtures(recipes: Iterable[RecipeLine]) -> Iterable[Block | Table]:
    for at, recipe in enumerate(recipes):
        if at == 0:
            yield Block(kind="heading", text="Mixtures")
        yield Block(kind="subheading", text=recipe.says)
        rows = drawn_rows(recipe)
        if rows:
            yield Table(head=("Draw up", "mL"), columns=("wide", "auto"), rows=rows)
        for warning in recipe.warnings:
            yield Block(kind="warning", text=warning)


def drawn_rows(recipe: RecipeLine) -> tuple[tuple[str, str], ...]:
    """List what is drawn into one syringe, in the order it is drawn."""
    rows = []
    if recipe.dextrose_stock_ml is not None:
        rows.append((f"Dextrose {recipe.stock_dextrose_percent} %", str(recipe.dextrose_stock_ml)))
    if recipe.lidocaine_stock_ml:
        rows.append((f"Lidocaine {recipe.lidocaine_stock_percent} %", str(recipe.lidocaine_stock_ml)))
    rows += [
        (f"{capitalise(o.drug)} {o.stock_percent} %", str(o.stock_ml)) for o in recipe.other_anaesthetics
    ]
    if recipe.diluent_ml is not None:
        rows.append((capitalise(recipe.diluent or "diluent"), str(recipe.diluent_ml)))
    return tuple(rows)


def _points(document: PlanDocument) -> Iterable[Block | Table]:
    yield Block(kind="heading", text="Points")
    yield Block(kind="text", text=document.injection_map.says)
    rows = tuple(
        (
            p.title,
            "" if p.volume_ml is None else f"{p.volume_ml} mL",
            " ".join((p.why, *p.safe_approach, p.hold)),
        )
        for p in document.injection_map.points
    )
    if rows:
        yield Table(head=("Place", "Volume", "Why, and how"), columns=("half", "auto", "wide"), rows=rows)


def _instructions(document: PlanDocument) -> Iterable[Block | Table]:
    parts = document.instructions
    for title, lines in (("Before", parts.before), ("On the day", parts.day), ("After", parts.after)):
        if lines:
            yield Block(kind="heading", text=title)
            yield bullets([f"{dated(line)} ({line.of_says})" for line in lines])


def _sources(document: PlanDocument) -> Iterable[Block | Table]:
    yield Block(kind="heading", text="Sources")
    rows = tuple((s.key, f"{s.title}. {s.where}".strip(), s.mark_says) for s in document.bibliography)
    yield Table(head=("Key", "Source", "How seen"), columns=("auto", "wide", "half"), rows=rows)
