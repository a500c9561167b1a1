"""What happened between and after sessions, as it was recorded: given, told, decided."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from enthesis.care.values.review import Checkup, Decision
from enthesis.vocabulary.anatomy import Side

Guidance = Literal["ultrasound", "fluoroscopy", "landmark"]
ArteryCheck = Literal["seen-and-avoided", "none-seen", "not-looked"]
Aspiration = Literal["none", "blood"]


class GivenPoint(msgspec.Struct, frozen=True, kw_only=True):
    """One place that was injected: how much went in, through which needle, and what was looked at first."""

    enthesis: str
    side: Side
    volume_ml: Decimal | None = None
    needle: str = ""
    artery_check: ArteryCheck | None = None


class GivenSyringe(msgspec.Struct, frozen=True, kw_only=True):
    """One mixture that was drawn up: strength in g per 100 mL, volume in mL, anaesthetic in mg."""

    name: str
    dextrose_percent: Decimal | None = None
    volume_ml: Decimal | None = None
    lidocaine_mg: Decimal | None = None


class PastSession(msgspec.Struct, frozen=True, kw_only=True):
    """A session that took place. History: never re-planned, and corrected by a newer record only.

    ``adverse_grade`` is how grave what went wrong was, 0 for nothing, ``None`` not said; ``checks`` are the
    lists that were ticked, by name; ``refs`` name the records.
    """

    number: int
    day: date
    by: str = ""
    points: tuple[GivenPoint, ...] = ()
    syringes: tuple[GivenSyringe, ...] = ()
    guidance: Guidance | None = None
    aspiration: Aspiration | None = None
    checks: tuple[str, ...] = ()
    complications: str = ""
    adverse_grade: int | None = None
    reason: str = ""
    refs: tuple[str, ...] = ()


class ScoreGiven(msgspec.Struct, frozen=True, kw_only=True):
    """An instrument as it was filled in; ``None`` or absent is not answered."""

    instrument: str
    day: date
    answers: Mapping[str, Decimal | None]
    occasion: str = ""
    by: str = ""
    refs: tuple[str, ...] = ()


class DealtWith(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody saw to a report: the day, what they found, and what was done.

    ``found`` is ``no-red-flag``, or ``red-flag`` where it was one and has been handed on.
    """

    day: date
    found: Literal["no-red-flag", "red-flag"]
    done: str
    by: str = ""


class PatientReport(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody told after a session, with the day they told it. ``dealt`` is ``None`` until seen to.

    ``symptoms`` holds "yes", "no" or "not known"; one left out was not answered. ``words`` are their own.
    """

    number: int
    day: date
    session: int
    days_since_session: int
    symptoms: Mapping[str, str]
    words: str = ""
    told_by: Literal["patient", "nurse", "clinician", "other"] = "patient"
    by: str = ""
    dealt: DealtWith | None = None
    refs: tuple[str, ...] = ()


class ReviewTaken(msgspec.Struct, frozen=True, kw_only=True):
    """A review somebody held: what was answered, what they decided, and why."""

    day: date
    checkup: Checkup
    decision: Decision | None = None
    reason: str = ""
    by: str = ""
    refs: tuple[str, ...] = ()
