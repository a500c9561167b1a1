"""Medicines typed by a person: whatever stands before, between and behind the names, no name is lost."""

from typing import Any

import pytest

from enthesis.formats.answer_values import Given, answer_fact
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.errors import BadInput
from enthesis.vocabulary.status import Level, Status
from tests import charts
from tests.road import NORMAL, TODAY, finding, planned, row

MEDICINES = "other-medicines"


def typed(handbook: Handbook, said: object) -> Any:
    return answer_fact(Given(question=MEDICINES, value=said), handbook, TODAY, handbook.questions).value


NAMES: list[tuple[object, list[str]]] = [
    ("warfarin", ["warfarin"]),
    ("aspirin, ginkgo", ["aspirin", "ginkgo"]),
    ("aspirin; ginkgo", ["aspirin", "ginkgo"]),
    ("aspirin and ginkgo", ["aspirin", "ginkgo"]),
    ("warfarin\nibuprofen", ["ibuprofen", "warfarin"]),
    ("warfarin + ibuprofen", ["ibuprofen", "warfarin"]),
    ("yes, warfarin", ["warfarin"]),
    ("no, only warfarin", ["warfarin"]),
    ("Yes: warfarin", ["warfarin"]),
    (["no", "warfarin"], ["warfarin"]),
    (["none", "warfarin"], ["warfarin"]),
    ("warfarin 5 mg, once daily", ["warfarin"]),
    ("warfarin (5 mg, at night), ginkgo", ["ginkgo", "warfarin"]),
]  # fmt: skip


@pytest.mark.parametrize(("said", "keys"), NAMES, ids=[str(said) for said, _ in NAMES])
def test_every_name_a_person_types_gets_its_row(handbook: Handbook, said: object, keys: list[str]) -> None:
    made = planned(handbook, answers={**NORMAL, MEDICINES: typed(handbook, said)})
    assert sorted(pause.key for pause in made.pauses) == keys


@pytest.mark.parametrize("said", ["yes, warfarin", "no, only warfarin", ["no", "warfarin"]])
def test_the_word_before_a_name_never_swallows_the_name(handbook: Handbook, said: object) -> None:
    made = planned(handbook, charts.weight(70), answers={**NORMAL, MEDICINES: typed(handbook, said)})
    assert finding(made, "med-anticoagulant").status is Status.MET
    assert made.verdict.level is Level.PROCEED_WITH_CARE


@pytest.mark.parametrize(
    "said", ["no", "No", "none", "None.", "nothing", "n/a", "-", "nil", "no other medicines", ["none"]]
)
def test_a_list_that_says_nothing_is_a_no_and_no_medicine(handbook: Handbook, said: object) -> None:
    assert typed(handbook, said) == "no"
    made = planned(handbook, charts.weight(70), answers={**NORMAL, MEDICINES: typed(handbook, said)})
    assert (made.verdict.level, made.pauses) == (Level.CLEAR, ())


@pytest.mark.parametrize("said", ["not known", "not sure", "yes", "aspirin 81 mg, not sure"])
def test_a_list_that_is_not_whole_leaves_the_rest_not_known(handbook: Handbook, said: str) -> None:
    made = planned(handbook, charts.weight(70), answers={**NORMAL, MEDICINES: typed(handbook, said)})
    assert finding(made, "med-r5-steroid").status is Status.NOT_KNOWN
    assert made.verdict.level is Level.QUESTIONS_OPEN
    assert MEDICINES in {question.id for question in made.questions}


def test_a_number_is_no_list_of_medicines(handbook: Handbook) -> None:
    with pytest.raises(BadInput, match="names"):
        typed(handbook, 5)


def test_a_name_nobody_knows_leaves_the_paracetamol_advice_careful(handbook: Handbook) -> None:
    """It may be warfarin, and warfarin bears on how much paracetamol is taken for how long."""
    made = planned(handbook, charts.weight(70), answers={**NORMAL, MEDICINES: "zzyxomab"})
    assert row(made, "zzyxomab").say == "ask"
    sure = planned(handbook, charts.weight(70), answers=NORMAL)
    assert [each.says for each in made.after] != [each.says for each in sure.after]
