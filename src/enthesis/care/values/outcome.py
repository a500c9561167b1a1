"""A score, and what became of it between two days. No score is ever a zero in disguise."""

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from enthesis.care.values.sentence import Sentence
from enthesis.vocabulary.status import Status

Direction = Literal["higher-better", "lower-better"]
Response = Literal["better-by-mcid", "same", "worse-by-mcid", "not-known"]


class ScaleScore(msgspec.Struct, frozen=True, kw_only=True):
    """One scale of an instrument. Too few answers leave ``score`` at ``None``; ``reason`` says so."""

    scale: str
    score: Decimal | None
    answered: int
    needed: int
    items: int
    minimum: Decimal
    maximum: Decimal | None
    reason: Sentence | None = None


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """One instrument, scored once.

    ``score`` is the whole instrument's, ``None`` with its ``reason`` when it cannot be had or when the
    instrument has no total; the parts stand in ``scales``. The direction travels with the score, because
    papers print the same gain with either sign.
    """

    instrument: str
    formula_version: str
    direction: Direction
    score: Decimal | None
    minimum: Decimal
    maximum: Decimal | None
    scales: tuple[ScaleScore, ...]
    reason: Sentence | None = None


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """An outcome and the day it was taken; ``occasion`` tells which of several moments was asked about."""

    day: date
    outcome: Outcome
    occasion: str = ""
    refs: tuple[str, ...] = ()


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """From one score to a later one, improvement positive whatever the direction.

    ``percent`` is the part of the baseline burden that went away (the way to the best end of the scale);
    ``of_100`` the improvement on a scale of 100; either is ``None`` where the scale does not allow it.
    ``mcid`` is the followed smallest change that matters, in points of this scale for this baseline, and
    ``mcid_sources`` who says so. ``beyond_error`` tells whether an improvement passes what measurement
    error alone can make; not known where no such number is.
    """

    instrument: str
    scale: str
    before: Decimal | None
    after: Decimal | None
    improvement: Decimal | None
    percent: Decimal | None
    of_100: Decimal | None
    response: Response
    mcid: Decimal | None
    mcid_sources: tuple[str, ...]
    beyond_error: Status
    says: Sentence
