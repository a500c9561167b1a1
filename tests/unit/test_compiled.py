"""Compiled code is kept where it may be written, and never in a folder somebody else may touch."""

import os
import tempfile
from pathlib import Path

import pytest

from enthesis.project import compiled


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An installation nobody may write, and no home."""
    monkeypatch.delenv(compiled.NAMED, raising=False)
    monkeypatch.setattr(compiled, "_writable", lambda folder: False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    # What the program itself sets is taken back with the fixture.
    monkeypatch.setenv(compiled.NAMED, "")
    monkeypatch.delenv(compiled.NAMED)
    return tmp_path


def named() -> str | None:
    compiled.keep_compiled()
    return os.environ.get(compiled.NAMED)


def test_an_installation_that_may_be_written_names_no_folder(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "_writable", lambda folder: True)
    assert named() is None


def test_one_that_may_not_keeps_it_in_a_folder_of_its_own(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(named() or "")
    assert folder.parent == nowhere
    assert folder.stat().st_mode & 0o077 == 0
    assert named() == str(folder)


def test_a_folder_others_may_touch_is_left_alone(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Path(named() or "")
    first.chmod(0o777)
    monkeypatch.delenv(compiled.NAMED)
    second = Path(named() or "")
    assert second != first
    assert second.stat().st_mode & 0o077 == 0


def test_a_folder_somebody_named_is_kept(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(compiled.NAMED, "/somewhere")
    assert named() == "/somewhere"


def test_the_nearest_folder_above_decides(tmp_path: Path) -> None:
    assert compiled._writable(tmp_path / "not" / "yet" / "there")
