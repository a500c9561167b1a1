"""Three-valued answers, severities and verdict levels, with how each is merged."""

from collections.abc import Iterable
from enum import StrEnum


class Status(StrEnum):
    """Whether a rule holds for a person. Not known is never no."""

    MET = "met"
    NOT_MET = "not-met"
    NOT_KNOWN = "not-known"


class Severity(StrEnum):
    """What a met rule asks for."""

    STOP = "STOP"
    HOLD = "HOLD"
    WARN = "WARN"
    INFO = "INFO"

    @property
    def rank(self) -> int:
        """Position from mild to grave: INFO 0, WARN 1, HOLD 2, STOP 3."""
        return _SEVERITY_RANK[self]


_SEVERITY_RANK = {Severity.INFO: 0, Severity.WARN: 1, Severity.HOLD: 2, Severity.STOP: 3}


class Level(StrEnum):
    """How far a person may go; the same five words for the candidate and for today."""

    CANNOT_PROCEED = "cannot-proceed"
    ON_HOLD = "on-hold"
    QUESTIONS_OPEN = "questions-open"
    PROCEED_WITH_CARE = "proceed-with-care"
    CLEAR = "clear"

    @property
    def rank(self) -> int:
        """Position from clear 0 to cannot-proceed 4."""
        return _LEVEL_RANK[self]


_LEVEL_RANK = {
    Level.CLEAR: 0,
    Level.PROCEED_WITH_CARE: 1,
    Level.QUESTIONS_OPEN: 2,
    Level.ON_HOLD: 3,
    Level.CANNOT_PROCEED: 4,
}


def level_of(severity: Severity, status: Status) -> Level:
    """Tell which level one finding alone would give.

    ========  ==============  ==============  =======
    severity  met             not-known       not-met
    ========  ==============  ==============  =======
    STOP      cannot-proceed  questions-open  clear
    HOLD      on-hold         questions-open  clear
    WARN      with care       clear           clear
    INFO      clear           clear           clear
    ========  ==============  ==============  =======

    Source: CARE:1.
    """
    return _LEVEL_OF[severity, status]


_LEVEL_OF = {
    (Severity.STOP, Status.MET): Level.CANNOT_PROCEED,
    (Severity.STOP, Status.NOT_KNOWN): Level.QUESTIONS_OPEN,
    (Severity.STOP, Status.NOT_MET): Level.CLEAR,
    (Severity.HOLD, Status.MET): Level.ON_HOLD,
    (Severity.HOLD, Status.NOT_KNOWN): Level.QUESTIONS_OPEN,
    (Severity.HOLD, Status.NOT_MET): Level.CLEAR,
    (Severity.WARN, Status.MET): Level.PROCEED_WITH_CARE,
    (Severity.WARN, Status.NOT_KNOWN): Level.CLEAR,
    (Severity.WARN, Status.NOT_MET): Level.CLEAR,
    (Severity.INFO, Status.MET): Level.CLEAR,
    (Severity.INFO, Status.NOT_KNOWN): Level.CLEAR,
    (Severity.INFO, Status.NOT_MET): Level.CLEAR,
}


def worst(levels: Iterable[Level]) -> Level:
    """Merge levels: the gravest one decides; of none, clear."""
    return max(levels, key=lambda level: level.rank, default=Level.CLEAR)
