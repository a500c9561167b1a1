"""The published shape of what happened between and after sessions."""

from datetime import date
from decimal import Decimal

from enthesis.formats.shapes import Shape, Standing
from enthesis.vocabulary.status import Severity, Status
from enthesis.vocabulary.urgency import Urgency


class StageLine(Shape, frozen=True):
    """Where somebody stands on the road today."""

    id: str
    title: str
    says: str


class GivenPointLine(Shape, frozen=True):
    """One place that was injected."""

    enthesis: str
    title: str
    side: str
    side_says: str
    volume_ml: Decimal | None
    needle: str
    artery_check: str
    artery_check_says: str


class GivenSyringeLine(Shape, frozen=True):
    """One mixture that was drawn up: strength in g per 100 mL, volume in mL, anaesthetic in mg."""

    name: str
    dextrose_percent: Decimal | None
    volume_ml: Decimal | None
    lidocaine_mg: Decimal | None


class DoneSessionLine(Shape, frozen=True):
    """One session that took place. ``points`` and ``syringes`` are empty where only its day is known."""

    number: int
    day: date
    by: str
    guidance: str
    aspiration: str
    points: tuple[GivenPointLine, ...]
    syringes: tuple[GivenSyringeLine, ...]
    volume_ml: Decimal | None
    checks: tuple[str, ...]
    checks_says: tuple[str, ...]
    complications: str
    adverse_grade: int | None
    reason: str
    refs: tuple[str, ...]


class DealtLine(Shape, frozen=True):
    """Who saw to a report, when, what they found and what was done."""

    day: date
    found: str
    found_says: str
    done: str
    by: str


class ReportLine(Shape, frozen=True):
    """What was told after a session, and how soon somebody must be seen; gravest open one first."""

    number: int
    day: date
    session: int
    days_since_session: int
    told_by: str
    told_by_says: str
    words: str
    yes: tuple[str, ...]
    not_known: tuple[str, ...]
    urgency: Urgency
    says: str
    suspect: str
    action: str
    clinician: str
    rules: tuple[str, ...]
    open: bool
    dealt: DealtLine | None
    by: str
    refs: tuple[str, ...]


class ReviewRow(Standing, frozen=True):
    """What one rule of the review says."""

    rule: str
    title: str
    status: Status
    severity: Severity
    decision: str
    says: str
    because: str
    do_next: str


class HeldReviewLine(Shape, frozen=True):
    """A review somebody held, and what they decided."""

    day: date
    decision: str
    decision_says: str
    reason: str
    by: str


class ReviewPart(Shape, frozen=True):
    """What follows for the next session. ``rows`` are those that ask for something or wait for an answer."""

    decision: str
    says: str
    decided_by: tuple[str, ...]
    due: date | None
    is_due: bool
    rows: tuple[ReviewRow, ...]
    held: tuple[HeldReviewLine, ...]


class ScorePoint(Shape, frozen=True):
    """One score on one day; ``null`` with its reason where too few items were answered."""

    day: date
    scale: str
    score: Decimal | None
    reason: str


class WayChange(Shape, frozen=True):
    """What became of a score since before the course; improvement is positive either way."""

    scale: str
    before: Decimal | None
    after: Decimal | None
    improvement: Decimal | None
    response: str
    mcid: Decimal | None
    mcid_sources: tuple[str, ...]
    says: str


class OutcomeLine(Standing, frozen=True):
    """One instrument over time. A scale without a name is the whole."""

    instrument: str
    title: str
    occasion: str
    direction: str
    direction_says: str
    minimum: Decimal
    maximum: Decimal | None
    scores: tuple[ScorePoint, ...]
    changes: tuple[WayChange, ...]
