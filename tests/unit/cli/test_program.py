import re
import subprocess
import sys
from pathlib import Path

import pytest

import enthesis
from enthesis.__main__ import HANDED_ON, main
from enthesis.cli import program
from enthesis.cli.reference import reference

Capsys = pytest.CaptureFixture[str]
REFERENCE = Path(__file__).parents[3] / "docs" / "reference" / "command-line.md"


@pytest.mark.parametrize("argv", [[], ["paln"], ["cards", "--jsn"], ["--jsn"], ["cards", "shw"]])
def test_wrong_words_are_refused_in_one_line_that_names_the_help(capsys: Capsys, argv: list[str]) -> None:
    assert main(argv) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("enthesis: ")
    assert told.err.count("\n") == 1
    assert "--help" in told.err


def test_the_help_names_every_command(capsys: Capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    out = capsys.readouterr().out
    for command in (*program.COMMAND_NAMES, *HANDED_ON):
        assert re.search(rf"^    {command}\s", out, re.MULTILINE)


def test_what_nobody_foresaw_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("enthesis.cli.cards.read_handbook", broken)
    with pytest.raises(ZeroDivisionError):
        main(["cards"])


def test_the_program_runs_as_a_process_and_ends_with_its_status() -> None:
    version = subprocess.run(
        [sys.executable, "-m", "enthesis", "--version"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert version.stdout == f"enthesis {enthesis.__version__}\n"
    refused = subprocess.run(
        [sys.executable, "-m", "enthesis", "cards", "show", "nothing"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert refused.stderr == "enthesis: There is no card 'nothing'. See: enthesis cards\n"


def test_the_manual_says_what_the_program_does() -> None:
    assert REFERENCE.read_text() == reference(HANDED_ON), "write it anew: python -m tests.golden.write"


def test_every_command_has_its_section_in_the_manual() -> None:
    written = REFERENCE.read_text()
    for command in (*program.COMMAND_NAMES, *HANDED_ON):
        assert f"## `enthesis {command}`" in written


@pytest.mark.parametrize("module", ["rich", "jinja2", "typst", "django", "numpy"])
def test_a_program_asking_for_json_does_not_wait_for_what_it_does_not_use(module: str) -> None:
    code = (
        "import sys; from enthesis.__main__ import main; "
        f"main(['cards', '--check', '--json']); sys.exit({module!r} in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)
    assert done.returncode == 0
