"""An answer settles what was on record when it was given; what comes later speaks anew."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from enthesis.care.plan import plan
from enthesis.care.values.plan import Plan
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.status import Level, Severity, Status
from tests import charts
from tests.road import NORMAL, TODAY, answer, finding, planned, row

FOR_THE_KNEE = charts.concept("Knee osteoarthritis", snomed="239873007")
CONFIRM = "confirm:bleeding-disorder"


def with_earlier(handbook: Handbook, days: int, answers: dict[str, Any], *entries: dict[str, Any]) -> Plan:
    """Plan today with the normal answers of today, and these given so many days ago."""
    case = planned(handbook, charts.weight(70), *entries, answers=NORMAL).case
    said = tuple(answer(name, value, TODAY - timedelta(days=days)) for name, value in answers.items())
    return plan(msgspec.structs.replace(case, facts=(*case.facts, *said)), handbook, TODAY)


@pytest.mark.parametrize(
    ("onset", "recorded", "reopens"),
    [
        ("1990-01-01", None, False),
        ("2026-11-10", None, False),
        ("2026-11-11", None, True),
        ("1990-01-01", "2026-11-10", False),
        ("1990-01-01", "2026-11-11", True),
        (None, None, False),
        ("2026", None, False),
    ],
)
def test_a_no_settles_what_stood_there_and_nothing_written_later(
    handbook: Handbook, onset: str | None, recorded: str | None, reopens: bool
) -> None:
    more = {"recordedDate": recorded} if recorded else {}
    entry = charts.condition("Haemophilia A", icd10="D66", onset=onset, **more)
    made = with_earlier(handbook, 10, {CONFIRM: "no"}, entry)
    assert (made.verdict.level is Level.ON_HOLD) is reopens
    assert (CONFIRM in {question.id for question in made.questions}) is reopens


def test_an_entry_dated_in_the_future_can_still_be_settled_today(handbook: Handbook) -> None:
    entry = charts.condition("Haemophilia A", icd10="D66", onset="2031-01-01")
    assert with_earlier(handbook, 0, {CONFIRM: "no"}, entry).verdict.level is Level.CLEAR
    assert with_earlier(handbook, 1, {CONFIRM: "no"}, entry).verdict.level is Level.ON_HOLD


def test_a_patients_later_yes_reopens_what_was_denied_before(handbook: Handbook) -> None:
    case = planned(handbook, charts.weight(70), answers={**NORMAL, "bleeding": "yes"}).case
    for days, level in ((1, Level.ON_HOLD), (0, Level.CLEAR)):
        said = answer(CONFIRM, "no", TODAY - timedelta(days=days))
        made = plan(msgspec.structs.replace(case, facts=(*case.facts, said)), handbook, TODAY)
        assert made.verdict.level is level


@pytest.mark.parametrize(
    ("prescribed", "say"), [("2026-11-11", "pause"), ("2026-11-10", "ended"), ("2026-10-01", "ended")]
)
def test_no_longer_taken_says_nothing_of_a_later_prescription(
    handbook: Handbook, prescribed: str, say: str
) -> None:
    entry = charts.medicine("Naproxen 500 MG Oral Tablet", reason=FOR_THE_KNEE, on=prescribed)
    assert row(with_earlier(handbook, 10, {"taking:naproxen": "no"}, entry), "naproxen").say == say


@pytest.mark.parametrize(("days", "waits"), [(0, False), (1, True), (5, True)])
def test_a_last_dose_told_on_an_earlier_day_says_nothing_of_the_days_since(
    handbook: Handbook, days: int, waits: bool
) -> None:
    entry = charts.medicine("Naproxen 500 MG Oral Tablet", reason=FOR_THE_KNEE)
    told = {"taking:naproxen": "yes", "last-dose:naproxen": "2026-11-10"}
    made = with_earlier(handbook, days, told, entry)
    assert (finding(made, "med-r1-nsaid-today").status is Status.MET) is waits
    assert (made.course.sessions[0].planned > TODAY) is waits


ENDED = [
    ("2026-11-20", True), ("2026-11-19", True), ("2026-11-18", True), ("2026-11-17", False),
    ("2026-11", True), ("2026-09", False), ("2025", False),
]  # fmt: skip


@pytest.mark.parametrize(("until", "waits"), ENDED)
def test_a_medicine_ended_yesterday_is_still_in_the_body(handbook: Handbook, until: str, waits: bool) -> None:
    entry = charts.medicine_statement("Naproxen 500 MG Oral Tablet", status="completed", until=until)
    made = planned(handbook, charts.weight(70), entry, answers=NORMAL)
    assert row(made, "naproxen").say == "ended"
    assert (finding(made, "med-r1-nsaid-today").status is Status.MET) is waits
    assert (made.course.sessions[0].planned > TODAY) is waits


@pytest.mark.parametrize(("dose", "waits"), [("2026-11-19", True), ("2026-11-17", False)])
def test_whoever_ended_it_yesterday_waits_as_well(handbook: Handbook, dose: str, waits: bool) -> None:
    entry = charts.medicine("Naproxen 500 MG Oral Tablet", reason=FOR_THE_KNEE)
    told = {**NORMAL, "taking:naproxen": "no", "last-dose:naproxen": dose}
    made = planned(handbook, charts.weight(70), entry, answers=told)
    assert (made.ready_today.level is Level.ON_HOLD) is waits


def test_an_end_of_which_only_the_year_is_known_is_asked_about(handbook: Handbook) -> None:
    entry = charts.medicine_statement("Naproxen 500 MG Oral Tablet", status="completed", until="2026")
    made = planned(handbook, charts.weight(70), entry, answers=NORMAL)
    assert "taking:naproxen" in {question.id for question in made.questions}


def test_a_low_dose_aspirin_ended_yesterday_is_no_anti_inflammatory(handbook: Handbook) -> None:
    entry = charts.medicine_statement("Aspirin 81 MG Oral Tablet", status="completed", until="2026-11-19")
    made = planned(handbook, charts.weight(70), entry, answers=NORMAL)
    assert finding(made, "med-r1-nsaid-today").status is Status.NOT_MET


AGREED = "agreed:med-r5-steroid"
PREDNISONE = {"text": "prednisone 10 MG Oral Tablet", "rxnorm": "8640"}


@pytest.mark.parametrize(
    ("on", "holds"), [("2026-10-01", False), ("2026-11-10", False), ("2026-11-11", True)]
)
def test_an_agreement_covers_the_medicine_of_its_day_and_none_recorded_later(
    handbook: Handbook, on: str, holds: bool
) -> None:
    made = with_earlier(handbook, 10, {AGREED: "yes"}, charts.medicine(**PREDNISONE, on=on))
    severity = Severity.HOLD if holds else Severity.WARN
    assert finding(made, "med-r5-steroid").severity is severity
    assert (AGREED in {question.id for question in made.questions}) is holds


def test_a_second_medicine_of_the_kind_is_put_to_the_prescriber_anew(handbook: Handbook) -> None:
    entries = (
        charts.medicine(**PREDNISONE, on="2026-10-01"),
        charts.medicine("dexamethasone 4 MG Oral Tablet", rxnorm="3264", on="2026-11-15"),
    )
    for days, severity in ((10, Severity.HOLD), (5, Severity.WARN), (0, Severity.WARN)):
        made = with_earlier(handbook, days, {AGREED: "yes"}, *entries)
        assert finding(made, "med-r5-steroid").severity is severity


def test_a_disease_found_after_the_agreement_holds_and_its_confirming_does_not(handbook: Handbook) -> None:
    rule, confirm = "con-r4-r5-immune", "confirm:inflammatory-arthritis"
    old = charts.condition("Rheumatoid arthritis", icd10="M06.9", onset="2010-01-01")
    new = charts.condition("Systemic lupus erythematosus", icd10="M32.9", onset="2026-11-15")
    said = {f"agreed:{rule}": "yes"}
    for entries, severity in (((old,), Severity.WARN), ((old, new), Severity.HOLD)):
        case = with_earlier(handbook, 10, said, *entries).case
        confirmed = (*case.facts, answer(confirm, "yes"))
        made = plan(msgspec.structs.replace(case, facts=confirmed), handbook, TODAY)
        assert finding(made, rule).severity is severity
