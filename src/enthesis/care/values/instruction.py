"""A plain sentence for a person, with its moment and its sources."""

from datetime import date
from typing import Literal

import msgspec

from enthesis.care.values.sentence import Sentence

Gate = Literal["", "drawing-up", "first-needle", "leaving"]


class Instruction(msgspec.Struct, frozen=True, kw_only=True):
    """What to do or expect, when. ``day_from`` and ``day_to`` count from the session, which is day 0.

    ``gate`` puts it behind one of the three gates of the session: before drawing up, before the first needle,
    before leaving. ``question`` names the question it waits for.
    """

    id: str
    moment: Literal["before", "day", "after"]
    says: Sentence
    of: Literal["patient", "nurse", "clinician"]
    card: str
    day_from: int | None = None
    day_to: int | None = None
    on: date | None = None
    gate: Gate = ""
    question: str = ""
