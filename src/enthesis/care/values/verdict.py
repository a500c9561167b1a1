"""A verdict: a level, the sentence it is said in, and what would change it."""

import msgspec

from enthesis.care.values.sentence import Sentence
from enthesis.vocabulary.status import Level


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that would move the verdict: a rule settled or a question answered."""

    rule: str
    question: str
    to: Level
    says: Sentence


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """How far this person may go, in one of five words."""

    level: Level
    says: Sentence
    would_change: tuple[Change, ...] = ()
