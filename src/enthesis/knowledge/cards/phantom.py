"""A schematic body part, drawn from published dimensions, on which to try the needle planner."""

from typing import Literal

import msgspec

from enthesis.knowledge.cards.card import Card, Text

Row = tuple[float, float, float]
Section = tuple[float, float, float, float, float]


class Shape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One part of a structure, in millimetres: medial, posterior, up, from the middle of the joint line.

    Exactly one of three forms. ``sections`` are rows (up, medial, posterior, width, depth) of a limb or a
    shaft, joined smoothly; ``power`` 2 is an ellipse, more is squarer. ``way`` are the points of a vessel or
    nerve of ``diameter_mm``. ``centre`` and ``size`` make an egg. ``sources`` stand behind the dimensions of
    this shape; where it is schematic they say "proposal".
    """

    structure: str
    role: Literal["artery", "vein", "nerve", "bone", "skin"]
    sources: tuple[str, ...]
    note: str = ""
    sections: tuple[Section, ...] = ()
    power: float = 2.0
    way: tuple[Row, ...] = ()
    diameter_mm: float = 0.0
    centre: Row | None = None
    size: Row | None = None

    def __post_init__(self) -> None:
        """Hold the three forms apart."""
        if sum((bool(self.sections), bool(self.way), self.centre is not None)) != 1:
            raise ValueError("a shape has sections, or a way, or a centre")
        if bool(self.way) != (self.diameter_mm > 0) or (self.centre is None) != (self.size is None):
            raise ValueError("a way has a diameter, a centre has a size")


class Place(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One enthesis of the phantom: the point of the bone ``on`` that is nearest to ``near``.

    Without ``on`` the place is ``near`` itself, inside the joint.
    """

    enthesis: str
    near: Row
    sources: tuple[str, ...]
    on: str = ""
    note: str = ""


class Phantom(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One region. ``low`` and ``high`` are the corners of its box; later shapes are painted over earlier."""

    title: Text
    says: Text
    region: str
    pose: str
    low: Row
    high: Row
    shapes: tuple[Shape, ...]
    places: tuple[Place, ...]

    def __post_init__(self) -> None:
        """Hold the parts together."""
        bones = {shape.structure for shape in self.shapes if shape.role == "bone"}
        for place in self.places:
            if place.on and place.on not in bones:
                raise ValueError(f"{place.enthesis} lies on {place.on}, which is not drawn")
        named = {key for shape in self.shapes for key in shape.sources}
        named |= {key for place in self.places for key in place.sources}
        if not named <= set(self.sources):
            raise ValueError(
                f"sources of parts that the card does not name: {sorted(named - set(self.sources))}"
            )
