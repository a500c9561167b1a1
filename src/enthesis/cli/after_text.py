"""The time between and after sessions as a person reads it in a terminal."""

from collections.abc import Iterator

from rich.console import RenderableType

from enthesis.cli.sources_text import Sources
from enthesis.cli.terminal import joined, labelled, line, plain_day, row, section
from enthesis.formats.history_schema import OutcomeLine, ReportLine
from enthesis.formats.plan_schema import PlanDocument


def alerts_text(document: PlanDocument) -> Iterator[RenderableType]:
    """Give what was told and asks for a person: it stands above everything until somebody saw to it."""
    for report in document.reports:
        if report.open:
            yield row(report.urgency, line(report.says, "bold"), line(report.suspect), line(report.action))


def after_text(document: PlanDocument, sources: Sources) -> Iterator[RenderableType]:
    """Give what was done, told, scored and decided since the first session."""
    if not document.history:
        return
    yield section("Since the first session", line(document.stage.says, "bold"))
    for session in document.history:
        volume = f"{session.volume_ml} mL at {len(session.points)} places" if session.points else ""
        said = (session.by, volume, session.complications)
        yield row(
            f"session {session.number}",
            line(plain_day(session.day), "bold"),
            line(joined(part for part in said if part)),
            space=0,
        )
    for report in document.reports:
        yield _report(report)
    for way in document.outcomes:
        yield _way(way, sources)
    if document.review is not None:
        due = [line(f"{plain_day(document.review.due)}", "dim")] if document.review.due else []
        yield row("review", line(document.review.says, "bold"), *due, space=0)
        for asked in document.review.rows:
            yield row(asked.decision, line(asked.title), line(asked.says), sources.line(asked), space=0)
        for held in document.review.held:
            decided = (plain_day(held.day), held.decision_says, held.reason, held.by)
            yield row("held", line(joined(part for part in decided if part)), space=0)


def _report(report: ReportLine) -> RenderableType:
    told = ", ".join(report.yes) or report.words
    seen = [labelled(report.dealt.found_says, report.dealt.done)] if report.dealt else []
    return row("report", line(f"{plain_day(report.day)}: {report.says}"), line(told), *seen, space=0)


def _way(way: OutcomeLine, sources: Sources) -> RenderableType:
    scores = ", ".join(f"{point.score}" for point in way.scores if point.score is not None)
    changes = [line(change.says, "bold") for change in way.changes]
    name = ", ".join(part for part in (way.title, way.occasion) if part)
    return row("score", line(f"{name}: {scores or '-'}"), *changes, sources.line(way), space=0)
