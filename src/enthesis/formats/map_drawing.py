"""The injection map as a drawing: the plan's points laid on the region's line drawing, side by side.

The drawing card holds the right side; the left is its mirror image, with labels that stay readable. A target
in the middle of the body has one drawing, with a place that has a side on each. Drawing and list hold the
same points under the same codes. Source: CARE:8.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from enthesis.care.values.sentence import Sentence
from enthesis.formats.plan_schema import PlanDocument, PointLine
from enthesis.formats.words import Words
from enthesis.knowledge.cards.drawing import Drawing, DrawnLabel, DrawnShape, View
from enthesis.knowledge.cards.enthesis import Enthesis
from enthesis.knowledge.handbook import Handbook

# How wide the columns of names are, left and right, in the drawing's own units.
_LEFT_COLUMN, _RIGHT_COLUMN = 108.0, 132.0
_GAP = 5.0
_UP_TO_MIDDLE = 5.0
_MIRRORED = {"left": "right", "right": "left"}


class MapPoint(msgspec.Struct, frozen=True, kw_only=True):
    """One place under its code. ``line`` is what the plan says of it, ``None`` where it was not chosen.

    ``side`` is the place's own, ``None`` where none is known yet.
    """

    code: str
    anchor: str
    number: int
    enthesis: str
    side: str | None
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
    fade: tuple[str, ...]
    shapes: tuple[DrawnShape, ...]
    labels: tuple[Label, ...]
    dots: tuple[Dot, ...]
    unseen: tuple[str, ...]


class SideMap(msgspec.Struct, frozen=True, kw_only=True):
    """All views and all points of one side; no side where none is known yet, or where both are one map."""

    side: str | None
    side_says: str
    caution: str
    views: tuple[MapView, ...]
    points: tuple[MapPoint, ...]

    @property
    def chosen(self) -> int:
        """How many points the plan holds."""
        return sum(point.state in ("chosen", "hold") for point in self.points)


class _Place(msgspec.Struct, frozen=True, kw_only=True):
    """One place of one side before anything is said of it."""

    card: Enthesis
    side: str | None
    line: PointLine | None


def draw_maps(document: PlanDocument, words: Words) -> tuple[SideMap, ...]:
    """Draw the map of each side the plan speaks of; of a template the side that is known, or none.

    A target in the middle of the body has one map for both sides.
    """
    handbook = words.handbook
    condition = handbook.conditions[document.condition.id]
    cards = sorted((handbook.entheses[name] for name in condition.entheses), key=lambda c: c.order)
    drawing = drawing_for(condition.entheses, handbook)
    lines = document.injection_map.points
    if not condition.sides:
        return (_side_map(None, tuple(_paired_places(cards, lines)), drawing, document, words, whole=True),)
    sides = _wished(document.wish.side) or tuple(dict.fromkeys(line.side for line in lines)) or (None,)
    return tuple(
        _side_map(side, tuple(_places(cards, lines, side)), drawing, document, words, twin=len(sides) > 1)
        for side in sides
    )


def drawing_for(entheses: Sequence[str], handbook: Handbook) -> Drawing | None:
    """Find the drawing that shows most of these places; ``None`` where not one of them is drawn."""
    shown = {card.id: len(card.places.intersection(entheses)) for card in handbook.drawings.values()}
    best = max(sorted(shown), key=lambda name: shown[name], default=None)
    return handbook.drawings[best] if best and shown[best] else None


def _wished(side: str | None) -> tuple[str | None, ...]:
    if side is None:
        return ()
    return ("right", "left") if side == "both" else (side,)


def _places(cards: Iterable[Enthesis], lines: Iterable[PointLine], side: str | None) -> Iterator[_Place]:
    """List every place of one side; one in the middle belongs to either."""
    said = {(line.enthesis, line.side): line for line in lines}
    for card in cards:
        yield _Place(card=card, side=side, line=said.get((card.id, side)) or said.get((card.id, "midline")))


def _paired_places(cards: Sequence[Enthesis], lines: Sequence[PointLine]) -> Iterator[_Place]:
    """List every place of both sides, and whatever else the plan holds: no line may be lost."""
    said = {(line.enthesis, line.side): line for line in lines}
    for card in cards:
        usual = ("midline",) if card.midline else ("right", "left")
        sides = dict.fromkeys((*usual, *(side for name, side in said if name == card.id and side)))
        for side in sides:
            line = said.get((card.id, side)) or said.get((card.id, None))
            yield _Place(card=card, side=side, line=line)


def _side_map(
    side: str | None,
    places: Sequence[_Place],
    drawing: Drawing | None,
    document: PlanDocument,
    words: Words,
    *,
    whole: bool = False,
    twin: bool = False,
) -> SideMap:
    """Draw one map: of one side, or of the ``whole``; ``twin`` stands beside another on the same page."""
    is_template = document.injection_map.status not in ("examined", "nothing-found")
    names_side = whole or twin
    points = tuple(_points(places, drawing, is_template, names_side, whole, words))
    shown = {point.enthesis for point in points}
    views = (
        [view for view in drawing.view if any(p.enthesis in shown for p in view.points)] if drawing else []
    )
    return SideMap(
        side=side,
        side_says=words.label("side", side),
        caution=_caution(drawing, side is not None or whole, words),
        views=tuple(_view(view, side, points, whole, words) for view in views),
        points=points,
    )


def _caution(drawing: Drawing | None, is_sure_of_side: bool, words: Words) -> str:
    """Say how far the drawing may be trusted, and which side it shows where none is known."""
    if drawing is None:
        return words.say(Sentence("map.no-drawing"))
    caution = words.text(drawing.caution)
    return caution if is_sure_of_side else f"{caution} {words.say(Sentence('map.drawn-as-right'))}"


def _points(
    places: Sequence[_Place],
    drawing: Drawing | None,
    is_template: bool,
    names_side: bool,
    whole: bool,
    words: Words,
) -> Iterator[MapPoint]:
    """Give every place, chosen or not, under its code."""
    rank = {name: at for at, name in enumerate(dict.fromkeys(place.card.id for place in places), start=1)}
    for number, place in enumerate(places, start=1):
        card, side, line = place.card, place.side, place.line
        code = (
            f"{drawing.letter}{card.order}" if drawing and card.id in drawing.places else f"P{rank[card.id]}"
        )
        title, says = words.text(card.title), words.label("side", side)
        yield MapPoint(
            code=code,
            anchor=f"{code}-{side}" if names_side and side else code,
            number=number,
            enthesis=card.id,
            side=side,
            title=f"{title}, {says}" if whole and side in ("right", "left") else title,
            where=words.text(card.where),
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


def _view(view: View, side: str | None, points: Sequence[MapPoint], whole: bool, words: Words) -> MapView:
    mirror = _axis(view) if side == "left" else None
    return MapView(
        id=view.id,
        title=words.text(view.title),
        says=words.text(view.says),
        box=view.box,
        mirror=mirror,
        fade=tuple(_MIRRORED.get(edge, edge) if mirror is not None else edge for edge in view.fade),
        shapes=view.shapes,
        labels=tuple(_label(label, view, mirror, words) for label in view.labels),
        dots=tuple(_dots(view, mirror, points, whole)),
        unseen=words.say_all(Sentence(f"structures.{name}.title") for name in view.unseen),
    )


def _axis(view: View) -> float:
    left, _, width, _ = view.box
    return 2 * left + width


def _dots(view: View, mirror: float | None, points: Sequence[MapPoint], whole: bool) -> Iterator[Dot]:
    """Lay the points on one view. On a map of both sides the left ones are across the middle.

    A place that has a side and was recorded in the middle has no spot; the list holds it.
    """
    at = {drawn.enthesis: drawn for drawn in view.points}
    paired = {point.enthesis for point in points if point.side == "right"} if whole else set()
    for point in points:
        drawn = at.get(point.enthesis)
        is_hidden = whole and point.side == "left" and not view.both_sides
        if drawn is None or is_hidden or (point.side == "midline" and point.enthesis in paired):
            continue
        across = _axis(view) if whole and point.side == "left" else mirror
        yield Dot(point=point, x=_across(drawn.x, across), y=drawn.y)


def _across(x: float, mirror: float | None) -> float:
    return x if mirror is None else mirror - x


def _label(label: DrawnLabel, view: View, mirror: float | None, words: Words) -> Label:
    """Place a name: it changes its edge in the mirror, and reads the right way round all the same."""
    left, _, width, _ = view.box
    is_left = label.edge == "left"
    x = _across(left + _LEFT_COLUMN if is_left else left + width - _RIGHT_COLUMN, mirror)
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
