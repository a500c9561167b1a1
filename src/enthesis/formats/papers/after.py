"""The time between and after sessions on paper: what asks for a person first, then what was done and told."""

from collections.abc import Iterator

from enthesis.formats.day_words import whole_day
from enthesis.formats.history_schema import DoneSessionLine, OutcomeLine, ReportLine, ReviewPart
from enthesis.formats.paper import Block, Table, bullets
from enthesis.formats.papers.parts import heading, in_a_row, standing_says, told
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
    yield _table(("what", "day", "given", "by"), [_session(each, words) for each in document.history], words)
    if document.reports:
        rows = [_report(each, words) for each in document.reports]
        yield _table(("day", "told", "how-soon", "dealt"), rows, words)
    if document.outcomes:
        yield bullets([_way(way, words) for way in document.outcomes])
    if document.review is not None:
        yield from _review(document.review, words)


def _table(columns: tuple[str, str, str, str], rows: list[tuple[str, ...]], words: Words) -> Table:
    head = tuple(told(words, f"column.{key}") for key in columns)
    return Table(head=head, columns=("auto", "half", "wide", "half"), rows=tuple(rows))


def _session(done: DoneSessionLine, words: Words) -> tuple[str, ...]:
    points = [
        ", ".join(part for part in (p.title, p.side_says, _ml(p.volume_ml), p.artery_check_says) if part)
        for p in done.points
    ]
    held = [
        f"{s.name}: {s.dextrose_percent} %, {_ml(s.volume_ml)}".rstrip(", ")
        for s in done.syringes
        if s.dextrose_percent is not None
    ]
    given = in_a_row((*held, *points, done.complications))
    return (
        told(words, "session", number=str(done.number)),
        whole_day(done.day),
        given or told(words, "only-the-day"),
        done.by or told(words, "not-known"),
    )


def _ml(volume: object) -> str:
    return "" if volume is None else f"{volume} mL"


def _report(report: ReportLine, words: Words) -> tuple[str, ...]:
    dealt = report.dealt
    seen = (
        f"{whole_day(dealt.day)}: {in_a_row((dealt.found_says, dealt.done, dealt.by))}"
        if dealt
        else told(words, "not-dealt")
    )
    said = in_a_row((", ".join(report.yes), report.words))
    by = ", ".join(part for part in (report.told_by_says, report.by) if part)
    return (
        whole_day(report.day),
        f"{said} ({by})" if by else said,
        f"{report.says.rstrip('.')}. {report.suspect}",
        seen,
    )


def _review(review: ReviewPart, words: Words) -> Blocks:
    yield Block(kind="text", text=told(words, "review-says", says=review.says))
    if review.due:
        yield Block(kind="text", text=told(words, "by", day=whole_day(review.due)))
    rows = [f"{row.says} {row.because} {row.do_next} ({standing_says(row, words)})" for row in review.rows]
    held = [
        f"{whole_day(each.day)}: "
        + in_a_row((each.decision_says or told(words, "not-decided"), each.reason, each.by))
        for each in review.held
    ]
    if rows or held:
        yield bullets([*rows, *held])


def _way(way: OutcomeLine, words: Words) -> str:
    scores = ", ".join(f"{point.score}" for point in way.scores if point.score is not None)
    name = ", ".join(part for part in (way.title, way.occasion) if part)
    changes = " ".join(change.says for change in way.changes)
    return f"{name}: {scores or told(words, 'not-known')}. {changes} ({standing_says(way, words)})"
