"""The second half of the walk: what was reported, scored and decided since the first session.

Called by ``plan.py`` alone, which hands in what other steps worked out. Source: CARE:7, CARE:12.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

import msgspec

from enthesis.care.changes import change, value_of
from enthesis.care.checkup import HARM, checkup_of, closed_by, last_review, told_at, waits_by
from enthesis.care.judged_reports import is_red_flag, judge_reports, report_findings
from enthesis.care.review import review
from enthesis.care.values.after import After, JudgedReport, ScoreWay
from enthesis.care.values.case import Case
from enthesis.care.values.course import Course
from enthesis.care.values.finding import Evidence, Finding
from enthesis.care.values.history import ReviewTaken
from enthesis.care.values.outcome import Change, Measured
from enthesis.care.values.review import Review, ReviewLine
from enthesis.care.values.sentence import Sentence, SentenceValue
from enthesis.knowledge.cards.condition import Condition
from enthesis.knowledge.cards.instrument import Instrument
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.dates import PartialDate, written
from enthesis.vocabulary.quantities import figures
from enthesis.vocabulary.status import Severity, Status

RED_FLAG = "rsp-1"
_BY_CHECKUP = ("rsp-1", "rsp-2", "rsp-10")
_BY_SCORES = ("rsp-3", "rsp-4", "rsp-5", "rsp-6", "rsp-7")
_NEEDLE_ALONE = ("defer", "ask")
_SPOKEN = (Severity.STOP, Severity.HOLD, Severity.WARN)


def after_sessions(
    case: Case,
    condition: Condition,
    course: Course,
    handbook: Handbook,
    today: date,
    *,
    planned: int,
    over_limit: bool | None,
) -> After:
    """Judge what happened since the first session.

    Without one there is nothing to review. What was told or decided before the last one was taken back as
    recorded by mistake still counts: harm stays harm.

    Args:
        case: with its sessions, scores, reports and reviews.
        condition: what is treated.
        course: as it was planned again from the sessions done.
        handbook: holds the rules and instruments.
        today: the day it is judged on.
        planned: how many sessions the course plans.
        over_limit: whether the next mixture passes a limit, ``None`` when that is not known.
    """
    ways = tuple(score_ways(case, condition, handbook))
    if not (case.sessions or case.reports or case.reviews):
        return After(ways=ways)
    reports = judge_reports(case.reports, case.sessions, condition, handbook)
    closed = closed_by(case)
    instrument, scores = _judged_by(case, condition, handbook)
    reviewed = review(
        today=today,
        instrument=instrument,
        scores=scores,
        sessions=case.sessions,
        planned=planned,
        checkup=checkup_of(case, reports, today, handbook, over_limit=over_limit),
        handbook=handbook,
        pain=_pain(case, today),
        adopted=handbook.courses[course.template].adoption is not None and course.adopted,
    )
    due = _due(course) if case.sessions and closed is None else None
    findings = [*report_findings(reports), *_decided_finding(waits_by(case))]
    rows = _review_findings(reviewed, reports, scores, case)
    if closed is not None:
        findings.append(_closed_finding(closed))
    if closed is not None or not case.sessions:
        findings += [each for each in rows if each.rule in HARM]
    else:
        runs = list(_interval_finding(course, case, today))
        findings += (*rows, *runs)
        if due is not None and reviewed.decision == "ask" and (today >= due or not runs):
            findings.append(_due_finding(due))
    return After(
        reports=reports,
        review=reviewed if case.sessions else None,
        due=due,
        not_before=None if closed or not case.sessions else _not_before(case, reviewed, today, handbook),
        ways=ways,
        closed=closed,
        findings=tuple(findings),
    )


def score_ways(case: Case, condition: Condition, handbook: Handbook) -> Iterator[ScoreWay]:
    """Follow every instrument that was filled in, in the order of the condition's card."""
    keys = dict.fromkeys((each.outcome.instrument, each.occasion) for each in case.scores)
    order = {name: at for at, name in enumerate(condition.instruments)}
    for name, occasion in sorted(keys, key=lambda key: (order.get(key[0], len(order)), key)):
        card = handbook.instruments[name]
        scores = _of(case, name, occasion)
        yield ScoreWay(
            instrument=name, occasion=occasion, scores=scores, changes=tuple(_changes(card, scores, case))
        )


def _of(case: Case, instrument: str, occasion: str) -> tuple[Measured, ...]:
    found = (s for s in case.scores if (s.outcome.instrument, s.occasion) == (instrument, occasion))
    return tuple(sorted(found, key=lambda each: each.day))


def _changes(card: Instrument, scores: tuple[Measured, ...], case: Case) -> Iterator[Change]:
    """Compare the last score with the last one from before the first session, else with the first."""
    if len(scores) < 2 or card.measures == "change":
        return
    first = min((past.day for past in case.sessions), default=date.max)
    before = next((each for each in reversed(scores) if each.day <= first), scores[0])
    if before is scores[-1]:
        return
    for scale in [""] if card.total != "none" else [each.id for each in card.scale]:
        yield change(card, before.outcome, scores[-1].outcome, scale=scale)


def _judged_by(
    case: Case, condition: Condition, handbook: Handbook
) -> tuple[Instrument, tuple[Measured, ...]]:
    """Choose the instrument the review judges: function before pain, and one with a score that counts.

    An instrument without a total is not judged as a whole; its parts stand on the page of scores.
    """
    cards = [handbook.instruments[name] for name in condition.instruments]
    totals = [card for card in cards if card.total != "none" and card.measures in ("function", "pain")]
    totals.sort(key=lambda card: card.measures != "function")
    filled = {each.outcome.instrument for each in case.scores if value_of(each.outcome, "") is not None}
    chosen = next((card for card in totals if card.id in filled and card.mcid), totals[-1])
    scores = tuple(each for each in case.scores if each.outcome.instrument == chosen.id)
    occasion = scores[0].occasion if scores else ""
    return chosen, tuple(each for each in scores if each.occasion == occasion)


def _pain(case: Case, today: date) -> Decimal | None:
    """Give the last pain 0-10 told after the last session."""
    last = max((past.day for past in case.sessions), default=date.min)
    told = [s for s in case.scores if s.outcome.instrument == "nrs" and last < s.day <= today]
    return max(told, key=lambda each: each.day).outcome.score if told else None


def _due(course: Course) -> date | None:
    """Give the day of the first look still to come, as the course dates them."""
    ahead = [point.day for point in course.review_points]
    return min(ahead) if ahead else None


def _not_before(case: Case, reviewed: Review, today: date, handbook: Handbook) -> date | None:
    """Give the day until which the review waits: a flare its days, no gain until the review that decides."""
    met = {line.rule for line in reviewed.lines if line.status is Status.MET and line.decision}
    days = []
    if "rsp-2" in met:
        held = last_review(case)
        wait = handbook.review_rules["rsp-2"].limit("defer_days")
        days.append((held.day if held else today) + timedelta(days=wait))
    if "rsp-6" in met:
        weeks = handbook.review_rules["rsp-6"].limit("verdict_weeks")
        days.append(min(past.day for past in case.sessions) + timedelta(weeks=weeks))
    return max(days, default=None)


def _review_findings(
    reviewed: Review,
    reports: Iterable[JudgedReport],
    scores: tuple[Measured, ...],
    case: Case,
) -> Iterator[Finding]:
    """Let every row of the review that is met and not mere information count like a rule.

    A red flag that an open report tells is said by that report.
    """
    told = any(is_red_flag(each) for each in reports)
    for line in reviewed.lines:
        if line.status is Status.MET and line.severity in _SPOKEN and not (told and line.rule == RED_FLAG):
            yield _of_line(line, tuple(_behind(line, scores, case)))


def _behind(line: ReviewLine, scores: tuple[Measured, ...], case: Case) -> Iterator[Evidence]:
    """Show the scores a row was judged by, or the review at which it was answered."""
    held = told_at(case, line.rule) if line.rule in _BY_CHECKUP else None
    if held is not None:
        yield _evidence(held.refs, "Review", held.day, by=held.by, text=held.reason)
    if line.rule not in _BY_SCORES:
        return
    for score in sorted(scores, key=lambda each: each.day):
        value = score.outcome.score
        if value is not None:
            name = score.outcome.instrument
            yield _evidence(score.refs, "Score", score.day, by="", text=name, value=figures(value))


def _of_line(line: ReviewLine, evidence: tuple[Evidence, ...]) -> Finding:
    return Finding(
        rule=line.rule,
        title=Sentence(f"review_rules.{line.rule}.title"),
        status=Status.MET,
        severity=line.severity,
        says=line.says,
        because=line.because,
        do_next=line.do_next,
        touches="ready-today" if line.decision in _NEEDLE_ALONE else "verdict",
        evidence=evidence,
    )


def _interval_finding(course: Course, case: Case, today: date) -> Iterator[Finding]:
    """Hold the needle while the interval after the last session still runs."""
    ahead = next((session for session in course.sessions if session.state != "done"), None)
    if ahead is None or today >= ahead.earliest:
        return
    last = max(case.sessions, key=lambda past: past.day)
    evidence = _evidence(last.refs, f"Session/{last.number}", last.day, by=last.by)
    values: dict[str, SentenceValue] = {"last": written(last.day), "earliest": written(ahead.earliest)}
    yield _own("interval-runs", values, evidence=evidence)


def _decided_finding(decided: ReviewTaken | None) -> Iterator[Finding]:
    """Hold the needle while the last decision is to hold or to wait."""
    if decided is None:
        return
    values: dict[str, SentenceValue] = {
        "day": written(decided.day),
        "by": decided.by or Sentence("review.somebody"),
        "decision": Sentence(f"label.decision.{decided.decision}"),
        "reason": decided.reason or Sentence("review.no-reason"),
    }
    evidence = _evidence(decided.refs, "Review", decided.day, by=decided.by, text=decided.reason)
    held = _own("review-decided", values, evidence=evidence)
    yield msgspec.structs.replace(held, touches="verdict" if decided.decision == "hold" else "ready-today")


def _due_finding(due: date) -> Finding:
    """Hold the needle until the review is held: from its day on, or once a needle may come before it."""
    return _own("review-due", {"due": written(due)})


def _closed_finding(closed: ReviewTaken) -> Finding:
    """Say that the course is over: finished touches the needle alone, stopped or referred the course."""
    values: dict[str, SentenceValue] = {
        "day": written(closed.day),
        "by": closed.by or Sentence("review.somebody"),
        "reason": closed.reason or Sentence("review.no-reason"),
    }
    evidence = _evidence(closed.refs, "Review", closed.day, by=closed.by, text=closed.reason)
    return _own("course-closed", values, later=closed.decision != "finish", evidence=evidence)


def _evidence(
    refs: tuple[str, ...], otherwise: str, day: date, *, by: str, text: str = "", value: str = ""
) -> Evidence:
    return Evidence(
        ref=refs[0] if refs else otherwise,
        text=text,
        date=PartialDate.of(day),
        value=value,
        how="value" if value else "answer",
        by=by,
    )


def _own(
    rule: str, values: dict[str, SentenceValue], *, later: bool = False, evidence: Evidence | None = None
) -> Finding:
    """Make a finding of one of the cards that are not rows of the review's table."""
    which = "later_" if later else ""
    return Finding(
        rule=rule,
        title=Sentence(f"review_rules.{rule}.title"),
        status=Status.MET,
        severity=Severity.STOP if later else Severity.HOLD,
        says=Sentence(f"review_rules.{rule}.{which}says", values),
        because=Sentence(f"review_rules.{rule}.because", values),
        do_next=Sentence(f"review_rules.{rule}.{which}do_next", values),
        touches="verdict" if later else "ready-today",
        evidence=(evidence,) if evidence else (),
    )


def closed_course(course: Course, closed: ReviewTaken) -> Course:
    """Keep of an ended course what was done and the follow-up, and say how it ended."""
    return msgspec.structs.replace(
        course,
        sessions=tuple(session for session in course.sessions if session.state == "done"),
        review_points=(),
        no_room=None,
        repeat_from=None,
        says=(Sentence(f"course.closed.{closed.decision}", {"day": written(closed.day)}),),
    )
