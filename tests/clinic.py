"""A clinic that moved its settings: the same handbook with other values, for tests only."""

import re
import shutil
from pathlib import Path

import msgspec

from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.read import DATA, read_handbook


def with_settings(handbook: Handbook, **values: str | int | bool) -> Handbook:
    settings = dict(handbook.settings)
    for name, value in values.items():
        card = name.replace("_", "-")
        settings[card] = msgspec.structs.replace(settings[card], value=value)
    return msgspec.structs.replace(handbook, settings=settings)


def read_with(folder: Path, **values: float) -> Handbook:
    """Read the handbook anew from a copy below ``folder`` whose setting cards hold other numbers."""
    cards = Path(shutil.copytree(DATA, folder / "cards"))
    for name, value in values.items():
        card = cards / "settings" / f"{name.replace('_', '-')}.toml"
        card.write_text(re.sub(r"(?m)^value = .*$", f"value = {value}", card.read_text()))
    return read_handbook(cards)
