"""A measurement nobody can read is not known, never fine; units in all their spellings are read."""

from typing import Any

import pytest

from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.status import Level, Status
from tests import charts
from tests.road import NORMAL, finding, planned

BODY = (charts.weight(70), charts.height(168))
_NOW = "2026-11-20"
_WARFARIN = charts.medicine("Warfarin Sodium 5 MG Oral Tablet", rxnorm="855332")


def _taken(what: str, loinc: str, value: Any, unit: str = "", on: str = _NOW) -> dict[str, Any]:
    return charts.observation(what, value, unit, on=on, loinc=loinc)


def _temperature(value: Any, unit: str = "", on: str = _NOW, loinc: str = "8310-5") -> dict[str, Any]:
    return _taken("Body temperature", loinc, value, unit, on)


UNREADABLE = [
    ("without a unit", _temperature(102), "today-fever", "fever-measured"),
    ("in words", _temperature("102.4"), "today-fever", "fever-measured"),
    ("in a unit of its own", _temperature(3, "warm"), "today-fever", "fever-measured"),
    ("glucose without a unit", _taken("Glucose", "2339-0", 300), "today-glucose", "glucose-high-measured"),
    ("glucose in g/L", _taken("Glucose", "2339-0", 3, "g/L"), "today-glucose", "glucose-high-measured"),
    ("pressure in words", _taken("Systolic", "8480-6", "190!"), "today-blood-pressure", "systolic-high"),
]  # fmt: skip


@pytest.mark.parametrize(("_name", "entry", "rule", "criterion"), UNREADABLE, ids=[c[0] for c in UNREADABLE])
def test_a_value_of_today_that_cannot_be_read_keeps_the_needle_waiting(
    handbook: Handbook, _name: str, entry: dict[str, Any], rule: str, criterion: str
) -> None:
    made = planned(handbook, *BODY, entry, answers=NORMAL)
    found = finding(made, rule)
    assert found.status is Status.NOT_KNOWN
    assert f"confirm:{criterion}" in found.questions
    assert f"confirm:{criterion}" in {question.id for question in made.questions}
    assert found.evidence
    assert made.ready_today.level is Level.QUESTIONS_OPEN


@pytest.mark.parametrize(("_name", "entry", "rule", "criterion"), UNREADABLE, ids=[c[0] for c in UNREADABLE])
def test_somebody_who_read_it_settles_it_either_way(
    handbook: Handbook, _name: str, entry: dict[str, Any], rule: str, criterion: str
) -> None:
    for said, status in (("yes", Status.MET), ("no", Status.NOT_MET), ("not known", Status.NOT_KNOWN)):
        answers = {**NORMAL, f"confirm:{criterion}": said}
        assert finding(planned(handbook, *BODY, entry, answers=answers), rule).status is status


def test_an_unreadable_value_is_never_a_fine_one(handbook: Handbook) -> None:
    entry = _taken("INR", "6301-6", 70, "%", "2026-11-18")
    made = planned(handbook, *BODY, _WARFARIN, entry, answers=NORMAL)
    assert finding(made, "today-inr").status is Status.NOT_KNOWN
    assert "inr" in {question.id for question in made.questions}


SILENT = [
    ("long ago", _temperature(102, on="2026-10-20"), "today-fever"),
    ("no value at all", _temperature(None), "today-fever"),
    ("read and fine", _temperature(36.8, "degC"), "today-fever"),
    ("fine in Fahrenheit", _temperature(98.2, "degF"), "today-fever"),
    ("fine glucose", _taken("Glucose", "14743-9", 6.1, "mmol/L"), "today-glucose"),
]  # fmt: skip


@pytest.mark.parametrize(("_name", "entry", "rule"), SILENT, ids=[case[0] for case in SILENT])
def test_what_can_be_read_or_is_over_asks_nothing(
    handbook: Handbook, _name: str, entry: dict[str, Any], rule: str
) -> None:
    made = planned(handbook, *BODY, entry, answers=NORMAL)
    assert finding(made, rule).status is Status.NOT_MET
    assert made.ready_today.level is Level.CLEAR


SPEAKS = [
    *((f"{unit}", _temperature(38.4, unit), "today-fever") for unit in ("Cel", "degC", "°C", "deg C")),
    *((f"{unit}", _temperature(101.2, unit), "today-fever") for unit in ("[degF]", "degF", "°F", "deg F")),
    *((f"at {code}", _temperature(38.9, "Cel", loinc=code), "today-fever")
      for code in ("8332-5", "8333-3", "8328-7", "75539-7")),
    ("glucometer", _taken("Glucose", "14743-9", 16, "mmol/L"), "today-glucose"),
    ("whole blood", _taken("Glucose", "15074-8", 16, "mmol/L"), "today-glucose"),
    ("mm Hg", _taken("Systolic", "8480-6", 190, "mm Hg"), "today-blood-pressure"),
]  # fmt: skip


@pytest.mark.parametrize(("_name", "entry", "rule"), SPEAKS, ids=[case[0] for case in SPEAKS])
def test_a_danger_speaks_in_every_spelling_of_its_unit_and_however_it_was_taken(
    handbook: Handbook, _name: str, entry: dict[str, Any], rule: str
) -> None:
    assert finding(planned(handbook, *BODY, entry, answers=NORMAL), rule).status is Status.MET


@pytest.mark.parametrize("code", ["38875-1", "46418-0", "52129-4"])
def test_an_inr_from_a_fingertip_counts(handbook: Handbook, code: str) -> None:
    for value, status in ((4.2, Status.MET), (2.4, Status.NOT_MET)):
        entry = _taken("INR", code, value, "{INR}", "2026-11-18")
        made = planned(handbook, *BODY, _WARFARIN, entry, answers=NORMAL)
        assert finding(made, "today-inr").status is status
