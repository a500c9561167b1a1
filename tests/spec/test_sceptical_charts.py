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


def _found(text: str, value: str, **codes: str) -> dict[str, Any]:
    return charts.observation(text, value, on="2026-11-01", **codes)


SPOKEN_AS_OBSERVATIONS = [
    (_found("Haemophilia A", "Yes"), "con-a5-bleeding"),
    (_found("Bleeding", "Present (qualifier value)", snomed="90935002"), "con-a5-bleeding"),
    (_found("Pregnancy status", "Pregnant", loinc="82810-3"), "con-r3-pregnancy"),
    (_found("hCG in urine", "Positive", loinc="2106-3"), "con-r3-pregnancy"),
]


@pytest.mark.parametrize(("entry", "rule"), SPOKEN_AS_OBSERVATIONS, ids=lambda each: str(each)[:60])
def test_a_danger_entered_as_an_observation_speaks_like_a_problem(
    handbook: Handbook, entry: dict[str, Any], rule: str
) -> None:
    young = charts.patient(birth="1992-01-01")
    made = planned(handbook, entry, patient=young, answers={**NORMAL, "pregnancy": "no"})
    assert finding(made, rule).recorded
    assert finding(made, rule).evidence


SAID_NO = [
    (_found("Haemophilia A", "No"), "it says no"),
    (_found("Pregnancy status", "Not pregnant", loinc="82810-3"), "it says no"),
    (_found("hCG in urine", "Negative", loinc="2106-3"), "it says no"),
    (_found("Haemophilia A", "see letter"), "its value was not understood"),
    (charts.observation("Size of the cancer", 3, "mm"), "no card asks about it"),
]


@pytest.mark.parametrize(("entry", "why"), SAID_NO, ids=lambda each: str(each)[:60])
def test_an_observation_that_says_no_or_nothing_is_counted_and_asks_nothing(
    handbook: Handbook, entry: dict[str, Any], why: str
) -> None:
    young = charts.patient(birth="1992-01-01")
    made = planned(handbook, entry, patient=young, answers={**NORMAL, "pregnancy": "no"})
    assert why in made.case.not_understood[0].why
    for rule in ("con-a5-bleeding", "con-r3-pregnancy", "con-a3-cancer-anywhere"):
        assert finding(made, rule).status is Status.NOT_MET


def test_an_allergy_named_only_by_the_substance_of_its_reaction_is_read(handbook: Handbook) -> None:
    entry = charts.allergy("Other")
    entry["reaction"] = [{"substance": {"text": "Lidocaine"}, "manifestation": [{"text": "Rash"}]}]
    assert finding(planned(handbook, entry, answers=NORMAL), "con-a4-anaesthetic").recorded
    entry["reaction"] = [{"substance": {"text": "Strawberry"}, "manifestation": [{"text": "Rash"}]}]
    assert finding(planned(handbook, entry, answers=NORMAL), "con-a4-anaesthetic").status is Status.NOT_MET
