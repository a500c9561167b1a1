"""``make doctor``: what this machine lacks, and how to mend it.

Run by whatever Python is there, before anything is installed: standard library only, nothing of ours.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

LEAST_PYTHON = (3, 11)
LEAST_FREE_GB = 3


class Check(NamedTuple):
    """One thing looked at: whether it is all right, what was seen, and the mend."""

    name: str
    is_right: bool
    seen: str
    mend: str


def main() -> int:
    """Print every check in a line; end 1 when something is needed that is not there."""
    checks = (python(), venv(), disk(), browser(), driver(), fonts(), chinese_font())
    for check in checks:
        print(f"{'ok  ' if check.is_right else 'MEND'}  {check.name}: {check.seen}")
        if not check.is_right:
            print(f"      {check.mend}")
    return 0 if all(check.is_right for check in checks) else 1


def python() -> Check:
    """Python new enough?"""
    version = ".".join(str(part) for part in sys.version_info[:3])
    mend = "Install Python 3.11 or newer, or name it: make PYTHON=python3.12 run"
    return Check("Python", sys.version_info >= LEAST_PYTHON, f"{version} at {sys.executable}", mend)


def venv() -> Check:
    """Can it make an environment?"""
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    seen = f"lacks {' and '.join(missing)}" if missing else "present"
    return Check("venv module", not missing, seen, "Debian, Ubuntu: apt-get install python3-venv")


def disk() -> Check:
    """Room enough for the environment?"""
    free_gb = shutil.disk_usage(Path.cwd()).free / 1024**3
    mend = f"Free {LEAST_FREE_GB} GB here; the environment takes about 1.5 GB, its caches as much again."
    return Check("Disk", free_gb >= LEAST_FREE_GB, f"{free_gb:.0f} GB free", mend)


def browser() -> Check:
    """A browser for the browser tests?"""
    named = os.environ.get("CHROMIUM")
    found = named or shutil.which("chromium") or shutil.which("chromium-browser")
    mend = "Only the browser tests need it. Debian: apt-get install chromium; else name one: CHROMIUM=/path"
    is_right = bool(found and (shutil.which(found) or Path(found).is_file()))
    return Check("Browser", is_right, found or "no Chromium found", mend)


def driver() -> Check:
    """The one library the driver of the browser tests expects of a Linux?"""
    mend = "Only the browser tests need it. Debian: apt-get install libatomic1"
    if not sys.platform.startswith("linux"):
        return Check("Browser driver", True, "brings all it needs here", mend)
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        return Check("Browser driver", False, "no libatomic.so.1", mend)
    return Check("Browser driver", True, "libatomic.so.1 present", mend)


def fonts() -> Check:
    """Any font for the browser to draw with?"""
    mend = "Debian: apt-get install fontconfig fonts-dejavu-core"
    count = _families(":")
    if count is None:
        is_other_system = sys.platform in ("darwin", "win32")
        return Check("Fonts", is_other_system, "not counted here" if is_other_system else "no fc-list", mend)
    return Check("Fonts", count > 0, f"{count} families", mend)


def chinese_font() -> Check:
    """A font for Chinese? Nothing needs it; without one a leaflet in Chinese is a page and not a PDF."""
    count = _families(":lang=zh-tw")
    lacking = "none, so a leaflet's PDF is in English alone (Debian: apt-get install fonts-noto-cjk)"
    seen = "not counted here" if count is None else f"{count} families" if count else lacking
    return Check("Chinese font", True, seen, "")


def _families(pattern: str) -> int | None:
    """Count the font families of a kind, where somebody can list them."""
    lister = shutil.which("fc-list")
    if lister is None:
        return None
    listed = subprocess.run([lister, pattern, "family"], capture_output=True, text=True, check=False).stdout
    return len({line for line in listed.splitlines() if line.strip()})


if __name__ == "__main__":
    sys.exit(main())
