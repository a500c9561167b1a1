"""The document of a needle plan: the promised keys, the published schema, and words that promise nothing."""

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from enthesis.formats.imaging.session_image import SessionImage, read_session_image
from enthesis.formats.imaging.targets_file import targets_from
from enthesis.formats.json_text import json_text
from enthesis.formats.needle_plan_json import needle_plan_document, schema, to_json
from enthesis.formats.needle_plan_schema import NeedlePlanDocument
from enthesis.knowledge.handbook import Handbook
from enthesis.needle.defaults import StatedErrors, request_for
from enthesis.needle.plan_values import NeedlePlan
from enthesis.needle.said import Said
from enthesis.needle.search import plan_needles
from tests.json_schema import faults

PUBLISHED = Path(__file__).parents[3] / "docs" / "reference" / "needle-plan.schema.json"
TOP = (
    "verdict says needles punctures optimality_gap missing_structures assumptions targets confirmed_by "
    "confirmed_says decision_support image_pose treatment_pose range_mm"
)
NEEDLE = (
    "target entry_lps target_lps length_mm gauge angles clearance_proved_mm limiting_structure "
    "limiting_point_lps margin_model safe_disc_mm safe_cone_deg"
)


@pytest.fixture(scope="module")
def image(whole: Path) -> SessionImage:
    return read_session_image(whole / "labels.nii.gz", whole / "labels.toml")


@pytest.fixture(scope="module")
def plan(whole: Path, image: SessionImage, handbook: Handbook) -> NeedlePlan:
    targets = targets_from([str(whole / "targets.toml")], image.labels, handbook)
    request = request_for(handbook, targets, region="knee", errors=StatedErrors(entry_mm=2))
    return plan_needles(image.volume, image.labels, request)


@pytest.fixture(scope="module")
def document(plan: NeedlePlan, image: SessionImage, handbook: Handbook) -> NeedlePlanDocument:
    return needle_plan_document(plan, image.labels, handbook, image.noticed)


@pytest.fixture(scope="module")
def read(document: NeedlePlanDocument) -> dict[str, Any]:
    decoded: dict[str, Any] = json.loads(to_json(document))
    return decoded


def test_the_promised_keys_are_there(read: dict[str, Any]) -> None:
    assert set(TOP.split()) <= set(read)
    assert read["needles"]
    assert set(NEEDLE.split()) <= set(read["needles"][0])


def test_the_document_is_what_the_published_schema_says(read: dict[str, Any]) -> None:
    published = json.loads(PUBLISHED.read_text())
    assert list(faults(read, published, published)) == []


def test_the_published_schema_is_the_programs_own() -> None:
    """When this fails: ``enthesis needle plan --schema > docs/reference/needle-plan.schema.json``."""
    assert PUBLISHED.read_bytes() == json_text(schema())


def test_nothing_is_rounded_up_and_no_point_is_rounded_at_all(
    plan: NeedlePlan, document: NeedlePlanDocument
) -> None:
    for needle, line in zip(plan.needles, document.needles, strict=True):
        assert line.entry_lps == needle.entry_lps
        assert line.target_lps == needle.target_lps
        assert line.clearance_proved_mm == dict(needle.clearance_proved_mm)
        for said, proved in zip(line.says, (line.nearest.proved_mm, line.spare_mm), strict=False):
            written = float(next(word for word in said.split() if word.replace(".", "").isdigit()))
            assert written <= proved


def test_every_target_is_listed_with_or_without_a_needle(document: NeedlePlanDocument) -> None:
    assert len(document.targets) == 13
    reached = {needle.target for needle in document.needles}
    for target in document.targets:
        assert (target.target in reached) == (target.verdict == "feasible")
        assert bool(target.reasons) == (target.verdict != "feasible")


def test_no_word_of_a_plan_calls_anything_safe(read: dict[str, Any]) -> None:
    text = json.dumps({key: value for key, value in read.items() if key != "bibliography"}).casefold()
    words = text.replace("safe_disc_mm", "").replace("safe_cone_deg", "")
    assert "safe" not in words
    assert "clear by" in words
    assert "of the labelled structures in this image" in words


def test_who_confirmed_which_model_and_which_needle_are_said(document: NeedlePlanDocument) -> None:
    assert document.confirmed_says == "Nobody is named as having confirmed the labels."
    for needle in document.needles:
        assert "2 mm entry" in needle.margin_model.says
        assert needle.margin_model.base_mm == pytest.approx(
            needle.margin_model.needle_radius_mm + 2 + needle.margin_model.segmentation_error_mm
        )
        assert str(needle.gauge) in needle.needle_title


def test_titles_are_the_handbooks_own(document: NeedlePlanDocument) -> None:
    assert "Popliteal artery" in [one.title for one in document.labelled]
    assert "Inner collateral ligament, at the femur" in [target.title for target in document.targets]


def test_what_was_noticed_of_the_files_stands_with_the_assumptions(
    plan: NeedlePlan, image: SessionImage, handbook: Handbook
) -> None:
    noticed = [Said("needle.image.body-by-brightness")]
    made = needle_plan_document(plan, image.labels, handbook, noticed)
    assert made.assumptions[-1].startswith("The labels draw no skin")


def test_a_structure_within_a_sentence_bears_its_title(
    plan: NeedlePlan, image: SessionImage, handbook: Handbook
) -> None:
    torn = Said("needle.assume.torn", {"structure": "popliteal-artery", "slices": 2})
    made = needle_plan_document(plan, image.labels, handbook, [torn])
    assert made.assumptions[-1].startswith("The label of popliteal artery leaves out slices")


def test_every_sentence_of_the_needle_room_has_its_words(handbook: Handbook) -> None:
    source = Path(__file__).parents[3] / "src" / "enthesis"
    said = [
        word
        for path in (*sorted((source / "needle").glob("*.py")), *sorted((source / "formats").rglob("*.py")))
        for word in path.read_text().split('"')
        if re.fullmatch(r"needle(\.[a-z-]+)+", word) and not word.endswith((".js", ".css"))
    ]
    assert len(said) > 20
    assert [name for name in said if name not in handbook.sentences] == []


def test_an_unnamed_label_is_listed(plan: NeedlePlan, image: SessionImage, handbook: Handbook) -> None:
    changed = msgspec.structs.replace(plan, unnamed_values=(7,))
    assert needle_plan_document(changed, image.labels, handbook).unnamed_values == (7,)
