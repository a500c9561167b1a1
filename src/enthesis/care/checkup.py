"""What is known on the day of a review: the last check-up held, as far as it is still good, and the reports.

A reassuring answer grows old and is not known again; a worrying one stays until a newer one takes it back.
"""

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from enthesis.care.judged_reports import is_red_flag
from enthesis.care.values.after import JudgedReport
from enthesis.care.values.case import Case
from enthesis.care.values.history import ReviewTaken
from enthesis.care.values.review import Checkup
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.settings import whole

CLOSING = ("finish", "refer", "stop")
HARM = ("rsp-1", "rsp-10")
_SERIOUS = "rsp-10"


def checkup_of(
    case: Case, reports: Iterable[JudgedReport], today: date, handbook: Handbook, *, over_limit: bool | None
) -> Checkup:
    """Join the last check-up since the last session with what was reported."""
    held = last_review(case)
    said = held.checkup if held is not None else Checkup()
    if held is None or (today - held.day).days > whole(handbook, "checkup-good-days"):
        said = _worrying_alone(said)
    told = _red_flag_told(reports, held) or _last_word(case, "red_flag") is True
    flare = _last_word(case, "back_to_baseline", since_last_session=True) is False
    return msgspec.structs.replace(
        said,
        adverse_grade=_gravest(case, said, handbook.review_rules[_SERIOUS].limit("grade_at_least")),
        red_flag=True if told else said.red_flag,
        back_to_baseline=False if flare else said.back_to_baseline,
        over_limit=over_limit,
        wished_interval_days=_wished_interval(case),
    )


def last_review(case: Case) -> ReviewTaken | None:
    """Give the latest review held since the last session; one of the same day came before the needle."""
    held = [each for each in _by_day(case.reviews) if each.day > _last_session(case)]
    return held[-1] if held else None


def waits_by(case: Case) -> ReviewTaken | None:
    """Give the decision to hold or wait that no later one took back.

    A hold outlasts a session that was given all the same; a wait is over with a session of a later day.
    """
    decided = [each for each in _by_day(case.reviews) if each.decision]
    if not decided or decided[-1].decision not in ("hold", "defer"):
        return None
    is_over = decided[-1].decision == "defer" and decided[-1].day < _last_session(case)
    return None if is_over else decided[-1]


def closed_by(case: Case) -> ReviewTaken | None:
    """Give the decision that ended the course, unless a later one goes on with it.

    Answers without a decision, or a decision to wait, take no ended course up again.
    """
    decided = [each for each in _by_day(case.reviews) if each.decision in (*CLOSING, "continue")]
    return decided[-1] if decided and decided[-1].decision in CLOSING else None


def told_at(case: Case, rule: str) -> ReviewTaken | None:
    """Give the latest review that told what a row rests on; a report may have told it instead."""
    told = [each for each in _by_day(case.reviews) if _tells(each.checkup, rule)]
    return told[-1] if told else None


def _tells(said: Checkup, rule: str) -> bool:
    return {
        "rsp-1": said.red_flag is True,
        "rsp-2": said.back_to_baseline is False,
        _SERIOUS: bool(said.adverse_grade),
    }[rule]


def _by_day(reviews: Iterable[ReviewTaken]) -> list[ReviewTaken]:
    return sorted(reviews, key=lambda each: each.day)


def _last_session(case: Case) -> date:
    return max((past.day for past in case.sessions), default=date.min)


def _last_word(case: Case, what: str, *, since_last_session: bool = False) -> bool | None:
    """Give the last answer to one item of the check-up: a review that leaves it out takes nothing back."""
    since = _last_session(case) if since_last_session else date.min
    said = [getattr(each.checkup, what) for each in _by_day(case.reviews) if each.day > since]
    return next((answer for answer in reversed(said) if answer is not None), None)


def _gravest(case: Case, said: Checkup, serious: int) -> int | None:
    """Give the gravest harm known; short of a serious one, only what a review of these days says counts.

    A serious harm of an earlier day stays until a review after it tells a lesser one; of the last session's
    own it stays. That nothing grave went wrong on the day itself says too little.
    """
    told = [(each.day, False, each.checkup.adverse_grade) for each in case.reviews]
    told += [
        (past.day, True, past.adverse_grade) for past in case.sessions if _is(past.adverse_grade, serious)
    ]
    known = [grade for _, _, grade in sorted(told, key=lambda each: each[:2]) if grade is not None]
    last = max(case.sessions, key=lambda past: past.day).adverse_grade if case.sessions else None
    grades = [grade for grade in (known[-1] if known else None, last) if _is(grade, serious)]
    return max((grade for grade in (*grades, said.adverse_grade) if grade is not None), default=None)


def _is(grade: int | None, serious: int) -> bool:
    return grade is not None and grade >= serious


def _worrying_alone(said: Checkup) -> Checkup:
    """Keep of an old check-up what would worry today; the rest is not known."""
    return Checkup(
        red_flag=said.red_flag or None,
        back_to_baseline=None if said.back_to_baseline else said.back_to_baseline,
        reason_to_go_on=said.reason_to_go_on,
    )


def _red_flag_told(reports: Iterable[JudgedReport], held: ReviewTaken | None) -> bool:
    """Tell whether a report is an open red flag, or was found to be one and no review since says no."""
    return any(
        is_red_flag(each)
        or (
            each.report.dealt is not None
            and each.report.dealt.found == "red-flag"
            and (held is None or held.day <= each.report.dealt.day or held.checkup.red_flag is not False)
        )
        for each in reports
    )


def _wished_interval(case: Case) -> int | None:
    if case.wish.start is None or not case.sessions:
        return None
    last = max(past.day for past in case.sessions)
    return (case.wish.start - last) // timedelta(days=1) if case.wish.start > last else None
