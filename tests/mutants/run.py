"""Plants each fault in a copy of the checkout and runs the tests that should notice it.

``make mutants`` runs all; ``.venv/bin/python -m tests.mutants.run steroid osmolarity`` those whose name or
file holds one of the words. The checkout itself is never touched. A fault counts as caught only when a test
fails: tests that cannot even start, or do not end in time, have caught nothing.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.mutants.faults import ROOT, Fault, all_faults

SECONDS_EACH = 180
SECONDS_BEFORE = 900
_KEPT = ("src", "tests", "docs", "pyproject.toml", "Makefile", "DEVELOPING.md", "ARCHITECTURE.md")
_LEFT_OUT = shutil.ignore_patterns("__pycache__", ".hypothesis", "*.egg-info")
_PASSED, _FAILED = 0, 1


def main(words: list[str]) -> int:
    """Plant the faults one after another; 0 when every one of them was caught."""
    faults = [each for each in all_faults() if _is_named(each, words)]
    escaped: list[str] = []
    with tempfile.TemporaryDirectory(prefix="enthesis-mutants-") as folder:
        copy = _copied(Path(folder))
        print(f"{len(faults)} faults. First the tests as they are, so that a failure means something.")
        broken = _broken_before(copy, sorted({test for each in faults for test in each.tests}))
        for test in broken:
            print(f"LEFT OUT, fails without any fault: {test}")
        for number, fault in enumerate(faults, start=1):
            began = time.monotonic()
            told = _planted(copy, fault, broken)
            took = time.monotonic() - began
            print(f"{number:3}/{len(faults)}  {told:8} {took:5.1f} s  {fault.name}", flush=True)
            if told != "caught":
                escaped.append(f"{fault.name} ({fault.file}): {told}")
    print(f"{len(faults) - len(escaped)} of {len(faults)} caught.")
    for line in escaped:
        print(f"NOT CAUGHT  {line}")
    return 1 if escaped or broken else 0


def _is_named(fault: Fault, words: list[str]) -> bool:
    return not words or any(word in fault.name or word in fault.file for word in words)


def _copied(folder: Path) -> Path:
    """Copy what tests need; compiled files stay behind, for one of them could hide a fault."""
    for name in _KEPT:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=_LEFT_OUT)
        else:
            shutil.copy2(source, folder / name)
    return folder


def _broken_before(copy: Path, tests: list[str]) -> list[str]:
    """Name the tests that fail with no fault planted: they could not tell one from another."""
    ended = _pytest(copy, ["-rfE", *tests], SECONDS_BEFORE)
    if ended is None or ended.returncode not in (_PASSED, _FAILED):
        raise SystemExit(f"The tests do not run: {ended.stdout[-2000:] if ended else 'too slow'}")
    told = [line.partition(" ") for line in ended.stdout.splitlines()]
    return [test.partition(" - ")[0] for word, _, test in told if word in ("FAILED", "ERROR")]


def _planted(copy: Path, fault: Fault, broken: list[str]) -> str:
    """Plant one fault, run its tests, take it out again; tell whether it was caught or escaped."""
    file = copy / fault.path
    sound = file.read_text()
    file.write_text(fault.planted(sound))
    left_out = [f"--deselect={test}" for test in broken]
    try:
        ended = _pytest(copy, ["-x", *left_out, *fault.tests], SECONDS_EACH)
    finally:
        file.write_text(sound)
    if ended is None:
        return "too slow"
    return {_PASSED: "escaped", _FAILED: "caught"}.get(ended.returncode, "not run")


def _pytest(copy: Path, arguments: list[str], seconds: int) -> "subprocess.CompletedProcess[str] | None":
    """Run tests in the copy; nothing when they do not end in time."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--tb=no",
        "-p",
        "no:cacheprovider",
        "--hypothesis-seed=0",
    ]
    try:
        return subprocess.run(
            [*command, *arguments],
            cwd=copy,
            env=_environment(copy),
            timeout=seconds,
            capture_output=True,
            text=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None


def _environment(copy: Path) -> dict[str, str]:
    """Let the copy's own code be imported, not the checkout's, and compile nothing to disk."""
    path = os.pathsep.join((str(copy / "src"), str(copy)))
    return {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
