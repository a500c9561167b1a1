"""The review before a session and at the end of a course: go on, wait, or stop.

Each row of the table is read alone (``review_table.py``); this page merges them.
Source: CARE:7, CLINICAL:8.2.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Literal

from enthesis.care.changes import range_of
from enthesis.care.review_table import ROWS, Progress, Ruling, is_usable
from enthesis.care.values.fact import Fact
from enthesis.care.values.history import PastSession
from enthesis.care.values.outcome import Measured
from enthesis.care.values.review import Checkup, Decision, Review, ReviewLine
from enthesis.care.values.sentence import Sentence, SentenceValue
from enthesis.knowledge.cards.instrument import Instrument
from enthesis.knowledge.cards.review_rule import ReviewRule
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.errors import BadCard, BadInput
from enthesis.vocabulary.status import Severity, Status

_PRECEDENCE: tuple[Decision, ...] = ("stop", "refer", "hold", "defer", "ask", "finish", "continue")


def review(
    *,
    today: date,
    sessions: Iterable[PastSession],
    planned: int,
    instrument: Instrument,
    scores: Iterable[Measured],
    checkup: Checkup,
    handbook: Handbook,
    scale: str = "",
    pain: Decimal | None = None,
    adopted: bool = False,
) -> Review:
    """Decide whether a course goes on.

    The gravest of what the rows ask for decides; the rows that asked for it are named:

    ========  ===========================================================================
    decision  asked for by
    ========  ===========================================================================
    stop      a red flag (RSP-1), lasting worsening (RSP-7), a serious event (RSP-10)
    refer     no gain, with a score of week 12 or later (RSP-6)
    hold      no gain earlier (RSP-6), a sixth session (RSP-8), too soon (RSP-9), a limit (RSP-11)
    defer     a flare that has not settled (RSP-2)
    ask       a STOP or HOLD row nobody can decide yet; no gain after two without a reason (RSP-5)
    finish    good enough (RSP-3), all planned sessions done (RSP-8)
    continue  better but not done (RSP-4), a reason on record (RSP-5), or no row at all
    ========  ===========================================================================

    Args:
        today: the day of the review.
        sessions: the sessions of this course that were done.
        planned: how many the course plans, from ``planned_sessions``.
        instrument: the main instrument.
        scale: the part of it that is judged, for an instrument without a total.
        scores: its scores up to today, in any order; one on the day of a session was taken before the needle.
        checkup: what was found and answered today.
        pain: today's pain 0-10.
        adopted: whether the clinic adopted the template of this course, so that RSP-9 is not asked.
        handbook: holds the rules and their numbers.

    Raises:
        BadInput: a score of another instrument, or an instrument without a total and no scale named.
        BadCard: a rule of the table has no card.
    """
    scores = tuple(each for each in scores if each.day <= today)
    _refuse_strangers(instrument, scale, scores)
    progress = Progress(
        today=today,
        sessions=tuple(sorted(sessions, key=lambda past: past.day)),
        scores=tuple(sorted((each for each in scores if is_usable(each, scale)), key=lambda each: each.day)),
        instrument=instrument,
        scale=scale,
        pain=pain,
        planned=planned,
        adopted=adopted,
        checkup=checkup,
    )
    lines = tuple(
        _line(_card(name, handbook), row(progress, _card(name, handbook))) for name, row in ROWS.items()
    )
    asked_for = {line.decision for line in lines}
    decision = next(each for each in _PRECEDENCE if each in asked_for or each == "continue")
    return Review(
        day=today,
        decision=decision,
        decided_by=tuple(line.rule for line in lines if line.decision == decision),
        says=Sentence(f"review.decision.{decision}"),
        lines=lines,
        counted=len(progress.counted(_card("rsp-6", handbook).limit("session_age_days"))),
    )


def is_own_session(fact: Fact, sessions: Iterable[PastSession]) -> bool:
    """Tell whether a recorded procedure is a session of this course, which is no prior injection.

    Only a procedure of exactly such a day counts; an answer or a month alone never does. Source: CARE:7.
    """
    if fact.kind != "procedure" or fact.start is None or not fact.start.is_whole:
        return False
    return fact.start.earliest in {past.day for past in sessions}


def _card(name: str, handbook: Handbook) -> ReviewRule:
    card = handbook.review_rules.get(name)
    if card is None:
        raise BadCard(f"The review has no card {name!r}.", f"Add review_rules/{name}.toml.")
    return card


def _line(card: ReviewRule, ruling: Ruling) -> ReviewLine:
    prefix = f"review_rules.{card.id}"
    values: dict[str, SentenceValue] = {**card.limits}
    is_later = ruling.later and card.later_decision != ""
    later = "later_" if is_later else ""
    has_later_do_next = is_later and card.later_do_next is not None
    return ReviewLine(
        rule=card.id,
        status=ruling.status,
        severity=card.later_severity if is_later and card.later_severity else card.severity,
        decision=_decision(card, ruling),
        says=_says(card, ruling, f"{prefix}.{later}says", values),
        because=Sentence(f"{prefix}.because", values),
        do_next=Sentence(f"{prefix}.{'later_' if has_later_do_next else ''}do_next", values),
    )


def _decision(card: ReviewRule, ruling: Ruling) -> Decision | Literal[""]:
    """Give what a row asks for: its decision when met, an answer when it might be a STOP or HOLD."""
    if ruling.status is Status.MET:
        return card.later_decision if ruling.later and card.later_decision else card.decision
    might_block = card.severity in (Severity.STOP, Severity.HOLD)
    return "ask" if ruling.status is Status.NOT_KNOWN and might_block else ""


def _says(card: ReviewRule, ruling: Ruling, met: str, values: dict[str, SentenceValue]) -> Sentence:
    title = {"title": Sentence(f"review_rules.{card.id}.title")}
    if ruling.status is Status.MET:
        return Sentence(met, values)
    if ruling.status is Status.NOT_MET:
        return Sentence(f"review.line.{'too-early' if ruling.too_early else 'not-met'}", {**title})
    if card.not_known is None:
        return Sentence("review.line.not-known", {**title})
    return Sentence(f"review_rules.{card.id}.not_known", values)


def _refuse_strangers(instrument: Instrument, scale: str, scores: tuple[Measured, ...]) -> None:
    range_of(instrument, scale)
    for each in scores:
        if each.outcome.instrument != instrument.id:
            raise BadInput(
                f"A score of {each.outcome.instrument} cannot be reviewed with {instrument.id}.",
                "Review one instrument at a time.",
            )
