"""One answer governs everywhere: a record denied, or a disease written down in another way, is read alike by all."""

from typing import Any

import msgspec
import pytest

from enthesis.care.plan import plan
from enthesis.care.values.plan import Plan
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.status import Status
from tests import charts
from tests.knee import hand
from tests.road import NORMAL, TODAY, answer, finding, planned

BODY = (charts.weight(70), charts.height(168))
LIDOCAINE = charts.allergy("Allergy to lidocaine", recordedDate="2020-05-01")
CHLORHEXIDINE = charts.allergy("Allergy to chlorhexidine", recordedDate="2020-05-01")


def _examined(handbook: Handbook, *entries: dict[str, Any], answers: dict[str, Any]) -> Plan:
    case = planned(handbook, *BODY, *entries, answers=answers).case
    return plan(msgspec.structs.replace(case, examined=(hand("mcl-femoral", tender=2),)), handbook, TODAY)


def _day(made: Plan) -> set[str]:
    return {instruction.id for instruction in made.day}


def _numbed(made: Plan) -> bool:
    return any(recipe.lidocaine_stock_ml for recipe in made.recipes)


def test_a_recorded_allergy_keeps_cream_and_numbing_away(handbook: Handbook) -> None:
    made = _examined(handbook, LIDOCAINE, answers=NORMAL)
    assert finding(made, "con-a4-anaesthetic").status is Status.MET
    assert "gate-no-cream" in _day(made)
    assert "gate-cream" not in _day(made)
    assert not _numbed(made)


def test_a_no_to_that_record_clears_it_for_the_finding_the_cream_and_the_syringe(handbook: Handbook) -> None:
    made = _examined(handbook, LIDOCAINE, answers={**NORMAL, "confirm:anaesthetic-allergy": "no"})
    assert finding(made, "con-a4-anaesthetic").status is Status.NOT_MET
    assert "gate-no-cream" not in _day(made)
    assert "gate-cream" in _day(made)
    assert _numbed(made)


@pytest.mark.parametrize("said", ["yes", "not known"])
def test_anything_but_a_no_leaves_it_standing(handbook: Handbook, said: str) -> None:
    made = _examined(handbook, LIDOCAINE, answers={**NORMAL, "confirm:anaesthetic-allergy": said})
    assert "gate-no-cream" in _day(made)
    assert not _numbed(made)


def test_what_was_recorded_after_the_no_speaks_again(handbook: Handbook) -> None:
    case = planned(handbook, *BODY, LIDOCAINE, answers=NORMAL).case
    earlier = answer("confirm:anaesthetic-allergy", "no", TODAY.replace(month=10))
    newer = charts.allergy("Allergy to lidocaine", recordedDate="2026-11-10")
    for entry, stands in ((LIDOCAINE, False), (newer, True)):
        facts = planned(handbook, *BODY, entry, answers=NORMAL).case.facts
        made = plan(msgspec.structs.replace(case, facts=(*facts, earlier)), handbook, TODAY)
        assert ("gate-no-cream" in _day(made)) is stands
        assert (finding(made, "con-a4-anaesthetic").status is Status.MET) is stands


def test_a_no_to_a_skin_agent_brings_back_the_antiseptic_it_names(handbook: Handbook) -> None:
    stands = _examined(handbook, CHLORHEXIDINE, answers=NORMAL)
    [question] = [
        name for name in finding(stands, "allergy-skin-agents").questions if name.startswith("confirm:")
    ]
    cleared = _examined(handbook, CHLORHEXIDINE, answers={**NORMAL, question: "no"})
    usual = _examined(handbook, answers=NORMAL)
    assert _day(stands) != _day(usual)
    assert _day(cleared) == _day(usual)


def test_a_no_to_one_allergy_clears_no_other(handbook: Handbook) -> None:
    made = _examined(
        handbook, LIDOCAINE, CHLORHEXIDINE, answers={**NORMAL, "confirm:anaesthetic-allergy": "no"}
    )
    assert _day(made) == _day(_examined(handbook, CHLORHEXIDINE, answers=NORMAL))
    assert _day(made) != _day(_examined(handbook, answers=NORMAL))


HEART = [
    charts.condition("Heart failure", snomed="84114007"),
    charts.procedure("Coronary artery bypass grafting", snomed="232717009"),
]


@pytest.mark.parametrize("entry", HEART, ids=["diagnosis", "operation"])
def test_a_heart_disease_lowers_the_ceiling_however_it_is_written_down(
    handbook: Handbook, entry: dict[str, Any]
) -> None:
    usual, lowered = (_examined(handbook, *more, answers=NORMAL) for more in ((), (entry,)))
    assert finding(lowered, "less-anaesthetic").status is Status.MET
    assert finding(usual, "less-anaesthetic").status is Status.NOT_MET
    ceilings = [
        {recipe.lidocaine_ceiling_mg for recipe in made.recipes if recipe.lidocaine_ceiling_mg}
        for made in (usual, lowered)
    ]
    assert ceilings == [{210}, {147}]


FRAIL = [
    charts.condition("Frailty", snomed="248279007"),
    charts.condition("Age-related physical debility", icd10="R54"),
    charts.condition("Frail elderly"),
]


@pytest.mark.parametrize("entry", FRAIL, ids=["snomed", "icd-10", "words"])
def test_a_frail_person_is_told_the_lower_paracetamol_limit(
    handbook: Handbook, entry: dict[str, Any]
) -> None:
    told = {instruction.id for instruction in planned(handbook, *BODY, entry, answers=NORMAL).after}
    assert "paracetamol-low" in told


NOT_FRAIL = [
    (),
    (charts.condition("Frailty", snomed="248279007", verification="refuted"),),
    (charts.condition("No frailty"),),
]


@pytest.mark.parametrize("entries", NOT_FRAIL, ids=["silence", "refuted", "denied in words"])
def test_silence_about_liver_alcohol_and_frailty_is_put_to_the_patient_as_a_question(
    handbook: Handbook, entries: tuple[Any, ...]
) -> None:
    told = {instruction.id for instruction in planned(handbook, *BODY, *entries, answers=NORMAL).after}
    assert "paracetamol-check" in told
    assert "paracetamol-low" not in told
