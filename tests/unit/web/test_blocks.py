"""What was sent for a block of questions: new answers, faults beside them, silence for silence."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest
from django.http import QueryDict

from enthesis.formats.plan_schema import ChoiceLine
from enthesis.web.forms.block import none_applies, read_block
from enthesis.web.question_items import Block, Item

TODAY = date(2026, 11, 20)
EMPTY = Item(
    id="fever",
    anchor="q-fever",
    text="Fever?",
    hint="",
    answer="yes-no",
    choices=(),
    minimum=None,
    maximum=None,
    unit="",
    none_applies=True,
    open=True,
)
CANCER = msgspec.structs.replace(EMPTY, id="cancer", text="Cancer?")
PAIN = msgspec.structs.replace(EMPTY, id="pain", answer="number", none_applies=False, minimum=0, maximum=10)
MEDICINES = msgspec.structs.replace(EMPTY, id="other-medicines", answer="medicine-list", none_applies=False)
TAKING = msgspec.structs.replace(
    EMPTY, id="taking:naproxen", text="Still taking naproxen?", none_applies=False
)
IMAGING = msgspec.structs.replace(
    EMPTY,
    id="imaging",
    answer="choices",
    none_applies=False,
    choices=(ChoiceLine(id="normal", text="Normal"),),
)


def sent(**fields: str | list[str]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(name.replace("__", ":").replace("_", "-"), value if isinstance(value, list) else [value])
    return data


def test_silence_is_no_answer() -> None:
    block = read_block([EMPTY, CANCER, PAIN, MEDICINES, IMAGING], sent(), TODAY)
    assert block.answers == ()
    assert block.faults == {}


def test_an_answer_is_kept_with_the_words_that_were_asked() -> None:
    (answer,) = read_block([EMPTY], sent(fever="no"), TODAY).answers
    assert (answer.question, answer.wording, answer.value) == ("fever", "Fever?", "no")


def test_not_sure_is_an_answer_of_its_own() -> None:
    (answer,) = read_block([EMPTY], sent(fever="not known"), TODAY).answers
    assert answer.value == "not known"


def test_a_number_keeps_every_digit() -> None:
    (answer,) = read_block([PAIN], sent(pain="5.50"), TODAY).answers
    assert answer.value == Decimal("5.50")
    assert str(answer.value) == "5.50"


@pytest.mark.parametrize("typed", ["11", "-1", "five", "NaN"])
def test_a_number_out_of_its_bounds_is_a_fault_and_nothing_is_kept(typed: str) -> None:
    block = read_block([PAIN], sent(pain=typed), TODAY)
    assert block.answers == ()
    assert set(block.faults) == {"pain"}
    assert block.typed == {"pain": (typed,)}


def test_a_fault_in_one_answer_does_not_lose_the_others() -> None:
    block = read_block([EMPTY, PAIN], sent(fever="no", pain="eleven"), TODAY)
    assert [answer.question for answer in block.answers] == ["fever"]


def test_what_is_on_record_and_counts_is_not_written_again() -> None:
    settled = msgspec.structs.replace(EMPTY, open=False, value=("no",))
    assert read_block([settled], sent(fever="no"), TODAY).answers == ()
    assert len(read_block([settled], sent(fever="yes"), TODAY).answers) == 1


def test_the_same_answer_counts_anew_when_the_old_one_is_stale() -> None:
    assert len(read_block([EMPTY], sent(fever="no"), TODAY).answers) == 1


def test_yes_to_more_medicines_wants_their_names() -> None:
    block = read_block([MEDICINES], sent(other_medicines="yes"), TODAY)
    assert "name" in block.faults["other-medicines"]


def test_names_beside_a_no_contradict_it() -> None:
    data = sent(other_medicines="no")
    data["other-medicines.names"] = "ibuprofen"
    assert "other-medicines" in read_block([MEDICINES], data, TODAY).faults


def test_the_names_are_the_answer() -> None:
    data = sent(other_medicines="yes")
    data["other-medicines.names"] = "ibuprofen, fish oil"
    (answer,) = read_block([MEDICINES], data, TODAY).answers
    assert answer.value == "ibuprofen, fish oil"


def test_a_last_dose_is_kept_beside_still_taking() -> None:
    data = sent(taking__naproxen="yes")
    data["last-dose:naproxen"] = "2026-11-18"
    answers = read_block([TAKING], data, TODAY).answers
    assert [(a.question, a.value) for a in answers] == [
        ("taking:naproxen", "yes"),
        ("last-dose:naproxen", "2026-11-18"),
    ]


def test_a_last_dose_after_today_is_a_fault() -> None:
    data = sent(taking__naproxen="yes")
    data["last-dose:naproxen"] = "2026-11-21"
    block = read_block([TAKING], data, TODAY)
    assert "after today" in block.faults["taking:naproxen"]


def test_several_choices_are_kept_together_and_a_contradiction_is_a_fault() -> None:
    (answer,) = read_block([IMAGING], sent(imaging=["kl-2", "effusion"]), TODAY).answers
    assert answer.value == ("kl-2", "effusion")
    assert "imaging" in read_block([IMAGING], sent(imaging=["normal", "kl-2"]), TODAY).faults


def test_the_one_act_says_no_to_every_open_item_it_may_answer_and_to_no_other() -> None:
    settled = msgspec.structs.replace(CANCER, id="fainting", open=False, value=("yes",))
    block = Block(id="A", title="A", items=(EMPTY, CANCER, settled, PAIN))
    answers = none_applies(block, sent()).answers
    assert [(a.question, a.value, a.wording) for a in answers] == [
        ("fever", "no", "Fever?"),
        ("cancer", "no", "Cancer?"),
    ]


@pytest.mark.parametrize("marked", ["yes", "not known"])
def test_the_one_act_is_refused_beside_a_mark(marked: str) -> None:
    block = Block(id="A", title="A", items=(EMPTY, CANCER))
    refused = none_applies(block, sent(fever=marked))
    assert refused.answers == ()
    assert set(refused.faults) == {"fever"}


def test_the_one_act_may_stand_beside_a_no() -> None:
    block = Block(id="A", title="A", items=(EMPTY, CANCER))
    assert len(none_applies(block, sent(fever="no")).answers) == 2
