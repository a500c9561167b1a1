"""A plain sentence for a person, with its moment and its sources."""

from datetime import date
from typing import Literal

import msgspec

from enthesis.care.values.sentence import Sentence


class Instruction(msgspec.Struct, frozen=True, kw_only=True):
    """What to do or expect, when. ``day_from`` and ``day_to`` count from the session, which is day 0."""

    id: str
    moment: Literal["before", "day", "after"]
    says: Sentence
    of: Literal["patient", "nurse", "clinician"]
    card: str
    day_from: int | None = None
    day_to: int | None = None
    on: date | None = None
