"""One number, one home: a card may name a setting where it would else repeat the number of it.

``value = "setting:inr-limit"`` is the setting's number; ``"above {setting:inr-limit}"`` says it in a
sentence, and ``{setting:glucose-hold mg/dL}`` says it in another unit. All are put in when the card is read,
so that moving the setting moves the rule, what it says, and the manual.
"""

import re
from collections.abc import Mapping

from enthesis.knowledge.cards.clinic import Setting
from enthesis.vocabulary.errors import BadCard, BadQuantity
from enthesis.vocabulary.quantities import convert, figures

_NUMBER = re.compile(r"setting:(\S+)")
_IN_WORDS = re.compile(r"\{setting:([^\s}]+)(?: ([^}]+))?\}")


def with_numbers(held: object, settings: Mapping[str, Setting], unit: str = "") -> object:
    """Give what a card file holds, with the number of every setting it names put in.

    Args:
        held: a table, list or value just as TOML gave it.
        settings: the clinic's settings by id.
        unit: the unit written beside a ``value``; the setting must be kept in the same one.

    Raises:
        BadCard: there is no such setting, it is no number, or it is kept in another unit.
    """
    if isinstance(held, dict):
        own = held.get("unit", "")
        return {
            key: with_numbers(each, settings, own if key == "value" else "") for key, each in held.items()
        }
    if isinstance(held, list):
        return [with_numbers(each, settings) for each in held]
    if not isinstance(held, str) or "setting:" not in held:
        return held
    whole = _NUMBER.fullmatch(held)
    if whole:
        return _number(whole[1], settings, unit)
    return _IN_WORDS.sub(lambda named: _said(named[1], named[2], settings), held)


def _number(name: str, settings: Mapping[str, Setting], unit: str) -> str | int | float:
    setting = _setting(name, settings)
    if unit and unit != setting.unit:
        raise BadCard(
            f'"setting:{name}" stands beside the unit {unit!r}, and the setting is kept in {setting.unit!r}.',
            "Write both in one unit.",
        )
    return setting.value


def _said(name: str, unit: str | None, settings: Mapping[str, Setting]) -> str:
    setting = _setting(name, settings)
    try:
        return figures(convert(setting.number, setting.unit, unit or setting.unit))
    except BadQuantity as error:
        raise BadCard(f'"setting:{name}": {error.says}', error.mend) from error


def _setting(name: str, settings: Mapping[str, Setting]) -> Setting:
    setting = settings.get(name)
    if setting is None:
        raise BadCard(f'"setting:{name}" names no setting.', f"Add settings/{name}.toml or mend the name.")
    if isinstance(setting.value, bool | str):
        raise BadCard(f'"setting:{name}" is {setting.value!r}, no number.', "Name a setting that is one.")
    return setting
