"""Harm sent through the pages of the time between and after sessions, and through needle plans."""

import gzip
from pathlib import Path
from typing import Any

import nibabel as nib
import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from enthesis.formats.imaging.image_file import read_picture
from enthesis.formats.imaging.toml_file import toml_from
from enthesis.store.models import ReportRow, ReviewRow, ScoreRow, SessionRow
from enthesis.store.reading.history import session_versions
from enthesis.vocabulary.errors import BadInput
from enthesis.web.forms.numbers import MOST_SIGNS
from enthesis.web.planning import plan_for
from tests.unit.web.conftest import PASSWORD
from tests.unit.web.test_between_sessions import given
from tests.unit.web.test_intruder import EVIL

pytestmark = pytest.mark.django_db
TYPST = '#eval("1") $x^2$ \\ @ref <label> *b* _i_ `raw` // c /* d */ = h [a](b) #{1+1}'
BAD = EVIL + TYPST


def _post(client: Client, record: str, path: str, **sent: str) -> Any:
    return client.post(f"/patients/{record}/{path}", {k.replace("__", "-"): v for k, v in sent.items()})


def _assert_words_only(client: Client, record: str, paths: tuple[str, ...]) -> None:
    for path in paths:
        answer = client.get(f"/patients/{record}/{path}")
        assert answer.status_code == 200, path
        if path.endswith(".pdf"):
            assert answer.content.startswith(b"%PDF"), path
        else:
            assert b"<script>alert" not in answer.content, path
            assert b"<svg onload" not in answer.content, path


def test_markup_in_what_was_told_recorded_and_decided_stays_words(
    clinician: Client, records: dict[str, str]
) -> None:
    record = records["Maud Okello"]
    sent = given(by=BAD, complications=BAD, reason=BAD, grade="1")
    assert clinician.post(f"/patients/{record}/sessions/record", sent).status_code == 302
    told = _post(clinician, record, "reports/new", symptom__fever="yes", words=BAD)
    assert told.status_code == 302
    number = plan_for(record).document.reports[-1].number
    assert _post(clinician, record, "review", decision="refer", reason=BAD).status_code == 302
    shelf = clinician.get(f"/patients/{record}/papers").content.decode()
    papers = tuple(
        part.partition('"')[0]
        for part in shelf.split(f'href="/patients/{record}/')[1:]
        if "papers/" in part[:8]
    )
    assert any("referral" in name for name in papers)
    pages = ("plan", "plan.pdf", "plan.html", "sessions", "reports", "review", "scores", f"reports/{number}")
    _assert_words_only(clinician, record, (*pages, *papers))
    _post(clinician, record, f"reports/{number}/dealt", found="no-red-flag", done=BAD)
    _assert_words_only(clinician, record, (*pages, "papers/plan", "papers/plan.pdf"))
    assert b"<script>alert" not in clinician.get("/").content


def test_no_text_is_kept_longer_than_fits(clinician: Client, records: dict[str, str]) -> None:
    record, long = records["Maud Okello"], "x" * 100_000
    clinician.post(f"/patients/{record}/sessions/record", given(by=long, complications=long, grade="1"))
    session = session_versions(record)
    assert session
    _post(clinician, record, "reports/new", symptom__fever="yes", words=long)
    _post(clinician, record, "review", decision="hold", reason=long)
    assert max(len(row.words) for row in ReportRow.objects.all()) <= MOST_SIGNS
    assert max(len(str(row.reason)) for row in ReviewRow.objects.all()) <= MOST_SIGNS
    assert max(len(str(row.content)) for row in SessionRow.objects.all()) < 20_000


def test_a_number_of_another_record_is_found_in_none_but_its_own(
    clinician: Client, records: dict[str, str]
) -> None:
    greta = records["Greta Molin"]
    for path in ("sessions/1", "reports/1", "needles/1", "needles/1/plan.json", "needles/1/plan.pdf"):
        assert clinician.get(f"/patients/{greta}/{path}").status_code == 404, path
    before = ReportRow.objects.count(), SessionRow.objects.count(), ScoreRow.objects.count()
    for path in (
        "sessions/1",
        "reports/1/dealt",
        "needles/1/choose",
        "scores/nothing",
        "sessions/99999999999999999999",
    ):
        answer = clinician.post(
            f"/patients/{greta}/{path}", {"found": "no-red-flag", "use": "x", "act": "withdraw"}
        )
        assert answer.status_code in (404, 422), path
    assert (ReportRow.objects.count(), SessionRow.objects.count(), ScoreRow.objects.count()) == before


def _posted() -> list[str]:
    return [
        "sessions/record",
        "sessions/1",
        "reports/new",
        "reports/1/dealt",
        "scores/nrs",
        "review",
        "details",
        "needles/new",
        "needles/1/choose",
        "map/examination",
        "examination",
        "questions/A",
    ]


def test_no_form_of_a_patient_is_taken_without_its_token(records: dict[str, str]) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.login(username="clinician", password=PASSWORD)
    for path in _posted():
        assert strict.post(f"/patients/{records['Nora Falk']}/{path}", {}).status_code == 403, path


def _nifti(*size: int) -> bytes:
    """A header that claims this size, as any program writes it, and not one voxel after it."""
    image = nib.Nifti1Image(np.zeros((2, 2, 2), np.uint8), np.eye(4))
    image.header.set_data_shape(size)
    return bytes(image.header.binaryblock) + b"\0" * 4


NRRD = (
    b"NRRD0004\ntype: uint8\ndimension: 3\nsizes: %s\nspace: left-posterior-superior\nencoding: raw\n"
    b"space directions: (1,0,0) (0,1,0) (0,0,1)\nspace origin: (0,0,0)\n%s\n"
)
META = (
    b"ObjectType = Image\nNDims = 3\nDimSize = 9 9 9\nElementType = MET_UCHAR\nElementSpacing = 1 1 1\n"
    b"TransformMatrix = 1 0 0 0 1 0 0 0 1\nOffset = 0 0 0\nElementDataFile = "
)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("l.nii", _nifti(30000, 30000, 30000), "larger than any body"),
        ("l.nii.gz", gzip.compress(_nifti(3000, 3000, 3000), mtime=0), "larger than any body"),
        ("l.nrrd", NRRD % (b"9999 9999 9999", b""), "larger than any body"),
        ("l.nhdr", NRRD % (b"9 9 9", b"data file: /etc/passwd\n"), "values from files elsewhere"),
        ("l.nhdr", NRRD % (b"9 9 9", b"data file: ../x\n"), "values from files elsewhere"),
        ("l.nhdr", NRRD % (b"9 9 9", b"data file: LIST\n/etc/passwd\n"), "values from files elsewhere"),
        ("l.mhd", META + b"/etc/passwd\n", "values from files elsewhere"),
        ("l.mhd", META + b"LIST\n/etc/passwd\n", "values from files elsewhere"),
    ],
    ids=[
        "nifti-too-large",
        "packed-nifti-too-large",
        "nrrd-too-large",
        "nhdr-absolute",
        "nhdr-upward",
        "nhdr-list",
        "mhd-absolute",
        "mhd-list",
    ],
)
def test_an_image_that_claims_too_much_or_reaches_elsewhere_is_refused(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadInput, match=says):
        read_picture(tmp_path / name)


@pytest.mark.parametrize("nested", [b"a=" + b"[" * 100_000, b"a=" + b"{a=" * 100_000])
def test_a_file_nested_without_end_is_refused_in_one_line(nested: bytes) -> None:
    with pytest.raises(BadInput, match="nested too deeply"):
        toml_from(nested, "targets.toml", dict, "targets")


@pytest.mark.parametrize(
    "name", ["a" * 300 + ".nii.gz", "../../etc/passwd", "a\x00b.nii", "<b>.nii", "con.nii"]
)
@pytest.mark.parametrize("content", [b"", b"\x1f\x8b" + b"0" * 50, b"no image"])
def test_a_needle_image_that_is_none_is_refused_in_one_line(
    clinician: Client, records: dict[str, str], name: str, content: bytes
) -> None:
    record = records["Maud Okello"]
    sent = {
        "labels": [SimpleUploadedFile(name, content), SimpleUploadedFile(name, content)],
        "label_map": SimpleUploadedFile("map.toml", b"[1]\n"),
        "targets": SimpleUploadedFile("targets.toml", b"[a]\n"),
        "side": "right",
        "region": "knee",
        "guidance": "ultrasound",
    }
    answer = clinician.post(f"/patients/{record}/needles/new", sent)
    assert answer.status_code == 422
    assert b"Traceback" not in answer.content
    assert b"enthesis-needle-" not in answer.content, "no path of the inside is shown"
