"""The examination form: which places it lists, on which sides."""

import pytest

from enthesis.care.values.case import Examined
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.web.forms.examination import exam_rows


@pytest.mark.parametrize("side", [None, Side.RIGHT, Side.MIDLINE])
def test_a_midline_target_lists_its_middle_once_and_its_pairs_on_both_sides(
    handbook: Handbook, side: Side | None
) -> None:
    rows = {(row.enthesis, row.side) for row in exam_rows(handbook, "low-back", side, ())}
    for name in handbook.conditions["low-back"].entheses:
        sides = {each for place, each in rows if place == name}
        middle = handbook.entheses[name].midline
        assert sides == ({Side.MIDLINE} if middle else {Side.RIGHT, Side.LEFT})


def test_what_was_found_in_the_middle_is_shown_again(handbook: Handbook) -> None:
    found = Examined(enthesis="lumbar-spinous-l5", side=Side.MIDLINE, tender=2)
    rows = exam_rows(handbook, "low-back", None, (found,))
    assert [row.now for row in rows if row.enthesis == "lumbar-spinous-l5"] == [found]


@pytest.mark.parametrize(
    ("side", "sides"),
    [(None, set()), (Side.LEFT, {Side.LEFT}), (Side.BOTH, {Side.LEFT, Side.RIGHT})],
)
def test_a_paired_target_lists_the_side_that_was_asked_for(
    handbook: Handbook, side: Side | None, sides: set[Side]
) -> None:
    assert {row.side for row in exam_rows(handbook, "sacroiliac", side, ())} == sides
