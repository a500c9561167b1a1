"""Where the needle planner's compiled code is kept: beside the program, or where that may be written.

Compiling takes some ten seconds, and what was compiled is kept. An installation that nobody may write, run by
somebody without a home, has no place for it and would not even start.
"""

import os
import tempfile
from pathlib import Path

import enthesis

NAMED = "NUMBA_CACHE_DIR"


def keep_compiled() -> None:
    """Name a folder of one's own for compiled code, unless somebody named one or the usual ones will do."""
    beside = Path(enthesis.__file__).parent / "needle" / "__pycache__"
    if NAMED in os.environ or _writable(beside) or _writable(Path.home() / ".cache" / "numba"):
        return
    os.environ[NAMED] = str(_own_folder(Path(tempfile.gettempdir()) / f"enthesis-compiled-{os.getuid()}"))


def _writable(folder: Path) -> bool:
    """Tell whether a folder, or the nearest one above it that is there, may be written."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return os.access(folder, os.W_OK)


def _own_folder(folder: Path) -> Path:
    """Make a folder nobody else may touch: what lies in it will be run. A stranger's is left alone."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return Path(tempfile.mkdtemp(prefix="enthesis-compiled-"))
    if not folder.is_symlink() and found.st_uid == os.getuid() and found.st_mode & 0o077 == 0:
        return folder
    return Path(tempfile.mkdtemp(prefix="enthesis-compiled-"))
