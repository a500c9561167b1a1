"""``enthesis demo``: the stories are told without serving anything, and the files make the same plans."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from enthesis.__main__ import main
from enthesis.demonstration.people import cast


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stories")


def told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["demo", *words]) == 0
    return capsys.readouterr().out


def test_every_story_is_told_in_a_line_with_its_command(capsys: pytest.CaptureFixture[str]) -> None:
    text = " ".join(told(capsys, "--stories").split())
    for person in cast().values():
        assert person.story in text


def test_help_tells_what_the_command_takes_under_its_own_name(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["demo", "--help"])
    assert ended.value.code == 0
    text = capsys.readouterr().out
    assert "enthesis demo" in text
    assert all(flag in text for flag in ("--port", "--stories", "--json", "--write"))


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_stories_end_quietly_when_the_reader_has_seen_enough(unbuffered: str) -> None:
    program = [sys.executable, "-m", "enthesis", "demo", "--stories"]
    around = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=around) as telling:
        assert telling.stdout
        assert telling.stderr
        telling.stdout.close()
        assert telling.stderr.read() == b""
        assert telling.wait(60) == 0


def test_the_command_of_a_story_makes_the_plan_it_tells_of(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    stories = json.loads(told(capsys, "--json", "--write", str(folder)))
    assert {story["id"] for story in stories} == set(cast())
    for story in stories:
        assert main([*shlex.split(story["command"])[1:], "--json"]) == 0
        plan = json.loads(capsys.readouterr().out)
        assert plan["stage"]["id"] == story["stage"], story["id"]
        assert plan["verdict"]["level"] == story["verdict"]
        assert plan["next_thing"]["says"] == story["next"]


def test_a_folder_that_cannot_be_made_is_refused_in_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    assert main(["demo", "--write", str(tmp_path / "file" / "in")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
