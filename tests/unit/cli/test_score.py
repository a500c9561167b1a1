import json
from pathlib import Path
from typing import Any

import pytest

from enthesis.__main__ import main
from enthesis.knowledge.handbook import Handbook

Capsys = pytest.CaptureFixture[str]


def scored(capsys: Capsys, *argv: str) -> dict[str, Any]:
    assert main(["score", *argv, "--json"]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def test_every_instrument_is_listed_with_its_items(capsys: Capsys, handbook: Handbook) -> None:
    assert main(["score", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["instrument"] for row in rows} == set(handbook.instruments)
    assert all(row["items"] for row in rows)


def test_one_answer_gives_a_score_with_direction_and_sources(capsys: Capsys) -> None:
    document = scored(capsys, "nrs", "pain=7")
    assert (document["score"], document["direction"]) == (7, "lower-better")
    assert set(document["sources"]) <= {source["key"] for source in document["bibliography"]}


def test_too_few_answers_give_no_score_and_a_reason(capsys: Capsys) -> None:
    pain = scored(capsys, "koos", *(f"P{item}=1" for item in range(1, 5)))["scales"][0]
    assert pain["score"] is None
    assert "4 of 9" in pain["reason"]


def test_an_item_left_blank_is_not_answered(capsys: Capsys) -> None:
    answers = [*(f"P{item}=1" for item in range(1, 6)), "P6="]
    assert scored(capsys, "koos", *answers)["scales"][0]["answered"] == 5


def test_a_file_of_items_is_the_same_as_flags(capsys: Capsys, tmp_path: Path) -> None:
    file = tmp_path / "items.json"
    file.write_text('{"pain": 7}')
    assert scored(capsys, "nrs", str(file)) == scored(capsys, "nrs", "pain=7")


def test_a_change_says_whether_it_matters_and_who_says_so(capsys: Capsys) -> None:
    document = scored(capsys, "nrs", "pain=4", "--before", "pain=7")
    (change,) = document["changes"]
    assert (change["improvement"], change["response"]) == (3, "better-by-mcid")
    assert set(change["mcid_sources"]) <= {source["key"] for source in document["bibliography"]}


def test_a_worsening_is_not_called_a_gain(capsys: Capsys) -> None:
    (change,) = scored(capsys, "nrs", "pain=7", "--before", "pain=4")["changes"]
    assert (change["improvement"], change["response"]) == (-3, "worse-by-mcid")


def test_parts_that_were_never_answered_are_not_compared(capsys: Capsys) -> None:
    pain = [f"P{item}=1" for item in range(1, 10)]
    before = [flag for item in range(1, 10) for flag in ("--before", f"P{item}=3")]
    assert [each["scale"] for each in scored(capsys, "koos", *pain, *before)["changes"]] == ["pain"]


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["kneescore", "pain=1"], "There is no instrument 'kneescore'"),
        (["nrs"], "Nothing of nrs is answered"),
        (["nrs", "pain=11"], "pain cannot be 11"),
        (["nrs", "pain=2.5"], "whole number"),
        (["nrs", "pain=bad"], "'bad' is not a number"),
        (["nrs", "ache=3"], "no item 'ache'"),
        (["nrs", "pain=3", "pain=4"], "twice and differently"),
        (["nrs", "no-such-file.json"], "cannot be read"),
    ],
)
def test_what_cannot_be_scored_is_refused_in_one_line(capsys: Capsys, argv: list[str], says: str) -> None:
    assert main(["score", *argv, "--json"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert says in told.err


def test_a_person_reads_no_score_where_there_is_none(capsys: Capsys) -> None:
    assert main(["score", "koos", "P1=1"]) == 0
    out = capsys.readouterr().out
    assert "no score" in out
    assert "\n0 " not in out
    assert max(len(line) for line in out.splitlines()) <= 80
