"""The time between and after sessions on paper: what asks for a person first, then what was done and told."""

from collections.abc import Iterator

from enthesis.formats.day_words import whole_day
from enthesis.formats.history_schema import DoneSessionLine, OutcomeLine, ReportLine
from enthesis.formats.paper import Block, Table, bullets
from enthesis.formats.papers.parts import heading, standing_says, told
from enthesis.formats.plan_schema import PlanDocument
from enthesis.formats.words import Words

Blocks = Iterator[Block | Table]


def alert_blocks(document: PlanDocument) -> Blocks:
    """Give every open report, before anything else is said."""
    for report in document.reports:
        if report.open:
            yield Block(kind="warning", text=f"{report.says}. {report.suspect} {report.action}")


def after_blocks(document: PlanDocument, words: Words) -> Blocks:
    """Give sessions done, reports, scores, the review and what was decided."""
    if not document.history:
        return
    yield heading(words, "since")
    yield Block(kind="strong", text=document.stage.says)
    yield bullets([_session(session, words) for session in document.history])
    if document.reports:
        yield bullets([_report(report, words) for report in document.reports])
    if document.outcomes:
        yield bullets([_way(way, words) for way in document.outcomes])
    if document.review is not None:
        yield Block(kind="text", text=told(words, "review-says", says=document.review.says))
        rows = [f"{row.title}. {row.says} ({standing_says(row, words)})" for row in document.review.rows]
        if rows:
            yield bullets(rows)
        held = [
            " ".join(part for part in (f"{whole_day(h.day)}: {h.decision_says}.", h.reason, h.by) if part)
            for h in document.review.held
            if h.decision_says
        ]
        if held:
            yield bullets(held)


def _session(session: DoneSessionLine, words: Words) -> str:
    where = "; ".join(
        ", ".join(
            part
            for part in (point.title, f"{point.volume_ml} mL" if point.volume_ml is not None else "")
            if part
        )
        for point in session.points
    )
    name = told(words, "session", number=str(session.number))
    said = (f"{name}, {whole_day(session.day)}.", where, session.complications, session.by)
    return " ".join(part for part in said if part)


def _report(report: ReportLine, words: Words) -> str:
    signs = ", ".join(report.yes) or report.words
    seen = f"{report.dealt.found_says}: {report.dealt.done}" if report.dealt else ""
    return " ".join(part for part in (f"{whole_day(report.day)}: {report.says}.", signs, seen) if part)


def _way(way: OutcomeLine, words: Words) -> str:
    scores = ", ".join(f"{point.score}" for point in way.scores if point.score is not None)
    name = ", ".join(part for part in (way.title, way.occasion) if part)
    changes = " ".join(change.says for change in way.changes)
    return f"{name}: {scores or told(words, 'not-known')}. {changes} ({standing_says(way, words)})"
