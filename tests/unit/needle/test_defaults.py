"""A request made from the cards holds the cards' numbers, and a person's where somebody states them."""

import pytest

from enthesis.knowledge.handbook import Handbook
from enthesis.needle.defaults import StatedErrors, limits_of, margin_of, request_for
from enthesis.needle.request import Target
from enthesis.needle.structures import Role
from enthesis.vocabulary.errors import BadInput

HERE = (Target(name="a", lps=(0.0, 0.0, 0.0)),)


@pytest.mark.parametrize(
    ("guidance", "needle", "entry", "growth", "name"),
    [
        ("ultrasound", "25g-38", 3.0, 0.1, "ultrasound"),
        ("ultrasound", "22g-90", 3.0, 0.1, "ultrasound"),
        ("landmark", "25g-38", 10.0, 0.1, "landmark"),
        ("landmark", "25g-50", 10.0, 0.1, "landmark"),
        ("landmark", "22g-64", 15.0, 0.0, "landmark-long"),
    ],
)
def test_the_margin_follows_guidance_and_needle(
    handbook: Handbook, guidance: str, needle: str, entry: float, growth: float, name: str
) -> None:
    margin = margin_of(handbook, handbook.needles[needle], guidance)
    assert (margin.name, margin.entry_error_mm, margin.per_mm) == (name, entry, growth)
    assert margin.segmentation_error_mm == 1.0
    assert margin.needle_radius_mm == float(handbook.needles[needle].diameter_mm / 2)


def test_a_stated_error_replaces_the_card_s_and_the_name_says_so(handbook: Handbook) -> None:
    errors = StatedErrors(entry_mm=2.0, pose_mm=4.0)
    margin = margin_of(handbook, handbook.needles["25g-38"], "ultrasound", errors)
    assert margin.name == "ultrasound, stated"
    assert (margin.entry_error_mm, margin.pose_error_mm, margin.per_mm) == (2.0, 4.0, 0.1)


def test_a_stated_zero_is_a_zero(handbook: Handbook) -> None:
    margin = margin_of(handbook, handbook.needles["25g-38"], "ultrasound", StatedErrors(segmentation_mm=0.0))
    assert margin.segmentation_error_mm == 0.0


def test_a_region_brings_its_needles_and_its_checklist(handbook: Handbook) -> None:
    asked = request_for(handbook, HERE, region="knee")
    assert {choice.needle.id for choice in asked.needles} == set(handbook.needle_regions["knee"].needles)
    assert "22g-90" in {choice.needle.id for choice in asked.shelf}
    arteries = {item.id for item in asked.expected if item.role is Role.ARTERY and item.decides}
    assert {"popliteal-artery", "inferior-medial-genicular-artery"} <= arteries
    assert all(item.says in handbook.sentences for item in asked.expected)
    assert all(item.pose_says in handbook.sentences for item in asked.expected if item.pose_says)


def test_every_region_has_an_artery_that_decides_and_needles_that_exist(handbook: Handbook) -> None:
    assert {"knee", "elbow", "ankle"} <= set(handbook.needle_regions)
    for region in handbook.needle_regions:
        asked = request_for(handbook, HERE, region=region)
        assert any(item.role is Role.ARTERY and item.decides for item in asked.expected)


def test_without_a_region_all_needles_and_no_checklist(handbook: Handbook) -> None:
    asked = request_for(handbook, HERE)
    assert len(asked.needles) == len(handbook.needles)
    assert asked.expected == ()


def test_limits_come_from_the_clinic_s_settings(handbook: Handbook) -> None:
    limits = limits_of(handbook)
    assert limits.most_incidence_deg == 60.0
    assert limits.touching_bone_mm == 3.0
    assert limits.overshoot_pleura_mm >= 10.0


@pytest.mark.parametrize(
    "wrong",
    [
        {"region": "moon"},
        {"guidance": "luck"},
        {"needles": ["1g-1"]},
        {"region": "knee", "looked_none_seen": ["x"]},
    ],
)
def test_what_no_card_knows_is_wrong_use(handbook: Handbook, wrong: dict) -> None:
    with pytest.raises(BadInput):
        request_for(handbook, HERE, **wrong)
