"""The rows of the review, RSP-1 to RSP-11: each reads what is known on one day and gives three values.

A score that is missing, or was taken too soon, gives *not known*, never "no gain". The numbers of each row
stand on its card. Used by ``review.py`` alone. Source: CARE:7, CLINICAL:8.2.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import msgspec

from enthesis.care.changes import acceptable, change, value_of
from enthesis.care.values.history import PastSession
from enthesis.care.values.outcome import Measured, Response
from enthesis.care.values.review import Checkup
from enthesis.knowledge.cards.instrument import Instrument
from enthesis.knowledge.cards.review_rule import ReviewRule
from enthesis.vocabulary.status import Status


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """What is known on the day: sessions and usable scores in the order of their days."""

    today: date
    sessions: tuple[PastSession, ...]
    scores: tuple[Measured, ...]
    instrument: Instrument
    scale: str
    pain: Decimal | None
    planned: int
    adopted: bool
    checkup: Checkup

    @property
    def baseline(self) -> Measured | None:
        """The last score before the first session; one of the same day was taken before the needle."""
        if not self.sessions:
            return None
        return self.last_score(until=self.sessions[0].day)

    def last_score(self, *, until: date, since: date = date.min) -> Measured | None:
        """The last score in a span of days, both included."""
        found = [score for score in self.scores if since <= score.day <= until]
        return found[-1] if found else None

    def counted(self, days: int) -> tuple[PastSession, ...]:
        """The sessions at least so many days old."""
        return tuple(past for past in self.sessions if (self.today - past.day).days >= days)

    def judged(self, days: int) -> Measured | None:
        """The latest score, if it was taken so many days after the last session that counts."""
        counted = self.counted(days)
        if not counted:
            return None
        return self.last_score(until=self.today, since=counted[-1].day + timedelta(days=days))

    def response(self, score: Measured | None) -> Response:
        """What became of it since the baseline."""
        if score is None or self.baseline is None:
            return "not-known"
        return change(self.instrument, self.baseline.outcome, score.outcome, scale=self.scale).response


class Ruling(msgspec.Struct, frozen=True):
    """One row's answer. ``later`` is past the row's own turning point; ``too_early`` explains a not-met."""

    status: Status
    later: bool = False
    too_early: bool = False


Row = Callable[[Progress, ReviewRule], Ruling]
_TOO_EARLY = Ruling(Status.NOT_MET, too_early=True)


def is_usable(score: Measured, scale: str) -> bool:
    """Tell whether there is a score at all; an outcome without one is as good as absent."""
    return value_of(score.outcome, scale) is not None


def _status(answer: bool | None) -> Status:
    if answer is None:
        return Status.NOT_KNOWN
    return Status.MET if answer else Status.NOT_MET


def _all(*statuses: Status) -> Status:
    if Status.NOT_MET in statuses:
        return Status.NOT_MET
    return Status.NOT_KNOWN if Status.NOT_KNOWN in statuses else Status.MET


def _any(*statuses: Status) -> Status:
    if Status.MET in statuses:
        return Status.MET
    return Status.NOT_KNOWN if Status.NOT_KNOWN in statuses else Status.NOT_MET


def _no_gain_that_matters(response: Response) -> Status:
    if response == "not-known":
        return Status.NOT_KNOWN
    return Status.NOT_MET if response == "better-by-mcid" else Status.MET


def _red_flag(progress: Progress, card: ReviewRule) -> Ruling:
    return Ruling(_status(progress.checkup.red_flag))


def _flare(progress: Progress, card: ReviewRule) -> Ruling:
    """In the first days after a session pain above the baseline is soreness, not a flare."""
    if not progress.sessions:
        return Ruling(Status.NOT_MET)
    if (progress.today - progress.sessions[-1].day).days <= card.limit("flare_days"):
        return _TOO_EARLY
    back = progress.checkup.back_to_baseline
    return Ruling(_status(None if back is None else not back))


def _good_enough(progress: Progress, card: ReviewRule) -> Ruling:
    """(acceptable state, or little pain with the function goal met) and satisfied."""
    latest = progress.last_score(until=progress.today)
    passed = Status.NOT_KNOWN
    if latest is not None and latest is not progress.baseline:
        passed = acceptable(progress.instrument, latest.outcome, scale=progress.scale)
    little = None if progress.pain is None else progress.pain <= card.limit("pain_at_most")
    reached = _any(passed, _all(_status(little), _status(progress.checkup.function_goal_met)))
    return Ruling(_all(reached, _status(progress.checkup.satisfied)))


def _better_not_done(progress: Progress, card: ReviewRule) -> Ruling:
    days = card.limit("session_age_days")
    if not progress.counted(days):
        return _TOO_EARLY
    score = progress.judged(days)
    response = progress.response(score)
    if score is None or response == "not-known":
        return Ruling(Status.NOT_KNOWN)
    passed = acceptable(progress.instrument, score.outcome, scale=progress.scale)
    return Ruling(_status(response == "better-by-mcid" and passed is not Status.MET))


def _nothing_after_two(progress: Progress, card: ReviewRule) -> Ruling:
    days = card.limit("session_age_days")
    if len(progress.counted(days)) < card.limit("after_sessions"):
        return _TOO_EARLY
    status = _no_gain_that_matters(progress.response(progress.judged(days)))
    return Ruling(status, later=bool(progress.checkup.reason_to_go_on))


def _nothing_after_three(progress: Progress, card: ReviewRule) -> Ruling:
    """Three sessions without a change that matters, or the last two without any gain.

    It turns from a hold to an end only with a score of week 12 or later after the first session.
    """
    days, counted = card.limit("session_age_days"), progress.counted(card.limit("session_age_days"))
    if len(counted) < card.limit("consecutive_sessions"):
        return _TOO_EARLY
    score = progress.judged(days)
    statuses = [_no_gain_in_two(progress, counted[-2], counted[-1], days)]
    if len(counted) >= card.limit("after_sessions"):
        statuses.append(_no_gain_that_matters(progress.response(score)))
    verdict = progress.sessions[0].day + timedelta(weeks=card.limit("verdict_weeks"))
    return Ruling(_any(*statuses), later=score is not None and score.day >= verdict)


def _no_gain_in_two(progress: Progress, former: PastSession, latter: PastSession, days: int) -> Status:
    """Tell whether neither of two sessions brought a gain.

    ==========================  ===================================  =========
    over both together          between them                         no gain
    ==========================  ===================================  =========
    not known                   any                                  not known
    better                      any                                  not met
    not better                  no score old enough                  not known
    not better                  better after one of them             not met
    not better                  better after neither                 met
    ==========================  ===================================  =========
    """
    before, after = progress.last_score(until=former.day), progress.judged(days)
    between = progress.last_score(since=former.day + timedelta(days=days), until=latter.day)
    whole = _gain(progress, before, after)
    if whole is None or whole > 0:
        return _status(None if whole is None else False)
    parts = _gain(progress, before, between), _gain(progress, between, after)
    if parts[0] is None or parts[1] is None:
        return Status.NOT_KNOWN
    return _status(max(parts[0], parts[1]) <= 0)


def _gain(progress: Progress, before: Measured | None, after: Measured | None) -> Decimal | None:
    if before is None or after is None:
        return None
    return change(progress.instrument, before.outcome, after.outcome, scale=progress.scale).improvement


def _worse(progress: Progress, card: ReviewRule) -> Ruling:
    """Judge the latest score that lies outside the quiet days after every session.

    An older one may still show a worsening, but only one taken after the last session that is past its quiet
    days can show that there is none.
    """
    quiet = card.limit("quiet_days")
    past = [each for each in progress.sessions if (progress.today - each.day).days > quiet]
    if not past:
        return _TOO_EARLY
    after = [score for score in progress.scores if score.day > past[0].day]
    loud = [score for score in after if not _is_quiet(score, progress, quiet)]
    response = progress.response(loud[-1] if loud else None)
    if response == "worse-by-mcid":
        return Ruling(Status.MET)
    is_fresh = bool(loud) and loud[-1].day > past[-1].day
    return Ruling(_status(None if response == "not-known" or not is_fresh else False))


def _is_quiet(score: Measured, progress: Progress, quiet: int) -> bool:
    """Tell whether a score was taken in the days of soreness; on the day itself it came before the needle."""
    return any(0 < (score.day - past.day).days <= quiet for past in progress.sessions)


def _count_reached(progress: Progress, card: ReviewRule) -> Ruling:
    done = len(progress.sessions)
    is_hard = done + 1 >= card.limit("hold_at_session")
    return Ruling(_status(is_hard or done >= progress.planned), later=is_hard)


def _too_soon(progress: Progress, card: ReviewRule) -> Ruling:
    """Nobody asked, or an adopted template allows it: silent."""
    wished = progress.checkup.wished_interval_days
    is_short = wished is not None and wished < card.limit("minimum_interval_days")
    return Ruling(_status(is_short and not progress.adopted))


def _adverse_event(progress: Progress, card: ReviewRule) -> Ruling:
    grade = progress.checkup.adverse_grade
    return Ruling(_status(None if grade is None else grade >= card.limit("grade_at_least")))


def _over_limit(progress: Progress, card: ReviewRule) -> Ruling:
    return Ruling(_status(progress.checkup.over_limit))


ROWS: dict[str, Row] = {
    "rsp-1": _red_flag,
    "rsp-2": _flare,
    "rsp-3": _good_enough,
    "rsp-4": _better_not_done,
    "rsp-5": _nothing_after_two,
    "rsp-6": _nothing_after_three,
    "rsp-7": _worse,
    "rsp-8": _count_reached,
    "rsp-9": _too_soon,
    "rsp-10": _adverse_event,
    "rsp-11": _over_limit,
}
