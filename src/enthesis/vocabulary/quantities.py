"""Measured values with their units, in ``Decimal``; every conversion Enthesis makes lives here."""

from collections.abc import Callable
from decimal import Decimal

from enthesis.vocabulary.errors import BadQuantity

_POUND_KG = Decimal("0.45359237")
_INCH_CM = Decimal("2.54")
_GLUCOSE_MG_PER_MMOL = Decimal("18.016")


def _times(factor: Decimal) -> Callable[[Decimal], Decimal]:
    return lambda value: value * factor


# (measured in, wanted in) -> conversion. HbA1c is affine: IFCC mmol/mol = 10.929 x (NGSP % - 2.15).
_CONVERSIONS: dict[tuple[str, str], Callable[[Decimal], Decimal]] = {
    ("g", "kg"): _times(Decimal("0.001")),
    ("[lb_av]", "kg"): _times(_POUND_KG),
    ("[oz_av]", "kg"): _times(_POUND_KG / 16),
    ("m", "cm"): _times(Decimal(100)),
    ("mm", "cm"): _times(Decimal("0.1")),
    ("[in_i]", "cm"): _times(_INCH_CM),
    ("[ft_i]", "cm"): _times(_INCH_CM * 12),
    # Glucose in mmol/L is printed with one decimal; unrounded, 250 mg/dL would stay below its own 13.9.
    ("mg/dL", "mmol/L"): lambda value: round(value / _GLUCOSE_MG_PER_MMOL, 1),
    ("mmol/L", "mg/dL"): lambda value: round(value * _GLUCOSE_MG_PER_MMOL, 0),
    ("%", "mmol/mol"): lambda value: (value - Decimal("2.15")) * Decimal("10.929"),
    ("[degF]", "Cel"): lambda value: (value - 32) * 5 / 9,
    ("Cel", "[degF]"): lambda value: value * 9 / 5 + 32,
    ("K", "Cel"): lambda value: value - Decimal("273.15"),
    ("g", "mg"): _times(Decimal(1000)),
    ("ug", "mg"): _times(Decimal("0.001")),
}

# What people and exports write for the UCUM code.
_SPELLINGS = {
    "lb": "[lb_av]", "lbs": "[lb_av]", "[lb_us]": "[lb_av]", "LB": "[lb_av]", "LBS": "[lb_av]",
    "pound": "[lb_av]", "pounds": "[lb_av]", "oz": "[oz_av]", "in": "[in_i]", "IN": "[in_i]",
    "inch": "[in_i]", "inches": "[in_i]", "ft": "[ft_i]", "kgs": "kg", "KG": "kg", "Kg": "kg",
    "kilogram": "kg", "kilograms": "kg", "CM": "cm", "mg/dl": "mg/dL", "MG/DL": "mg/dL", "mmol/l": "mmol/L",
    "MMOL/L": "mmol/L", "degF": "[degF]", "deg F": "[degF]", "F": "[degF]", "°F": "[degF]",
    "Fahrenheit": "[degF]", "C": "Cel", "°C": "Cel", "cel": "Cel", "degC": "Cel", "deg C": "Cel",
    "Celsius": "Cel", "mcg": "ug", "µg": "ug", "MG": "mg", "{INR}": "1", "mm[Hg]": "mm[Hg]",
    "mmHg": "mm[Hg]", "mm Hg": "mm[Hg]", "mmhg": "mm[Hg]",
}  # fmt: skip


def convert(value: Decimal, unit: str, wanted: str) -> Decimal:
    """Express a value in another UCUM unit.

    Raises:
        BadQuantity: nobody told Enthesis how to get from one unit to the other. Guessing a factor
            is how a dose becomes wrong, so it is refused.
    """
    measured = _SPELLINGS.get(unit, unit)
    if measured == wanted:
        return value
    conversion = _CONVERSIONS.get((measured, wanted))
    if conversion is None:
        raise BadQuantity(f"{value} {unit} cannot be read as {wanted}.", "Give it in " + wanted + ".")
    return conversion(value)


def figures(value: Decimal) -> str:
    """Write a number as it is said: no exponent, and no trailing zero that could be read as tenfold."""
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
