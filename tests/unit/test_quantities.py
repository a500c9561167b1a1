"""Every conversion between units, at values a person can check by heart; and what is refused."""

from decimal import Decimal

import pytest

from enthesis.vocabulary.errors import BadQuantity
from enthesis.vocabulary.quantities import convert, figures


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "expected"),
    [
        ("78", "kg", "kg", "78"),
        ("78", "KG", "kg", "78"),
        ("78000", "g", "kg", "78"),
        ("100", "lbs", "kg", "45.359237"),
        ("16", "oz", "kg", "0.45359237"),
        ("1.64", "m", "cm", "164"),
        ("1640", "mm", "cm", "164"),
        ("6", "ft", "cm", "182.88"),
        ("72", "in", "cm", "182.88"),
        ("250", "mg/dL", "mmol/L", "13.9"),
        ("249", "mg/dl", "mmol/L", "13.8"),
        ("13.9", "mmol/l", "mmol/L", "13.9"),
        ("13.9", "mmol/L", "mg/dL", "250"),
        ("38.0", "Cel", "[degF]", "100.4"),
        ("7.0", "%", "mmol/mol", "53.00565"),
        ("100.4", "°F", "Cel", "38"),
        ("32", "[degF]", "Cel", "0"),
        ("311.15", "K", "Cel", "38"),
        ("0.081", "g", "mg", "81"),
        ("500", "mcg", "mg", "0.5"),
    ],
)
def test_a_value_keeps_its_meaning_in_another_unit(value: str, unit: str, wanted: str, expected: str) -> None:
    assert convert(Decimal(value), unit, wanted) == Decimal(expected)


@pytest.mark.parametrize(("unit", "wanted"), [("", "kg"), ("stone", "kg"), ("mg/dL", "kg"), ("cm", "mm")])
def test_a_unit_nobody_taught_is_refused_and_never_guessed(unit: str, wanted: str) -> None:
    with pytest.raises(BadQuantity, match="cannot be read as"):
        convert(Decimal(1), unit, wanted)


@pytest.mark.parametrize(
    ("value", "said"), [("0.50", "0.5"), ("1E+1", "10"), ("10", "10"), ("100.0", "100"), ("0.0", "0")]
)
def test_a_number_is_said_without_exponent_and_trailing_zero(value: str, said: str) -> None:
    assert figures(Decimal(value)) == said
