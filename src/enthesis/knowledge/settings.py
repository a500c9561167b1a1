"""The clinic's settings as numbers, words and switches."""

from decimal import Decimal
from functools import lru_cache

from enthesis.knowledge.cards.clinic import Setting
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.errors import BadCard


# A plan asks for some twenty numbers, and each would be made from its text again.
@lru_cache(maxsize=1024)
def number(handbook: Handbook, name: str) -> Decimal:
    """Give a setting that is a number, in the unit its card names.

    Raises:
        BadCard: no such setting, or it is not a number.
    """
    setting = _setting(handbook, name)
    if isinstance(setting.value, bool | str):
        raise BadCard(f"settings/{name}.toml: {setting.value!r} is not a number.", "Give a number.")
    return setting.number


def whole(handbook: Handbook, name: str) -> int:
    """Give a setting that counts whole things: days, sessions, points."""
    return int(number(handbook, name))


def word(handbook: Handbook, name: str) -> str:
    """Give a setting that is one of several words."""
    return _setting(handbook, name).choice


def is_on(handbook: Handbook, name: str) -> bool:
    """Tell whether a switch is on."""
    return _setting(handbook, name).is_on


def _setting(handbook: Handbook, name: str) -> Setting:
    setting = handbook.settings.get(name)
    if setting is None:
        raise BadCard(f"No setting {name!r} in the handbook.", f"Add settings/{name}.toml.")
    return setting
