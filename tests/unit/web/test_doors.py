"""Who gets in, and what every answer of the server carries."""

import importlib
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from enthesis.actions.make_login import make_login
from enthesis.project import settings as project_settings
from enthesis.project.time_zone import machine_zone
from enthesis.web.pages.login import TRIES, TRIES_FROM_ONE_ADDRESS
from tests.unit.web.conftest import PASSWORD

OPEN = {"login"}


def _addresses() -> list[tuple[str, str]]:
    patterns = get_resolver("enthesis.web.urls").url_patterns
    named = [pattern for pattern in patterns if isinstance(pattern, URLPattern)]
    filled = {"<slug:record>": "EN-0001", "<slug:block>": "A", "<int:number>": "1", "<slug:name>": "scene"}
    addresses = []
    for pattern in named:
        address = f"/{pattern.pattern}"
        for part, value in filled.items():
            address = address.replace(part, value)
        addresses.append((pattern.name or "", address))
    return addresses


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "address"), _addresses())
def test_every_address_but_the_login_asks_for_one(client: Client, name: str, address: str) -> None:
    for answer in (client.get(address), client.post(address)):
        if name in OPEN:
            assert answer.status_code in (200, 422)
        else:
            assert answer.status_code == 302
            assert answer["Location"].startswith("/login")


@pytest.mark.parametrize("path", ["plan", "questions", "mixing", "leaflet", "plan.pdf", "plan.json"])
def test_a_record_nobody_has_is_not_found(clinician: Client, path: str) -> None:
    answer = clinician.get(f"/patients/EN-9999/{path}")
    assert answer.status_code == 404
    assert b"Nothing is kept here" in answer.content


def test_every_page_carries_a_strict_policy_and_stays_out_of_caches(clinician: Client) -> None:
    answer = clinician.get("/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    nonce = policy.split("'nonce-")[1].split("'")[0]
    assert answer.content.decode().count(f'nonce="{nonce}"') >= 2
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Frame-Options"] == "DENY"


def test_guessing_is_made_slow_and_says_so(client: Client, db: None) -> None:
    make_login(username="clinician", password=PASSWORD, by="test")
    for _ in range(TRIES):
        assert (
            b"do not belong together"
            in client.post("/login", {"username": "clinician", "password": "x"}).content
        )
    locked = client.post("/login", {"username": "clinician", "password": PASSWORD})
    assert b"Too many tries" in locked.content
    assert client.get("/").status_code == 302


def test_another_name_is_not_locked_with_it(client: Client, db: None) -> None:
    make_login(username="nurse", password=PASSWORD, by="test")
    for _ in range(TRIES):
        client.post("/login", {"username": "clinician", "password": "x"})
    assert client.post("/login", {"username": "nurse", "password": PASSWORD}).status_code == 302


def _spray(client: Client, **where: Any) -> None:
    for number in range(TRIES_FROM_ONE_ADDRESS):
        client.post("/login", {"username": f"name-{number}", "password": "x"}, **where)


def _log_in(client: Client, **where: Any) -> Any:
    return client.post("/login", {"username": "clinician", "password": PASSWORD}, **where)


AWAY, ELSEWHERE = {"REMOTE_ADDR": "203.0.113.7"}, {"REMOTE_ADDR": "203.0.113.8"}


def test_many_names_tried_from_one_address_shut_that_address_and_no_other(client: Client, db: None) -> None:
    make_login(username="clinician", password=PASSWORD, by="test")
    _spray(client, **AWAY)
    assert b"Too many tries from this place" in _log_in(Client(), **AWAY).content
    assert _log_in(Client(), **ELSEWHERE).status_code == 302


def test_a_browser_that_let_somebody_in_before_is_not_shut_out_with_its_clinic(db: None) -> None:
    make_login(username="clinician", password=PASSWORD, by="test")
    own = Client()
    assert _log_in(own, **AWAY).status_code == 302
    own.post("/logout")
    _spray(Client(), **AWAY)
    assert _log_in(own, **AWAY).status_code == 302
    own.cookies["enthesis_known"] = "forged"
    own.post("/logout")
    assert b"Too many tries from this place" in _log_in(own, **AWAY).content


def test_a_mark_of_one_person_opens_nothing_for_another(db: None) -> None:
    make_login(username="nurse", password=PASSWORD, by="test")
    make_login(username="clinician", password=PASSWORD, by="test")
    own = Client()
    own.post("/login", {"username": "nurse", "password": PASSWORD}, **AWAY)
    own.post("/logout")
    _spray(Client(), **AWAY)
    assert b"Too many tries from this place" in _log_in(own, **AWAY).content


@pytest.mark.parametrize("header", [None, "203.0.113.7"])
def test_the_clinics_own_machine_is_never_shut_out_whatever_a_header_claims(
    client: Client, db: None, header: str | None
) -> None:
    make_login(username="clinician", password=PASSWORD, by="test")
    forwarded = {"HTTP_X_FORWARDED_FOR": header} if header else {}
    _spray(client, **forwarded)
    assert _log_in(Client(), **forwarded).status_code == 302


def test_behind_the_clinics_proxy_the_address_it_wrote_last_counts(
    client: Client, db: None, settings: Any
) -> None:
    settings.BEHIND_PROXY = True
    make_login(username="clinician", password=PASSWORD, by="test")
    _spray(client, HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.7")
    assert (
        b"Too many tries from this place"
        in _log_in(Client(), HTTP_X_FORWARDED_FOR="192.0.2.99, 203.0.113.7").content
    )
    assert _log_in(Client(), HTTP_X_FORWARDED_FOR="203.0.113.7, 203.0.113.8").status_code == 302


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_a_login_leads_to_no_other_server(client: Client, db: None, elsewhere: str) -> None:
    make_login(username="clinician", password=PASSWORD, by="test")
    answer = client.post("/login", {"username": "clinician", "password": PASSWORD, "next": elsewhere})
    assert answer["Location"] == "/"


def test_a_post_without_its_token_is_refused(db: None) -> None:
    make_login(username="clinician", password=PASSWORD, by="test")
    strict = Client(enforce_csrf_checks=True)
    strict.login(username="clinician", password=PASSWORD)
    assert strict.post("/patients/new", {"name": "A"}).status_code == 403


def test_cookies_leave_this_machine_only_over_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not project_settings.SESSION_COOKIE_SECURE
    monkeypatch.setenv("ENTHESIS_HOSTS", "clinic.example")
    try:
        served: Any = importlib.reload(project_settings)
        assert served.SESSION_COOKIE_SECURE
        assert served.CSRF_COOKIE_SECURE
        assert served.SECURE_SSL_REDIRECT
        assert "clinic.example" in served.ALLOWED_HOSTS
    finally:
        monkeypatch.undo()
        importlib.reload(project_settings)


def test_tracebacks_are_never_shown_unless_asked_for() -> None:
    assert project_settings.DEBUG is False


@pytest.mark.parametrize(
    ("tz", "zone"), [("Asia/Taipei", "Asia/Taipei"), ("nowhere/at-all", None), (":/etc/x", None)]
)
def test_today_ends_at_the_clinics_own_midnight(
    monkeypatch: pytest.MonkeyPatch, tz: str, zone: str | None
) -> None:
    monkeypatch.setenv("TZ", tz)
    found = machine_zone()
    assert found == zone if zone else found != tz
