"""A line drawing: bones, cords, vessels and nerves as paths, and where each place is drawn.

Every view is drawn for the right side. A left side is the same drawing mirrored; its labels are not.
"""

from typing import Literal

import msgspec

from enthesis.knowledge.cards.card import Card, Text

Kind = Literal[
    "skin", "bone", "shade", "contour", "hatch", "muscle", "cord", "sheet", "fibre", "cushion", "organ",
    "never", "artery", "vein", "nerve",
]  # fmt: skip
Edge = Literal["top", "bottom", "left", "right"]


class DrawnShape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One shape as an SVG path. ``behind`` is hidden by what lies before it, and drawn dashed.

    ``structure`` names the card of what may be hurt and is shown by this shape.
    """

    kind: Kind
    path: str
    behind: bool = False
    structure: str = ""


class DrawnLabel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A name beside the drawing, and the spot its line leads to. A line break in the text is kept.

    ``structures`` are the cards this name stands for.
    """

    text: Text
    edge: Literal["left", "right"]
    y: float
    to: tuple[float, float]
    structures: tuple[str, ...] = ()


class DrawnPoint(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where one place for a needle is drawn."""

    enthesis: str
    x: float
    y: float


class View(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The region from one direction. ``box`` is left, top, width and height of the right side's drawing.

    ``says`` tells what is drawn to those who hear the page. ``both_sides``: the middle of the body stands in
    the middle of the box, and a place that has a side is drawn on each; x is then that of the right side.
    ``fade`` are the edges where the body goes on. ``unseen`` are the cards of structures near a point that
    cannot be drawn from here; the page names them below the view.
    """

    id: str
    title: Text
    says: Text
    box: tuple[float, float, float, float]
    shapes: tuple[DrawnShape, ...]
    labels: tuple[DrawnLabel, ...]
    points: tuple[DrawnPoint, ...]
    both_sides: bool = False
    fade: tuple[Edge, ...] = ("top", "bottom")
    unseen: tuple[str, ...] = ()


class Drawing(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All views of one part of the body. ``letter`` begins the code of each place: K5 is the knee's fifth.

    A condition is shown on the drawing that has most of its places.
    """

    region: str
    letter: str
    caution: Text
    view: tuple[View, ...]

    @property
    def places(self) -> frozenset[str]:
        """Every enthesis that some view shows."""
        return frozenset(point.enthesis for view in self.view for point in view.points)
