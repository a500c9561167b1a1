"""How far the hand may be off beyond the declared error and the proof still holds: a disc and a cone.

Both are margins that grow evenly along the needle, so the marching that proves the needle proves the whole
disc, or the whole cone, in one go; bisection finds the largest. They speak of the labelled structures, not
of bone.
"""

from collections.abc import Callable

from enthesis.needle.frames import Floats
from enthesis.needle.guards import Guard
from enthesis.needle.margin import MarginModel

MOST_CONE_DEG = 30.0
_DISC_STEP_MM = 0.05
_CONE_STEP_DEG = 0.05


def safe_disc_mm(
    guards: tuple[Guard, ...], begin: Floats, tip: Floats, margin: MarginModel, range_mm: float
) -> float:
    """Give how far the entry may be off, millimetres, while the tip still comes to its place; at most R."""
    return _largest(
        lambda off: all(guard.keeps_disc(begin, tip, margin, off) for guard in guards),
        range_mm,
        _DISC_STEP_MM,
    )


def safe_cone_deg(guards: tuple[Guard, ...], begin: Floats, tip: Floats, margin: MarginModel) -> float:
    """Give how far the direction may be off, degrees, from the planned entry; at most 30."""
    return _largest(
        lambda off: all(guard.keeps_cone(begin, tip, margin, off) for guard in guards),
        MOST_CONE_DEG,
        _CONE_STEP_DEG,
    )


def _largest(holds: Callable[[float], bool], most: float, step: float) -> float:
    """Give the largest value, to within a step and rounded down, for which something still holds.

    What holds for one value holds for every smaller one, so halving finds it.
    """
    low, high = 0, int(most / step)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle * step) else (low, middle - 1)
    return round(low * step, 4)
