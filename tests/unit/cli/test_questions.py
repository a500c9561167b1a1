import json
import tomllib
from datetime import date

import pytest

from enthesis.__main__ import main
from enthesis.formats.answers import Answers
from enthesis.formats.answers_file import answers_from_file
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.errors import BadInput

Capsys = pytest.CaptureFixture[str]
TODAY = date(2026, 11, 20)


def blank(capsys: Capsys, *flags: str) -> str:
    assert main(["questions", "--condition", "knee-oa", *flags]) == 0
    return capsys.readouterr().out


def test_the_blank_file_holds_every_question_of_the_condition(capsys: Capsys, handbook: Handbook) -> None:
    asked = tomllib.loads(blank(capsys))
    assert set(handbook.conditions["knee-oa"].questions) <= set(asked)
    assert set(asked.values()) == {""}


def test_the_json_form_holds_the_same_questions_with_their_words_and_choices(capsys: Capsys) -> None:
    table = json.loads(blank(capsys, "--json"))
    assert set(table) == set(tomllib.loads(blank(capsys))) - {"answered_by"}
    assert all(line["value"] is None and line["text"] and line["block"] for line in table.values())
    assert table["fever"]["choices"] == ["yes", "no", "not known"]


@pytest.mark.parametrize("flags", [[], ["--json"]])
def test_a_blank_file_given_back_answers_nothing(
    capsys: Capsys, handbook: Handbook, flags: list[str]
) -> None:
    read = answers_from_file(blank(capsys, *flags).encode(), "blank", handbook, TODAY)
    assert read == Answers()


def test_one_line_filled_in_answers_that_question_only(capsys: Capsys, handbook: Handbook) -> None:
    filled = blank(capsys).replace('fever = ""', 'fever = "no"', 1)
    (fact,) = answers_from_file(filled.encode(), "answers.toml", handbook, TODAY).facts
    assert (fact.codes[0].value, fact.value) == ("fever", "no")

    table = json.loads(blank(capsys, "--json"))
    table["pain"]["value"] = 6
    (fact,) = answers_from_file(json.dumps(table).encode(), "answers.json", handbook, TODAY).facts
    assert (fact.codes[0].value, fact.value) == ("pain", 6)


def test_every_choice_the_file_offers_is_an_answer(capsys: Capsys, handbook: Handbook) -> None:
    for question, line in json.loads(blank(capsys, "--json")).items():
        for choice in line["choices"]:
            answers_from_file(json.dumps({question: choice}).encode(), "answers.json", handbook, TODAY)


def test_an_answer_the_file_does_not_offer_is_refused(capsys: Capsys, handbook: Handbook) -> None:
    filled = blank(capsys).replace('fever = ""', 'fever = "maybe"', 1)
    with pytest.raises(BadInput, match="fever"):
        answers_from_file(filled.encode(), "answers.toml", handbook, TODAY)


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["questions"], "The condition is missing"),
        (["questions", "--condition", "tmj"], "'tmj' is not authored. There is: achilles, ankle"),
        (["questions", "--condition", "sports-ligament"], "Name one: --region ankle, groin"),
        (
            ["questions", "--condition", "sports-ligament", "--region", "jaw"],
            "no sports-ligament of the region",
        ),
        (["questions", "--condition", "knee-oa", "--region", "ankle"], "knee-oa is treated at the knee"),
        (["questions", "--condition", "knee-oa", "--language", "xx"], "No card has words in 'xx'"),
    ],
)
def test_what_nobody_authored_is_refused_in_one_line(capsys: Capsys, argv: list[str], says: str) -> None:
    assert main(argv) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert says in told.err
