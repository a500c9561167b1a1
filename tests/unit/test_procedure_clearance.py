"""The clearance rule: how far, from what, and when nothing can be said."""

from decimal import Decimal

import pytest

from enthesis.care.clearance import judge_clearance
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.sentences import say
from enthesis.vocabulary.clearance import Clearance
from enthesis.vocabulary.status import Severity


def proved(structure: str, mm: str) -> Clearance:
    return Clearance(structure=structure, proved_mm=Decimal(mm), margin_model="declared")


NEEDED = [
    ("ultrasound", "38", 3),
    ("ultrasound", "90", 3),
    ("ultrasound", None, 3),
    ("landmark", "38", 10),
    ("landmark", "63.9", 10),
    ("landmark", "64", 15),
    ("landmark", None, 15),
    ("", "38", 10),
    ("", None, 15),
    ("fluoroscopy", "38", 10),
]


@pytest.mark.parametrize(("guidance", "length", "needed"), NEEDED)
def test_what_is_asked_for_follows_guidance_and_needle(
    handbook: Handbook, guidance: str, length: str | None, needed: int
) -> None:
    judged = judge_clearance(
        [proved("popliteal-artery", "50")], guidance, Decimal(length) if length else None, handbook
    )
    assert judged.needed_mm == needed


def test_exactly_enough_is_clear_and_is_never_called_safe(handbook: Handbook) -> None:
    judged = judge_clearance([proved("popliteal-artery", "3")], "ultrasound", Decimal(38), handbook)
    said = say(handbook, judged.says.id, judged.says.values)
    assert (judged.level, judged.severity) == ("clear", None)
    assert said == "Clear by at least 3 mm of the labelled structures in this image; 3 mm are asked for."


def test_too_near_an_artery_waits_and_names_it(handbook: Handbook) -> None:
    judged = judge_clearance([proved("popliteal_artery", "2.9")], "ultrasound", Decimal(38), handbook)
    assert (judged.level, judged.severity) == ("too-near", Severity.HOLD)
    assert say(handbook, judged.says.id, judged.says.values).startswith(
        "Popliteal artery: proved clear by 2.9 mm"
    )


@pytest.mark.parametrize("name", ["spinal-cord", "spinal_cord", "myelon", "epidural space", "dura"])
def test_too_near_the_cord_is_a_stop_even_beside_a_nearer_artery(handbook: Handbook, name: str) -> None:
    judged = judge_clearance(
        [proved("popliteal-artery", "0"), proved(name, "2")], "ultrasound", Decimal(38), handbook
    )
    assert (judged.level, judged.severity, judged.structure) == ("never", Severity.STOP, name)


def test_no_label_is_not_decidable(handbook: Handbook) -> None:
    judged = judge_clearance([], "ultrasound", Decimal(38), handbook)
    assert (judged.level, judged.severity, judged.proved_mm) == ("not-decidable", Severity.HOLD, None)


def test_a_structure_at_risk_without_its_label_is_not_decidable(handbook: Handbook) -> None:
    near = ("popliteal-artery", "tibial-nerve")
    judged = judge_clearance([proved("popliteal_artery", "30")], "ultrasound", Decimal(38), handbook, near)
    assert judged.level == "not-decidable"
    assert "Tibial nerve not labelled" in say(handbook, judged.says.id, judged.says.values)


def test_with_every_label_there_it_is_clear(handbook: Handbook) -> None:
    near = ("popliteal-artery",)
    judged = judge_clearance([proved("popliteal_artery", "30")], "ultrasound", Decimal(38), handbook, near)
    assert judged.level == "clear"


@pytest.mark.parametrize("mm", ["NaN", "Infinity", "-Infinity"])
def test_a_distance_that_is_no_number_is_not_decidable(handbook: Handbook, mm: str) -> None:
    clearances = [proved("popliteal-artery", mm), proved("tibial-nerve", "40")]
    assert judge_clearance(clearances, "ultrasound", Decimal(38), handbook).level == "not-decidable"
