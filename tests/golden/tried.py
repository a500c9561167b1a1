"""The charts each rule was tried on, gathered from the tables of the tests for the manual."""

from collections.abc import Iterable, Iterator
from typing import Any

from tests.spec import test_conditions_limbs as limbs
from tests.spec import test_conditions_spine as spine
from tests.spec import test_dangers_by_region as dangers
from tests.spec import test_judged_charts as judged

_MOST_NAMED = 3

# One row of a table: the rule, what the chart held, and the condition it was tried at.
Row = tuple[str, str, str]


def tried() -> dict[str, tuple[list[str], list[str]]]:
    """Give for each rule the charts that made it speak, and those it stayed silent on."""
    speaks, silent = _told(_speaking()), _told(_silent())
    return {rule: (speaks.get(rule, []), silent.get(rule, [])) for rule in dict.fromkeys((*speaks, *silent))}


def _speaking() -> Iterator[Row]:
    yield from ((rule, name, "knee-oa") for name, _, rule, *_ in judged.SPEAKS)
    for name, condition, _, rule in (*spine.CHARTS, *dangers.SPEAKS):
        yield rule, name, condition
    for condition, entry, rule, *_ in (*limbs.RECORDED, *limbs.UNUSUAL):
        yield rule, _held(entry), condition


def _silent() -> Iterator[Row]:
    yield from ((rule, name, "knee-oa") for name, _, rule in judged.SILENT)
    for name, condition, _, rule in (*spine.SILENT, *dangers.SILENT):
        yield rule, name, condition
    for condition, entry, rule in (*limbs.SILENT, *limbs.DENIED):
        yield rule, _held(entry), condition


def _held(entry: dict[str, Any]) -> str:
    """Say what an entry holds: its words, or its code where it has none."""
    what = entry.get("code") or entry["medicationCodeableConcept"]
    return str(what.get("text") or what["coding"][0]["code"])


def _told(rows: Iterable[Row]) -> dict[str, list[str]]:
    """Write each chart once, with the conditions it was tried at."""
    where: dict[str, dict[str, list[str]]] = {}
    for rule, name, condition in rows:
        where.setdefault(rule, {}).setdefault(name, []).append(condition)
    return {
        rule: [f"{name} ({_conditions(at)})" for name, at in names.items()] for rule, names in where.items()
    }


def _conditions(names: list[str]) -> str:
    return ", ".join(names) if len(names) <= _MOST_NAMED else f"{len(names)} conditions"
