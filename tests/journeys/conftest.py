"""A clinic on a live server, a browser that fails on every fault it sees, and somebody logged in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from enthesis.actions.make_login import make_login
from enthesis.demonstration.load import load_demonstration
from enthesis.store.reading.patients import patients
from tests.journeys.browser import CHROMIUM

PASSWORD = "a long enough password"
BUILT = Path(__file__).parents[2] / "src" / "enthesis" / "web" / "static" / "built" / "enthesis.css"
# Every rule of WCAG 2.2 A and AA, and the best practices beside them.
AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    quiet = [
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    safe = ["--no-sandbox", "--disable-gpu", "--disable-quic"]
    # Scenes are drawn without graphics hardware, on every machine alike.
    drawn = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": [*safe, *quiet, *drawn]}


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    """Hash quickly: how slow a good hash is has no bearing on these journeys."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def faultless(page: Page, live_server: Any) -> Iterator[None]:
    """Fail on any word in the console that is a fault, and on any request to another host."""
    assert BUILT.is_file(), "The styles are not built: run make build"
    page.set_default_timeout(10_000)
    seen: list[str] = []
    page.on("console", lambda said: seen.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: seen.append(str(error)))
    here = urlsplit(live_server.url).netloc
    page.on("request", lambda asked: seen.append(asked.url) if _is_elsewhere(asked.url, here) else None)
    yield
    # A form that wants mending answers 422, which the browser writes down; that is no fault of the page.
    assert [text for text in seen if "422" not in text] == []


def _is_elsewhere(url: str, here: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != here


@pytest.fixture
def clinic(page: Page, live_server: Any, faultless: None) -> Page:
    """Somebody logged in, on the list of patients; nobody is under care yet."""
    make_login(username="clinician", password=PASSWORD, by="test")
    page.goto(live_server.url)
    page.get_by_label("Name").fill("clinician")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    return page


@pytest.fixture
def cast(clinic: Page) -> dict[str, str]:
    """The demonstration's people under care: their addresses by name."""
    load_demonstration()
    clinic.reload()
    return {line.name: f"/patients/{line.record}" for line in patients()}


def faults_of(page: Page) -> list[str]:
    """What axe finds on the page, one line each."""
    found = Axe().run(page, options=AXE).response["violations"]
    return [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]]


def scrolls_sideways(page: Page) -> bool:
    """Whether the page is wider than its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))
