from typing import Any

import pytest

from enthesis.knowledge.handbook import Handbook
from tests.charts import account_of, answered, case_of


def test_a_form_in_the_chart_gives_answers(handbook: Handbook) -> None:
    case = case_of(handbook, answered({"fever": False, "pain": 6}))
    assert [(fact.codes[0].value, fact.value, fact.refs) for fact in case.facts] == [
        ("fever", "no", ("QuestionnaireResponse/questionnaireresponse-1",)),
        ("pain", 6, ("QuestionnaireResponse/questionnaireresponse-1",)),
    ]


def test_what_somebody_elses_form_asks_is_counted(handbook: Handbook) -> None:
    case = case_of(handbook, answered({"phq-9-1": 2, "fever": False, "pain": 99}))
    assert [fact.codes[0].value for fact in case.facts] == ["fever"]
    assert account_of(case) == {
        ("an answer in a form", "No question is called 'phq-9-1'."): 1,
        ("an answer in a form", "pain = 99 is out of range."): 1,
    }


def test_a_question_answered_both_ways_stays_open(handbook: Handbook) -> None:
    items: list[dict[str, Any]] = [
        {"linkId": "fever", "answer": [{"valueBoolean": each}]} for each in (True, False)
    ]
    case = case_of(handbook, answered({}) | {"item": items})
    assert case.facts == ()
    assert account_of(case) == {("an answer in a form", "fever is answered twice and differently"): 1}


@pytest.mark.parametrize("status", ["in-progress", "entered-in-error", "stopped", None])
def test_an_unfinished_form_answers_nothing(handbook: Handbook, status: str | None) -> None:
    case = case_of(handbook, answered({"fever": False}) | {"status": status})
    assert case.facts == ()
    assert account_of(case) == {("QuestionnaireResponse", f"its status is {status}"): 1}
