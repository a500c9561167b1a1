"""The drawing of scores keeps its words clear of each other."""

import pytest

from enthesis.formats.score_chart import _clear_of, _with_room


def test_the_first_and_the_last_day_always_stand() -> None:
    assert _with_room([(40, "a"), (60, "b"), (440, "c")]) == ["a", "", "c"]


@pytest.mark.parametrize("at", [50, 189, 291, 430])
def test_a_day_that_would_touch_its_neighbour_is_left_out(at: float) -> None:
    assert _with_room([(40, "a"), (at, "b"), (440, "c")])[1] == ""


@pytest.mark.parametrize("at", [190, 240, 290])
def test_a_day_with_room_is_written(at: float) -> None:
    assert _with_room([(40, "a"), (at, "b"), (440, "c")])[1] == "b"


def test_the_words_of_the_dashed_line_lie_on_its_other_side() -> None:
    assert _clear_of(dashed=80, last=70) > 80
    assert _clear_of(dashed=80, last=110) < 80
