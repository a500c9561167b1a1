"""Documentation that cannot drift: what exists is written down, and what is written down exists."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from enthesis.__main__ import HANDED_ON
from enthesis.cli.program import build_parser
from enthesis.formats.fhir.bundle import READ_TYPES
from enthesis.formats.fhir.unread import WHY_UNREAD
from enthesis.knowledge.handbook import CARD_FOLDERS, Handbook

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
SKIPPED = {".git", ".venv", "node_modules", "built", "__pycache__", "build"}
# Put together here, so that this file does not name what it forbids.
HOSTS = ["".join(parts) for parts in (("pypi", ".org"), ("pythonhosted", ".org"), ("npmjs", ".org"),
    ("npmjs", ".com"), ("registry", ".npm"), ("yarnpkg", ".com"), ("conda", ".anaconda"),
    ("crates", ".io"), ("proxy.golang", ".org"), ("arti", "factory"))]  # fmt: skip
PLACES = ["".join(parts) for parts in (("/work", "/main"), ("/work", "/shared"), ("../", "shared/"),
    ("/root", "/."), ("/home", "/"), ("/Users", "/"), ("bash_", "jobs"))]  # fmt: skip


def tracked() -> list[Path]:
    """Every file of the project that holds text; without git, every file that is not built."""
    paths = []
    if shutil.which("git"):
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    if not paths:
        paths = [path for path in ROOT.rglob("*") if not SKIPPED & set(path.parts)]
    return [path for path in paths if path.is_file()]


def texts() -> Iterator[tuple[Path, str]]:
    for path in tracked():
        try:
            yield path, path.read_text()
        except UnicodeDecodeError:
            continue


def documents() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".md"]


def reference(page: str) -> str:
    return (REFERENCE / f"{page}.md").read_text()


def test_every_command_is_in_the_manual() -> None:
    parser = build_parser(HANDED_ON)
    commands = next(action.choices for action in parser._actions if isinstance(action.choices, dict))
    assert {"plan", "screen", "questions", "cards"} <= set(commands)
    for name in (*commands, *HANDED_ON):
        assert f"`enthesis {name}" in reference("command-line"), name


def test_every_folder_of_cards_is_in_the_manual() -> None:
    for folder in CARD_FOLDERS:
        assert f"`{folder}`" in reference("cards"), folder


@pytest.mark.parametrize(
    ("folder", "sheet", "mark"),
    [
        ("rules", "rules", "`{}`"),
        ("medicine_classes", "medicines", "`{}`"),
        ("questions", "questions", "`{}`"),
        ("settings", "settings", "`{}`"),
        ("limits", "settings", "`{}`"),
        ("contradictions", "contradictions", '<a id="{}">'),
        ("sources", "sources", '<a id="{}">'),
    ],
)
def test_every_card_of_a_folder_stands_on_its_page(
    handbook: Handbook, folder: str, sheet: str, mark: str
) -> None:
    text = reference(sheet)
    assert [name for name in getattr(handbook, folder) if mark.format(name) not in text] == []


def test_every_resource_of_a_chart_is_in_the_manual_as_read_or_not_read() -> None:
    read, _, unread = reference("charts").partition("## Not read")
    for kind in READ_TYPES:
        assert f"`{kind.__name__}`" in read
    for name in WHY_UNREAD:
        assert re.search(rf"\b{name}\b", unread), name


def test_every_page_of_the_manual_stands_in_its_contents() -> None:
    contents = reference("README")
    for path in REFERENCE.iterdir():
        if path.name != "README.md":
            assert f"]({path.name})" in contents, path.name


# Promises: what a table names, exists


def rows(path: Path) -> list[list[str]]:
    """The rows of every table of a document, cell by cell."""
    lines = [line for line in path.read_text().splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def promises() -> list[list[str]]:
    return [row for row in rows(ROOT / "DEVELOPING.md") if re.fullmatch(r"P\d+", row[0])]


def test_the_promises_are_read_from_their_table() -> None:
    assert len(promises()) >= 12


@pytest.mark.parametrize("row", promises(), ids=lambda row: row[0])
def test_a_promise_names_a_home_and_a_guard_that_exist(row: list[str]) -> None:
    homes = [name for name in re.findall(r"`([^`]+)`", row[2]) if "/" in name]
    guards = re.findall(r"`([^`]+)`", row[3])
    assert homes
    assert guards
    assert [home for home in homes if not (ROOT / "src" / "enthesis" / home).exists()] == []
    assert [guard for guard in guards if not any((ROOT / "tests").glob(guard))] == []


def test_every_test_the_hazard_log_leans_on_exists() -> None:
    log = [row for row in rows(ROOT / "docs" / "safety" / "hazard-log.md") if re.fullmatch(r"H\d+", row[0])]
    assert len(log) >= 10
    for row in log:
        for guard in re.findall(r"`([^`]+)`", row[6 - 1]):
            assert any((ROOT / "tests").glob(guard)) or (ROOT / "tests" / guard).is_dir(), (row[0], guard)


@pytest.mark.parametrize("name", ["DEVELOPING.md", "README.md", "Makefile"])
def test_every_verb_that_is_told_exists(name: str) -> None:
    verbs = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    told = set(re.findall(r"[`│ ]make ([a-z]+)`", (ROOT / name).read_text()))
    assert told <= verbs


def test_every_python_command_that_is_told_can_be_found() -> None:
    for path in documents():
        for module in re.findall(r"python -m (tests[\w.]+)", path.read_text()):
            assert (ROOT / f"{module.replace('.', '/')}.py").is_file(), (path.name, module)
        for script in re.findall(r"python ((?:tests|benchmarks)/[\w/]+\.py)", path.read_text()):
            assert (ROOT / script).is_file(), (path.name, script)


# Links


def anchors(path: Path) -> set[str]:
    """What a link into a document may point at: its headings, and the places it names itself."""
    text = path.read_text()
    headings = re.findall(r"^#+ (.*)$", text, flags=re.MULTILINE)
    plain = (re.sub(r"<[^>]+>|[^\w\s-]", "", heading).strip().lower() for heading in headings)
    return {*re.findall(r'id="([^"]+)"', text), *(heading.replace(" ", "-") for heading in plain)}


@pytest.mark.parametrize("document", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text(), flags=re.DOTALL)
    for target in set(re.findall(r"\]\(([^)\s]+)\)", text)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (document.parent / name).resolve() if name else document
        assert file.exists(), target
        if anchor and file.suffix == ".md":
            assert anchor in anchors(file), target


# What no file names

TEXTS = list(texts())


@pytest.mark.parametrize("forbidden", [*HOSTS, *PLACES])
def test_no_file_names_a_registry_or_a_place_on_a_machine(forbidden: str) -> None:
    assert [str(path.relative_to(ROOT)) for path, text in TEXTS if forbidden in text] == []
