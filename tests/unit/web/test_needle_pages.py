"""The needle pages without a browser: who may come, what is refused, and that no file stays behind."""

import json
import shutil
import tempfile
from pathlib import Path

import pydicom
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from enthesis.knowledge.handbook import Handbook
from enthesis.store.reading.needle_plans import latest_needle_plan, needle_plan
from tests.phantoms import slices, written

PAGES = (
    "needles",
    "needles/new",
    "needles/1",
    "needles/1/plan.json",
    "needles/1/plan.pdf",
    "needles/1/scene",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, handbook: Handbook) -> Path:
    return written(tmp_path_factory.mktemp("knee"), handbook)


@pytest.fixture
def ruth(records: dict[str, str]) -> str:
    return f"/patients/{records['Ruth Ellery']}"


def sent(path: Path) -> SimpleUploadedFile:
    return SimpleUploadedFile(path.name, path.read_bytes())


def form(folder: Path, **changed: object) -> dict[str, object]:
    said: dict[str, object] = {
        "labels": sent(folder / "labels.nii.gz"),
        "label_map": sent(folder / "labels.toml"),
        "targets": sent(folder / "targets.toml"),
        "side": "right",
        "region": "knee",
        "guidance": "ultrasound",
        "confirmed_by": "Dr Ada Wren",
    }
    return said | changed


@pytest.mark.parametrize("page", PAGES)
def test_nobody_comes_in_without_a_login(client: Client, db: None, page: str) -> None:
    answer = client.get(f"/patients/EN-0001/{page}")
    assert answer.status_code == 302
    assert "/login" in answer["Location"]


@pytest.mark.parametrize("page", [*PAGES[2:], "needles/1/labels"])
def test_what_is_not_there_is_not_found(clinician: Client, ruth: str, page: str) -> None:
    assert clinician.get(f"{ruth}/{page}").status_code == 404
    assert clinician.get("/patients/EN-9999/needles").status_code == 404


def test_a_plan_is_made_kept_and_given_back(
    clinician: Client, ruth: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    answer = clinician.post(f"{ruth}/needles/new", form(folder))
    assert answer.status_code == 302, answer.content.decode()[:500]
    assert list(tmp_path.glob("enthesis-needle-*")) == []
    page = clinician.get(answer["Location"])
    assert page.status_code == 200
    said = page.content.decode()
    assert "Labels confirmed by Dr Ada Wren." in said
    assert "script-src 'self' 'nonce-" in page["Content-Security-Policy"]
    document = json.loads(clinician.get(f"{answer['Location']}/plan.json").content)
    assert document["needles"]
    assert clinician.get(f"{answer['Location']}/plan.pdf").content.startswith(b"%PDF")
    assert clinician.get(f"{answer['Location']}/scene").content.startswith(b"glTF")
    assert clinician.get(f"{answer['Location']}/slices").content.startswith(b"\x1f\x8b")
    assert clinician.get(f"{ruth}/needles")["Location"] == answer["Location"]


def test_a_dicom_series_may_come_slice_by_slice(clinician: Client, ruth: str, folder: Path) -> None:
    series = [sent(path) for path in slices(folder)]
    answer = clinician.post(
        f"{ruth}/needles/new",
        form(folder, labels=sent(folder / "dicom" / "segmentation.dcm"), image=series),
    )
    assert answer.status_code == 302, answer.content.decode()[:500]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"side": "left"}, "The image shows the left side"),
        ({"side": ""}, "Say which side"),
        ({"image_date": "2999-01-01"}, "lies in the future"),
        ({"guidance": ""}, "how the needle is guided"),
        ({"margin": "wide"}, "no number"),
        ({"labels": ""}, "Choose the file with the labels"),
        ({"labels": SimpleUploadedFile("labels.nii.gz", b"x" * 400)}, "cannot be read"),
        ({"label_map": SimpleUploadedFile("labels.toml", b"label = 1")}, "labels.toml"),
        ({"image": SimpleUploadedFile("../../x.jpg", b"x" * 400)}, "no image"),
    ],
)
def test_what_cannot_be_used_is_said_in_place(
    clinician: Client, ruth: str, folder: Path, changed: dict[str, object], says: str
) -> None:
    answer = clinician.post(f"{ruth}/needles/new", form(folder, **changed))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert latest_needle_plan(ruth.rpartition("/")[2]) is None


def test_chosen_needles_are_put_on_the_map(clinician: Client, ruth: str, folder: Path) -> None:
    page = clinician.post(f"{ruth}/needles/new", form(folder))["Location"]
    answer = clinician.post(f"{page}/choose", {"use": ["knee-mcl-tibial"]})
    assert answer["Location"] == f"{ruth}/map"
    assert "In the image" in clinician.get(f"{ruth}/map").content.decode()
    kept = needle_plan(ruth.rpartition("/")[2], 1)
    assert kept is not None
    assert kept.chosen == ("knee-mcl-tibial",)
    assert clinician.post(f"{page}/choose", {"use": ["the moon"]}).status_code == 422
    assert clinician.get(f"{page}/choose").status_code == 405


def test_an_older_plan_leads_to_the_newest(clinician: Client, ruth: str, folder: Path) -> None:
    first, second = (clinician.post(f"{ruth}/needles/new", form(folder))["Location"] for _ in range(2))
    assert "Not the newest" in clinician.get(first).content.decode()
    assert "Not the newest" not in clinician.get(second).content.decode()


def test_a_drawing_is_never_taken_for_the_patient(clinician: Client, ruth: str, folder: Path) -> None:
    page = clinician.post(f"{ruth}/needles/new", form(folder))["Location"]
    assert "nobody&#39;s body" in clinician.get(page).content.decode()
    clinician.post(f"{page}/choose", {"use": ["knee-mcl-tibial"]})
    said = clinician.get(f"{ruth}/map").content.decode()
    assert "the needle was planned in a drawing" in said
    assert "Clear by at least" not in said


@pytest.mark.parametrize(
    ("tags", "says"),
    [
        ({"PatientBirthDate": "19010203"}, "another date of birth"),
        ({"Laterality": "L"}, "shows the left side"),
    ],
)
def test_an_image_of_somebody_else_or_of_the_other_side_is_refused(
    clinician: Client, ruth: str, folder: Path, tmp_path: Path, tags: dict[str, str], says: str
) -> None:
    copied = tmp_path / "copy"
    shutil.copytree(folder, copied)
    for path in (*slices(copied), copied / "dicom" / "segmentation.dcm"):
        dataset = pydicom.dcmread(path)
        for name, value in tags.items():
            setattr(dataset, name, value)
        dataset.save_as(path)
    series = [sent(path) for path in slices(copied)]
    sent_labels = sent(copied / "dicom" / "segmentation.dcm")
    answer = clinician.post(f"{ruth}/needles/new", form(copied, labels=sent_labels, image=series))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert latest_needle_plan(ruth.rpartition("/")[2]) is None


def test_more_than_an_image_is_refused_before_it_is_read(clinician: Client, ruth: str) -> None:
    answer = clinician.post(f"{ruth}/needles/new", {}, CONTENT_LENGTH=str(600 * 1024**2))
    assert answer.status_code == 413
