"""What the hand found, as an answers file writes it."""

from typing import Any

from enthesis.care.values.case import Examined
from enthesis.formats.answer_values import nearest
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.errors import BadInput

_GRADES = range(4)
_ARTERY_CHECKS = ("seen-and-avoided", "none-seen", "not-looked")
_GUIDANCE = ("ultrasound", "fluoroscopy", "landmark")
_EXAMINED_KEYS = ("enthesis", "side", "tender", "lax", "artery_check", "guidance")


def examined_of(tables: object, handbook: Handbook) -> tuple[Examined, ...]:
    """Read the ``[[examined]]`` tables.

    Raises:
        BadInput: an enthesis nobody knows, a grade that is not 0 to 3, or one place twice.
    """
    found = tuple(_examined(table, handbook) for table in _tables(tables, "examined", _EXAMINED_KEYS))
    places = [(each.enthesis, each.side) for each in found]
    for place in places:
        if places.count(place) > 1:
            raise BadInput(f"{place[0]} {place[1]} is examined twice.", "Keep one of them.")
    return found


def _tables(tables: object, name: str, keys: tuple[str, ...]) -> list[dict[str, Any]]:
    if tables is None:
        return []
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise BadInput(f"{name} is not a list of tables.", f"Write [[{name}]] above each.")
    for table in tables:
        for key in table:
            if key not in keys:
                raise BadInput(f"[[{name}]] has no {key!r}.", f"It has: {', '.join(keys)}.")
    return tables


def _examined(table: dict[str, Any], handbook: Handbook) -> Examined:
    enthesis = table.get("enthesis")
    if not isinstance(enthesis, str) or enthesis not in handbook.entheses:
        raise BadInput(f"No enthesis is called {enthesis!r}.", nearest(str(enthesis), handbook.entheses))
    return Examined(
        enthesis=enthesis,
        side=Side(_one_of(table, "side", tuple(Side)) or _only_side(enthesis, handbook)),
        tender=_grade(table, "tender"),
        lax=_grade(table, "lax"),
        artery_check=_one_of(table, "artery_check", _ARTERY_CHECKS),  # type: ignore[arg-type]  # one of its literals
        guidance=_one_of(table, "guidance", _GUIDANCE),  # type: ignore[arg-type]
    )


def _only_side(enthesis: str, handbook: Handbook) -> Side:
    """Give the middle to a place that lies there; any other must be told its side."""
    if handbook.entheses[enthesis].midline:
        return Side.MIDLINE
    raise BadInput(f"The examination of {enthesis} has no side.", 'Write side = "right".')


def _one_of(table: dict[str, Any], key: str, allowed: tuple[str, ...]) -> str | None:
    value = table.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or value not in allowed:
        raise BadInput(f"{key} cannot be {value!r}.", f"Choose from: {', '.join(allowed)}.")
    return value


def _grade(table: dict[str, Any], key: str) -> int | None:
    value = table.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value not in _GRADES:
        raise BadInput(f"{key} cannot be {value!r}.", "It is a whole number from 0 to 3.")
    return value
