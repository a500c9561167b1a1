"""The planted faults still fit the code they are planted in. `make mutants` plants them."""

from collections import Counter

import pytest

from tests.mutants.faults import ROOT, Fault, all_faults

FAULTS = all_faults()
LEAST = 40


def test_there_are_enough_faults_and_no_two_share_a_name() -> None:
    assert len(FAULTS) >= LEAST
    assert [name for name, times in Counter(fault.name for fault in FAULTS).items() if times > 1] == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name.replace(" ", "-"))
def test_a_planted_fault_still_applies(fault: Fault) -> None:
    sound = (ROOT / fault.path).read_text()
    assert fault.planted(sound) != sound


def test_the_tests_that_should_notice_exist() -> None:
    named = {test for fault in FAULTS for test in fault.tests}
    assert [test for test in sorted(named) if not (ROOT / test.partition("::")[0]).is_file()] == []
    assert all(fault.tests for fault in FAULTS)
