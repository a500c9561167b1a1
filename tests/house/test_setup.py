"""Setting up: locks that name no host, pairs that must match, nobody else's identity, whole tables."""

import json
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "enthesis"
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-uv.txt")
BUILT = PACKAGE / "web" / "static" / "built" / "enthesis.css"


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_by_hash_and_names_no_host(name: str) -> None:
    text = (ROOT / name).read_text()
    assert not re.search(r"http|index-url|find-links", text)
    pins = [line for line in text.splitlines() if re.match(r"[a-z0-9].*==", line)]
    assert pins
    assert all(line.rstrip().endswith("\\") for line in pins), "a pin without a hash"


def test_the_lock_of_the_styles_names_no_host() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert not any("resolved" in package for package in packages.values())
    assert all("integrity" in package for name, package in packages.items() if name)


def test_the_components_and_their_styles_are_a_pair() -> None:
    styles = json.loads((ROOT / "package.json").read_text())["dependencies"]["nhsuk-frontend"]
    assert (styles, metadata.version("nhsuk-frontend-jinja")) == ("10.6.1", "0.10.2")


def test_every_dependency_carries_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    names = tomllib.loads(text)["project"]["dependencies"]
    for name in names:
        line = next(line for line in text.splitlines() if f'"{name}"' in line)
        assert "# " in line, f"{name} has no reason"


def test_what_is_needed_to_run_is_in_the_lock() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    locked = {line.split("==")[0].lower() for line in (ROOT / "requirements.txt").read_text().splitlines()}
    assert {re.split(r"[=<>\[]", name)[0].lower() for name in wanted} <= locked


@pytest.mark.skipif(not BUILT.is_file(), reason="the styles are not built")
def test_the_styles_call_nobody_and_wear_nobodys_typeface() -> None:
    styles = BUILT.read_text().lower()
    assert "frutiger" not in styles
    assert not re.search(r"url\((?![\"']?(?:data:|#|/(?!/)))|@import|https?:", styles)


def test_no_page_wears_the_identity_of_a_health_service() -> None:
    for path in (*PACKAGE.rglob("*.jinja"), *PACKAGE.rglob("*.typ"), *PACKAGE.rglob("*.svg")):
        said = re.sub(r"nhsuk[\w-]*", "", path.read_text())
        assert "NHS" not in said, path


def test_no_style_or_handler_stands_in_the_markup() -> None:
    """The content security policy would block them, and only the console would say so."""
    for path in PACKAGE.rglob("*.jinja"):
        text = path.read_text()
        assert not re.search(r"\sstyle=|\son[a-z]+=|hx-on", text), path
        if not path.name.endswith("_file.jinja"):  # a file of its own carries its style by hash or whole
            assert "<style" not in text, path


@pytest.mark.django_db
def test_the_tables_and_their_migrations_agree() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_the_doctor_needs_nothing_but_python() -> None:
    doctor = PACKAGE / "project" / "doctor.py"
    told = subprocess.run([sys.executable, "-I", "-S", doctor], capture_output=True, text=True, check=False)
    for name in ("Python", "venv module", "Disk", "Browser", "Fonts"):
        assert name in told.stdout
    assert told.stderr == ""


def test_every_verb_of_the_makefile_is_told() -> None:
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for verb in ("run", "test", "check", "doctor"):
        assert f"make {verb}" in told


def test_the_recipes_of_the_makefile_reach_no_named_registry() -> None:
    for name in ("Makefile", ".ci/run", ".npmrc"):
        assert not re.search(r"https?://|--index|registry=", (ROOT / name).read_text()), name
