"""The scene, the page and the paper of one plan."""

import base64
import gzip
import hashlib
import html
import json
import re
import struct
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
import trimesh

from enthesis.formats.imaging.session_image import SessionImage, read_session_image
from enthesis.formats.imaging.targets_file import targets_from
from enthesis.formats.imaging.view_volume import view_volume
from enthesis.formats.needle_glb import MOST_TRIANGLES, scene_glb
from enthesis.formats.needle_page import needle_page
from enthesis.formats.needle_paper import needle_paper, needle_pdf
from enthesis.formats.needle_plan_json import needle_plan_document
from enthesis.formats.needle_plan_schema import NeedlePlanDocument
from enthesis.formats.paper import Block
from enthesis.knowledge.handbook import Handbook
from enthesis.needle.defaults import StatedErrors, request_for
from enthesis.needle.frames import PatientPoints
from enthesis.needle.search import plan_needles

BUILT = Path(__file__).parents[3] / "src" / "enthesis" / "formats" / "templates" / "built" / "needle.js"
built = pytest.mark.skipif(not BUILT.is_file(), reason="the page's script is not built: run make build")


@pytest.fixture(scope="module")
def image(whole: Path) -> SessionImage:
    return read_session_image(whole / "labels.nii.gz", whole / "labels.toml", whole / "image.nii.gz")


@pytest.fixture(scope="module")
def document(whole: Path, image: SessionImage, handbook: Handbook) -> NeedlePlanDocument:
    targets = targets_from([str(whole / "targets.toml")], image.labels, handbook)
    request = request_for(handbook, targets, region="knee", errors=StatedErrors(entry_mm=2))
    return needle_plan_document(plan_needles(image.volume, image.labels, request), image.labels, handbook)


@pytest.fixture(scope="module")
def scene(image: SessionImage, document: NeedlePlanDocument) -> bytes:
    return scene_glb(image.volume, image.labels, document)


def head_of(scene: bytes) -> dict[str, Any]:
    length = struct.unpack("<I", scene[12:16])[0]
    head: dict[str, Any] = json.loads(scene[20 : 20 + length])
    return head


def test_another_program_reads_the_scene(scene: bytes, document: NeedlePlanDocument) -> None:
    loaded = trimesh.load(BytesIO(scene), file_type="glb")
    assert "popliteal-artery" in loaded.geometry
    assert sum(len(mesh.faces) for mesh in loaded.geometry.values()) <= 1.1 * MOST_TRIANGLES
    # In metres, the head up: a knee of about 20 cm, higher than wide.
    extent = np.ptp(loaded.bounds, axis=0)
    assert 0.2 < extent[1] < 0.3
    assert extent[1] > extent[0]
    assert document.needles


def test_everything_planned_is_in_the_scene(scene: bytes, document: NeedlePlanDocument) -> None:
    names = {node["name"] for node in head_of(scene)["nodes"]}
    for needle in document.needles:
        assert f"needle {needle.target}" in names
        assert any(name.startswith("ten 10 mm") for name in names) or needle.length_mm < 10
    kinds = {node.get("extras", {}).get("kind") for node in head_of(scene)["nodes"]}
    assert {"structure", "needle", "hub", "target"} <= kinds
    assert "target-without-needle" in kinds or len(document.needles) == len(document.targets)


def test_a_needle_is_drawn_from_its_entry_to_its_tip(scene: bytes, document: NeedlePlanDocument) -> None:
    head = head_of(scene)
    for needle in document.needles:
        node = next(n for n in head["nodes"] if n["name"] == f"needle {needle.target}")
        place = head["meshes"][node["mesh"]]["primitives"][0]["attributes"]["POSITION"]
        low, high = (np.asarray(head["accessors"][place][end]) for end in ("min", "max"))
        for point in (needle.entry_lps, needle.target_lps):
            assert (np.asarray(point) > low - 1.0).all()
            assert (np.asarray(point) < high + 1.0).all()


def test_slices_show_every_artery_and_keep_places(image: SessionImage, document: NeedlePlanDocument) -> None:
    points = np.asarray([target.target_lps for target in document.targets if target.target_lps])
    seen = view_volume(image, PatientPoints(points))
    assert seen.grey.shape == seen.marks.shape == seen.grid.size[::-1]
    raw = gzip.decompress(seen.packed())
    assert len(raw) == 2 * seen.grey.size
    artery = next(at for at, (name, _role) in enumerate(seen.structures, 1) if name == "popliteal-artery")
    shown = seen.grid.centres_of(np.argwhere(seen.marks == artery)[:, ::-1])
    drawn = image.volume.grid.centres_of(
        image.volume.voxels_of(image.labels.called("popliteal-artery")[0].values)
    )
    assert np.abs(shown.mean(axis=0) - drawn.mean(axis=0)).max() < 12
    middle = drawn[np.abs(drawn[:, 2]).argmin()]
    assert np.linalg.norm(shown - middle, axis=1).min() < 3


def test_a_vessel_does_not_vanish_when_voxels_are_pooled(image: SessionImage) -> None:
    everything = view_volume(image, PatientPoints(np.zeros((0, 3))))
    assert {everything.structures[at - 1][0] for at in np.unique(everything.marks) if at} >= {
        structure.name for structure in image.labels.structures
    }


def test_without_a_picture_slices_show_body_and_air(image: SessionImage) -> None:
    import dataclasses

    seen = view_volume(dataclasses.replace(image, picture=None), PatientPoints(np.zeros((1, 3))))
    assert len(np.unique(seen.grey)) == 2


@built
def test_the_page_fetches_nothing_and_runs_nothing_but_its_own(
    document: NeedlePlanDocument, image: SessionImage, handbook: Handbook
) -> None:
    page = needle_page(document, image, handbook)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    for kind in ("script", "style"):
        text = re.findall(rf"<{kind}>(.*?)</{kind}>", page, re.DOTALL)
        assert len(text) == 1
        digest = base64.b64encode(hashlib.sha256(text[0].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy[1]
    markup = re.sub(r"<script.*?</script>|<style.*?</style>", "", page, flags=re.DOTALL)
    assert re.findall(r'(?:src|href)="(?!#|data:,")([^"]+)"', markup) == []
    assert "style=" not in markup


@built
def test_the_page_says_what_the_plan_says(
    document: NeedlePlanDocument, image: SessionImage, handbook: Handbook
) -> None:
    page = html.unescape(needle_page(document, image, handbook))
    words = re.sub(r"<script.*?</script>|<style.*?</style>", "", page, flags=re.DOTALL)
    for said in (document.says, document.decision_support, document.confirmed_says, *document.assumptions):
        assert said in words
    for needle in document.needles:
        assert needle.says[0] in words
        assert needle.margin_model.says in words
    assert "guarantee holds for it alone" in words
    assert not re.search(r"\bsafe\b", words, re.IGNORECASE)


@built
def test_no_name_of_a_target_can_break_out_of_the_page(
    document: NeedlePlanDocument, image: SessionImage, handbook: Handbook
) -> None:
    evil = '</script><script>alert(1)</script>"><img src=x onerror=alert(1)>'
    target = msgspec.structs.replace(document.targets[0], target=evil, title=evil, reasons=(evil,))
    page = needle_page(
        msgspec.structs.replace(document, targets=(target,), confirmed_says=evil), image, handbook
    )
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_the_paper_is_a_tagged_pdf(document: NeedlePlanDocument) -> None:
    content = needle_pdf(document)
    assert content.startswith(b"%PDF")
    assert b"pdfuaid" in content


def test_the_paper_lists_every_needle_and_every_target_without_one(document: NeedlePlanDocument) -> None:
    blocks = needle_paper(document).blocks
    text = json.dumps(msgspec.to_builtins(blocks), ensure_ascii=False)
    for target in document.targets:
        assert target.title in text
    assert document.decision_support in text
    assert any(isinstance(block, Block) and block.kind == "warning" for block in blocks) == (
        document.verdict != "feasible"
    )
