"""The injection map as a drawing: every place drawn, mirrored for the left, labels that read either way."""

import msgspec
import pytest

from enthesis.care.plan import plan
from enthesis.care.values.case import Case
from enthesis.formats.map_drawing import SideMap, draw_maps
from enthesis.formats.page import plan_page
from enthesis.formats.plan_json import plan_document
from enthesis.formats.plan_schema import PlanDocument
from enthesis.formats.words import Words
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from tests.knee import TODAY, hand, knee

FIBULA = hand("lcl-fibular", tender=2)
INNER = hand("mcl-femoral", tender=3, lax=1)


def told(handbook: Handbook, case: Case) -> PlanDocument:
    return plan_document(plan(case, handbook, TODAY), handbook, all_findings=True)


def drawn(handbook: Handbook, case: Case) -> tuple[SideMap, ...]:
    document = told(handbook, case)
    return draw_maps(document, Words(handbook, "en", document.condition.id))


def states(side: SideMap) -> dict[str, str]:
    return {point.enthesis: point.state for point in side.points}


def test_every_place_of_the_knee_is_drawn_in_a_view_and_inside_it(handbook: Handbook) -> None:
    views = handbook.drawings["knee"].view
    places = {point.enthesis for view in views for point in view.points}
    assert places == {card.id for card in handbook.entheses.values() if card.region == "knee"}
    for view in views:
        left, top, width, height = view.box
        for point in view.points:
            assert left + 20 < point.x < left + width - 20
            assert top + 20 < point.y < top + height - 20


def test_no_two_points_of_a_view_touch(handbook: Handbook) -> None:
    for view in handbook.drawings["knee"].view:
        for at, one in enumerate(view.points):
            for other in view.points[at + 1 :]:
                apart = ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5
                assert apart > 34, f"{view.id}: {one.enthesis}, {other.enthesis}"


def test_of_a_right_knee_seen_from_the_front_the_outer_side_is_on_the_viewers_left(
    handbook: Handbook,
) -> None:
    (right,) = drawn(handbook, knee(INNER))
    at = {dot.point.enthesis: dot.x for dot in right.views[0].dots}
    assert at["knee-lcl-femoral"] < at["knee-patella-inferior"] < at["knee-mcl-femoral"]
    assert right.views[0].mirror is None


def test_the_left_is_the_mirror_image_and_its_labels_stay_readable(handbook: Handbook) -> None:
    right, left = drawn(handbook, knee(side=Side.BOTH))
    for seen, mirrored in zip(right.views, left.views, strict=True):
        assert mirrored.mirror == 2 * seen.box[0] + seen.box[2]
        assert [(mirrored.mirror - dot.x, dot.y) for dot in seen.dots] == [
            (dot.x, dot.y) for dot in mirrored.dots
        ]
        for label, other in zip(seen.labels, mirrored.labels, strict=True):
            assert other.lines == label.lines
            assert {label.anchor, other.anchor} == {"start", "end"}
            assert other.leader[2] == mirrored.mirror - label.leader[2]


def test_two_sides_share_codes_and_never_an_address(handbook: Handbook) -> None:
    right, left = drawn(handbook, knee(side=Side.BOTH))
    assert [point.code for point in right.points] == [point.code for point in left.points]
    assert not {point.anchor for point in right.points} & {point.anchor for point in left.points}


def test_drawing_and_list_hold_the_same_points(handbook: Handbook) -> None:
    (side,) = drawn(handbook, knee(INNER, FIBULA))
    dots = {dot.point.anchor for view in side.views for dot in view.dots}
    assert dots == {point.anchor for point in side.points}
    assert len(dots) == len(side.points)


def test_what_was_found_is_chosen_the_open_artery_check_is_held_and_the_rest_is_not(
    handbook: Handbook,
) -> None:
    (side,) = drawn(handbook, knee(INNER, FIBULA))
    found = states(side)
    assert found["knee-mcl-femoral"] == "chosen"
    assert found["knee-lcl-fibular"] == "hold"
    assert found["knee-pes-anserine"] == "not-chosen"
    assert side.chosen == 3  # the joint joins in


def test_an_artery_that_was_looked_for_lifts_the_badge(handbook: Handbook) -> None:
    (side,) = drawn(handbook, knee(hand("lcl-fibular", tender=2, artery_check="none-seen")))
    assert states(side)["knee-lcl-fibular"] == "chosen"


def test_without_an_examination_every_place_waits_and_none_has_a_volume(handbook: Handbook) -> None:
    (side,) = drawn(handbook, knee())
    assert set(states(side).values()) == {"template"}
    assert side.chosen == 0
    assert [point.line.volume_ml for point in side.points if point.line] == [None] * len(side.points)


def test_with_nothing_found_nothing_is_chosen(handbook: Handbook) -> None:
    (side,) = drawn(handbook, knee(hand("mcl-femoral", tender=0, lax=0)))
    assert set(states(side).values()) == {"not-chosen"}


def test_without_a_side_no_side_is_claimed(handbook: Handbook) -> None:
    (side,) = drawn(handbook, knee(side=None))
    assert side.side is None
    assert side.side_says == ""
    assert side.caution.endswith("The side is not known. A right side is drawn.")


def test_a_region_that_is_not_drawn_lists_its_places_and_says_so(handbook: Handbook) -> None:
    drawn_regions = {card.region for card in handbook.drawings.values()}
    for condition in handbook.conditions.values():
        if condition.region in drawn_regions or not condition.authored:
            continue
        case = knee()
        wish = msgspec.structs.replace(
            case.wish, condition=condition.id, side=Side.RIGHT if condition.sides else None
        )
        for side in drawn(handbook, msgspec.structs.replace(case, wish=wish)):
            assert side.views == ()
            assert side.caution == "This region is not drawn yet. The places are listed below."
            assert len({point.anchor for point in side.points}) == len(side.points) > 0


@pytest.mark.parametrize("side", [Side.RIGHT, Side.LEFT, Side.BOTH])
def test_the_file_of_its_own_holds_the_drawing_with_a_title_for_each_view(
    handbook: Handbook, side: Side
) -> None:
    case = knee(INNER, side=side)
    document = told(handbook, case)
    page = plan_page(document, draw_maps(document, Words(handbook, "en", document.condition.id)))
    views = 6 if side is Side.BOTH else 3
    assert page.count("<title>From the") == views
    assert page.count("<desc ") == views
    assert ("scale(-1 1)" in page) == (side is not Side.RIGHT)
    assert "Schematic, not a guide for a needle" in page
