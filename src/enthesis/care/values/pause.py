"""What is said of one medicine around the sessions."""

from datetime import date
from typing import Literal

import msgspec

from enthesis.care.values.sentence import Sentence

Say = Literal["pause", "do-not-stop", "ask-prescriber", "ask", "note", "goes-on", "ended"]


class PauseSpan(msgspec.Struct, frozen=True, kw_only=True):
    """One dated pause: the first and the last day without the medicine, both included."""

    session: int
    start: date
    until: date


class Pause(msgspec.Struct, frozen=True, kw_only=True):
    """One medicine and what to do with it.

    ``say`` is ``pause`` only for anti-inflammatories taken for the target pain or bought; for every
    medicine that must go on it is ``do-not-stop``, said out loud.
    """

    medicine: str
    key: str
    medicine_class: str
    say: Say
    says: Sentence
    because: Sentence
    must_agree: Literal["", "patient", "prescriber", "prescriber-and-operator"] = ""
    spans: tuple[PauseSpan, ...] = ()
    clearance_note: Sentence | None = None
    refs: tuple[str, ...] = ()
    question: str = ""
    how: Literal["code", "name", "answer"] = "code"
