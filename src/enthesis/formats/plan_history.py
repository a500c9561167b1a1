"""The part of the document about what happened: sessions done, reports, the review, scores over time."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from enthesis.care.values.after import After, JudgedReport, ScoreWay, Stage
from enthesis.care.values.case import Case
from enthesis.care.values.history import DealtWith, GivenPoint, PastSession, ReviewTaken
from enthesis.care.values.outcome import Change, Measured
from enthesis.care.values.review import ReviewLine
from enthesis.care.values.sentence import Sentence
from enthesis.formats.history_schema import (
    DealtLine,
    DoneSessionLine,
    GivenPointLine,
    GivenSyringeLine,
    HeldReviewLine,
    OutcomeLine,
    ReportLine,
    ReviewPart,
    ReviewRow,
    ScorePoint,
    StageLine,
    WayChange,
)
from enthesis.formats.words import Words, number
from enthesis.knowledge.cards.instrument import Instrument


def stage_line(stage: Stage, words: Words) -> StageLine:
    """Write where somebody stands."""
    return StageLine(id=stage.id, title=words.label("stage", stage.id), says=words.say(stage.says))


def history_lines(case: Case, words: Words) -> tuple[DoneSessionLine, ...]:
    """Write the sessions done, in the order of their days."""
    return tuple(_session(past, words) for past in sorted(case.sessions, key=lambda each: each.day))


def _session(past: PastSession, words: Words) -> DoneSessionLine:
    volumes = [point.volume_ml for point in past.points if point.volume_ml is not None]
    return DoneSessionLine(
        number=past.number,
        day=past.day,
        by=past.by,
        guidance=past.guidance or "",
        aspiration=past.aspiration or "",
        points=tuple(_point(point, words) for point in past.points),
        syringes=tuple(
            GivenSyringeLine(
                name=syringe.name,
                dextrose_percent=number(syringe.dextrose_percent),
                volume_ml=number(syringe.volume_ml),
                lidocaine_mg=number(syringe.lidocaine_mg),
            )
            for syringe in past.syringes
        ),
        volume_ml=number(sum(volumes, Decimal())) if volumes else None,
        checks=past.checks,
        checks_says=tuple(
            words.label("gate", check)
            for check in past.checks
            if f"label.gate.{check}" in words.handbook.sentences
        ),
        complications=past.complications,
        adverse_grade=past.adverse_grade,
        reason=past.reason,
        refs=past.refs,
    )


def _point(point: GivenPoint, words: Words) -> GivenPointLine:
    card = words.handbook.entheses.get(point.enthesis)
    return GivenPointLine(
        enthesis=point.enthesis,
        title=words.text(card.title) if card else point.enthesis,
        side=point.side,
        side_says=words.label("side", point.side),
        volume_ml=number(point.volume_ml),
        needle=point.needle,
        artery_check=point.artery_check or "",
        artery_check_says=words.label("artery-check", point.artery_check),
    )


def report_lines(after: After, words: Words) -> tuple[ReportLine, ...]:
    """Write every report, the gravest open one first."""
    return tuple(_report(judged, words) for judged in after.reports)


def _report(judged: JudgedReport, words: Words) -> ReportLine:
    report, said = judged.report, judged.triage
    for finding in said.rules:
        words.standing(words.handbook.triage[finding.rule])
    return ReportLine(
        number=report.number,
        day=report.day,
        session=report.session,
        days_since_session=report.days_since_session,
        told_by=report.told_by,
        told_by_says=words.label("told-by", report.told_by),
        words=report.words,
        yes=_symptoms(judged, "yes", words),
        not_known=_symptoms(judged, "not known", words),
        urgency=said.urgency,
        says=words.say(said.says),
        suspect=words.say(said.suspect),
        action=words.say(said.action),
        clinician=words.say(said.clinician),
        rules=tuple(finding.rule for finding in said.rules),
        open=judged.is_open,
        dealt=_dealt(report.dealt, words) if report.dealt else None,
        by=report.by,
        refs=report.refs,
    )


def _symptoms(judged: JudgedReport, answer: str, words: Words) -> tuple[str, ...]:
    """Name the symptoms that were answered so, in the order they are asked."""
    named = [name for name, said in judged.report.symptoms.items() if said == answer]
    named.sort(key=lambda name: words.handbook.symptoms[name].order)
    return tuple(words.text(words.handbook.symptoms[name].title) for name in named)


def _dealt(dealt: DealtWith, words: Words) -> DealtLine:
    return DealtLine(
        day=dealt.day,
        found=dealt.found,
        found_says=words.label("found", dealt.found),
        done=dealt.done,
        by=dealt.by,
    )


def review_part(case: Case, after: After, today: date, words: Words) -> ReviewPart | None:
    """Write what the review says; nothing while no session was done."""
    reviewed = after.review
    if reviewed is None:
        return None
    closed = after.closed.decision if after.closed is not None else None
    return ReviewPart(
        decision=closed or reviewed.decision,
        says=words.say(Sentence(f"review.decision.{closed}") if closed else reviewed.says),
        decided_by=() if closed else reviewed.decided_by,
        due=after.due,
        is_due=after.due is not None and today >= after.due,
        rows=tuple(_row(line, words) for line in reviewed.lines if line.decision and not closed),
        held=tuple(_held(each, words) for each in sorted(case.reviews, key=lambda each: each.day)),
    )


def _row(line: ReviewLine, words: Words) -> ReviewRow:
    card = words.handbook.review_rules[line.rule]
    return ReviewRow(
        rule=line.rule,
        title=words.text(card.title),
        status=line.status,
        severity=line.severity,
        decision=line.decision,
        says=words.say(line.says),
        because=words.say(line.because),
        do_next=words.say(line.do_next),
        **words.standing(card),
    )


def _held(held: ReviewTaken, words: Words) -> HeldReviewLine:
    return HeldReviewLine(
        day=held.day,
        decision=held.decision or "",
        decision_says=words.label("decision", held.decision),
        reason=held.reason,
        by=held.by,
    )


def outcome_lines(after: After, words: Words) -> tuple[OutcomeLine, ...]:
    """Write every instrument over time."""
    return tuple(_way(way, words) for way in after.ways)


def _way(way: ScoreWay, words: Words) -> OutcomeLine:
    card = words.handbook.instruments[way.instrument]
    occasion = next((each for each in card.occasion if each.id == way.occasion), None)
    return OutcomeLine(
        instrument=card.id,
        title=words.text(card.title),
        occasion=words.text(occasion.text) if occasion else "",
        direction=card.direction,
        direction_says=words.label("direction", card.direction),
        minimum=number(card.minimum),
        maximum=number(card.maximum),
        scores=tuple(point for score in way.scores for point in _scores(score, card, words)),
        changes=tuple(_change(change, words) for change in way.changes),
        **words.standing(card),
    )


def _scores(score: Measured, card: Instrument, words: Words) -> Iterator[ScorePoint]:
    """Give the whole score, or where an instrument has no total each of its parts."""
    outcome = score.outcome
    if card.total != "none":
        yield ScorePoint(
            day=score.day, scale="", score=number(outcome.score), reason=words.say(outcome.reason)
        )
        return
    for part in outcome.scales:
        yield ScorePoint(
            day=score.day, scale=part.scale, score=number(part.score), reason=words.say(part.reason)
        )


def _change(change: Change, words: Words) -> WayChange:
    words.cite(change.mcid_sources)
    return WayChange(
        scale=change.scale,
        before=number(change.before),
        after=number(change.after),
        improvement=number(change.improvement),
        response=change.response,
        mcid=number(change.mcid),
        mcid_sources=change.mcid_sources,
        says=words.say(change.says),
    )
