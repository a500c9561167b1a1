"""A class of the pages means one thing: no two style files lay it out."""

import re
from collections import defaultdict
from pathlib import Path

ASSETS = Path(__file__).parents[2] / "src" / "enthesis" / "web" / "assets"
_LAID_OUT = re.compile(r"^(\.e-[\w-]+) \{[^}]*\bdisplay: (?:grid|flex)", re.MULTILINE)


def test_no_two_style_files_lay_out_one_class() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(ASSETS.glob("*.scss")):
        for name in _LAID_OUT.findall(path.read_text(encoding="utf-8")):
            found[name].add(path.name)
    assert found, "the styles are found"
    assert {name: files for name, files in found.items() if len(files) > 1} == {}
