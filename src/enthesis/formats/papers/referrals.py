"""Every place this person should be seen: after a finding, a report that waits for somebody, or a review.

A report from after a session refers as soon as its triage says, until somebody has dealt with it.
"""

from collections.abc import Iterator

from enthesis.care.values.sentence import Sentence
from enthesis.formats.day_words import whole_day
from enthesis.formats.history_schema import ReportLine, ReviewPart
from enthesis.formats.papers.asked import Asked
from enthesis.formats.papers.held import sent
from enthesis.formats.papers.parts import target, told
from enthesis.formats.plan_schema import EvidenceLine, PlanDocument
from enthesis.formats.words import Words
from enthesis.knowledge.cards.letter import Urgency
from enthesis.vocabulary.urgency import Urgency as SeenWithin

_SOONEST: tuple[Urgency, ...] = ("now", "same-day", "urgent", "two-weeks", "not-stated")
_OF_A_REPORT: dict[SeenWithin, Urgency] = {SeenWithin.EMERGENCY: "now", SeenWithin.SAME_DAY: "same-day"}


def referrals(document: PlanDocument, words: Words) -> tuple[Asked, ...]:
    """Give every referral, the most urgent first."""
    asked = (
        *_of_reports(document, words),
        *sent(document, words),
        *_of_review(document, words),
    )
    return tuple(sorted(asked, key=lambda each: _SOONEST.index(each.urgency)))


def _of_reports(document: PlanDocument, words: Words) -> Iterator[Asked]:
    for report in document.reports:
        if report.open and report.urgency in _OF_A_REPORT:
            yield _of_report(report, document, words)


def _of_report(report: ReportLine, document: PlanDocument, words: Words) -> Asked:
    urgency = _OF_A_REPORT[report.urgency]
    cards = [words.handbook.triage[rule] for rule in report.rules]
    days = told(words, "referral.days", days=str(report.days_since_session), number=str(report.session))
    said = (report.words, *report.yes) if report.words else report.yes
    return Asked(
        kind="referral",
        id=f"report-{report.number}",
        title=report.suspect.rstrip("."),
        to=told(words, f"referral.to.{urgency}"),
        asks=told(words, "referral.asks", target=target(document)),
        because=" ".join(part for part in (days, report.clinician) if part),
        says=report.suspect,
        do_next=report.action,
        recorded=False,
        urgency=urgency,
        agrees=False,
        answers=(),
        evidence=tuple(_told(text, report) for text in said),
        medicines=(),
        sources=tuple(dict.fromkeys(key for card in cards for key in card.sources)),
        unknown=report.not_known,
    )


def _told(text: str, report: ReportLine) -> EvidenceLine:
    return EvidenceLine(
        ref=report.refs[0] if report.refs else "",
        text=text,
        says=text,
        date=report.day.isoformat(),
        value="",
        window="",
        how="answer",
        how_says=report.told_by_says,
        by=report.by,
    )


def _of_review(document: PlanDocument, words: Words) -> Iterator[Asked]:
    review = document.review
    if review is None or review.decision != "refer":
        return
    rows = [row for row in review.rows if row.rule in review.decided_by]
    decided = told(words, "referral.review" if rows else "referral.decided")
    yield Asked(
        kind="referral",
        id="review",
        title=decided,
        to=told(words, "referral.to.not-stated"),
        asks=told(words, "referral.asks-review"),
        because=" ".join((*(row.because for row in rows), *_by_whom(review, words))),
        says=" ".join((review.says, *(row.says for row in rows))),
        do_next=" ".join(row.do_next for row in rows),
        recorded=False,
        urgency="not-stated",
        agrees=False,
        answers=(),
        evidence=tuple(_scores(document)),
        medicines=(),
        sources=tuple(dict.fromkeys(key for row in rows for key in row.sources)),
        unknown=_open_rows(review),
    )


def _by_whom(review: ReviewPart, words: Words) -> Iterator[str]:
    """Give the last decision of a person to refer, with its reason: the rows may say nothing of it."""
    held = [each for each in review.held if each.decision == "refer"]
    for each in held[-1:]:
        by = each.by or Sentence("review.somebody")
        reason = each.reason or Sentence("review.no-reason")
        yield told(words, "referral.decided-by", day=whole_day(each.day), by=by, reason=reason)


def _scores(document: PlanDocument) -> Iterator[EvidenceLine]:
    for line in document.outcomes:
        for point in line.scores:
            name = ", ".join(part for part in (line.title, point.scale) if part)
            value = point.reason if point.score is None else str(point.score)
            yield EvidenceLine(
                ref="",
                text=name,
                says=f"{name}: {value}",
                date=point.day.isoformat(),
                value=value,
                window="",
                how="value",
                how_says="",
                by="",
            )


def _open_rows(review: ReviewPart) -> tuple[str, ...]:
    return tuple(row.title for row in review.rows if row.status == "not-known")
