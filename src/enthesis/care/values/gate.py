"""One gate of the session, judged from what was recorded on the day."""

from datetime import datetime
from typing import Literal

import msgspec

from enthesis.care.values.sentence import Sentence
from enthesis.vocabulary.status import Severity

Food = Literal["clear-liquid", "breast-milk", "light-meal", "fatty-meal", "not-known"]


class Intake(msgspec.Struct, frozen=True, kw_only=True):
    """Something eaten or drunk, and when. A protein-rich breakfast is a ``fatty-meal``.

    ``at`` is ``None`` where nobody remembers.
    """

    what: Food
    at: datetime | None = None


class GateCheck(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a gate is open. Closed or not known is a HOLD; ``open_from`` is when it will open, if known."""

    is_open: bool
    severity: Severity | None
    says: Sentence
    open_from: datetime | None = None
