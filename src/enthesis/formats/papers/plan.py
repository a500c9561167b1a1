"""The whole plan as a paper for the file: every part of the document, each with on whose word it stands."""

from collections.abc import Iterable, Iterator

from enthesis.formats.day_words import capitalise, short_day, whole_day
from enthesis.formats.leaflet import dated, medicine_says
from enthesis.formats.page import group_findings
from enthesis.formats.paper import Block, Paper, Table, bullets, print_paper
from enthesis.formats.papers.after import after_blocks, alert_blocks
from enthesis.formats.papers.mixing import recipe_blocks
from enthesis.formats.papers.parts import (
    evidence_table,
    heading,
    in_a_row,
    made,
    marked,
    sources_list,
    standing_says,
    target,
    told,
    who,
)
from enthesis.formats.plan_schema import FindingLine, PauseLine, PlanDocument, PointLine, VerdictPart
from enthesis.formats.words import Words
from enthesis.vocabulary.status import Severity, Status

Blocks = Iterator[Block | Table]


def plan_pdf(document: PlanDocument, words: Words, record: str = "") -> bytes:
    """Set the whole plan as a tagged PDF.

    Raises:
        BadInput: a name holds a sign the fonts lack.
    """
    return print_paper(plan_paper(document, words, record))


def plan_paper(document: PlanDocument, words: Words, record: str = "") -> Paper:
    """Put the whole plan together."""
    title = told(words, "title.plan", target=target(document))
    return Paper(
        title=title,
        heading=title,
        for_whom=f"{'. '.join((*who(document.person, words, record), _weight(document, words)))}. "
        f"{made(document, words)}",
        notice=document.notice,
        foot=f"{told(words, 'foot', version=document.handbook_version)} {document.review_state.says}",
        language=document.language,
        size_pt=9.5,
        blocks=tuple(_blocks(document, words)),
    )


def _weight(document: PlanDocument, words: Words) -> str:
    weight = document.person.weight_kg
    return told(
        words, "who.weight", weight=f"{weight} kg" if weight is not None else told(words, "not-known")
    )


def _blocks(document: PlanDocument, words: Words) -> Blocks:
    yield from alert_blocks(document)
    yield from _verdict(document.verdict, words)
    yield from _verdict(document.ready_today, words)
    evidence = document.condition
    yield Block(
        kind="text", text=f"{evidence.evidence_label}. {evidence.evidence} {marked(words, evidence.sources)}"
    )
    following = document.next_thing
    by = [told(words, "by", day=whole_day(following.by))] if following.by else []
    next_says = " ".join((following.says, following.why, *by))
    yield Block(kind="note", text=told(words, "next", says=next_says))
    yield from _found(document, words)
    yield from _questions(document, words)
    yield from _dates(document, words)
    yield from after_blocks(document, words)
    yield from _medicines(document, words)
    if document.recipes:
        yield heading(words, "mixtures")
        for number, recipe in enumerate(document.recipes, start=1):
            yield from recipe_blocks(recipe, number, words)
    yield from _points(document, words)
    yield from _instructions(document, words)
    yield from _claims(document, words)
    yield from _not_understood(document, words)
    yield from sources_list((source.key for source in document.bibliography), words)


def _verdict(part: VerdictPart, words: Words) -> Blocks:
    yield Block(kind="heading", text=part.asks)
    yield Block(kind="strong", text=f"{part.title}.")
    if part.says != part.title:
        yield Block(kind="text", text=part.says)
    if part.would_change:
        yield Block(kind="text", text=told(words, "would-change"))
        yield bullets([change.says for change in part.would_change])


def _found(document: PlanDocument, words: Words) -> Blocks:
    """Give what stands in the way in full, the rest a row each, and name what was not found."""
    yield heading(words, "found")
    grave = [f for f in document.findings if _stands_in_the_way(f)]
    for finding in sorted(grave, key=lambda each: -each.severity.rank):
        yield from _grave(finding, words)
    others = [f for f in _in_order(document) if not _stands_in_the_way(f) and f.status is not Status.NOT_MET]
    if others:
        yield Table(
            head=tuple(told(words, f"column.{key}") for key in ("mark", "finding", "on-record", "source")),
            columns=("auto", "wide", "half", "half"),
            rows=tuple(_row(finding, words) for finding in others),
        )
    settled = [f.title for f in document.findings if f.status is Status.NOT_MET]
    if settled:
        yield Block(kind="text", text=told(words, "settled", titles="; ".join(settled)))
    if not (grave or others or settled):
        yield Block(kind="text", text=told(words, "no-finding"))


def _stands_in_the_way(finding: FindingLine) -> bool:
    return finding.status is Status.MET and finding.severity in (Severity.STOP, Severity.HOLD)


def _in_order(document: PlanDocument) -> Iterator[FindingLine]:
    groups = group_findings(document.findings)
    yield from groups.shown
    for folded, _, _ in groups.folded:
        yield from folded


def _grave(finding: FindingLine, words: Words) -> Blocks:
    yield Block(kind="subheading", text=f"{finding.shown_as}: {finding.title}")
    yield Block(kind="strong", text=finding.says)
    yield Block(kind="text", text=finding.because)
    if finding.evidence:
        yield evidence_table(finding.evidence, words)
    yield Block(kind="text", text=told(words, "next", says=finding.do_next))
    yield Block(kind="text", text=told(words, "on-word", says=standing_says(finding, words, reviewed=True)))


def _row(finding: FindingLine, words: Words) -> tuple[str, ...]:
    says = " ".join(part for part in (f"{finding.title}.", finding.says, finding.because) if part)
    evidence = "; ".join(
        f"{piece.says} ({piece.date or told(words, 'not-known')})" for piece in finding.evidence
    )
    return (
        finding.shown_as,
        says,
        evidence or told(words, "nothing-recorded"),
        standing_says(finding, words),
    )


def _questions(document: PlanDocument, words: Words) -> Blocks:
    if document.questions:
        yield heading(words, "questions")
        yield bullets([f"{question.text} ({question.block_title})" for question in document.questions])


def _dates(document: PlanDocument, words: Words) -> Blocks:
    course = document.course
    yield heading(words, "course")
    yield Block(kind="text", text=" ".join((f"{course.title}.", *course.says)))
    if course.not_yet:
        yield Block(kind="warning", text=course.not_yet)
    if course.no_room:
        yield Block(kind="warning", text=course.no_room.says)
    if not course.adopted:
        yield Block(kind="warning", text=told(words, "not-adopted"))
    rows = [
        (
            told(words, "session", number=str(s.number)),
            whole_day(s.planned),
            _once(f"{capitalise(s.state_says)}.", s.why),
        )
        for s in course.sessions
    ]
    review = told(words, "review")
    rows += [(review, whole_day(m.day), m.says) for m in (*course.review_points, *course.follow_up)]
    if rows:
        head = tuple(told(words, f"column.{key}") for key in ("what", "day", "why"))
        yield Table(head=head, columns=("auto", "auto", "wide"), rows=tuple(rows))
    yield Block(kind="text", text=told(words, "on-word", says=standing_says(course, words)))


def _once(state: str, why: str) -> str:
    """Say how a session stands and why; where both are the same word, once."""
    return state if why == state else f"{state} {why}"


def _medicines(document: PlanDocument, words: Words) -> Blocks:
    yield heading(words, "medicines")
    if document.course.not_yet and any(pause.spans for pause in document.pauses):
        yield Block(kind="text", text=told(words, "pauses-not-yet"))
    if not document.pauses:
        yield Block(kind="text", text=told(words, "no-medicine"))
        return
    head = tuple(told(words, f"column.{key}") for key in ("medicine", "what-to-do", "without", "source"))
    yield Table(
        head=head,
        columns=("half", "wide", "half", "half"),
        rows=tuple(_medicine(pause, words) for pause in document.pauses),
    )


def _medicine(pause: PauseLine, words: Words) -> tuple[str, ...]:
    spans = "; ".join(f"{short_day(span.start)} to {short_day(span.until)}" for span in pause.spans)
    agrees = told(words, "must-agree", who=pause.must_agree_says) if pause.must_agree_says else ""
    says = " ".join(
        part for part in (medicine_says(pause), pause.clearance_note, pause.because, agrees) if part
    )
    named = (
        f"{capitalise(pause.medicine)} ({pause.class_title})"
        if pause.class_title
        else capitalise(pause.medicine)
    )
    return (named, says, spans or told(words, "no-pause"), standing_says(pause, words))


def _points(document: PlanDocument, words: Words) -> Blocks:
    drawn = document.injection_map
    yield heading(words, "points")
    yield Block(kind="text", text=drawn.says)
    for warning in drawn.warnings:
        yield Block(kind="warning", text=warning)
    if drawn.points:
        head = tuple(told(words, f"column.{key}") for key in ("place", "volume", "how", "source"))
        yield Table(
            head=head,
            columns=("half", "auto", "wide", "half"),
            rows=tuple(_point(point, words) for point in drawn.points),
        )
    for key, lines in (("needle-rules", drawn.rules), ("time-out", drawn.time_out), ("rescue", drawn.rescue)):
        if lines:
            yield heading(words, key)
            yield bullets(lines)


def _point(point: PointLine, words: Words) -> tuple[str, ...]:
    at_risk = in_a_row(point.structures_at_risk)
    risks = told(words, "at-risk", what=at_risk) if at_risk else ""
    check = f"{capitalise(point.artery_check_says)}." if point.artery_check != "not-needed" else ""
    planned = point.planned.says if point.planned and point.planned.says != point.hold else ""
    how = " ".join(
        part for part in (point.why, risks, *point.safe_approach, check, planned, point.hold) if part
    )
    place = ", ".join(part for part in (point.title, point.side_says) if part)
    volume = told(words, "not-known") if point.volume_ml is None else f"{point.volume_ml} mL"
    return (place, volume, how, standing_says(point, words))


def _instructions(document: PlanDocument, words: Words) -> Blocks:
    parts = document.instructions
    for key, lines in (("before", parts.before), ("day", parts.day), ("after", parts.after)):
        if lines:
            yield heading(words, key)
            yield bullets([f"{dated(line)} ({_moment(line.gate_says, line.of_says)})" for line in lines])


def _moment(gate: str, of: str) -> str:
    return f"{of}, {gate}" if gate else of


def _claims(document: PlanDocument, words: Words) -> Blocks:
    if document.claims:
        yield heading(words, "claims")
        yield bullets([f"{claim.says} ({standing_says(claim, words)})" for claim in document.claims])


def _not_understood(document: PlanDocument, words: Words) -> Blocks:
    lines: Iterable[str] = [
        f"{line.what}{f' ({line.count})' if line.count > 1 else ''}: {line.why}"
        for line in document.not_understood
    ]
    if lines:
        yield heading(words, "not-understood")
        yield bullets(list(lines))
