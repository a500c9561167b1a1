"""A clinic's pages without a browser: somebody logged in, and the demonstration's people by name."""

from typing import Any

import pytest
from django.test import Client

from enthesis.actions.make_login import make_login
from enthesis.demonstration.load import load_demonstration
from enthesis.store.reading.patients import patients

PASSWORD = "a long enough password"


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def clinician(client: Client, db: None) -> Client:
    make_login(username="clinician", password=PASSWORD, by="test")
    assert client.login(username="clinician", password=PASSWORD)
    return client


@pytest.fixture
def records(clinician: Client) -> dict[str, str]:
    load_demonstration()
    return {line.name: line.record for line in patients()}
