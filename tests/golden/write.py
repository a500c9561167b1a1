"""Writes what the golden tests compare with: ``.venv/bin/python -m tests.golden.write``.

Read every difference before committing it: a golden file says what is right, not what happens.
"""

from pathlib import Path

from enthesis.__main__ import HANDED_ON
from enthesis.cli.reference import reference
from enthesis.formats.json_text import json_text
from enthesis.formats.plan_json import schema

DOCS = Path(__file__).parents[2] / "docs" / "reference"


def write_reference() -> None:
    """Write the pages of the manual that the program itself dictates."""
    DOCS.mkdir(parents=True, exist_ok=True)
    (DOCS / "command-line.md").write_text(reference(HANDED_ON))
    (DOCS / "plan.schema.json").write_bytes(json_text(schema()))


if __name__ == "__main__":
    write_reference()
