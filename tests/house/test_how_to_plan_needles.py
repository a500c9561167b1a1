"""A newcomer follows docs/how-to/plan-needles.md to the letter, on coarser voxels."""

import json
import re
import shlex
from pathlib import Path

import pytest

from enthesis.cli import program

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "plan-needles.md"
COARSE = ["--spacing", "2.5,2.5,3"]


def told() -> list[list[str]]:
    """Every command of the page, word by word."""
    blocks = re.findall(r"```sh\n(.*?)```", HOW_TO.read_text(), flags=re.DOTALL)
    return [shlex.split(line) for block in blocks for line in block.splitlines()]


def edited(words: list[str]) -> None:
    """Do what sed would: replace one text by another in a file."""
    command, in_place, change, path = words
    assert (command, in_place) == ("sed", "-i")
    _, old, new, _ = change.split("/")
    text = Path(path).read_text()
    assert old in text
    Path(path).write_text(text.replace(old, new))


def test_the_page_can_be_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    answers = []
    for words in told():
        if words[0] == "sed":
            edited(words)
            continue
        more = COARSE if "phantom" in words else []
        assert program.run([*words[1:], *more], {}) == 0
        answers.append(capsys.readouterr().out)
    phantom, plan, refused, files, answer = answers
    for name in re.findall(r"^\| `([^`]+)` \|", HOW_TO.read_text(), flags=re.MULTILINE):
        assert name in phantom
        assert (tmp_path / "trial" / name).exists()
    assert "Feasible" in plan
    assert "Nobody has confirmed the labels" in plan
    assert "Brachial artery is not labelled" in " ".join(refused.split())
    assert files == ""
    assert {path.name for path in (tmp_path / "trial").glob("plan.*")} == {
        "plan.html",
        "plan.pdf",
        "plan.glb",
    }
    assert json.loads(answer)["needles"][0]["needle"] == "25g-38"
