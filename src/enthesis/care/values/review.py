"""A review between sessions: what is known on the day, what each rule says, and what follows."""

from datetime import date
from typing import Literal

import msgspec

from enthesis.care.values.sentence import Sentence
from enthesis.vocabulary.status import Severity, Status

Decision = Literal["stop", "refer", "hold", "defer", "ask", "finish", "continue"]


class Checkup(msgspec.Struct, frozen=True, kw_only=True):
    """What was found and answered on the day of the review. ``None`` is not known, never no.

    ``red_flag`` stands for any red flag, infection, new nerve sign or new contraindication.
    ``back_to_baseline`` is whether the pain is back to where it was before the last session.
    ``adverse_grade`` is the gravest adverse event since the last session, 0 for none. ``over_limit`` is
    whether the next mixture passes a limit. ``wished_interval_days`` is the interval asked for, ``None`` when
    nobody asked. ``reason_to_go_on`` is on record, in the clinician's own words.
    """

    red_flag: bool | None = None
    back_to_baseline: bool | None = None
    satisfied: bool | None = None
    function_goal_met: bool | None = None
    adverse_grade: int | None = None
    over_limit: bool | None = None
    wished_interval_days: int | None = None
    reason_to_go_on: str = ""


class ReviewLine(msgspec.Struct, frozen=True, kw_only=True):
    """What one rule says. ``decision`` is what it asks for now: nothing when it does not hold."""

    rule: str
    status: Status
    severity: Severity
    decision: Decision | Literal[""]
    says: Sentence
    because: Sentence
    do_next: Sentence


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """What follows, and which rules decided it. ``counted`` sessions are old enough to be judged."""

    day: date
    decision: Decision
    decided_by: tuple[str, ...]
    says: Sentence
    lines: tuple[ReviewLine, ...]
    counted: int
