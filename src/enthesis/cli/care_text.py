"""The second half of the page: medicines, dates, syringes, points, papers, and what may be believed."""

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from enthesis.cli.recipe_text import recipe_lines
from enthesis.cli.sources_text import Sources
from enthesis.cli.terminal import amount, labelled, line, plain_day, row, section
from enthesis.formats.day_words import whole_day
from enthesis.formats.plan_schema import (
    InstructionLine,
    MilestoneLine,
    PauseLine,
    PlanDocument,
    PointLine,
    SessionLine,
)

_REFS_SHOWN = 2


def care_text(document: PlanDocument, sources: Sources) -> Iterator[RenderableType]:
    """Give what is done, in the order it is done."""
    yield from _medicines(document.pauses, sources)
    yield from _course(document, sources)
    yield from _recipes(document, sources)
    yield from _points(document, sources)
    yield from _instructions(document, sources)
    yield from _claims(document, sources)


def _medicines(pauses: tuple[PauseLine, ...], sources: Sources) -> Iterator[RenderableType]:
    if pauses:
        yield section("Medicines")
    for pause in pauses:
        yield row(
            pause.say_title,
            line(pause.medicine, "bold"),
            line(pause.says),
            *_spans(pause),
            *_where_said(("because", pause.because), ("note", pause.clearance_note)),
            *_where_said(("must agree", pause.must_agree_says)),
            labelled("recognised", ", ".join((pause.how_says, *_some(pause.refs)))),
            sources.line(pause),
        )


def _spans(pause: PauseLine) -> Iterator[Text]:
    for span in pause.spans:
        days = f"{whole_day(span.start)} to {whole_day(span.until)}"
        yield line(f"session {span.session}: {days}", "bold")


def _where_said(*labelled_texts: tuple[str, str]) -> Iterator[Text]:
    for label, text in labelled_texts:
        if text:
            yield labelled(label, text)


def _some(refs: tuple[str, ...]) -> Iterator[str]:
    yield from refs[:_REFS_SHOWN]
    if len(refs) > _REFS_SHOWN:
        yield f"and {len(refs) - _REFS_SHOWN} more"


def _course(document: PlanDocument, sources: Sources) -> Iterator[RenderableType]:
    course = document.course
    not_yet = (line(course.not_yet, "bold"),) if course.not_yet else ()
    yield section(f"Course: {course.title}", *not_yet, *(line(says) for says in course.says), Text())
    for session in course.sessions:
        yield row(
            f"session {session.number}",
            line(f"{whole_day(session.planned)}, {session.state_says}", "bold"),
            labelled("may be", _window(session)),
            line(session.why),
        )
    if course.no_room:
        yield row("HOLD", line(course.no_room.says))
    for milestone in (*course.review_points, *course.follow_up):
        yield row("review", line(_when(milestone), "bold"), line(milestone.says))
    yield sources.line(course)


def _window(session: SessionLine) -> str:
    if session.latest is None:
        return f"from {plain_day(session.earliest)}"
    return f"{plain_day(session.earliest)} to {plain_day(session.latest)}"


def _when(milestone: MilestoneLine) -> str:
    until = f" to {whole_day(milestone.until)}" if milestone.until else ""
    return whole_day(milestone.day) + until


def _recipes(document: PlanDocument, sources: Sources) -> Iterator[RenderableType]:
    if document.recipes:
        yield section("Recipe")
    for recipe in document.recipes:
        mark = {"made": "mix", "needs-answer": "ASK"}.get(recipe.status, "HOLD")
        yield row(mark, line(recipe.name, "bold"), *recipe_lines(recipe), sources.line(recipe, checked=True))


def _points(document: PlanDocument, sources: Sources) -> Iterator[RenderableType]:
    """Write examined points whole; a template only as the list of places to look at."""
    drawn = document.injection_map
    yield section(f"Points ({len(drawn.points)})", line(drawn.says), Text())
    yield from (row("WARN", line(warning)) for warning in drawn.warnings)
    for point in drawn.points:
        if drawn.status == "examined":
            yield row(
                "HOLD" if point.hold else "point",
                line(_place(point), "bold"),
                *_point(point),
                sources.line(point),
            )
        else:
            yield row("look at", line(f"{_place(point)}; {point.artery_check_says}"), space=0)
    yield Text()
    yield from _list("For every needle", drawn.rules, "- ")
    yield from _list("Time-out before the first needle", drawn.time_out, "[ ] ")
    yield from _list("If the anaesthetic turns toxic", drawn.rescue, "- ")


def _place(point: PointLine) -> str:
    return ", ".join(part for part in (point.title, point.side_says) if part)


def _list(title: str, items: Iterable[str], sign: str) -> Iterator[RenderableType]:
    lines = [line(f"{sign}{item}") for item in items]
    if lines:
        yield Group(line(title, "bold"), *lines, Text())


def _point(point: PointLine) -> Iterator[Text]:
    yield line(point.why)
    volume = amount(point.volume_ml, "mL") or "no volume before an examination"
    needle = (point.compartment, volume, point.needle, point.guidance)
    yield labelled("needle", ", ".join(part for part in needle if part))
    for structure in point.structures_at_risk:
        yield labelled("near it", structure)
    for approach in point.safe_approach:
        yield labelled("approach", approach)
    if point.planned:
        way = f"{point.planned.gauge} G, {amount(point.planned.way_mm, 'mm')} from skin to tip"
        yield labelled("in the image", f"{way}. {point.planned.says}")
        if point.planned.confirmed_by:
            yield labelled("labels confirmed by", point.planned.confirmed_by)
    yield labelled("artery", point.artery_check_says)
    if point.hold:
        yield line(point.hold, "bold")


def _instructions(document: PlanDocument, sources: Sources) -> Iterator[RenderableType]:
    parts = document.instructions
    for title, lines in (("Before", parts.before), ("On the day", parts.day), ("After", parts.after)):
        if lines:
            yield section(title, *(_instruction(each, sources) for each in lines))


def _instruction(instruction: InstructionLine, sources: Sources) -> RenderableType:
    when = plain_day(instruction.on) if instruction.on else _days(instruction)
    place = ", ".join(part for part in (instruction.of_says, instruction.gate_says) if part)
    named = f"{place}; {sources.named(instruction.sources)}"
    return row(when, line(instruction.says), line(named, "dim"), space=0)


def _days(instruction: InstructionLine) -> str:
    first, last = instruction.day_from, instruction.day_to
    if first is None:
        return ""
    if last in (None, first):
        return f"day {first}"
    return f"day {first} on" if first < 0 else f"day {first} to {last}"


def _claims(document: PlanDocument, sources: Sources) -> Iterator[RenderableType]:
    if document.claims:
        yield section(
            "What may be believed",
            *(row("claim", line(claim.says), sources.line(claim), space=0) for claim in document.claims),
        )
