"""What somebody sends who means harm, or whose hand slipped: refused in a sentence, or kept harmless."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from enthesis.actions.make_login import make_login
from enthesis.store.models import Chart, Patient
from enthesis.store.reading.given_answers import given_answers
from enthesis.store.reading.patients import patients
from enthesis.vocabulary.visible import visible
from enthesis.web.forms.block import MOST_SIGNS
from enthesis.web.forms.upload import MOST_BYTES
from tests import charts
from tests.unit.web.conftest import PASSWORD

EVIL = "<script>alert(1)</script>\"'><svg onload=alert(2)>{{7*7}}#eval(1)"
WISH = {"condition": "knee-oa", "side": "right", "course": "usual"}
HTML = ("plan", "plan.html", "questions", "leaflet", "mixing", "details")
PAPERS = ("plan.pdf", "leaflet.pdf")


def new_patient(clinician: Client, **typed: str) -> str:
    answer = clinician.post("/patients/new", WISH | {"name": "Nora Falk"} | typed)
    assert answer.status_code == 302
    return str(answer["Location"]).split("/")[2]


def _upload(clinician: Client, content: bytes, name: str = "chart.json") -> Any:
    return clinician.post("/patients/upload", WISH | {"chart": SimpleUploadedFile(name, content)})


def _assert_harmless(clinician: Client, record: str) -> None:
    for page in HTML:
        answer = clinician.get(f"/patients/{record}/{page}")
        assert answer.status_code == 200, page
        for sign in (b"<script>alert", b"<svg onload", b">49#"):
            assert sign not in answer.content, page
    for paper in PAPERS:
        assert clinician.get(f"/patients/{record}/{paper}").content.startswith(b"%PDF"), paper


def test_markup_in_a_name_a_medicine_or_an_allergy_stays_words(clinician: Client) -> None:
    typed = {"name": EVIL, "medicine-0-text": EVIL, "medicine-0-reason": EVIL, "allergy-0": EVIL}
    record = new_patient(clinician, **typed)
    _assert_harmless(clinician, record)
    assert b"&lt;script&gt;alert" in clinician.get("/").content


def test_markup_in_an_answer_stays_words(clinician: Client) -> None:
    record = new_patient(clinician)
    sent = {"other-medicines": "yes", "other-medicines.names": EVIL}
    assert clinician.post(f"/patients/{record}/questions/B", sent).status_code == 302
    imaging = {"imaging": "not-needed", "imaging.reason": EVIL}
    assert clinician.post(f"/patients/{record}/questions/D", imaging).status_code == 302
    _assert_harmless(clinician, record)


def test_markup_in_a_chart_stays_words(clinician: Client) -> None:
    chart = charts.bundle(charts.patient(name=EVIL), charts.condition(EVIL, snomed="90560007"))
    answer = _upload(clinician, chart, f'{EVIL}";\r\nX-Evil: 1.json')
    _assert_harmless(clinician, str(answer["Location"]).split("/")[2])
    assert "\r" not in Chart.objects.get().file_name


def test_signs_nobody_sees_are_dropped_and_stop_no_paper(clinician: Client) -> None:
    record = new_patient(clinician, name="Nora\u202e Falk", **{"allergy-0": "corn\u2066"})
    assert [line.name for line in patients()] == ["Nora Falk"]
    chart = charts.bundle(
        charts.patient(name="a\x00b\x1b\u202ec"), charts.condition("Gout\x07", snomed="90560007")
    )
    other = str(_upload(clinician, chart)["Location"]).split("/")[2]
    for each in (record, other):
        _assert_harmless(clinician, each)
    clinician.post(f"/patients/{record}/questions/B", {"other-medicines.names": "ginger\x00\u202e tea"})
    assert given_answers(record)["other-medicines"].value == "ginger tea"


def test_every_script_keeps_its_letters() -> None:
    for name in ("Ana-María Núñez", "王小明", "محمد", "क्\u200dष", "O'Neill"):
        assert visible(name) == name


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 200_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b"\x00" * 100,
        b"\x89PNG\r\n\x1a\n",
        b"\x1f\x8b\x08\x00",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"",
        b"null",
        b'{"resourceType":"Bundle","entry":' + b"9" * 100_000 + b"}",
        json.dumps({"resourceType": "Bundle"}).encode("utf-16"),
    ],
)
def test_a_file_that_is_no_chart_is_refused_and_nobody_is_added(clinician: Client, content: bytes) -> None:
    assert _upload(clinician, content).status_code == 422
    assert Patient.objects.count() == 0


def test_a_request_too_large_is_refused_before_it_is_read(clinician: Client) -> None:
    answer = clinician.post("/patients/upload", {}, CONTENT_LENGTH=str(MOST_BYTES * 3))
    assert answer.status_code == 413
    assert b"Nothing was kept" in answer.content


def test_an_answer_longer_than_anybody_types_is_refused(clinician: Client) -> None:
    record = new_patient(clinician)
    sent = {"other-medicines.names": "x" * (MOST_SIGNS + 1)}
    assert clinician.post(f"/patients/{record}/questions/B", sent).status_code == 422
    assert given_answers(record) == {}


@pytest.mark.parametrize("start", ["9999-12-31", "2200-01-01", "0001-01-01"])
def test_a_year_that_slipped_makes_no_record_without_a_plan(clinician: Client, start: str) -> None:
    answer = clinician.post("/patients/new", WISH | {"name": "Nora Falk", "start": start})
    assert answer.status_code == 422
    assert Patient.objects.count() == 0


@pytest.mark.parametrize(
    "after",
    ["foo", "plan", "logout", ".", "\\\\example.org", "/\\example.org", "///example.org", "http:example.org"],
)
def test_a_login_leads_to_a_page_of_its_own_whatever_was_asked(client: Client, db: None, after: str) -> None:
    make_login(username="clinician", password=PASSWORD, by="test")
    answer = client.post("/login", {"username": "clinician", "password": PASSWORD, "next": after})
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_a_login_leads_on_to_the_page_that_was_asked_for(client: Client, db: None) -> None:
    make_login(username="clinician", password=PASSWORD, by="test")
    sent = {"username": "clinician", "password": PASSWORD, "next": "/healing"}
    assert client.post("/login", sent)["Location"] == "/healing"


def test_another_name_of_the_server_is_refused_without_a_word_of_the_inside(clinician: Client) -> None:
    answer = clinician.get("/", HTTP_HOST="example.org")
    assert answer.status_code == 400
    assert b"This is not taken" in answer.content
    assert b"example.org" not in answer.content


def test_a_form_without_its_token_is_told_what_to_do(db: None) -> None:
    make_login(username="clinician", password=PASSWORD, by="test")
    strict = Client(enforce_csrf_checks=True)
    strict.login(username="clinician", password=PASSWORD)
    answer = strict.post("/patients/new", {"name": "A"})
    assert answer.status_code == 403
    assert b"nothing of it was kept" in answer.content
    assert answer["Cache-Control"] == "no-store"


def test_a_session_ends_with_its_login_and_its_key_is_new_at_each(client: Client, db: None) -> None:
    make_login(username="clinician", password=PASSWORD, by="test")
    sent = {"username": "clinician", "password": PASSWORD}
    client.post("/login", sent)
    first = client.cookies["enthesis_session"].value
    assert client.cookies["enthesis_session"]["httponly"]
    client.post("/logout")
    stolen = Client()
    stolen.cookies["enthesis_session"] = first
    assert stolen.get("/").status_code == 302
    client.post("/login", sent)
    assert client.cookies["enthesis_session"].value != first


@pytest.mark.parametrize("path", ["EN-0001%00", "%2e%2e%2fplan", "<b>", "EN-0001%0aX", "..", "ＥＮ-0001"])
def test_a_record_number_that_is_none_finds_nothing(clinician: Client, path: str) -> None:
    new_patient(clinician)
    assert clinician.get(f"/patients/{path}/plan").status_code == 404


def test_every_paper_is_kept_out_of_caches_and_named_by_its_record(clinician: Client) -> None:
    record = new_patient(clinician, name='a"; filename=x.exe')
    for paper in (*PAPERS, "plan.html", "plan.json"):
        answer = clinician.get(f"/patients/{record}/{paper}")
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Disposition"].startswith(f'attachment; filename="{record}-')
