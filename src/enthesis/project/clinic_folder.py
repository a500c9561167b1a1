"""Where one clinic's own things lie: its database, its secret key, its first password.

One folder, ``clinic`` beside where the program is started unless ``ENTHESIS_CLINIC`` says otherwise.
Only its owner may read it.
"""

import contextlib
import os
import secrets
from pathlib import Path


def clinic_folder() -> Path:
    """Give the clinic's folder, made if it is not there, readable by its owner only."""
    folder = Path(os.environ.get("ENTHESIS_CLINIC", "clinic")).resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def kept_secret(name: str, length: int) -> str:
    """Give a random text that stays the same for this clinic; made the first time it is asked for.

    Written beside and then linked, so that of two programs starting together both read the same one.
    """
    path = clinic_folder() / name
    if not path.exists():
        beside = path.with_name(f".{name}.{secrets.token_hex(4)}")
        descriptor = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(length))
        with contextlib.suppress(FileExistsError):
            os.link(beside, path)
        beside.unlink()
    return path.read_text(encoding="ascii").strip()
