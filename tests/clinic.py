"""A clinic that moved its settings: the same handbook with other values, for tests only."""

import msgspec

from enthesis.knowledge.handbook import Handbook


def with_settings(handbook: Handbook, **values: str | int | bool) -> Handbook:
    settings = dict(handbook.settings)
    for name, value in values.items():
        card = name.replace("_", "-")
        settings[card] = msgspec.structs.replace(settings[card], value=value)
    return msgspec.structs.replace(handbook, settings=settings)
