"""The plan of the house as a test: arrows only down, no circle, late and type-only imports counted."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src"
HOUSE = SRC / "enthesis"

FLOORS = {
    "vocabulary": 1,
    "knowledge": 2,
    "care": 3,
    "needle": 3,
    "formats": 5,
    "store": 5,
    "actions": 6,
    "web": 7,
    "api": 7,
    "cli": 7,
    "project": 8,
    "demonstration": 8,
    "__main__": 9,
}
PURE = ("vocabulary", "knowledge", "care", "needle")
STEPS = (
    "screening",
    "pauses",
    "course",
    "preparation",
    "solution",
    "procedure",
    "recovery",
    "review",
    "outcomes",
)
OUTSIDE_ALLOWED = {
    "vocabulary": set(),
    "knowledge": {"msgspec", "tomli"},
    "care": {"msgspec"},
    "needle": {"msgspec", "numpy", "scipy", "numba"},
}
IMPURE_STANDARD = {
    "os", "io", "random", "secrets", "socket", "subprocess", "logging", "time", "tempfile", "shutil",
    "pathlib",
    "urllib", "http", "sqlite3", "threading", "multiprocessing", "asyncio", "uuid", "getpass", "platform",
    "sys",
}  # fmt: skip
# The one reader of card files, and the hash that names a handbook's version.
READER = {"knowledge/read.py": {"pathlib"}, "knowledge/handbook.py": set()}


def files() -> list[Path]:
    return sorted(path for path in HOUSE.rglob("*.py") if "migrations" not in path.parts)


def module_of(path: Path) -> str:
    parts = path.relative_to(SRC).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def imports(path: Path) -> Iterator[str]:
    """Every module a file imports: at the top, late inside a function, or for types only."""
    yield from names_in(path.read_text(), module_of(path), is_package=path.name == "__init__.py")


def names_in(source: str, module: str, *, is_package: bool) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                inside = module.split(".") if is_package else module.split(".")[:-1]
                inside = inside[: len(inside) - node.level + 1]
                base = ".".join([*inside, base] if base else inside)
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def ours(path: Path, modules: set[str]) -> set[str]:
    return {name for name in imports(path) if name in modules and name != module_of(path)}


MODULES = {module_of(path) for path in files()}


@pytest.mark.parametrize("path", files(), ids=module_of)
def test_every_file_lives_in_a_room_the_house_knows(path: Path) -> None:
    room = room_of(module_of(path))
    assert room == "" or room in FLOORS, f"{room} has no floor; draw it in ARCHITECTURE.md and FLOORS"


@pytest.mark.parametrize("path", files(), ids=module_of)
def test_arrows_only_go_down(path: Path) -> None:
    here = room_of(module_of(path))
    if not here:
        return
    for name in ours(path, MODULES):
        there = room_of(name)
        if there in ("", here):
            continue
        assert FLOORS[there] < FLOORS[here], f"{module_of(path)} reaches {name}: up, or to a sibling"


def test_no_circle_of_any_kind() -> None:
    arrows = {module_of(path): ours(path, MODULES) for path in files()}
    # A package that imports nothing of its children is only a door, not a stop on the way.
    done: set[str] = set()

    def walk(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join([*trail[trail.index(module) :], module])
        if module in done:
            return
        for target in sorted(arrows.get(module, ())):
            walk(target, (*trail, module))
        done.add(module)

    for module in sorted(arrows):
        walk(module, ())


@pytest.mark.parametrize("path", [p for p in files() if room_of(module_of(p)) in PURE], ids=module_of)
def test_the_core_knows_no_clock_no_file_and_no_screen(path: Path) -> None:
    room = room_of(module_of(path))
    allowed = OUTSIDE_ALLOWED[room]
    relative = path.relative_to(HOUSE).as_posix()
    for name in imports(path):
        top = name.split(".")[0]
        if top == "enthesis":
            continue
        if top in sys.stdlib_module_names:
            excused = READER.get(relative, set())
            assert top not in IMPURE_STANDARD or top in excused, f"{relative} imports {top}"
        else:
            assert top in allowed, f"{relative} imports {top}; {room} may import {sorted(allowed)}"


@pytest.mark.parametrize("path", [p for p in files() if room_of(module_of(p)) in PURE], ids=module_of)
def test_the_core_never_asks_what_day_it_is_or_opens_a_file(path: Path) -> None:
    relative = path.relative_to(HOUSE).as_posix()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert not called.endswith((".today", ".now", ".utcnow")), (
                f"{relative}:{node.lineno} reads the clock"
            )
            opens = called in ("open", "input", "print")
            assert not opens, f"{relative}:{node.lineno} calls {called}"


@pytest.mark.parametrize("step", STEPS)
def test_steps_of_care_never_import_each_other(step: str) -> None:
    path = HOUSE / "care" / f"{step}.py"
    assert path.exists(), f"care/{step}.py is a step of the road"
    others = {f"enthesis.care.{name}" for name in (*STEPS, "plan") if name != step}
    assert not others & set(imports(path))


@pytest.mark.parametrize("path", files(), ids=module_of)
def test_tables_are_touched_only_where_rows_are_written(path: Path) -> None:
    if room_of(module_of(path)) in ("store", "actions", "project"):
        return
    touched = {n for n in imports(path) if n.startswith(("enthesis.store.models", "enthesis.store.tables"))}
    assert not touched, "faces read through store/reading and write through actions"


@pytest.mark.parametrize("path", [p for p in files() if p.name == "__init__.py"], ids=module_of)
def test_no_package_gathers_its_children(path: Path) -> None:
    module = module_of(path)
    gathered = {name for name in imports(path) if name.startswith(f"{module}.")}
    assert not gathered


@pytest.mark.parametrize(
    "path", [p for p in files() if room_of(module_of(p)) in (*PURE, "store")], ids=module_of
)
def test_wire_words_stay_in_formats(path: Path) -> None:
    said = path.read_text()
    for word in ("resourceType", "http://hl7.org", "urn:uuid", "clinicalStatus"):
        assert word not in said, f"{word} belongs to formats or floor 7"


def test_a_late_import_and_a_type_only_import_are_seen() -> None:
    source = (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import a.b\ndef f():\n    from c import d\n"
    )
    assert {"a.b", "c", "c.d"} <= set(names_in(source, "x", is_package=False))
