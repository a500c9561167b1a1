"""What every card carries: an id, its sources, its grade, and who looked at it when."""

from datetime import date

import msgspec

from enthesis.vocabulary.evidence import Grade

Text = dict[str, str]
"""One sentence in several languages: ``{"en": "...", "zh-Hant": "..."}``; ``en`` is always there."""


class Reviewed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named clinician's signature under a card."""

    by: str
    on: date


class Card(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The head of every card.

    ``sources`` are keys of the source register and never empty: a statement nobody stands behind is
    not knowledge. ``reviewed`` stays empty until a clinician signs. ``due`` is when to look again.
    """

    id: str
    ref: str = ""
    sources: tuple[str, ...]
    grade: Grade
    reviewed: Reviewed | None = None
    due: date
    note: str = ""
