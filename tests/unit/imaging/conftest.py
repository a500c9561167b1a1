"""One small phantom, written once; who spoils it copies it first."""

import shutil
from pathlib import Path

import pytest

from enthesis.knowledge.handbook import Handbook
from tests.phantoms import written


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory, handbook: Handbook) -> Path:
    return written(tmp_path_factory.mktemp("knee"), handbook)


@pytest.fixture
def spoilt(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "knee"))
