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
from collections.abc import Iterable
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
        told = _tested(copy, sorted({test for each in faults for test in each.tests}), SECONDS_BEFORE)
        if told != "escaped":
            print("They do not pass without any fault; mend them first.")
            return 2
        for number, fault in enumerate(faults, start=1):
            began = time.monotonic()
            told = _planted(copy, fault)
            print(
                f"{number:3}/{len(faults)}  {told:8} {time.monotonic() - began:5.1f} s  {fault.name}",
                flush=True,
            )
            if told != "caught":
                escaped.append(f"{fault.name} ({fault.file}): {told}")
    print(f"{len(faults) - len(escaped)} of {len(faults)} caught.")
    for line in escaped:
        print(f"NOT CAUGHT  {line}")
    return 1 if escaped else 0


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


def _planted(copy: Path, fault: Fault) -> str:
    """Plant one fault, run its tests, and take it out again."""
    file = copy / fault.path
    sound = file.read_text()
    file.write_text(fault.planted(sound))
    try:
        return _tested(copy, fault.tests, SECONDS_EACH)
    finally:
        file.write_text(sound)


def _tested(copy: Path, tests: Iterable[str], seconds: int) -> str:
    """Run tests in the copy: caught (one failed), escaped (all passed), too slow, or not run."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:randomly"]
    try:
        ended = subprocess.run(
            [*command, "--hypothesis-seed=0", *tests],
            cwd=copy,
            env=_environment(copy),
            timeout=seconds,
            capture_output=True,
            text=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "too slow"
    if ended.returncode in (_PASSED, _FAILED):
        return "escaped" if ended.returncode == _PASSED else "caught"
    print(ended.stdout[-2000:], ended.stderr[-2000:])
    return "not run"


def _environment(copy: Path) -> dict[str, str]:
    """Let the copy's own code be imported, not the checkout's, and compile nothing to disk."""
    path = os.pathsep.join((str(copy / "src"), str(copy)))
    return {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
