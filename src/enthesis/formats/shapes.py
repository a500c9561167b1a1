"""What every part of a published document shares: no unknown keys, and on whose word it stands."""

from datetime import date

import msgspec

from enthesis.vocabulary.evidence import Grade


class Shape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the document; an unknown key is refused."""


class Signature(Shape, frozen=True):
    """The clinician who looked at a card, and when."""

    by: str
    on: date


class Standing(Shape, frozen=True):
    """On whose word something is said: keys of the bibliography, the grade, and who reviewed it."""

    sources: tuple[str, ...]
    grade: Grade | None
    grade_says: str
    reviewed: Signature | None
    reviewed_says: str
