"""The same case through every face: command line, the clinic's JSON, its page and its file say the same."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from enthesis.__main__ import main
from enthesis.demonstration.people import answers, cast, chart

PEOPLE = sorted(cast())


@pytest.fixture
def by_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(person: str) -> dict[str, Any]:
        today = timezone.localdate()
        wish = cast()[person].wish(today)
        (tmp_path / "chart.json").write_bytes(chart(person, today))
        words = [
            "plan",
            str(tmp_path / "chart.json"),
            "--condition",
            wish.condition,
            "--today",
            str(today),
            "--all",
            "--json",
        ]
        for flag, value in (("--side", wish.side), ("--sedation", wish.sedation), ("--start", wish.start)):
            words += [flag, str(value)] if value else []
        said = answers(person, today)
        if said is not None:
            (tmp_path / "answers.toml").write_bytes(said)
            words += ["--answers", str(tmp_path / "answers.toml")]
        assert main(words) == 0
        document: dict[str, Any] = json.loads(capsys.readouterr().out)
        return document

    return run


@pytest.mark.parametrize("person", PEOPLE)
def test_the_clinic_and_the_command_line_find_the_same(
    clinician: Client, records: dict[str, str], by_command: Any, person: str
) -> None:
    told = by_command(person)
    record = records[told["person"]["name"]]
    shown = json.loads(clinician.get(f"/patients/{record}/plan.json").content)
    by_rule = {found["rule"]: found for found in told["findings"]}
    assert shown["findings"]
    for found in shown["findings"]:
        same = by_rule[found["rule"]]
        assert (found["status"], found["severity"], found["says"]) == (
            same["status"],
            same["severity"],
            same["says"],
        )
    for part in ("verdict", "ready_today", "course", "recipes", "next_thing"):
        assert shown[part] == told[part], part
    assert [q["id"] for q in shown["questions"]] == [q["id"] for q in told["questions"]]
    assert [(p["key"], p["say"], p["spans"]) for p in shown["pauses"]] == [
        (p["key"], p["say"], p["spans"]) for p in told["pauses"]
    ]


@pytest.mark.parametrize("person", PEOPLE)
def test_the_page_says_what_the_json_says(
    clinician: Client, records: dict[str, str], by_command: Any, person: str
) -> None:
    told = by_command(person)
    record = records[told["person"]["name"]]
    for address in (f"/patients/{record}/plan", f"/patients/{record}/plan.html"):
        page = clinician.get(address).content.decode()
        page = page.replace("&#34;", '"').replace("&#39;", "'").replace("&quot;", '"').replace("&amp;", "&")
        for found in told["findings"]:
            if found["status"] != "not-met":
                assert found["says"] in page, found["rule"]
        for pause in told["pauses"]:
            assert pause["says"] in page
        assert told["verdict"]["says"] in page
