"""``enthesis papers``: the list, each paper as a file, and one line where something is missing."""

import json
import shlex
from pathlib import Path

import pytest

from enthesis.__main__ import main
from tests import charts

WISH = shlex.split("--condition cervical --today 2026-11-20 --start 2026-12-01 --sedation none")


@pytest.fixture
def chart(tmp_path: Path) -> str:
    path = tmp_path / "chart.json"
    steroid = charts.medicine("prednisone 10 MG Oral Tablet", rxnorm="8640")
    path.write_bytes(charts.bundle(charts.patient(), charts.weight(72), steroid))
    return str(path)


def test_each_paper_of_the_list_is_written_and_no_other(
    chart: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    assert main(["papers", chart, *WISH, "--to", str(folder), "--record", "EN-0007", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["papers"]
    there = sorted(paper["name"] for paper in listed if paper["name"])
    assert "letter-med-r5-steroid" in there
    assert sorted(path.stem for path in folder.iterdir()) == there
    assert all(path.read_bytes().startswith(b"%PDF") for path in folder.iterdir())
    (letter,) = [paper for paper in listed if paper["kind"] == "letter"]
    assert letter["answers"] == ["agreed:med-r5-steroid"]
    assert all(paper["why_not"] for paper in listed if not paper["name"])


def test_the_list_for_a_person_names_every_paper_and_every_reason(
    chart: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["papers", chart, *WISH]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert told.startswith("Worn cervical spine, with neck pain")
    assert told.count("Worn cervical spine") == 1
    assert "letter-med-r5-steroid" in told
    assert "not there Referral" in told
    assert "not all is known" in told


def test_a_folder_that_is_not_there_is_refused_in_one_line(
    chart: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["papers", chart, *WISH, "--to", str(tmp_path / "nowhere")]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "no folder" in told.err
