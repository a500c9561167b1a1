"""Which day it is here: the zone this machine keeps, since a clinic's today ends at its own midnight."""

import os
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_LOCALTIME = Path("/etc/localtime")
_FOLDER = "zoneinfo/"


def machine_zone() -> str:
    """Give the name of the machine's zone, from ``TZ`` or the system's own link; UTC where neither tells."""
    linked = _LOCALTIME.resolve().as_posix() if _LOCALTIME.exists() else ""
    for name in (os.environ.get("TZ", ""), linked.rpartition(_FOLDER)[2] if _FOLDER in linked else ""):
        if _is_zone(name):
            return name
    return "UTC"


def _is_zone(name: str) -> bool:
    try:
        return bool(name) and ZoneInfo(name) is not None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
