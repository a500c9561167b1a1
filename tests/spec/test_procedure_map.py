"""The injection map: a place is chosen because the hand found it, and says so; everything else is a template."""

from decimal import Decimal

import pytest

from enthesis.care.procedure import injection_map
from enthesis.care.values.case import Examined
from enthesis.care.values.point import InjectionMap, Point
from enthesis.care.values.sentence import Sentence
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.sentences import say
from enthesis.vocabulary.anatomy import Side
from tests.knee import hand, knee

JOINT = "knee-joint"


def mapped(handbook: Handbook, *examined: Examined, side: Side | None = Side.RIGHT) -> InjectionMap:
    return injection_map(knee(*examined, side=side), handbook.conditions["knee-oa"], handbook)


def at(drawn: InjectionMap, place: str) -> Point:
    return next(point for point in drawn.points if point.enthesis == f"knee-{place}")


def words(handbook: Handbook, sentence: Sentence) -> str:
    return say(handbook, sentence.id, sentence.values)


CHOSEN = [
    (2, 1, "Tender 2 of 3, lax 1 of 3."),
    (3, 0, "Tender 3 of 3."),
    (1, None, "Tender 1 of 3."),
    (0, 2, "Lax 2 of 3."),
    (None, 1, "Lax 1 of 3."),
]


@pytest.mark.parametrize(("tender", "lax", "why"), CHOSEN)
def test_a_place_says_why_it_was_chosen(
    handbook: Handbook, tender: int | None, lax: int | None, why: str
) -> None:
    point = at(mapped(handbook, hand("mcl-femoral", tender, lax)), "mcl-femoral")
    assert words(handbook, point.why) == why
    assert point.volume_ml == Decimal("0.5")
    assert point.side is Side.RIGHT
    assert point.needle == "25-27 G, 38 mm"


@pytest.mark.parametrize(("tender", "lax"), [(0, 0), (0, None), (None, 0)])
def test_a_place_without_a_finding_is_not_chosen(
    handbook: Handbook, tender: int | None, lax: int | None
) -> None:
    drawn = mapped(handbook, hand("mcl-femoral", tender, lax))
    assert drawn.status == "nothing-found"
    assert drawn.points == ()
    assert words(handbook, drawn.says).startswith("1 of 13 places examined, and none was tender or lax.")


def test_without_an_examination_the_map_is_a_template_without_volumes(handbook: Handbook) -> None:
    drawn = mapped(handbook)
    assert drawn.status == "needs-examination"
    assert len(drawn.points) == 13
    assert {point.volume_ml for point in drawn.points} == {None}
    assert {point.hold for point in drawn.points} == {None}


def test_a_row_nobody_filled_in_is_no_examination(handbook: Handbook) -> None:
    assert mapped(handbook, hand("mcl-femoral", guidance="ultrasound")).status == "needs-examination"


def test_the_other_knee_is_no_examination_of_this_one(handbook: Handbook) -> None:
    drawn = mapped(handbook, hand("mcl-femoral", 3, 3, side=Side.LEFT))
    assert drawn.status == "needs-examination"


def test_without_a_side_nothing_is_chosen(handbook: Handbook) -> None:
    drawn = mapped(handbook, hand("mcl-femoral", 3), side=None)
    assert drawn.status == "needs-examination"
    assert drawn.says.id == "procedure.needs-side"
    assert {point.side for point in drawn.points} == {None}


def test_both_knees_are_two_sets_of_points(handbook: Handbook) -> None:
    drawn = mapped(handbook, hand("mcl-femoral", 2), hand("pes-anserine", 1, side=Side.LEFT), side=Side.BOTH)
    assert [(point.enthesis, point.side) for point in drawn.points] == [
        ("knee-mcl-femoral", Side.RIGHT),
        (JOINT, Side.RIGHT),
        ("knee-pes-anserine", Side.LEFT),
        (JOINT, Side.LEFT),
    ]


def test_the_joint_joins_in_where_something_was_found(handbook: Handbook) -> None:
    joint = at(mapped(handbook, hand("pes-anserine", 1)), "joint")
    assert joint.compartment == "intra-articular"
    assert joint.volume_ml == 6
    assert joint.needle == "22-25 G, 38-50 mm"
    assert words(handbook, joint.why).startswith("The protocol treats the joint")


ARTERY = [
    ("lcl-fibular", None, "required", True),
    ("lcl-fibular", "not-looked", "not-looked", True),
    ("lcl-fibular", "none-seen", "none-seen", False),
    ("lcl-fibular", "seen-and-avoided", "seen-and-avoided", False),
    ("mcl-femoral", None, "not-needed", False),
    ("mcl-femoral", "not-looked", "not-needed", False),
    ("mcl-femoral", "seen-and-avoided", "seen-and-avoided", False),
]


@pytest.mark.parametrize(("place", "recorded", "check", "holds"), ARTERY)
def test_an_open_artery_check_holds_a_flagged_point_only(
    handbook: Handbook, place: str, recorded: str | None, check: str, holds: bool
) -> None:
    point = at(mapped(handbook, hand(place, 2, artery_check=recorded)), place)
    assert point.artery_check == check
    assert (point.hold is not None) is holds
    if point.hold:
        assert words(handbook, point.hold).startswith("Artery check not done.")


def test_two_records_of_one_place_are_read_by_the_more_careful(handbook: Handbook) -> None:
    drawn = mapped(
        handbook,
        hand("lcl-fibular", 1, artery_check="seen-and-avoided", guidance="ultrasound"),
        hand("lcl-fibular", 3, side=Side.BOTH, guidance="landmark"),
    )
    point = at(drawn, "lcl-fibular")
    assert (point.tender, point.artery_check, point.guidance) == (3, "required", "")
    assert point.hold is not None


def test_no_point_of_the_knee_may_be_reached_from_behind(handbook: Handbook) -> None:
    for place in ("mcl-femoral", "mcl-tibial", "lcl-femoral", "lcl-fibular", "joint"):
        card = handbook.entheses[f"knee-{place}"]
        assert "procedure.approach.no-posterior" in card.approach


def test_the_fibular_head_is_reached_from_above_and_the_ankle_is_lifted_after(handbook: Handbook) -> None:
    said = [
        words(handbook, s) for s in at(mapped(handbook, hand("lcl-fibular", 1)), "lcl-fibular").safe_approach
    ]
    assert any(line.startswith("Only from above and in front.") for line in said)
    assert any("ankle is lifted" in line for line in said)


def test_distances_of_nerve_and_artery_are_said_with_their_spread(handbook: Handbook) -> None:
    assert (
        "13.4 ± 8.2 mm (men) and 8.4 ± 9.1 mm (women)"
        in handbook.sentences["structures.common-fibular-nerve.says"]["en"]
    )
    assert (
        "38.4 ± 12.1 mm (men) and 34.6 ± 4.9 mm (women)"
        in handbook.sentences["structures.popliteal-artery.says"]["en"]
    )


def test_the_lists_are_read_with_every_map(handbook: Handbook) -> None:
    drawn = mapped(handbook, hand("mcl-femoral", 1))
    assert len(drawn.time_out) == 10
    assert any("Lipid emulsion 20 %: 1.5 mL/kg" in words(handbook, line) for line in drawn.rescue)
    assert any("Stop the whole session" in words(handbook, line) for line in drawn.rules)


def test_two_full_knees_pass_the_warning_limits_and_one_does_not(handbook: Handbook) -> None:
    places = [name.removeprefix("knee-") for name in handbook.conditions["knee-oa"].entheses]
    one = mapped(handbook, *(hand(place, 1) for place in places))
    two = mapped(handbook, *(hand(place, 1, side=Side.BOTH) for place in places), side=Side.BOTH)
    assert (len(one.points), one.warnings) == (13, ())
    assert len(two.points) == 26
    assert [warning.id for warning in two.warnings] == ["procedure.warn.points"]
