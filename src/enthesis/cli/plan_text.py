"""A plan as a person reads it in a terminal, in the order of the page: this file gives its first half.

Nothing is decided and nothing is worded here: every sentence comes from the document, which is also what
the page, the PDF and the JSON are made from. What is open or merely worth knowing stands short; what
stops, holds or warns stands whole.
"""

from collections.abc import Iterator
from itertools import groupby

from rich.console import Group, RenderableType
from rich.text import Text

from enthesis.cli.after_text import after_text, alerts_text
from enthesis.cli.care_text import care_text
from enthesis.cli.sources_text import Sources, bibliography_text
from enthesis.cli.terminal import columns, joined, labelled, line, plain_day, row, section
from enthesis.formats.day_words import whole_day
from enthesis.formats.plan_schema import FindingLine, PlanDocument, QuestionLine, VerdictPart
from enthesis.vocabulary.status import Severity, Status

_CHANGES_SHOWN = 3


def plan_text(document: PlanDocument) -> Iterator[RenderableType]:
    """Give the whole plan, part by part."""
    yield from screening_text(document)
    yield from after_text(document, Sources(document.bibliography))
    yield from care_text(document, Sources(document.bibliography))
    yield from _not_understood(document)
    yield section("Sources")
    yield from bibliography_text(document.bibliography)


def screening_text(document: PlanDocument) -> Iterator[RenderableType]:
    """Give who it is for, the two verdicts, the evidence, the next thing, questions and findings."""
    sources = Sources(document.bibliography)
    yield from _head(document)
    yield from alerts_text(document)
    yield columns(_verdict(document.verdict), _verdict(document.ready_today))
    yield Group(Text(), labelled("Evidence", document.condition.evidence_label))
    yield Group(line(document.condition.evidence), sources.line(document.condition))
    yield from _next_thing(document)
    yield from _questions(document.questions)
    yield from _findings(document.findings, sources)


def _head(document: PlanDocument) -> Iterator[RenderableType]:
    person, wish = document.person, document.wish
    who = ", ".join(part for part in (person.name, person.age or "age not known", person.sex_says) if part)
    what = ", ".join(part for part in (document.condition.title, wish.side_says) if part)
    made = f"Made {plain_day(document.made_on)}. Handbook {document.handbook_version}."
    yield Text.assemble(("Enthesis", "bold"), f"  {line(who).plain}.  ", (f"{line(what).plain}.", "bold"))
    yield line(f"{made} {document.review_state.says}", "dim")
    yield line(document.notice, "dim")
    yield Text()


def _verdict(verdict: VerdictPart) -> tuple[Text, ...]:
    moving = [change for change in verdict.would_change if change.to is not verdict.level]
    shown, more = moving[:_CHANGES_SHOWN], len(moving[_CHANGES_SHOWN:])
    return (
        line(verdict.asks, "dim"),
        line(verdict.title, "bold"),
        line(verdict.says),
        *(line(f"- {change.says}", "dim") for change in shown),
        *([line(f"- and {more} more, below", "dim")] if more else []),
    )


def _next_thing(document: PlanDocument) -> Iterator[RenderableType]:
    next_thing = document.next_thing
    by = f"By {whole_day(next_thing.by)}." if next_thing.by else ""
    yield section("Next", line(next_thing.says, "bold"), line(joined((next_thing.why, by))))


def _questions(questions: tuple[QuestionLine, ...]) -> Iterator[RenderableType]:
    if not questions:
        return
    yield section(f"Questions ({len(questions)})")
    for block, asked in groupby(questions, key=lambda question: question.block_title):
        yield Group(line(block, "bold"), *(_question(question) for question in asked), Text())


def _question(question: QuestionLine) -> RenderableType:
    return row("ASK", line(question.text), labelled(question.id, _wanted(question)), space=0)


def _wanted(question: QuestionLine) -> str:
    if question.choices:
        return " / ".join(choice.text for choice in question.choices)
    if question.answer == "number" and question.maximum is not None:
        return f"{question.minimum} to {question.maximum} {question.unit}".strip()
    return question.unit or {"medicine-list": "no, or their names"}.get(question.answer, question.answer)


def _findings(findings: tuple[FindingLine, ...], sources: Sources) -> Iterator[RenderableType]:
    if findings:
        yield section(f"Findings ({len(findings)})")
    for finding in findings:
        if finding.status is Status.MET and finding.severity is not Severity.INFO:
            yield _whole(finding, sources)
        else:
            yield _short(finding, sources)


def _whole(finding: FindingLine, sources: Sources) -> RenderableType:
    return row(
        finding.shown_as,
        line(finding.title, "bold"),
        line(finding.says),
        labelled("because", finding.because),
        *_in_the_chart(finding),
        labelled("do", finding.do_next),
        labelled("touches", finding.touches_says),
        sources.line(finding, checked=finding.severity.rank >= Severity.HOLD.rank),
    )


def _short(finding: FindingLine, sources: Sources) -> RenderableType:
    settled_by = ", ".join(finding.questions)
    return row(
        "no" if finding.status is Status.NOT_MET else finding.shown_as,
        line(finding.title, "bold"),
        line(finding.says),
        *_in_the_chart(finding),
        *([labelled("answer", settled_by)] if settled_by else []),
        sources.line(finding),
    )


def _in_the_chart(finding: FindingLine) -> Iterator[Text]:
    for evidence in finding.evidence:
        said = (evidence.says, evidence.date, evidence.window, evidence.how_says, evidence.by)
        yield labelled("in the chart", ", ".join(part for part in (*said, evidence.ref) if part))


def _not_understood(document: PlanDocument) -> Iterator[RenderableType]:
    if document.not_understood:
        yield section("Not understood")
    for entry in document.not_understood:
        yield row(f"{entry.count} x", line(f"{entry.what}: {entry.why}"), space=0)
