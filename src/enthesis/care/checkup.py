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


def checkup_of(
    case: Case, reports: Iterable[JudgedReport], today: date, handbook: Handbook, *, over_limit: bool | None
) -> Checkup:
    """Join the last check-up since the last session with what was reported."""
    held = last_review(case)
    said = held.checkup if held is not None else Checkup()
    if held is None or (today - held.day).days > whole(handbook, "checkup-good-days"):
        said = _worrying_alone(said)
    return msgspec.structs.replace(
        said,
        adverse_grade=_gravest(case, said),
        red_flag=True if _red_flag_told(reports, held) else said.red_flag,
        over_limit=over_limit,
        wished_interval_days=_wished_interval(case),
    )


def last_review(case: Case) -> ReviewTaken | None:
    """Give the latest review held since the last session; one of the same day came before the needle.

    A closing decision stays the last word whatever its day.
    """
    held = sorted(case.reviews, key=lambda each: each.day)
    if not held:
        return None
    last = max((past.day for past in case.sessions), default=date.min)
    return held[-1] if held[-1].day > last or held[-1].decision in CLOSING else None


def decided_last(case: Case) -> ReviewTaken | None:
    """Give the latest review since the last session at which something was decided."""
    last = max((past.day for past in case.sessions), default=date.min)
    held = sorted((each for each in case.reviews if each.decision), key=lambda each: each.day)
    return held[-1] if held and held[-1].day > last else None


def closed_by(case: Case) -> ReviewTaken | None:
    """Give the decision that ended the course, unless a later one took it up again."""
    held = last_review(case)
    return held if held is not None and held.decision in CLOSING else None


def _gravest(case: Case, said: Checkup) -> int | None:
    """Give the gravest harm told of the last session; that nothing went wrong on its day says too little."""
    last = max(case.sessions, key=lambda past: past.day)
    told = [grade for grade in (last.adverse_grade or None, said.adverse_grade) if grade is not None]
    return max(told, default=None)


def _worrying_alone(said: Checkup) -> Checkup:
    """Keep of an old check-up what would worry today; the rest is not known."""
    return Checkup(
        red_flag=said.red_flag or None,
        back_to_baseline=None if said.back_to_baseline else said.back_to_baseline,
        adverse_grade=said.adverse_grade or None,
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
