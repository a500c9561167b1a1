"""How soon somebody must be seen, and how two urgencies are merged."""

from collections.abc import Iterable
from enum import StrEnum


class Urgency(StrEnum):
    """Five words, from now to not at all. Source: CARE:12."""

    EMERGENCY = "emergency"
    SAME_DAY = "same-day"
    ASK = "ask"
    WITHIN_72H = "within-72h"
    EXPECTED = "expected"

    @property
    def rank(self) -> int:
        """Position from expected 0 to emergency 4."""
        return _RANK[self]


_RANK = {
    Urgency.EXPECTED: 0,
    Urgency.WITHIN_72H: 1,
    Urgency.ASK: 2,
    Urgency.SAME_DAY: 3,
    Urgency.EMERGENCY: 4,
}


def gravest(urgencies: Iterable[Urgency]) -> Urgency:
    """Merge urgencies: the gravest one decides; of none, expected."""
    return max(urgencies, key=lambda urgency: urgency.rank, default=Urgency.EXPECTED)


def mildest(urgencies: Iterable[Urgency]) -> Urgency:
    """Give the mildest of several, at least one."""
    return min(urgencies, key=lambda urgency: urgency.rank)
