"""A line drawing of one region: bones, cords, vessels and nerves as paths, and where each place is drawn.

Every view is drawn for the right side. A left side is the same drawing mirrored; its labels are not.
"""

from typing import Literal

import msgspec

from enthesis.knowledge.cards.card import Card, Text

Kind = Literal["bone", "contour", "cord", "sheet", "fibre", "cushion", "artery", "vein", "nerve"]


class DrawnShape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One shape as an SVG path. ``behind`` is hidden by what lies before it, and drawn dashed."""

    kind: Kind
    path: str
    behind: bool = False


class DrawnLabel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A name beside the drawing, and the spot its line leads to. A line break in the text is kept."""

    text: Text
    edge: Literal["left", "right"]
    y: float
    to: tuple[float, float]


class DrawnPoint(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where one place for a needle is drawn."""

    enthesis: str
    x: float
    y: float


class View(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The region from one direction. ``box`` is left, top, width and height of the right side's drawing.

    ``says`` tells what is drawn to those who hear the page.
    """

    id: str
    title: Text
    says: Text
    box: tuple[float, float, float, float]
    shapes: tuple[DrawnShape, ...]
    labels: tuple[DrawnLabel, ...]
    points: tuple[DrawnPoint, ...]


class Drawing(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All views of one region. ``letter`` begins the code of each place: K5 is the knee's fifth."""

    region: str
    letter: str
    caution: Text
    view: tuple[View, ...]
