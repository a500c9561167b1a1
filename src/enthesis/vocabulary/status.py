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
    if status is Status.MET:
        return _MET_LEVEL[severity]
    if status is Status.NOT_KNOWN and severity in (Severity.STOP, Severity.HOLD):
        return Level.QUESTIONS_OPEN
    return Level.CLEAR


_MET_LEVEL = {
    Severity.STOP: Level.CANNOT_PROCEED,
    Severity.HOLD: Level.ON_HOLD,
    Severity.WARN: Level.PROCEED_WITH_CARE,
    Severity.INFO: Level.CLEAR,
}


def worst(levels: Iterable[Level]) -> Level:
    """Merge levels: the gravest one decides; of none, clear."""
    return max(levels, key=lambda level: level.rank, default=Level.CLEAR)
