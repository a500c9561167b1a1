"""A plan as a person reads it in a terminal, in the order of the page.

Nothing is decided and nothing is worded here: every sentence comes from the document, which is also what
the page, the PDF and the JSON are made from.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.console import Group, RenderableType
from rich.text import Text

from enthesis.cli.terminal import amount, columns, labelled, line, row, section, written
from enthesis.formats.plan_schema import (
    BibliographyLine,
    FindingLine,
    InstructionLine,
    MilestoneLine,
    PauseLine,
    PlanDocument,
    PointLine,
    QuestionLine,
    RecipeLine,
    Standing,
    VerdictPart,
)
from enthesis.vocabulary.status import Severity


def plan_text(document: PlanDocument) -> Iterator[RenderableType]:
    """Give the whole plan, part by part."""
    sources = Sources(document.bibliography)
    yield from screening_text(document)
    yield from _medicines(document.pauses, sources)
    yield from _course(document)
    yield from _recipes(document.recipes, sources)
    yield from _points(document, sources)
    yield from _instructions(document, sources)
    yield from _claims(document, sources)
    yield from _not_understood(document)
    yield from _bibliography(document.bibliography)


def screening_text(document: PlanDocument) -> Iterator[RenderableType]:
    """Give who it is for, the two verdicts, the evidence, the next thing, questions and findings."""
    sources = Sources(document.bibliography)
    yield from _head(document)
    yield columns(_verdict(document.verdict), _verdict(document.ready_today))
    yield Group(Text(), labelled("Evidence", document.condition.evidence_label))
    yield Group(line(document.condition.evidence), sources.line(document.condition))
    yield from _next_thing(document)
    yield from _questions(document.questions)
    yield from _findings(document.findings, sources)


class Sources:
    """The sources of one document, each named with how it was seen."""

    def __init__(self, bibliography: Iterable[BibliographyLine]) -> None:
        self._marks = {source.key: source.mark for source in bibliography}

    def line(self, said: Standing, checked: bool = False) -> Text:
        """Write on whose word something is said, how strong it is, and if asked who checked it.

        What nobody read, or nobody but us says, is marked where it stands.
        """
        parts = (self.named(said.sources), said.grade_says, said.reviewed_says if checked else "")
        return labelled("source", "; ".join(part for part in parts if part))

    def named(self, keys: Iterable[str]) -> str:
        """Name sources with their marks."""
        return ", ".join(f"{key} [{self._marks[key]}]" for key in keys)


def _head(document: PlanDocument) -> Iterator[RenderableType]:
    person, wish = document.person, document.wish
    age = f"{person.age}" if person.age else "age not known"
    who = ", ".join(part for part in (person.name, age, person.sex_says) if part)
    place = " ".join(part for part in (wish.side_says, document.condition.title) if part)
    yield Text.assemble(("Enthesis", "bold"), "  ", line(who), "  ", (line(place).plain, "bold"))
    yield line(f"Made {written(document.made_on)}. Handbook {document.handbook_version}.", "dim")
    yield line(f"{document.review_state.says} {document.notice}", "dim")
    yield Text()


def _verdict(verdict: VerdictPart) -> Group:
    return Group(
        line(verdict.asks, "dim"),
        line(verdict.title, "bold"),
        line(verdict.says),
        *(labelled("would change it", change.says) for change in verdict.would_change),
    )


def _next_thing(document: PlanDocument) -> Iterator[RenderableType]:
    next_thing = document.next_thing
    by = f"  By {written(next_thing.by, weekday=True)}." if next_thing.by else ""
    yield section("Next", line(next_thing.says, "bold"), line(next_thing.why + by))


def _questions(questions: tuple[QuestionLine, ...]) -> Iterator[RenderableType]:
    if not questions:
        return
    yield section(f"Questions ({len(questions)})")
    for block, asked in groupby(questions, key=lambda question: question.block_title):
        yield line(block, "bold")
        yield Group(*(_question(question) for question in asked))


def _question(question: QuestionLine) -> RenderableType:
    choices = " / ".join(choice.text for choice in question.choices) or question.unit or question.answer
    return row("ASK", line(question.text), labelled(question.id, choices))


def _findings(findings: tuple[FindingLine, ...], sources: Sources) -> Iterator[RenderableType]:
    if not findings:
        return
    yield section(f"Findings ({len(findings)})")
    for finding in findings:
        yield row(
            finding.shown_as,
            line(finding.title, "bold"),
            line(finding.says),
            labelled("because", finding.because),
            *_in_the_chart(finding),
            labelled("do", finding.do_next),
            labelled("touches", f"{finding.touches_says} ({finding.status})"),
            sources.line(finding, checked=finding.severity.rank >= Severity.HOLD.rank),
        )


def _in_the_chart(finding: FindingLine) -> Iterator[Text]:
    for evidence in finding.evidence:
        said = (evidence.text, evidence.value, evidence.date, evidence.window, evidence.how_says, evidence.by)
        yield labelled("in the chart", ", ".join(part for part in (*said, evidence.ref) if part))


def _medicines(pauses: tuple[PauseLine, ...], sources: Sources) -> Iterator[RenderableType]:
    if not pauses:
        return
    yield section("Medicines")
    for pause in pauses:
        yield row(
            pause.say_title,
            line(pause.medicine, "bold"),
            line(pause.says),
            *(
                line(f"session {span.session}: {written(span.start)} to {written(span.until)}", "bold")
                for span in pause.spans
            ),
            *([labelled("because", pause.because)] if pause.because else []),
            *([line(pause.clearance_note)] if pause.clearance_note else []),
            *([labelled("must agree", pause.must_agree_says)] if pause.must_agree_says else []),
            labelled("recognised", f"{pause.how_says} {', '.join(pause.refs)}".strip()),
            sources.line(pause),
        )


def _course(document: PlanDocument) -> Iterator[RenderableType]:
    course = document.course
    sources = Sources(document.bibliography)
    yield section(f"Course: {course.title}", *(line(says) for says in course.says))
    for session in course.sessions:
        yield row(
            f"session {session.number}",
            line(f"{written(session.planned, weekday=True)}, {session.state_says}", "bold"),
            labelled("not before", written(session.earliest)),
            *([labelled("not after", written(session.latest))] if session.latest else []),
            line(session.why),
        )
    if course.no_room:
        yield row("HOLD", line(course.no_room.says))
    for milestone in (*course.review_points, *course.follow_up):
        yield row("review", line(_when(milestone), "bold"), line(milestone.says))
    yield sources.line(course)


def _when(milestone: MilestoneLine) -> str:
    until = f" to {written(milestone.until, weekday=True)}" if milestone.until else ""
    return written(milestone.day, weekday=True) + until


def _recipes(recipes: tuple[RecipeLine, ...], sources: Sources) -> Iterator[RenderableType]:
    if not recipes:
        return
    yield section("Recipe")
    for recipe in recipes:
        yield row(
            "mix" if recipe.status == "made" else "HOLD",
            line(recipe.name, "bold"),
            *recipe_lines(recipe),
            sources.line(recipe, checked=True),
        )


def recipe_lines(recipe: RecipeLine) -> Iterator[Text]:
    """Write the volumes of one syringe, what results, and what it was held against."""
    yield line(recipe.says)
    if recipe.drawn:
        yield line(recipe.drawn.says)
    gives = (amount(recipe.dextrose_g, "g dextrose"), amount(recipe.lidocaine_mg, "mg lidocaine"))
    if any(gives):
        yield labelled("holds", ", ".join(part for part in gives if part))
    if recipe.osmolarity_says:
        yield line(recipe.osmolarity_says)
    for share in recipe.shares:
        yield labelled(f"{share.drug} against its ceiling", f"{share.mg:f} of {share.ceiling_mg:f} mg")
    for warning in recipe.warnings:
        yield labelled("WARN", warning)
    for text in recipe.label:
        yield labelled("label", text)
    for text in recipe.handling:
        yield labelled("handling", text)


def _points(document: PlanDocument, sources: Sources) -> Iterator[RenderableType]:
    points = document.injection_map
    yield section(f"Points ({len(points.points)})", line(points.says))
    yield from (row("WARN", line(warning)) for warning in points.warnings)
    for point in points.points:
        yield row(
            "HOLD" if point.hold else "point",
            line(f"{point.side_says} {point.title}".strip(), "bold"),
            *_point(point),
            sources.line(point),
        )
    yield from _list("For every needle", points.rules, "- ")
    yield from _list("Time-out before the first needle", points.time_out, "[ ] ")
    yield from _list("If the anaesthetic turns toxic", points.rescue, "- ")


def _list(title: str, items: tuple[str, ...], sign: str) -> Iterator[RenderableType]:
    if items:
        yield Group(line(title, "bold"), *(line(f"{sign}{item}") for item in items), Text())


def _point(point: PointLine) -> Iterator[Text]:
    yield line(point.why)
    volume = amount(point.volume_ml, "mL") or "no volume before an examination"
    yield labelled(
        "needle", ", ".join(p for p in (point.compartment, volume, point.needle, point.guidance) if p)
    )
    if point.structures_at_risk:
        yield labelled("near it", "; ".join(point.structures_at_risk))
    for approach in point.safe_approach:
        yield labelled("approach", approach)
    yield labelled("artery", point.artery_check_says)
    if point.hold:
        yield line(point.hold, "bold")


def _instructions(document: PlanDocument, sources: Sources) -> Iterator[RenderableType]:
    parts = document.instructions
    for title, lines in (("Before", parts.before), ("On the day", parts.day), ("After", parts.after)):
        if lines:
            yield section(title)
            yield Group(*(_instruction(each, sources) for each in lines))


def _instruction(instruction: InstructionLine, sources: Sources) -> RenderableType:
    when = written(instruction.on) or _days(instruction)
    place = ", ".join(part for part in (instruction.of_says, instruction.gate_says) if part)
    return row(when, line(instruction.says), line(place, "dim"), sources.line(instruction))


def _days(instruction: InstructionLine) -> str:
    first, last = instruction.day_from, instruction.day_to
    if first is None:
        return ""
    return f"day {first}" if last in (None, first) else f"day {first} to {last}"


def _claims(document: PlanDocument, sources: Sources) -> Iterator[RenderableType]:
    if document.claims:
        yield section("What may be believed")
        for claim in document.claims:
            yield row("claim", line(claim.says), labelled("shown", claim.shown), sources.line(claim))


def _not_understood(document: PlanDocument) -> Iterator[RenderableType]:
    if document.not_understood:
        yield section("Not understood")
        for entry in document.not_understood:
            yield row(f"{entry.count} x", line(entry.what), line(entry.why))


def _bibliography(bibliography: tuple[BibliographyLine, ...]) -> Iterator[RenderableType]:
    yield section("Sources")
    for source in bibliography:
        where = ". ".join(part for part in (source.title, source.where, source.caution) if part)
        yield row(source.key, line(where), line(source.mark_says, "dim"))
