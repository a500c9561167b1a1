from collections.abc import Callable

import numpy as np
import pytest

from enthesis.formats.imaging.slice_stack import Plane, stack
from enthesis.vocabulary.errors import BadInput

UP = np.array([0.0, 0, 1])


def plane(height: float, *, x: float = 0, size: int = 8, mm: float = 0.5, turn: float = 0) -> Plane:
    along = np.array([np.cos(turn), np.sin(turn), 0])
    return Plane(
        position=np.array([x, 0, height]),
        along_row=along,
        along_column=np.cross(UP, along),
        column_mm=mm,
        row_mm=mm,
        columns=size,
        rows=size,
    )


def test_slices_in_any_order_make_one_grid() -> None:
    stacked = stack([plane(h) for h in (4.0, 0.0, 2.0)], "a series")
    assert stacked.grid.size == (8, 8, 3)
    assert stacked.grid.spacing_mm == (0.5, 0.5, 2.0)
    assert stacked.slices.tolist() == [2, 0, 1]
    assert stacked.grid.origin_lps.tolist() == [0, 0, 0]


def test_written_positions_may_be_rounded() -> None:
    heights = [round(at * 0.7 + 0.0004 * (-1) ** at, 3) for at in range(40)]
    assert stack([plane(h) for h in heights], "a series").grid.size[2] == 40


@pytest.mark.parametrize(
    ("planes", "says"),
    [
        ([plane(h) for h in (0, 1, 2, 4, 5)], "1 slice is missing between 2.0 and 4.0"),
        ([plane(h) for h in (0, 1, 2, 5, 6)], "2 slices are missing"),
        ([plane(h) for h in (0, 1, 2, 3.4, 4.4)], "unequally apart"),
        ([plane(h) for h in (0, 1, 1, 2)], "two slices at one height"),
        ([plane(0)], "single slice"),
        ([plane(h, x=0.2 * h) for h in range(5)], "slanted"),
        ([plane(0), plane(1), plane(2, turn=0.02)], "differ in direction"),
        ([plane(0), plane(1), plane(2, mm=0.6)], "differ in direction, spacing"),
        ([plane(0), plane(1), plane(2, size=9)], "size"),
    ],
)
def test_a_stack_with_a_fault_is_refused(planes: list[Plane], says: str) -> None:
    with pytest.raises(BadInput, match=f"Not decidable.*{says}"):
        stack(planes, "a series")


def test_a_segmentation_may_have_several_frames_in_a_slice_and_none_in_another() -> None:
    stacked = stack([plane(h) for h in (0, 0, 1, 3)], "a segmentation", step_mm=1.0)
    assert stacked.grid.size[2] == 4
    assert stacked.slices.tolist() == [0, 0, 1, 3]


def test_a_segmentation_between_its_own_slices_is_refused() -> None:
    with pytest.raises(BadInput, match="unequally"):
        stack([plane(h) for h in (0, 1, 2.5)], "a segmentation", step_mm=1.0)


@pytest.mark.parametrize("turn", [0.0, 0.7, 2.4])
def test_a_turned_series_keeps_its_lengths(turn: float) -> None:
    made: Callable[[float], Plane] = lambda h: plane(h, turn=turn)  # noqa: E731
    grid = stack([made(h) for h in (0, 1, 2)], "a series").grid
    assert np.allclose(np.linalg.norm(grid.direction, axis=0), 1)
    assert np.allclose(grid.direction[:, 0], made(0).along_row)
