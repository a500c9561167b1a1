"""One person's fault must not hide the others, and never reads as if all were well."""

import logging
import re

import pytest
from django.test import Client

from enthesis.web.pages import patients as page
from enthesis.web.planning import Planned, plan_for

REASSURING = re.compile(r"nothing found|proceed|\bclear\b", re.IGNORECASE)


def _row_of(html: str, record: str) -> str:
    return next(row for row in re.findall(r"<tr.*?</tr>", html, flags=re.DOTALL) if record in row)


def _spoil(monkeypatch: pytest.MonkeyPatch, record: str) -> None:
    def spoilt(name: str) -> Planned:
        if name == record:
            raise ZeroDivisionError("a fault nobody foresaw")
        return plan_for(name)

    monkeypatch.setattr(page, "plan_for", spoilt)


def test_a_chart_that_cannot_be_planned_keeps_its_row_and_says_so(
    clinician: Client,
    records: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken = records["Alma Reyes"]
    _spoil(monkeypatch, broken)
    log = logging.getLogger(page.__name__)
    log.addHandler(caplog.handler)
    try:
        answer = clinician.get("/")
    finally:
        log.removeHandler(caplog.handler)
    assert answer.status_code == 200
    html = answer.content.decode()
    row = _row_of(html, broken)
    assert "Alma Reyes" in row
    assert "No plan" in row
    assert "could not be planned" in row
    assert not REASSURING.search(re.sub(r"<[^>]+>", " ", row))
    assert all(record in html for record in records.values())
    assert broken in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_no_row_speaks_of_a_fault_while_all_is_well(clinician: Client, records: dict[str, str]) -> None:
    html = clinician.get("/").content.decode()
    assert all(record in html for record in records.values())
    assert "could not be planned" not in html
