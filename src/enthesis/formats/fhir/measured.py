"""Quantities on the wire, brought to UCUM's spelling. A unit nobody can convert is never guessed."""

from decimal import Decimal
from functools import lru_cache

from enthesis.formats.fhir.element import Element
from enthesis.vocabulary.errors import BadQuantity
from enthesis.vocabulary.quantities import convert

# A body's numbers lie between a millionth and a million million; beyond that it is a broken export, and
# arithmetic on it would overflow.
_DIGITS_BELOW, _DIGITS_ABOVE = -6, 12
_UNITY = ("1", "", "inr", "ratio")


class Quantity(Element, frozen=True, gc=False):
    """A value with its unit: ``code`` is UCUM's, ``unit`` what a person reads."""

    value: Decimal | None = None
    unit: str | None = None
    code: str | None = None
    comparator: str | None = None


def number_of(value: Decimal | None) -> Decimal | None:
    """Give a number one may calculate with; ``None`` for none, not-a-number, or an absurd size."""
    if value is None or not value.is_finite():
        return None
    if value and not _DIGITS_BELOW <= value.adjusted() <= _DIGITS_ABOVE:
        return None
    return value


def unit_of(quantity: Quantity) -> str:
    """Give the unit as UCUM writes it where that was sent, else as printed; counts and ratios are ``1``."""
    unit = (quantity.code or quantity.unit or "").strip()
    return "1" if unit.startswith("{") and unit.endswith("}") else unit


def unit_for(quantity: Quantity, wanted: str) -> str | None:
    """Give the unit under which its value can be expressed in the wanted one; ``None`` when nobody can tell.

    The coded unit is tried first, then the printed one: exports mistake one of them now and then.
    """
    if wanted in _UNITY:
        return "1" if unit_of(quantity).lower() in _UNITY else None
    for unit in (unit_of(quantity), (quantity.unit or "").strip()):
        if _is_convertible(unit, wanted):
            return unit
    return None


@lru_cache(maxsize=1024)
def _is_convertible(unit: str, wanted: str) -> bool:
    try:
        convert(Decimal(1), unit, wanted)
    except BadQuantity:
        return False
    return True
