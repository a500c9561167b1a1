"""A session's row, and back."""

from typing import Any

import msgspec

from enthesis.care.values.history import PastSession
from enthesis.store.tables.session import SessionRow

_OF_THE_ROW = ("number", "day", "refs", "reason")


def session_of(row: SessionRow) -> PastSession:
    """Make a past session of its row."""
    kept = {**row.content, "number": row.number, "day": row.day, "reason": row.reason}
    return msgspec.convert({**kept, "refs": (f"Session/{row.number}",)}, PastSession)


def columns_of(session: PastSession) -> dict[str, Any]:
    """Give the columns a session is kept in; volumes keep their digits as text."""
    content = msgspec.to_builtins(session)
    return {
        "number": session.number,
        "day": session.day,
        "reason": session.reason,
        "content": {key: value for key, value in content.items() if key not in _OF_THE_ROW},
    }
