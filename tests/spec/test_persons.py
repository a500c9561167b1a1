"""Who it is: age at its boundary and half known, sex, weight, and a side nobody examined."""

from typing import Any

import pytest

from enthesis.care.values.case import Examined, Wish
from enthesis.formats.answers import Answers, refuse_other_wish
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.errors import BadInput
from enthesis.vocabulary.status import Level, Status
from tests import charts
from tests.road import NORMAL, finding, planned, row

AGES = [
    ("2008-11-19", "not-met"), ("2008-11-20", "not-met"), ("2008-11-21", "met"), ("2008-10", "not-met"),
    ("2008-11", "not-known"), ("2008-12", "met"), ("2007", "not-met"), ("2008", "not-known"), ("2009", "met"),
    (None, "not-known"),
]  # fmt: skip


@pytest.mark.parametrize(("birth", "status"), AGES)
def test_a_person_is_of_age_on_the_birthday(handbook: Handbook, birth: str | None, status: str) -> None:
    made = planned(
        handbook, charts.weight(70), answers=NORMAL, patient=charts.patient(birth=birth, gender="male")
    )
    assert finding(made, "con-r12-age").status == status
    asked = {question.id for question in made.questions}
    assert ("birth-date" in asked) is (status == "not-known"), "what is not known names its question"


@pytest.mark.parametrize(
    ("told", "status"), [("2008-11-20", "not-met"), ("2008-12-24", "met"), ("1968-01-01", "not-known")]
)
def test_the_day_told_counts_where_it_lies_in_the_year_of_the_chart(
    handbook: Handbook, told: str, status: str
) -> None:
    made = planned(
        handbook,
        charts.weight(70),
        answers={**NORMAL, "birth-date": told},
        patient=charts.patient(birth="2008", gender="male"),
    )
    assert finding(made, "con-r12-age").status == status


@pytest.mark.parametrize(("birth", "refused"), [("1903-01-01", True), ("1900", True), ("1904-01-01", False)])
def test_nobody_is_older_than_anybody_ever_was(handbook: Handbook, birth: str, refused: bool) -> None:
    patient = charts.patient(birth=birth)
    if refused:
        with pytest.raises(BadInput, match="cannot be right"):
            planned(handbook, patient=patient)
    else:
        assert planned(handbook, patient=patient).case.person.birth


ASKED_OF = [
    ("female", "1971-11-20", True), ("female", "1971-11-21", True), ("female", "1970-11-20", False),
    ("female", "1970-11-21", True), ("male", "1990-01-01", False), ("other", "1990-01-01", True),
    (None, "1990-01-01", True), ("female", "1970", True), ("female", None, True),
]  # fmt: skip


@pytest.mark.parametrize(("gender", "birth", "asked"), ASKED_OF)
def test_pregnancy_is_asked_of_whom_it_may_concern(
    handbook: Handbook, gender: str | None, birth: str | None, asked: bool
) -> None:
    made = planned(handbook, answers=NORMAL, patient=charts.patient(gender=gender, birth=birth))
    assert ("pregnancy" in {question.id for question in made.questions}) is asked


@pytest.mark.parametrize("patient", [charts.patient(birth="1960-01-01"), charts.patient(gender="male")])
def test_a_pregnancy_on_record_is_asked_about_whoever_it_is(
    handbook: Handbook, patient: dict[str, Any]
) -> None:
    entry = charts.condition("Pregnancy", snomed="77386006", onset="2026-09-01")
    assert planned(handbook, entry, answers=NORMAL, patient=patient).verdict.level is Level.ON_HOLD


@pytest.mark.parametrize(("kg", "asked"), [(19, True), (20, False), (350, False), (351, True)])
def test_a_weight_that_is_taken_for_a_slip_is_asked_for_again(
    handbook: Handbook, kg: int, asked: bool
) -> None:
    made = planned(handbook, charts.weight(kg), charts.height(168), answers=NORMAL)
    assert ("weight" in {question.id for question in made.questions}) is asked


def examined(*sides: Side) -> Answers:
    return Answers(examined=tuple(Examined(enthesis="knee-joint", side=side) for side in sides))


def test_an_examination_of_the_other_side_alone_is_refused() -> None:
    wish = Wish(condition="knee-oa", side=Side.RIGHT)
    with pytest.raises(BadInput, match="only the other one is examined"):
        refuse_other_wish(wish, examined(Side.LEFT))
    refuse_other_wish(wish, examined(Side.LEFT, Side.RIGHT))
    refuse_other_wish(wish, examined())
    refuse_other_wish(Wish(condition="knee-oa"), examined(Side.LEFT))


@pytest.mark.parametrize(("on", "say"), [("2026-11-19", "do-not-stop"), ("2026-09-01", "ended")])
def test_a_dose_given_lately_leaves_open_whether_more_followed(handbook: Handbook, on: str, say: str) -> None:
    given = {
        "resourceType": "MedicationAdministration",
        "status": "completed",
        "effectiveDateTime": on,
        "medicationCodeableConcept": charts.concept("Warfarin 5 MG"),
    }
    made = planned(handbook, charts.weight(70), given, answers=NORMAL)
    assert row(made, "warfarin").say == say
    assert ("taking:warfarin" in {q.id for q in made.questions}) is (say == "do-not-stop")


@pytest.mark.parametrize(("on", "waits"), [("2026-11-18", True), ("2026-11-17", False)])
def test_an_anti_inflammatory_given_lately_is_still_in_the_body(
    handbook: Handbook, on: str, waits: bool
) -> None:
    given = {
        "resourceType": "MedicationAdministration",
        "status": "completed",
        "effectiveDateTime": on,
        "medicationCodeableConcept": charts.concept("Ketorolac 30 MG/ML Injection"),
    }
    made = planned(handbook, charts.weight(70), given, answers=NORMAL)
    assert (finding(made, "med-r1-nsaid-today").status is Status.MET) is waits
