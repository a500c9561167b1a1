import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from enthesis.care.values.case import Case, Examined, Person, Wish
from enthesis.care.values.history import PastSession
from enthesis.formats.answers import Answers, refuse_other_wish, with_answers
from enthesis.formats.answers_file import answers_from_file
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.codes import Code, CodeSystem
from enthesis.vocabulary.dates import PartialDate
from enthesis.vocabulary.errors import BadInput
from tests.charts import TODAY, answered

HEAD = 'answered_on = 2026-11-18\nanswered_by = "Dr Osei"\n'


def read(handbook: Handbook, written: str | bytes | dict[str, Any]) -> Answers:
    raw = json.dumps(written) if isinstance(written, dict) else written
    return answers_from_file(raw if isinstance(raw, bytes) else raw.encode(), "answers.toml", handbook, TODAY)


def values(answers: Answers) -> dict[str, object]:
    return {fact.codes[0].value: fact.value for fact in answers.facts}


def test_an_answer_is_a_fact_with_its_day_and_who_gave_it(handbook: Handbook) -> None:
    [fact] = read(handbook, HEAD + 'fever = "no"').facts
    assert fact.kind == "answer"
    assert fact.codes == (Code(CodeSystem.ENTHESIS, "fever"),)
    assert (fact.value, fact.start, fact.by) == ("no", PartialDate(2026, 11, 18), "Dr Osei")


def test_one_answer_may_have_a_day_an_author_and_a_reason_of_its_own(handbook: Handbook) -> None:
    line = 'fever = { value = "yes", on = 2026-11-19, by = "nurse", reason = "38.4 this morning" }'
    [fact] = read(handbook, HEAD + line).facts
    assert (fact.value, fact.start) == ("yes", PartialDate(2026, 11, 19))
    assert (fact.by, fact.reason) == ("nurse", "38.4 this morning")


def test_without_a_day_the_day_stays_open(handbook: Handbook) -> None:
    [fact] = read(handbook, 'fever = "no"').facts
    assert (fact.start, fact.by) == (None, "")


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ('fever = "no"', "no"),
        ('fever = "Yes"', "yes"),
        ("fever = true", "yes"),
        ("fever = false", "no"),
        ('fever = "not known"', "not known"),
        ('fever = "don\'t know"', "not known"),
        ("pain = 7", Decimal(7)),
        ("pain = 0", Decimal(0)),
        ("pain = 6.5", Decimal("6.5")),
        ('pain = "7"', Decimal(7)),
        ('pain = "not known"', "not known"),
        ('imaging = ["kl-2", "kl-2"]', ("kl-2",)),
        ('imaging = "kl-3"', ("kl-3",)),
        ('imaging = "not known"', "not known"),
        ('side = "Right"', "right"),
        ('other-medicines = "No"', "no"),
        ('other-medicines = "ibuprofen, ginkgo"', "ibuprofen, ginkgo"),
        ('other-medicines = ["ibuprofen", "ginkgo"]', ("ibuprofen", "ginkgo")),
        ('"taking:naproxen" = "no"', "no"),
        ('"confirm:diabetes" = "yes"', "yes"),
        ('"why:aspirin" = "heart"', "heart"),
        ('"what:blue-pill" = "warfarin"', "warfarin"),
        ('"last-dose:naproxen" = 2026-11-10', "2026-11-10"),
    ],
)
def test_an_answer_is_read_as_its_question_wants_it(handbook: Handbook, line: str, value: object) -> None:
    [fact] = read(handbook, line).facts
    assert fact.value == value


def test_json_says_the_same_as_toml(handbook: Handbook) -> None:
    toml = read(handbook, HEAD + 'fever = "no"\npain = 6.5\nimaging = ["kl-2"]')
    table = {
        "answered_on": "2026-11-18",
        "answered_by": "Dr Osei",
        "fever": "no",
        "pain": 6.5,
        "imaging": ["kl-2"],
    }
    assert read(handbook, table) == toml


def test_a_weight_and_a_height_set_the_person_and_are_answers_too(handbook: Handbook) -> None:
    answers = read(handbook, HEAD + "weight = 82.5\nheight = 170")
    case = with_answers(
        Case(person=Person(weight_kg=Decimal(99)), wish=Wish(condition="knee-oa")), answers, TODAY
    )
    assert (case.person.weight_kg, case.person.height_cm) == (Decimal("82.5"), 170)
    assert case.person.weight_on == PartialDate(2026, 11, 18)
    assert values(answers) == {"weight": Decimal("82.5"), "height": Decimal(170)}


def test_no_weight_leaves_the_person_as_they_are(handbook: Handbook) -> None:
    case = Case(person=Person(weight_kg=Decimal(99)), wish=Wish(condition="knee-oa"))
    answers = read(handbook, 'fever = "no"\nweight = "not known"')
    assert with_answers(case, answers, TODAY).person == case.person


def test_examination_and_past_sessions_come_along(handbook: Handbook) -> None:
    enthesis = next(iter(handbook.entheses))
    answers = read(
        handbook,
        f'[[examined]]\nenthesis = "{enthesis}"\nside = "right"\ntender = 3\nlax = 0\n'
        'artery_check = "none-seen"\nguidance = "ultrasound"\n'
        f'[[examined]]\nenthesis = "{enthesis}"\nside = "left"\n'
        "[[session]]\nnumber = 2\nday = 2026-10-30\n[[session]]\nnumber = 1\nday = 2026-10-01\n",
    )
    full = Examined(
        enthesis=enthesis, side=Side.RIGHT, tender=3, lax=0, artery_check="none-seen", guidance="ultrasound"
    )
    assert answers.examined == (full, Examined(enthesis=enthesis, side=Side.LEFT))
    assert answers.history.sessions == (
        PastSession(number=1, day=date(2026, 10, 1)),
        PastSession(number=2, day=date(2026, 10, 30)),
    )
    case = with_answers(Case(person=Person(), wish=Wish(condition="knee-oa")), answers, TODAY)
    assert (case.examined, case.sessions) == (answers.examined, answers.history.sessions)


@pytest.mark.parametrize(
    ("written", "says", "mend"),
    [
        ("", "empty", "blank"),
        (b"\xff\xfe\x00", "UTF-8", "Save"),
        ("fever = ", "not TOML", "Mend"),
        ('{"fever": "no",}', "not JSON", "Mend"),
        ("[1, 2]", "not TOML|not a table", ""),
        ('fever = "no"\nfever = "yes"', "not TOML", "once"),
        ('{"fever": "no", "fever": "yes"}', "stands twice", "Keep one"),
        ('fevre = "no"', "No question is called 'fevre'", "'fever'"),
        ('zzzzzz = "no"', "No question is called", "lists them"),
        ('taking = "no"', "does not say of what", "taking:"),
        ('"taking:" = "no"', "does not say of what", "taking:"),
        ('fever = "perhaps"', "cannot be 'perhaps'", "yes, no, not known"),
        ("fever = 3", "cannot be 3", "yes, no"),
        ('fever = ["no"]', "cannot be", "yes, no"),
        ("pain = 11", "out of range", "0 and 10"),
        ("pain = -1", "out of range", "0 and 10"),
        ("pain = nan", "wants a number", "unit"),
        ("pain = true", "wants a number", "unit"),
        ('pain = "a lot"', "wants a number", "unit"),
        ('side = "both knees"', "cannot be", "right"),
        ('imaging = ["kl-2", "xyz"]', "cannot be 'xyz'", "kl-2"),
        ('imaging = ["none-in-36-months", "kl-2"]', "both none-in-36-months and kl-2", "Keep one"),
        ('imaging = ["kl-2", "not known"]', "both", "Keep one"),
        ("imaging = []", "empty list", "not known"),
        ("other-medicines = []", "cannot be", "words"),
        ("weight = 1", "out of range", "between"),
        ("weight = 500", "out of range", "between"),
        ("height = 17", "out of range", "between"),
        ("answered_on = 2026-11-21", "after 2026-11-20", "date"),
        ('answered_on = "yesterday"', "not a day", "2026-11-18"),
        ("answered_by = 5", "not a name", "answered_by"),
        ('fever = { value = "no", on = 2026-12-24 }', "after 2026-11-20", "date"),
        ('fever = { answer = "no" }', "'answer'", ""),
        ("fever = { on = 2026-11-01 }", "no value", ""),
        ('fever = { value = "no", by = 7 }', "no text", "quotes"),
        ('"last-dose:naproxen" = 2027-01-01', "after|later|lies", ""),
        ('[[examined]]\nenthesis = "nowhere"\nside = "right"', "No enthesis", ""),
        ("examined = 5", "not a list of tables", "[[examined]]"),
        ("[[session]]\nnumber = 1\nday = 2026-12-01", "after 2026-11-20", "past"),
        ("[[session]]\nnumber = 0\nday = 2026-11-01", "number cannot be 0", "number = 1"),
        ("[[session]]\nnumber = 1", "no day", "day ="),
        ("[[session]]\nnumber = 1\nday = 2026-11-01\nplace = 1", "no 'place'", "It has: "),
        (
            "[[session]]\nnumber = 1\nday = 2026-11-01\n[[session]]\nnumber = 2\nday = 2026-10-01",
            "contradict",
            "order",
        ),
        (
            "[[session]]\nnumber = 1\nday = 2026-10-01\n[[session]]\nnumber = 1\nday = 2026-11-01",
            "contradict",
            "",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_line_with_its_mend(
    handbook: Handbook, written: str | bytes, says: str, mend: str
) -> None:
    with pytest.raises(BadInput, match=says) as refusal:
        read(handbook, written)
    assert mend in refusal.value.mend
    assert "\n" not in refusal.value.says.replace("\\n", "")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("tender = 4", "tender cannot be 4"),
        ("lax = -1", "lax cannot be -1"),
        ("tender = true", "tender cannot be"),
        ("tender = 1.5", "tender cannot be"),
        ('artery_check = "yes"', "artery_check cannot be"),
        ('guidance = "x-ray"', "guidance cannot be"),
        ('side = "middle"', "side cannot be"),
        ("", "has no side"),
    ],
)
def test_an_examination_holds_only_what_a_hand_can_find(handbook: Handbook, line: str, says: str) -> None:
    enthesis = next(iter(handbook.entheses))
    side = "" if line.startswith("side") or not line else 'side = "right"\n'
    with pytest.raises(BadInput, match=says):
        read(handbook, f'[[examined]]\nenthesis = "{enthesis}"\n{side}{line}')


def test_a_place_in_the_middle_needs_no_side(handbook: Handbook) -> None:
    found = read(handbook, '[[examined]]\nenthesis = "lumbar-spinous-l5"\ntender = 2').examined
    assert [each.side for each in found] == [Side.MIDLINE]


def test_one_place_examined_twice_is_refused(handbook: Handbook) -> None:
    table = f'[[examined]]\nenthesis = "{next(iter(handbook.entheses))}"\nside = "right"\n'
    with pytest.raises(BadInput, match="examined twice"):
        read(handbook, table + table)


def test_only_the_known_questions_may_be_answered(handbook: Handbook) -> None:
    with pytest.raises(BadInput, match="No question is called 'pain'"):
        answers_from_file(b"pain = 5", "answers.toml", handbook, TODAY, {"fever"})
    assert answers_from_file(b"fever = true", "answers.toml", handbook, TODAY, {"fever"}).facts


def test_a_questionnaire_response_answers_alike(handbook: Handbook) -> None:
    form = answered(
        {"fever": False, "pain": 0, "months": 14.5, "imaging": ["kl-2", "effusion"], "exercise": "yes"}
    )
    answers = read(handbook, {"id": "q1", **form})
    assert values(answers) == {
        "fever": "no",
        "pain": Decimal(0),
        "months": Decimal("14.5"),
        "imaging": ("kl-2", "effusion"),
        "exercise": "yes",
    }
    assert {fact.by for fact in answers.facts} == {"Dr Osei"}
    assert {fact.start for fact in answers.facts} == {PartialDate(2026, 11, 18)}
    assert answers.facts[0].refs == ("QuestionnaireResponse/q1",)


def test_every_kind_of_value_of_a_form_is_read(handbook: Handbook) -> None:
    kinds: dict[str, Any] = {
        "fever": {"valueCoding": {"code": "no"}},
        "cancer": {"valueCoding": {"display": "No"}},
        "pain": {"valueDecimal": 0},
        "last-dose:naproxen": {"valueDate": "2026-11-01"},
        "last-dose:ibuprofen": {"valueDateTime": "2026-11-02T10:00:00Z"},
        "weight": {"valueQuantity": {"value": 80000, "code": "g"}},
        "other-medicines": {"valueString": "ginkgo"},
    }
    items = [{"linkId": key, "answer": [value]} for key, value in kinds.items()]
    group = {
        "linkId": "group",
        "item": [{"linkId": "bleeding", "answer": [{"valueBoolean": False, "item": items}]}],
    }
    answers = read(handbook, {**answered({}), "item": [group, {"linkId": "fainting"}]})
    assert values(answers) == {
        "bleeding": "no",
        "fever": "no",
        "cancer": "no",
        "pain": Decimal(0),
        "last-dose:naproxen": "2026-11-01",
        "last-dose:ibuprofen": "2026-11-02",
        "weight": Decimal(80),
        "other-medicines": "ginkgo",
    }
    assert answers.weight_kg == 80


@pytest.mark.parametrize(
    ("form", "says"),
    [
        (answered({"fevre": False}), "No question"),
        (answered({"fever": False}, on="2026-12-01"), "after"),
        (answered({"fever": False}) | {"status": "in-progress"}, "not finished"),
        (answered({"fever": False}) | {"item": 5}, "not a FHIR QuestionnaireResponse"),
        ({"resourceType": "Patient"}, "not a FHIR QuestionnaireResponse"),
        (
            answered({})
            | {"item": [{"linkId": "weight", "answer": [{"valueQuantity": {"value": 8, "unit": "stone"}}]}]},
            "cannot be read as kg",
        ),
        (
            answered({})
            | {"item": [{"linkId": "fever", "answer": [{"valueBoolean": each}]} for each in (True, False)]},
            "answered twice",
        ),
    ],
)
def test_a_form_that_cannot_be_meant_is_refused(handbook: Handbook, form: dict[str, Any], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        read(handbook, form)


def test_one_question_answered_twice_alike_is_no_contradiction(handbook: Handbook) -> None:
    same = {"linkId": "fever", "answer": [{"valueBoolean": False}]}
    assert set(values(read(handbook, answered({}) | {"item": [same, same]})).values()) == {"no"}


@pytest.mark.parametrize(
    ("wish", "line", "contradicts"),
    [
        (Wish(condition="knee-oa", side=Side.RIGHT), 'side = "left"', True),
        (Wish(condition="knee-oa", side=Side.RIGHT), 'side = "right"', False),
        (Wish(condition="knee-oa", side=Side.RIGHT), 'side = "not known"', False),
        (Wish(condition="knee-oa"), 'side = "left"', False),
        (Wish(condition="knee-oa", sedation="none"), 'sedation = "moderate"', True),
        (Wish(condition="knee-oa", sedation="none"), 'sedation = "none"', False),
    ],
)
def test_answers_may_not_contradict_the_wish(
    handbook: Handbook, wish: Wish, line: str, contradicts: bool
) -> None:
    answers = read(handbook, line)
    if contradicts:
        with pytest.raises(BadInput, match="asked for is"):
            refuse_other_wish(wish, answers)
    else:
        refuse_other_wish(wish, answers)
