"""Whole plans for fixed cases. A difference is a fault, or a change to be read and agreed."""

import json
from pathlib import Path
from typing import Any

import pytest

from enthesis.__main__ import main
from enthesis.formats.json_text import json_text
from enthesis.formats.plan_json import schema
from tests.golden.cases import CASES, GoldenCase
from tests.golden.write import golden, kept, run_case
from tests.json_schema import faults

SCHEMA: dict[str, Any] = json.loads(json_text(schema()))


@pytest.mark.parametrize("name", CASES)
def test_the_plan_is_the_one_that_was_agreed(name: str, tmp_path: Path) -> None:
    document = run_case(CASES[name], tmp_path)
    assert list(faults(document, SCHEMA, SCHEMA)) == []
    assert kept(document, CASES[name]) == json.loads(golden(name).read_text()), (
        f"{name} differs. If it is right: python -m tests.golden.write, and read the difference."
    )


def test_every_golden_file_has_its_case() -> None:
    assert {path.stem for path in golden("x").parent.glob("*.json")} == set(CASES)


def test_two_runs_of_one_case_are_the_same_to_the_byte(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case: GoldenCase = CASES["normal-candidate"]
    (tmp_path / "chart.json").write_bytes(case.chart)
    argv = ["plan", str(tmp_path / "chart.json"), *case.flags, "--json"]
    assert main(argv) == 0
    first = capsys.readouterr().out
    assert main(argv) == 0
    assert capsys.readouterr().out == first
