"""What a drawing must hold together: places that exist and can be told apart, all that lies near them shown.

Each fault is one line that names the card and the mend.
"""

from collections.abc import Iterator
from itertools import combinations
from math import hypot

from enthesis.knowledge.cards.drawing import View
from enthesis.knowledge.handbook import Handbook

# How wide a drawing is on a phone of 390 px, and how far apart two targets for a finger must be.
_PHONE_PX, _TARGET_PX = 332.0, 24.0


def drawing_faults(handbook: Handbook) -> Iterator[str]:
    """List every fault of every drawing."""
    letters: dict[str, str] = {}
    for card in handbook.drawings.values():
        where = f"drawings/{card.id}.toml"
        if letters.setdefault(card.letter, card.id) != card.id:
            yield f"{where}: {letters[card.letter]} has the letter {card.letter} too. Choose another."
        for view in card.view:
            yield from _view(handbook, where, view)


def _view(handbook: Handbook, where: str, view: View) -> Iterator[str]:
    """Hold one view: known places inside its box and far enough apart, and all that lies near them shown."""
    left, top, width, height = view.box
    named = {name for label in view.labels for name in label.structures}
    shown = {shape.structure for shape in view.shapes if shape.structure}
    for name in sorted(shown | named | set(view.unseen)):
        if name not in handbook.structures:
            yield f"{where}: no card structures/{name}.toml. Add it or mend the name in the view {view.id}."
    for name in sorted(shown ^ named):
        lacks = "a name beside it" if name in shown else "a shape"
        yield f"{where}: {name} lacks {lacks} in the view {view.id}. Add it."
    for point in view.points:
        if point.enthesis not in handbook.entheses:
            yield f"{where}: no card entheses/{point.enthesis}.toml. Add it or mend the name."
            continue
        if not (left < point.x < left + width and top < point.y < top + height):
            yield f"{where}: {point.enthesis} lies outside the view {view.id}. Mend x or y."
        for name in handbook.entheses[point.enthesis].structures:
            if name not in shown and name not in view.unseen:
                lies = f"{name} lies near {point.enthesis}"
                yield f"{where}: {lies}. Draw it in the view {view.id} or name it unseen."
    yield from _too_near(where, view)


def _too_near(where: str, view: View) -> Iterator[str]:
    """Find points a finger could not tell apart on a phone."""
    spots = [(point.enthesis, point.x, point.y) for point in view.points]
    if view.both_sides:
        across = 2 * view.box[0] + view.box[2]
        spots += [(name, across - x, y) for name, x, y in spots if abs(across - 2 * x) > 1]
    for (one, x, y), (other, to_x, to_y) in combinations(spots, 2):
        if hypot(x - to_x, y - to_y) * _PHONE_PX / view.box[2] < _TARGET_PX:
            near = f"{one} and {other} are too near for a finger"
            yield f"{where}: {near} in the view {view.id}. Move them apart."
