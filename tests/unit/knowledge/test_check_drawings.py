"""What a drawing's cards must hold together, one fault planted after another."""

from collections.abc import Callable

import msgspec
import pytest

from enthesis.knowledge.cards.drawing import Drawing, View
from enthesis.knowledge.check_drawings import drawing_faults
from enthesis.knowledge.handbook import Handbook

Change = Callable[[View], View]


def faults_with(handbook: Handbook, change: Change) -> list[str]:
    knee = handbook.drawings["knee"]
    card = msgspec.structs.replace(knee, view=(change(knee.view[0]), *knee.view[1:]))
    return list(drawing_faults(msgspec.structs.replace(handbook, drawings={"knee": card})))


def moved(view: View, index: int, **to: object) -> View:
    points = list(view.points)
    points[index] = msgspec.structs.replace(points[index], **to)
    return msgspec.structs.replace(view, points=tuple(points))


def unshown(view: View) -> View:
    """Leave the genicular arteries out, shape and name."""
    shapes = tuple(each for each in view.shapes if each.structure != "genicular-arteries")
    labels = tuple(each for each in view.labels if "genicular-arteries" not in each.structures)
    return msgspec.structs.replace(view, shapes=shapes, labels=labels)


def unnamed(view: View) -> View:
    labels = tuple(msgspec.structs.replace(each, structures=()) for each in view.labels)
    return msgspec.structs.replace(view, labels=labels)


def nearly(view: View) -> View:
    first = view.points[0]
    return moved(view, 1, x=first.x + 39, y=first.y)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda view: moved(view, 0, enthesis="knee-nowhere"), "no card entheses/knee-nowhere.toml"),
        (lambda view: moved(view, 0, y=501.0), "lies outside the view front"),
        (nearly, "too near for a finger in the view front"),
        (unshown, "Draw it in the view front or name it unseen"),
        (unnamed, "lacks a name beside it in the view front"),
        (lambda view: msgspec.structs.replace(view, shapes=()), "lacks a shape in the view front"),
        (lambda view: msgspec.structs.replace(view, unseen=("tail",)), "no card structures/tail.toml"),
    ],
)
def test_each_fault_of_a_view_is_told_with_its_mend(handbook: Handbook, change: Change, said: str) -> None:
    assert any(said in fault for fault in faults_with(handbook, change))


def test_what_is_named_as_unseen_need_not_be_drawn(handbook: Handbook) -> None:
    def told(view: View) -> View:
        return msgspec.structs.replace(unshown(view), unseen=("genicular-arteries",))

    assert faults_with(handbook, told) == []


def test_a_place_on_both_sides_keeps_away_from_its_own_mirror_image(handbook: Handbook) -> None:
    def near_the_middle(view: View) -> View:
        middle = view.box[0] + view.box[2] / 2
        alone = msgspec.structs.replace(view, points=view.points[:1], both_sides=True)
        return moved(alone, 0, x=middle + 15)

    assert any("too near" in fault for fault in faults_with(handbook, near_the_middle))
    assert faults_with(handbook, lambda view: moved(near_the_middle(view), 0, x=view.box[0] + 400)) == []
    assert faults_with(handbook, lambda view: moved(near_the_middle(view), 0, x=view.box[0] + 273)) == []


def test_two_drawings_do_not_share_a_letter(handbook: Handbook) -> None:
    knee = handbook.drawings["knee"]
    other: Drawing = msgspec.structs.replace(knee, id="other")
    both = msgspec.structs.replace(handbook, drawings={"knee": knee, "other": other})
    assert list(drawing_faults(both)) == ["drawings/other.toml: knee has the letter K too. Choose another."]
