"""The injection map as a drawing: the plan's points laid on the region's line drawing, side by side.

The drawing card holds the right side; the left is its mirror image, with labels that stay readable. Drawing
and list hold the same points under the same codes. Source: CARE:8.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from enthesis.care.values.sentence import Sentence
from enthesis.formats.plan_schema import PlanDocument, PointLine
from enthesis.formats.words import Words
from enthesis.knowledge.cards.drawing import Drawing, DrawnLabel, DrawnShape, View
from enthesis.knowledge.cards.enthesis import Enthesis

_LEFT_LABELS_END, _RIGHT_LABELS_START = 74.0, 380.0
_GAP = 5.0
_UP_TO_MIDDLE = 5.0


class MapPoint(msgspec.Struct, frozen=True, kw_only=True):
    """One place under its code. ``line`` is what the plan says of it, ``None`` where it was not chosen."""

    code: str
    anchor: str
    number: int
    enthesis: str
    title: str
    where: str
    state: str
    why: str
    structures_at_risk: tuple[str, ...]
    safe_approach: tuple[str, ...]
    line: PointLine | None


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """A name, its lines of text, and the line that leads from it to the spot."""

    lines: tuple[str, ...]
    x: float
    y: float
    anchor: str
    leader: tuple[float, float, float, float]


class Dot(msgspec.Struct, frozen=True, kw_only=True):
    """One point as drawn in one view."""

    point: MapPoint
    x: float
    y: float


class MapView(msgspec.Struct, frozen=True, kw_only=True):
    """One view of one side. ``mirror`` is twice the axis it is mirrored at, ``None`` as drawn."""

    id: str
    title: str
    says: str
    box: tuple[float, float, float, float]
    mirror: float | None
    shapes: tuple[DrawnShape, ...]
    labels: tuple[Label, ...]
    dots: tuple[Dot, ...]


class SideMap(msgspec.Struct, frozen=True, kw_only=True):
    """All views and all points of one side; no side where none is known yet."""

    side: str | None
    side_says: str
    caution: str
    views: tuple[MapView, ...]
    points: tuple[MapPoint, ...]

    @property
    def chosen(self) -> int:
        """How many points the plan holds."""
        return sum(point.state in ("chosen", "hold") for point in self.points)


def draw_maps(document: PlanDocument, words: Words) -> tuple[SideMap, ...]:
    """Draw the map of each side the plan speaks of; of a template the side that is known, or none."""
    condition = words.handbook.conditions[document.condition.id]
    cards = sorted((words.handbook.entheses[name] for name in condition.entheses), key=lambda c: c.order)
    drawing = next((d for d in words.handbook.drawings.values() if d.region == condition.region), None)
    lines = document.injection_map.points
    sides = _wished(document.wish.side) or tuple(dict.fromkeys(line.side for line in lines)) or (None,)
    is_template = document.injection_map.status not in ("examined", "nothing-found")
    return tuple(
        SideMap(
            side=side,
            side_says=words.label("side", side),
            caution=_caution(drawing, side, words),
            views=tuple(_view(view, side, points, words) for view in drawing.view) if drawing else (),
            points=points,
        )
        for side in sides
        for points in (tuple(_points(cards, drawing, lines, side, len(sides) > 1, is_template, words)),)
    )


def _wished(side: str | None) -> tuple[str | None, ...]:
    if side is None:
        return ()
    return ("right", "left") if side == "both" else (side,)


def _caution(drawing: Drawing | None, side: str | None, words: Words) -> str:
    """Say how far the drawing may be trusted, and which side it shows where none is known."""
    if drawing is None:
        return words.say(Sentence("map.no-drawing"))
    caution = words.text(drawing.caution)
    return caution if side else f"{caution} {words.say(Sentence('map.drawn-as-right'))}"


def _points(
    cards: Sequence[Enthesis],
    drawing: Drawing | None,
    lines: Iterable[PointLine],
    side: str | None,
    is_one_of_two: bool,
    is_template: bool,
    words: Words,
) -> Iterator[MapPoint]:
    """Give every place of the condition on one side, chosen or not, under its code."""
    said = {line.enthesis: line for line in lines if line.side == side}
    drawn = {point.enthesis for view in drawing.view for point in view.points} if drawing else set()
    for number, card in enumerate(cards, start=1):
        line = said.get(card.id)
        code = f"{drawing.letter}{card.order}" if drawing and card.id in drawn else f"P{number}"
        yield MapPoint(
            code=code,
            anchor=f"{code}-{side}" if is_one_of_two else code,
            number=number,
            title=words.text(card.title),
            where=words.text(card.where),
            enthesis=card.id,
            state=_state(line, is_template),
            why=line.why if line else words.say(Sentence("map.not-chosen")),
            structures_at_risk=words.say_all(Sentence(f"structures.{name}.says") for name in card.structures),
            safe_approach=words.say_all(Sentence(name) for name in card.approach),
            line=line,
        )


def _state(line: PointLine | None, is_template: bool) -> str:
    if line is None or is_template:
        return "template" if is_template else "not-chosen"
    return "hold" if line.hold else "chosen"


def _view(view: View, side: str | None, points: Iterable[MapPoint], words: Words) -> MapView:
    left, _, width, _ = view.box
    mirror = 2 * left + width if side == "left" else None
    at = {drawn.enthesis: drawn for drawn in view.points}
    dots = (
        Dot(point=point, x=_across(at[point.enthesis].x, mirror), y=at[point.enthesis].y)
        for point in points
        if point.enthesis in at
    )
    return MapView(
        id=view.id,
        title=words.text(view.title),
        says=words.text(view.says),
        box=view.box,
        mirror=mirror,
        shapes=view.shapes,
        labels=tuple(_label(label, mirror, words) for label in view.labels),
        dots=tuple(dots),
    )


def _across(x: float, mirror: float | None) -> float:
    return x if mirror is None else mirror - x


def _label(label: DrawnLabel, mirror: float | None, words: Words) -> Label:
    """Place a name: it changes its edge in the mirror, and reads the right way round all the same."""
    is_left = label.edge == "left"
    x = _across(_LEFT_LABELS_END if is_left else _RIGHT_LABELS_START, mirror)
    ends_at_x = is_left == (mirror is None)
    from_x = x + _GAP if ends_at_x else x - _GAP
    to_x, to_y = label.to
    return Label(
        lines=tuple(words.text(label.text).split("\n")),
        x=x,
        y=label.y,
        anchor="end" if ends_at_x else "start",
        leader=(from_x, label.y - _UP_TO_MIDDLE, _across(to_x, mirror), to_y),
    )
