"""Wrong use of triage is refused in one line with its mend; the cards of its table hold together."""

import msgspec
import pytest

from enthesis.care.triage import gates, symptom_questions, triage
from enthesis.care.values.triage import SymptomReport
from enthesis.knowledge.cards.triage import TriageRule
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.errors import BadInput

CARD = {
    "id": "x", "sources": ["M35"], "grade": "safety", "due": "2027-11-20", "order": 1,
    "title": {"en": "x"}, "suspect": {"en": "x"}, "action": {"en": "x"},
}  # fmt: skip

WRONG = [
    ({"region": "knees", "days_since_session": 1}, "Did you mean knee"),
    ({"region": "knee", "days_since_session": -1}, "Day 0 is the day of the session"),
    ({"region": "knee", "days_since_session": 1, "symptoms": {"feever": "yes"}}, "Did you mean fever"),
    ({"region": "knee", "days_since_session": 1, "symptoms": {"zzzz": "yes"}}, "Known are:"),
    ({"region": "knee", "days_since_session": 1, "symptoms": {"fever": "maybe"}}, '"not known"'),
    ({"region": "knee", "days_since_session": 1, "hours_since_session": 49}, "Give 1 to 47 hours"),
    ({"region": "knee", "days_since_session": 0, "hours_since_session": -1}, "Give 0 to 23 hours"),
]


@pytest.mark.parametrize(("report", "mend"), WRONG)
def test_wrong_use_is_one_line_with_its_mend(
    report: dict[str, object], mend: str, handbook: Handbook
) -> None:
    with pytest.raises(BadInput) as refused:
        triage(msgspec.convert(report, SymptomReport), handbook)
    assert mend in str(refused.value)
    assert "\n" not in str(refused.value)


def test_gates_are_the_questions_that_must_be_no(handbook: Handbook) -> None:
    all_asked = {question.id: question.gate for question in symptom_questions("knee", 1, handbook)}
    assert {question.id for question in gates("knee", 1, handbook)} == {
        q for q, gate in all_asked.items() if gate
    }
    assert all_asked["fever"]
    assert not all_asked["painful"]


def test_items_of_one_region_stay_out_of_the_others(handbook: Handbook) -> None:
    knee = {question.id for question in symptom_questions("knee", 2, handbook)}
    spine = {question.id for question in symptom_questions("low-back", 2, handbook)}
    hand = {question.id for question in symptom_questions("wrist-hand", 2, handbook)}
    assert "calf-swelling" in knee
    assert "calf-swelling" not in spine | hand
    assert "bladder-bowel" in spine
    assert not {"bladder-bowel", "headache-upright", "stroke-signs"} & knee
    assert "cannot-bear-weight" not in hand


def test_the_gravest_is_asked_first(handbook: Handbook) -> None:
    asked = [question.id for question in symptom_questions("knee", 5, handbook)]
    assert asked.index("breathless") < asked.index("pus") < asked.index("rash")


def test_nobody_is_asked_more_than_a_phone_can_hold(handbook: Handbook) -> None:
    for day in (1, 2, 3, 7, 30):
        assert len(symptom_questions("knee", day, handbook)) <= 22


REFUSED = [
    {"urgency": "emergency"},
    {"urgency": "ask", "when": [{"all_of": ["pus"]}]},
    {"urgency": "emergency", "when": [{"all_of": []}]},
    {"urgency": "emergency", "stands_for": "not-known"},
    {"urgency": "same-day", "stands_for": "not-known", "when": [{"all_of": ["pus"]}]},
    {"urgency": "emergency", "when": [{"all_of": ["pus"], "none_of": ["fever"]}]},
]


@pytest.mark.parametrize("fields", REFUSED)
def test_a_row_that_contradicts_itself_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**CARD, **fields}, TriageRule, strict=False)


def test_a_row_that_holds_together_is_read() -> None:
    row = msgspec.convert(
        {**CARD, "urgency": "emergency", "when": [{"all_of": ["pus"]}]}, TriageRule, strict=False
    )
    assert row.applies_to("knee")


def test_each_row_without_signs_stands_exactly_once(handbook: Handbook) -> None:
    stands = [rule.stands_for for rule in handbook.triage.values() if rule.stands_for != "signs"]
    assert sorted(stands) == ["not-known", "nothing-found", "unanswered"]
