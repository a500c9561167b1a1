"""What a person reports after a session, and how soon they must be seen."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from enthesis.care.values.sentence import Sentence
from enthesis.vocabulary.status import Status
from enthesis.vocabulary.urgency import Urgency


class SymptomReport(msgspec.Struct, frozen=True, kw_only=True):
    """Symptom ids answered "yes", "no" or "not known"; a symptom left out is not answered.

    ``days_since_session`` counts calendar days from day 0; ``hours_since_session`` narrows it where known.
    """

    region: str
    days_since_session: int
    hours_since_session: int | None = None
    symptoms: Mapping[str, str] = {}


class SymptomQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """One symptom to ask about, by the card of the same id.

    A ``gate`` must be "no" before anything is called expected; the others only weigh beside one.
    """

    id: str
    asks: Sentence
    gate: bool


class TriageFinding(msgspec.Struct, frozen=True, kw_only=True):
    """What one row of the table says of a report.

    ``urgency`` is what counts here: a row that is only not known counts at most as same-day, one that
    waits for an answer as ask. ``symptoms`` are those reported or open that led to it.
    """

    rule: str
    status: Status
    urgency: Urgency
    suspect: Sentence
    action: Sentence
    clinician: Sentence | None
    symptoms: tuple[str, ...]
    unanswered: tuple[str, ...] = ()


class Triage(msgspec.Struct, frozen=True, kw_only=True):
    """How soon, why, and what to do; ``rules`` are all rows that speak, gravest first.

    ``suspect``, ``action`` and ``clinician`` are those of the first. ``asks`` are the questions still open.
    """

    urgency: Urgency
    says: Sentence
    suspect: Sentence
    action: Sentence
    clinician: Sentence | None
    rules: tuple[TriageFinding, ...]
    asks: tuple[SymptomQuestion, ...]
    kind: Literal["triage"] = "triage"
