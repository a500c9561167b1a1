import json
from pathlib import Path
from typing import Any

import pytest

from enthesis.__main__ import main

Capsys = pytest.CaptureFixture[str]
KNEE = ["triage", "--region", "knee", "--days", "2"]


def answered(capsys: Capsys, *flags: str) -> dict[str, Any]:
    assert main([*KNEE, *flags, "--json"]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def gates(capsys: Capsys) -> list[str]:
    return [question["id"] for question in answered(capsys, "--ask")["asks"] if question["gate"]]


def test_pus_is_an_emergency_with_a_source_for_every_row(capsys: Capsys) -> None:
    document = answered(capsys, "--yes", "pus")
    assert document["urgency"] == "emergency"
    assert document["suspect"]
    assert document["action"]
    keys = {source["key"] for source in document["bibliography"]}
    assert all(rule["sources"] and set(rule["sources"]) <= keys for rule in document["rules"])


def test_nothing_answered_is_never_expected_and_names_what_to_ask(capsys: Capsys) -> None:
    document = answered(capsys)
    assert document["urgency"] == "ask"
    assert {question["id"] for question in document["asks"]} >= set(gates(capsys))


def test_every_gate_answered_no_is_expected(capsys: Capsys) -> None:
    document = answered(capsys, "--no", ",".join(gates(capsys)))
    assert document["urgency"] == "expected"


def test_one_gate_not_known_is_a_call_on_the_same_day(capsys: Capsys) -> None:
    first, *others = gates(capsys)
    document = answered(capsys, "--no", ",".join(others), "--not-known", first)
    assert document["urgency"] == "same-day"


def test_a_report_as_json_is_the_same_as_flags(
    capsys: Capsys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = {"region": "knee", "days_since_session": 2, "symptoms": {"fever": "yes", "pus": "no"}}
    file = tmp_path / "report.json"
    file.write_text(json.dumps(report))
    assert main(["triage", str(file), "--json"]) == 0
    by_file = capsys.readouterr().out
    assert json.loads(by_file) == answered(capsys, "--yes", "fever", "--no", "pus")

    with file.open() as pipe:
        monkeypatch.setattr("sys.stdin", pipe)
        assert main(["triage", "-", "--json"]) == 0
    assert capsys.readouterr().out == by_file


def test_a_person_reads_the_urgency_first_and_is_told_what_this_is_not(capsys: Capsys) -> None:
    assert main([*KNEE, "--yes", "pus"]) == 0
    out = capsys.readouterr().out
    assert "emergency" in out.splitlines()[1]
    assert out.count("not a medical device") == 1
    assert max(len(line) for line in out.splitlines()) <= 80


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["triage"], "Give --region and --days"),
        (["triage", "--region", "knee", "--days", "-1"], "lies before it"),
        (["triage", "--region", "toe", "--days", "1"], "No region 'toe'"),
        ([*KNEE, "--yes", "fevr"], "Did you mean fever"),
        ([*KNEE, "--yes", "fever", "--no", "fever"], "fever: both 'yes' and 'no'"),
        (["triage", "no-such-report.json"], "cannot be read"),
        (["triage", "--region", "knee", "--days", "two"], "--days"),
    ],
)
def test_a_report_that_cannot_be_is_refused_in_one_line(capsys: Capsys, argv: list[str], says: str) -> None:
    assert main(argv) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert says in told.err


@pytest.mark.parametrize(
    "report",
    [
        "not json",
        "[]",
        '{"region": "knee"}',
        '{"region": "knee", "days_since_session": 1, "symptom": {}}',
        '{"region": "knee", "days_since_session": 1, "symptoms": {"fever": true}}',
    ],
)
def test_a_report_of_another_shape_is_refused_in_one_line(
    capsys: Capsys, tmp_path: Path, report: str
) -> None:
    file = tmp_path / "report.json"
    file.write_text(report)
    assert main(["triage", str(file)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1


def test_file_and_flags_together_are_refused(capsys: Capsys, tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    file.write_text('{"region": "knee", "days_since_session": 1}')
    assert main(["triage", str(file), "--yes", "fever"]) == 2
    assert "by file and by flags" in capsys.readouterr().err


def test_a_triage_in_chinese_is_marked_and_followed_by_the_english(capsys: Capsys) -> None:
    assert main([*KNEE, "--yes", "pus", "--language", "zh-Hant"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("未經審閱的翻譯")
    assert 0 < said.index("請立即撥打緊急救護電話") < said.index("Call the emergency number now")
    assert main([*KNEE, "--ask", "--language", "zh-Hant"]) == 0
    asked = capsys.readouterr().out
    assert 0 < asked.index("針孔處有膿") < asked.index("Is there pus")


def test_a_triage_in_english_has_no_word_of_a_translation(capsys: Capsys) -> None:
    assert main([*KNEE, "--yes", "pus"]) == 0
    assert "translation" not in capsys.readouterr().out
