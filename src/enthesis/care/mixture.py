"""The arithmetic of one syringe: volumes from strengths, strengths from volumes, osmolarity. No judgement.

``V_stock = V_final x C_final / C_stock``, in exact fractions. A volume no decimal can hold is cut after
the fourth place; the diluent always fills up, so volumes add up exactly. Source: CLINICAL 4.1.
"""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

_LAST_PLACE_ML = Decimal("0.0001")
_TENTH = Decimal("0.1")


def stock_ml(volume_ml: Decimal, final_percent: Decimal, stock_percent: Decimal) -> Fraction:
    """Tell how much stock gives this strength in this volume."""
    return Fraction(volume_ml) * Fraction(final_percent) / Fraction(stock_percent)


def strength_percent(stock_percent: Decimal, drawn_ml: Decimal, volume_ml: Decimal) -> Fraction:
    """Tell which strength a drawn volume gives: the same sum, the other way round."""
    return Fraction(stock_percent) * Fraction(drawn_ml) / Fraction(volume_ml)


def as_volume(exact: Fraction) -> Decimal:
    """Write an exact volume as a decimal; what no decimal holds is cut, never rounded up."""
    decimal = Decimal(exact.numerator) / Decimal(exact.denominator)
    if Fraction(decimal) == exact:
        return decimal
    return decimal.quantize(_LAST_PLACE_ML, rounding=ROUND_DOWN)


def to_mark(volume_ml: Decimal, mark_ml: Decimal, rounding: str = ROUND_HALF_DOWN) -> Decimal:
    """Bring a volume to a mark of the syringe: the nearest, the lower on a tie, or as ``rounding`` says."""
    return (volume_ml / mark_ml).quantize(Decimal(1), rounding=rounding) * mark_ml


def drawable(volumes_ml: Sequence[Decimal], total_ml: Decimal, mark_ml: Decimal) -> tuple[Decimal, ...]:
    """Bring dextrose (first), anaesthetics and diluent (last) to the marks of the syringe.

    Anaesthetics go down, never up. What they leave of the total is the diluent's; where nothing is left the
    dextrose gives way.
    """
    dextrose, *rest = volumes_ml
    anaesthetics = [to_mark(volume, mark_ml, ROUND_DOWN) for volume in rest[:-1]]
    whole = to_mark(total_ml, mark_ml)
    room = whole - sum(anaesthetics, Decimal(0))
    drawn = min(to_mark(dextrose, mark_ml), room)
    return (drawn, *anaesthetics, room - drawn)


def osmolarity(parts: Sequence[tuple[Decimal, Decimal | Fraction]], volume_ml: Decimal) -> Decimal:
    """Mix osmolarities: the sum of volume x mOsm/L over the whole, to 0.1 mOsm/L."""
    total = sum((Fraction(ml) * Fraction(mosm) for ml, mosm in parts), Fraction(0))
    return tenth(total / Fraction(volume_ml))


def dextrose_osmolarity(percent: Decimal, molar_mass: Decimal) -> Fraction:
    """Dextrose stays whole in water: g per 100 mL x 10,000 / molar mass gives mOsm/L."""
    return Fraction(percent) * 10_000 / Fraction(molar_mass)


def tenth(exact: Fraction) -> Decimal:
    """Round to the nearest tenth, up on a tie."""
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(_TENTH, rounding=ROUND_HALF_UP)
