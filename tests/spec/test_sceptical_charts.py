"""Charts a sceptical clinician would try: what looks harmless only because it is written down elsewhere."""

from typing import Any

import pytest

from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.status import Status
from tests import charts
from tests.road import NORMAL, finding, planned

INFECTED_ELSEWHERE = [
    charts.condition("Septic arthritis of left knee", onset="2026-11-01"),
    charts.condition("Arthritis due to other bacteria, left knee", icd10="M00.862", onset="2026-11-01"),
    charts.condition("Septic arthritis of shoulder", onset="2026-11-01"),
    charts.condition("Discitis of lumbar region", icd10="M46.46", onset="2026-11-01"),
    charts.condition("Infection of left knee prosthesis", icd10="T84.54XA", onset="2026-11-01"),
]


@pytest.mark.parametrize("entry", INFECTED_ELSEWHERE, ids=lambda entry: str(entry["code"]["text"]))
def test_a_joint_or_bone_infected_elsewhere_keeps_the_needle_waiting(
    handbook: Handbook, entry: dict[str, Any]
) -> None:
    made = planned(handbook, entry, answers=NORMAL)
    assert finding(made, "today-passing-illness").recorded
    assert finding(made, "con-a1-joint-infection").status is Status.NOT_MET


def test_a_joint_infected_years_ago_elsewhere_does_not(handbook: Handbook) -> None:
    entry = charts.condition("Septic arthritis of left knee", onset="2020-11-01")
    assert finding(planned(handbook, entry, answers=NORMAL), "today-passing-illness").status is Status.NOT_MET
