"""The merge of severities and levels, cell by cell, against a table written out here."""

from itertools import permutations

import pytest

from enthesis.vocabulary.status import Level, Severity, Status, level_of, worst

TABLE = {
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
GRAVEST_FIRST = (
    Level.CANNOT_PROCEED,
    Level.ON_HOLD,
    Level.QUESTIONS_OPEN,
    Level.PROCEED_WITH_CARE,
    Level.CLEAR,
)


@pytest.mark.parametrize(("severity", "status"), TABLE)
def test_one_finding_gives_the_level_of_its_cell(severity: Severity, status: Status) -> None:
    assert level_of(severity, status) is TABLE[severity, status]


@pytest.mark.parametrize("pair", permutations(GRAVEST_FIRST, 2))
def test_of_two_levels_the_graver_decides_in_either_order(pair: tuple[Level, Level]) -> None:
    assert worst(pair) is min(pair, key=GRAVEST_FIRST.index)


def test_of_no_level_nothing_stands_in_the_way() -> None:
    assert worst(()) is Level.CLEAR
