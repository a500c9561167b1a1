"""Where a chart lies on the very edge of a card: the day before, the day itself, the day after; two of a kind."""

from datetime import timedelta
from typing import Any

import pytest

from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.status import Level, Severity, Status
from tests import charts
from tests.road import NORMAL, TODAY, finding, planned, row

MET, NOT_MET, NOT_KNOWN = Status.MET, Status.NOT_MET, Status.NOT_KNOWN
NAPROXEN = "Naproxen 500 MG Oral Tablet"


def temperature(celsius: float, days_ago: int = 0, **more: Any) -> dict[str, Any]:
    on = str(TODAY - timedelta(days=days_ago))
    return charts.observation("Body temperature", celsius, "Cel", on=on, loinc="8310-5", **more)


def glucose(value: float, unit: str = "mmol/L") -> dict[str, Any]:
    return charts.observation("Glucose", value, unit, on=str(TODAY), loinc="2339-0")


@pytest.mark.parametrize(
    ("measured", "status"),
    [
        ((37.9, 0), NOT_MET), ((38.0, 0), MET), ((38.1, 0), MET),
        ((38.0, 2), MET), ((38.0, 3), NOT_MET),
    ],
)  # fmt: skip
def test_a_fever_begins_at_its_limit_and_ends_with_its_window(
    handbook: Handbook, measured: tuple[float, int], status: Status
) -> None:
    made = planned(handbook, temperature(*measured), answers=NORMAL)
    assert finding(made, "today-fever").status is status


@pytest.mark.parametrize(
    ("value", "unit", "status"),
    [(13.8, "mmol/L", NOT_MET), (13.9, "mmol/L", MET), (249, "mg/dL", NOT_MET), (250, "mg/dL", MET)],
)
def test_a_glucose_on_its_limit_holds_the_needle(
    handbook: Handbook, value: float, unit: str, status: Status
) -> None:
    diabetes = charts.condition("Diabetes", snomed="44054006")
    made = planned(handbook, diabetes, glucose(value, unit), answers=NORMAL)
    assert finding(made, "today-glucose").status is status


def test_the_latest_measurement_counts_and_not_an_older_one(handbook: Handbook) -> None:
    over = planned(handbook, temperature(38.6, 2), temperature(36.8, 0), answers=NORMAL)
    assert finding(over, "today-fever").status is NOT_MET
    risen = planned(handbook, temperature(36.8, 2), temperature(38.6, 0), answers=NORMAL)
    assert finding(risen, "today-fever").status is MET


@pytest.mark.parametrize("order", [(36.8, 38.6), (38.6, 36.8)])
def test_of_several_measurements_of_a_day_the_worst_counts(
    handbook: Handbook, order: tuple[float, float]
) -> None:
    made = planned(handbook, *(temperature(value) for value in order), answers=NORMAL)
    assert finding(made, "today-fever").status is MET


@pytest.mark.parametrize(
    ("birth", "status"),
    [
        ("2008-11-20", NOT_MET), ("2008-11-21", MET), ("2007", NOT_MET), ("2008", NOT_KNOWN), ("2009", MET),
    ],
)  # fmt: skip
def test_a_birth_year_that_may_be_either_side_of_the_line_is_not_known(
    handbook: Handbook, birth: str, status: Status
) -> None:
    made = planned(handbook, answers=NORMAL, patient=charts.patient(birth=birth))
    assert finding(made, "con-r12-age").status is status


def test_a_prosthesis_called_over_is_still_asked_about(handbook: Handbook) -> None:
    entry = charts.condition("Presence of right artificial knee joint", icd10="Z96.651", clinical="resolved")
    found = finding(planned(handbook, entry, answers=NORMAL), "con-a8-prosthesis")
    assert (found.status, found.severity, found.recorded) == (MET, Severity.HOLD, True)


# Medicines: what is not told is neither taken nor left


@pytest.mark.parametrize(
    ("entry", "say"),
    [
        ({"on": "2026-10-01"}, "pause"),
        ({"on": "1994-05-01"}, "ask"),
        ({"status": "unknown"}, "ask"),
        ({"status": "on-hold"}, "ask"),
    ],
)
def test_an_anti_inflammatory_pauses_only_when_it_is_taken_for_sure(
    handbook: Handbook, entry: dict[str, Any], say: str
) -> None:
    taken = charts.medicine(NAPROXEN, rxnorm="198014", **entry)
    pause = row(planned(handbook, taken, answers={**NORMAL, "why:naproxen": "target-pain"}), "naproxen")
    assert pause.say == say
    assert bool(pause.spans) == (say == "pause")


@pytest.mark.parametrize("order", [0, 1])
def test_of_two_entries_of_one_medicine_the_one_that_is_taken_counts(handbook: Handbook, order: int) -> None:
    entries = [
        charts.medicine(NAPROXEN, rxnorm="198014", on="2026-10-01"),
        charts.medicine(NAPROXEN, rxnorm="198014", on="1994-05-01"),
    ]
    made = planned(
        handbook, entries[order], entries[1 - order], answers={**NORMAL, "why:naproxen": "target-pain"}
    )
    assert row(made, "naproxen").say == "pause"


@pytest.mark.parametrize("why", ["inflammatory", "heart", "other"])
def test_an_anti_inflammatory_for_another_disease_is_the_prescribers(handbook: Handbook, why: str) -> None:
    entry = charts.medicine(NAPROXEN, rxnorm="198014")
    made = planned(handbook, entry, answers={**NORMAL, "why:naproxen": why})
    assert row(made, "naproxen").say == "ask-prescriber"
    assert row(made, "naproxen").spans == ()


@pytest.mark.parametrize("taking", ["stopped", "active"])
@pytest.mark.parametrize(("days_ago", "status"), [(0, MET), (1, MET), (2, MET), (3, NOT_MET), (4, NOT_MET)])
def test_the_pause_before_a_session_is_over_on_its_last_day_and_no_sooner(
    handbook: Handbook, taking: str, days_ago: int, status: Status
) -> None:
    last = str(TODAY - timedelta(days=days_ago))
    answers = {**NORMAL, "why:naproxen": "target-pain"}
    until = last if taking == "stopped" else None
    entry = charts.medicine_statement(
        NAPROXEN, rxnorm="198014", status=taking, since="2026-09-01", until=until
    )
    if taking == "active":
        answers |= {"taking:naproxen": "yes", "last-dose:naproxen": last}
    assert finding(planned(handbook, entry, answers=answers), "med-r1-nsaid-today").status is status


@pytest.mark.parametrize(
    ("mg", "dose", "say"),
    [
        (81, "take 1 tablet daily", "do-not-stop"),
        (325, "take 1 tablet daily", "do-not-stop"),
        (325, "take 1 tablet twice daily", "pause"),
        (500, "take 1 tablet daily", "pause"),
        (500, "take 1 tablet as needed", "pause"),
    ],
)
def test_aspirin_said_to_be_for_pain_pauses_only_above_a_low_dose(
    handbook: Handbook, mg: int, dose: str, say: str
) -> None:
    entry = charts.medicine(f"Aspirin {mg} MG Oral Tablet", dose=dose)
    made = planned(handbook, entry, answers={**NORMAL, "why:aspirin": "bought"})
    assert row(made, "aspirin").say == say


@pytest.mark.parametrize("why", ["bought", "target-pain"])
def test_aspirin_of_a_dose_nobody_told_goes_on_even_when_it_is_said_to_be_for_pain(
    handbook: Handbook, why: str
) -> None:
    made = planned(handbook, charts.medicine("Aspirin"), answers={**NORMAL, "why:aspirin": why})
    assert row(made, "aspirin").say == "do-not-stop"


@pytest.mark.parametrize("dose", ["take 1 tablet twice daily", "take 1 tablet as needed"])
def test_aspirin_nobody_explained_goes_on_and_is_asked_about(handbook: Handbook, dose: str) -> None:
    made = planned(handbook, charts.medicine("Aspirin 500 MG Oral Tablet", dose=dose), answers=NORMAL)
    assert row(made, "aspirin").say == "do-not-stop"
    assert "why:aspirin" in {question.id for question in made.questions}


@pytest.mark.parametrize(("mg", "asked"), [(81, False), (325, False), (326, True)])
def test_aspirin_up_to_the_low_dose_speaks_for_itself_and_above_it_is_asked_about(
    handbook: Handbook, mg: int, asked: bool
) -> None:
    entry = charts.medicine(f"Aspirin {mg} MG Oral Tablet", dose="take 1 tablet daily")
    made = planned(handbook, entry, answers=NORMAL)
    assert row(made, "aspirin").say == "do-not-stop"
    assert ("why:aspirin" in {question.id for question in made.questions}) is asked


def test_a_medicine_list_nobody_confirmed_leaves_what_is_not_on_it_not_known(handbook: Handbook) -> None:
    without = {question: value for question, value in NORMAL.items() if question != "other-medicines"}
    for rule in ("med-r5-steroid", "med-r9-immunosuppressant"):
        assert finding(planned(handbook, answers=NORMAL), rule).status is NOT_MET
        assert finding(planned(handbook, answers=without), rule).status is NOT_KNOWN
        said_yes = planned(handbook, answers={**NORMAL, "other-medicines": "yes"})
        assert finding(said_yes, rule).status is NOT_KNOWN


# Agreement: whom the card names may settle a HOLD, by a yes


@pytest.mark.parametrize(
    ("agreed", "severity"), [(None, Severity.HOLD), ("no", Severity.HOLD), ("yes", Severity.WARN)]
)
def test_only_a_yes_agrees(handbook: Handbook, agreed: str | None, severity: Severity) -> None:
    entry = charts.condition("Rheumatoid arthritis", snomed="69896004")
    answers = {**NORMAL, "confirm:inflammatory-arthritis": "yes"}
    made = planned(handbook, entry, answers=answers)
    confirm = next(q.id for q in made.questions if q.id.startswith(("confirm:", "agreed:")))
    if confirm.startswith("confirm:"):
        answers[confirm] = "yes"
    if agreed:
        answers["agreed:con-r4-r5-immune"] = agreed
    found = finding(planned(handbook, entry, answers=answers), "con-r4-r5-immune")
    assert (found.status, found.severity) == (MET, severity)


def test_a_verdict_with_a_hold_outranks_one_with_questions(handbook: Handbook) -> None:
    entry = charts.medicine("Prednisone 5 MG Oral Tablet", rxnorm="312617")
    made = planned(handbook, entry)
    assert made.verdict.level is Level.ON_HOLD
