"""The injection map as a drawing: every place drawn, mirrored for the left, labels that read either way."""

from itertools import pairwise

import msgspec
import pytest

from enthesis.care.plan import plan
from enthesis.care.values.case import Case, Examined
from enthesis.formats.map_drawing import MapView, SideMap, draw_maps, drawing_for
from enthesis.formats.page import plan_page
from enthesis.formats.plan_json import plan_document
from enthesis.formats.plan_schema import PlanDocument
from enthesis.formats.words import Words
from enthesis.knowledge.cards.drawing import DrawnPoint, View
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


def of(handbook: Handbook, condition: str, *found: Examined) -> Case:
    """The knee's person, with another target."""
    case = knee()
    side = Side.RIGHT if handbook.conditions[condition].sides else None
    wish = msgspec.structs.replace(case.wish, condition=condition, side=side)
    return msgspec.structs.replace(case, wish=wish, examined=found)


def states(side: SideMap) -> dict[str, str]:
    return {point.enthesis: point.state for point in side.points}


def test_every_place_of_an_authored_condition_is_drawn_in_a_view(handbook: Handbook) -> None:
    for condition in handbook.conditions.values():
        drawing = drawing_for(condition.entheses, handbook)
        if condition.authored:
            assert drawing is not None, condition.id
            assert set(condition.entheses) <= drawing.places, condition.id


def test_points_and_the_spots_names_lead_to_are_well_inside_their_view(handbook: Handbook) -> None:
    for view in (view for card in handbook.drawings.values() for view in card.view):
        left, top, width, height = view.box
        for point in view.points:
            assert left + 20 < point.x < left + width - 20, point.enthesis
            assert top + 20 < point.y < top + height - 20, point.enthesis
        for label in view.labels:
            assert left < label.to[0] < left + width, label.text
            assert top < label.to[1] < top + height, label.text
            assert top + 10 < label.y < top + height, label.text


def test_names_on_one_edge_do_not_run_into_each_other(handbook: Handbook) -> None:
    for card in handbook.drawings.values():
        for view in card.view:
            for edge in ("left", "right"):
                labels = sorted((each for each in view.labels if each.edge == edge), key=lambda each: each.y)
                for upper, lower in pairwise(labels):
                    below = upper.y + 19 * (upper.text["en"].count("\n") + 1)
                    assert lower.y >= below, (
                        f"{card.id} {view.id}: {upper.text['en']!r}, {lower.text['en']!r}"
                    )


def test_canal_and_openings_are_drawn_as_never_a_target_and_named_so(handbook: Handbook) -> None:
    forbidden = {"spinal-canal", "sacral-foramina"}
    seen = set()
    for view in (view for card in handbook.drawings.values() for view in card.view):
        for shape in view.shapes:
            assert (shape.kind == "never") == (shape.structure in forbidden), shape.structure
            seen.add(shape.structure)
        for label in view.labels:
            if {*label.structures} & {*forbidden, "spinal-cord", "epidural-space"}:
                assert "never a target" in label.text["en"].replace("\n", " ")
    assert forbidden <= seen


def test_the_legend_speaks_of_it_only_where_it_is_drawn(handbook: Handbook) -> None:
    for condition, said in (("low-back", True), ("sports-ligament-groin", False)):
        document = told(handbook, of(handbook, condition))
        page = plan_page(document, draw_maps(document, Words(handbook, "en", condition)))
        assert (">never a target</li>" in page) == said


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


def test_places_that_nobody_drew_are_listed_and_the_page_says_so(handbook: Handbook) -> None:
    undrawn = msgspec.structs.replace(handbook, drawings={})
    for condition in handbook.conditions.values():
        if not condition.authored:
            continue
        for side in drawn(undrawn, of(handbook, condition.id)):
            assert side.views == ()
            assert side.caution == "This region is not drawn yet. The places are listed below."
            assert len({point.anchor for point in side.points}) == len(side.points) > 0


def test_a_view_without_a_point_of_the_condition_is_left_out(handbook: Handbook) -> None:
    front, inner, outer = handbook.drawings["knee"].view
    only = msgspec.structs.replace(inner, points=tuple(p for p in inner.points if p.enthesis == "knee-joint"))
    card = msgspec.structs.replace(handbook.drawings["knee"], view=(front, only, outer))
    changed = msgspec.structs.replace(handbook, drawings={"knee": card})
    (ligaments,) = drawn(changed, of(handbook, "sports-ligament-knee"))
    assert [view.id for view in ligaments.views] == ["front", "outer"]


# A target in the middle of the body: the back as drawn here is only two spots.
BACK = View(
    id="back",
    title={"en": "From behind"},
    says={"en": "The back."},
    box=(0, 0, 500, 500),
    shapes=(),
    labels=(),
    points=(
        DrawnPoint(enthesis="lumbar-spinous-l4", x=250, y=100),
        DrawnPoint(enthesis="lumbar-facet-l4-l5", x=300, y=200),
    ),
    both_sides=True,
)
SIDEWAYS = msgspec.structs.replace(BACK, id="side", both_sides=False, fade=("left",))


def back(handbook: Handbook, *found: Examined) -> SideMap:
    knees = handbook.drawings["knee"]
    card = msgspec.structs.replace(knees, id="back", letter="B", view=(BACK, SIDEWAYS))
    changed = msgspec.structs.replace(handbook, drawings={"back": card})
    (whole,) = drawn(changed, of(handbook, "low-back", *found))
    return whole


def spots(view: MapView) -> dict[tuple[str, str | None], float]:
    return {(dot.point.code, dot.point.side): dot.x for dot in view.dots}


def test_a_target_in_the_middle_has_one_map_with_a_paired_place_on_either_side(handbook: Handbook) -> None:
    whole = back(handbook)
    spinous, facet = whole.views[0].dots[0].point.code, whole.views[0].dots[1].point.code
    assert spots(whole.views[0]) == {(spinous, "midline"): 250, (facet, "right"): 300, (facet, "left"): 200}
    assert spots(whole.views[1]) == {(spinous, "midline"): 250, (facet, "right"): 300}
    assert whole.side is None
    assert "not known" not in whole.caution
    assert len({point.anchor for point in whole.points}) == len(whole.points)
    titles = {point.title for point in whole.points if point.enthesis == "lumbar-facet-l4-l5"}
    assert len(titles) == 2


def test_what_was_found_on_the_left_of_the_back_is_chosen_there_alone(handbook: Handbook) -> None:
    row = Examined(enthesis="lumbar-facet-l4-l5", side=Side.LEFT, tender=2, lax=0)
    chosen = [(p.enthesis, p.side) for p in back(handbook, row).points if p.state in ("chosen", "hold")]
    assert chosen == [("lumbar-facet-l4-l5", "left")]


def test_what_was_recorded_without_a_side_at_a_paired_place_is_listed_and_not_drawn(
    handbook: Handbook,
) -> None:
    row = Examined(enthesis="lumbar-facet-l4-l5", side=Side.MIDLINE, tender=2, lax=0)
    whole = back(handbook, row)
    chosen = [(p.enthesis, p.side) for p in whole.points if p.state in ("chosen", "hold")]
    assert chosen == [("lumbar-facet-l4-l5", "midline")]
    assert {dot.point.state for dot in whole.views[0].dots} == {"not-chosen"}


def test_an_edge_where_the_body_goes_on_changes_sides_in_the_mirror(handbook: Handbook) -> None:
    knees = handbook.drawings["knee"]
    cut = tuple(msgspec.structs.replace(view, fade=("top", "left")) for view in knees.view)
    changed = msgspec.structs.replace(handbook, drawings={"knee": msgspec.structs.replace(knees, view=cut)})
    right, left = drawn(changed, knee(side=Side.BOTH))
    assert right.views[0].fade == ("top", "left")
    assert left.views[0].fade == ("top", "right")


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
