"""Fixtures every test may use. The handbook is read once: it is frozen, so nobody can spoil it."""

import pytest

from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.read import read_handbook

pytest_plugins = ["tests.journeys.browser"]


@pytest.fixture(scope="session")
def handbook() -> Handbook:
    return read_handbook()
