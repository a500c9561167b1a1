"""The clinic's settings as numbers, words and switches."""

from decimal import Decimal

from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.errors import BadCard


def number(handbook: Handbook, name: str) -> Decimal:
    """Give a setting that is a number, in the unit its card names.

    Raises:
        BadCard: no such setting, or it is not a number.
    """
    value = _value(handbook, name)
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise BadCard(f"settings/{name}.toml: {value!r} is not a number.", "Give a number.")
    return Decimal(value)


def whole(handbook: Handbook, name: str) -> int:
    """Give a setting that counts whole things: days, sessions, points."""
    return int(number(handbook, name))


def word(handbook: Handbook, name: str) -> str:
    """Give a setting that is one of several words."""
    return str(_value(handbook, name))


def is_on(handbook: Handbook, name: str) -> bool:
    """Tell whether a switch is on."""
    return _value(handbook, name) is True


def _value(handbook: Handbook, name: str) -> object:
    setting = handbook.settings.get(name)
    if setting is None:
        raise BadCard(f"No setting {name!r} in the handbook.", f"Add settings/{name}.toml.")
    return setting.value
