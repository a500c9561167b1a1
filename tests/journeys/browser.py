"""The browser of the journeys: where it is, and what is said when there is none.

A plugin, so that it also speaks when tests run in several processes: named in ``tests/conftest.py``.
"""

import os
import shutil
from collections.abc import Iterable

import pytest

# Playwright keeps an event loop running, in which Django would refuse every query.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
NO_BROWSER = "no browser: install chromium"


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Skip what needs a browser where there is none."""
    if CHROMIUM:
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


def _not_run(config: pytest.Config) -> int:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    return sum(NO_BROWSER in str(report.longrepr) for report in skipped)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a test that could not run is a fault."""
    if _not_run(session.config) and os.environ.get("CI") == "true" and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure(config: pytest.Config) -> None:
    """End with what was not run, and the mend."""
    not_run = _not_run(config)
    if not_run and not hasattr(config, "workerinput"):
        print(f"NOT RUN: {not_run} browser tests; install chromium")
