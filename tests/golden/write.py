"""Writes what the tests compare with: ``.venv/bin/python -m tests.golden.write``.

The golden plans, and the pages of the manual that the program and its cards dictate. Read every difference
before committing it: a golden file says what is right, not what happens.
"""

import contextlib
import io
import json
import tempfile
from pathlib import Path
from typing import Any

from enthesis.__main__ import HANDED_ON, main
from enthesis.cli.reference import reference
from enthesis.formats.json_text import json_text
from enthesis.formats.manual.pages import manual_pages
from enthesis.formats.plan_json import schema
from enthesis.knowledge.read import read_handbook
from tests.golden.cases import CASES, GoldenCase
from tests.golden.tried import tried

_OF_A_CARD = ("sources", "grade", "grade_says", "reviewed", "reviewed_says")
DOCS = Path(__file__).parents[2] / "docs" / "reference"


def golden(name: str) -> Path:
    """Name the file of one golden plan."""
    return Path(__file__).parent / "plans" / f"{name}.json"


def run_case(case: GoldenCase, folder: Path) -> dict[str, Any]:
    """Run one case through the program, as anybody would."""
    chart = folder / "chart.json"
    chart.write_bytes(case.chart)
    argv = ["plan", str(chart), *case.flags, "--json"]
    if case.answers is not None:
        answers = folder / "answers.json"
        answers.write_bytes(case.answers_file())
        argv += ["--answers", str(answers)]
    with contextlib.redirect_stdout(io.StringIO()) as out:
        status = main(argv)
    assert status == 0, f"{case.shows} ends {status}"
    document: dict[str, Any] = json.loads(out.getvalue())
    return document


def kept(document: dict[str, Any], case: GoldenCase) -> dict[str, Any]:
    """Keep what a plan decides; what is copied from cards is kept by its name alone.

    Every change of a card moves the handbook's version, so that is left out too.
    """
    if case.brief:
        document = {**_without_sources(document), "instructions": _words_only(document["instructions"])}
    shorter = {
        key: value for key, value in document.items() if key not in ("handbook_version", "review_state")
    }
    shorter["claims"] = [claim["id"] for claim in document["claims"]]
    shorter["bibliography"] = [source["key"] for source in document["bibliography"]]
    return shorter


def _without_sources(part: Any) -> Any:
    """Leave out what a card says of itself, at every depth."""
    if isinstance(part, list):
        return [_without_sources(each) for each in part]
    if not isinstance(part, dict):
        return part
    return {key: _without_sources(value) for key, value in part.items() if key not in _OF_A_CARD}


def _words_only(instructions: dict[str, Any]) -> dict[str, list[str]]:
    return {when: [f"{each['id']}: {each['says']}" for each in lines] for when, lines in instructions.items()}


def write_plans() -> None:
    """Write every golden plan anew."""
    for name, case in CASES.items():
        with tempfile.TemporaryDirectory() as folder:
            document = kept(run_case(case, Path(folder)), case)
        golden(name).parent.mkdir(exist_ok=True)
        golden(name).write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")


def write_manual() -> None:
    """Write the pages of the manual that the program and its cards dictate."""
    DOCS.mkdir(parents=True, exist_ok=True)
    (DOCS / "command-line.md").write_text(reference(HANDED_ON))
    (DOCS / "plan.schema.json").write_bytes(json_text(schema()))
    for page, text in manual_pages(read_handbook(), tried()).items():
        (DOCS / f"{page}.md").write_text(text)


if __name__ == "__main__":
    write_manual()
    write_plans()
