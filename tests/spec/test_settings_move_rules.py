"""One number, one home: a clinic that moves its setting moves every rule and sentence that rests on it."""

from typing import Any

import pytest

from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.status import Status
from tests import charts
from tests.clinic import read_with
from tests.road import NORMAL, finding, planned, row

_WARFARIN = charts.medicine("Warfarin Sodium 5 MG Oral Tablet", rxnorm="855332")
_ON_THE_DAY = "2026-11-20"


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    """A clinic more careful than the cards in everything it may move."""
    return read_with(
        tmp_path_factory.mktemp("strict"),
        glucose_hold=12,
        inr_limit=2.5,
        inr_days=3,
        temperature_hold=37.5,
        bp_hold_systolic=160,
        bp_hold_diastolic=100,
        aspirin_low_dose_mg=500,
    )


def _measured(what: str, value: float, unit: str, loinc: str, on: str = _ON_THE_DAY) -> dict[str, Any]:
    return charts.observation(what, value, unit, on=on, loinc=loinc)


BETWEEN: list[tuple[str, tuple[dict[str, Any], ...], str, str]] = [
    ("glucose", (_measured("Glucose", 12.5, "mmol/L", "2339-0"),), "today-glucose", "12 mmol/L (216 mg/dL)"),
    ("glucose in mg/dL", (_measured("Glucose", 220, "mg/dL", "2339-0"),), "today-glucose", "12 mmol/L"),
    ("temperature", (_measured("Body temperature", 37.7, "Cel", "8310-5"),), "today-fever", ""),
    ("upper pressure", (_measured("Systolic", 165, "mm[Hg]", "8480-6"),), "today-blood-pressure", "160/100"),
    ("lower pressure", (_measured("Diastolic", 102, "mm[Hg]", "8462-4"),), "today-blood-pressure", "160/100"),
    ("INR", (_WARFARIN, _measured("INR", 2.8, "1", "6301-6")), "today-inr", "above 2.5"),
]  # fmt: skip


@pytest.mark.parametrize(("_name", "entries", "rule", "says"), BETWEEN, ids=[case[0] for case in BETWEEN])
def test_a_value_between_the_old_and_the_new_limit_speaks_only_after_the_move(
    handbook: Handbook, strict: Handbook, _name: str, entries: tuple[Any, ...], rule: str, says: str
) -> None:
    assert finding(planned(handbook, *entries, answers=NORMAL), rule).status is Status.NOT_MET
    assert finding(planned(strict, *entries, answers=NORMAL), rule).status is Status.MET
    assert says in strict.sentences[f"rules.{rule}.says"]["en"]


def test_an_inr_too_old_for_the_clinic_is_asked_for_again(handbook: Handbook, strict: Handbook) -> None:
    entries = (_WARFARIN, _measured("INR", 2.4, "1", "6301-6", on="2026-11-15"))
    assert finding(planned(handbook, *entries, answers=NORMAL), "today-inr").status is Status.NOT_MET
    asked = planned(strict, *entries, answers=NORMAL)
    assert finding(asked, "today-inr").status is Status.NOT_KNOWN
    assert "3 days" in strict.sentences["questions.inr.text"]["en"]


def test_aspirin_between_the_two_doses_is_a_painkiller_only_before_the_move(
    handbook: Handbook, strict: Handbook
) -> None:
    entry = charts.medicine("Aspirin 500 MG Oral Tablet", dose="1 tablet daily")
    bought = {**NORMAL, "why:aspirin": "bought"}
    assert row(planned(handbook, entry, answers=bought), "aspirin").say == "pause"
    assert row(planned(strict, entry, answers=bought), "aspirin").say == "do-not-stop"


def test_what_a_patient_is_asked_about_fever_names_the_moved_number(strict: Handbook) -> None:
    asked = [texts["en"] for name, texts in strict.sentences.items() if "temperature of" in texts["en"]]
    assert asked
    assert all("37.5 °C (99.5 °F)" in text for text in asked)


def test_every_card_says_the_numbers_as_they_were_written(handbook: Handbook) -> None:
    assert "13.9 mmol/L (250 mg/dL)" in handbook.sentences["rules.today-glucose.says"]["en"]
    assert "180/110" in handbook.sentences["rules.today-blood-pressure.says"]["en"]
    assert not [name for name, texts in handbook.sentences.items() if "setting:" in texts["en"]]
