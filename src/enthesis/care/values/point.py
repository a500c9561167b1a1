"""The injection map: points chosen by the examining hand, and what lies near each."""

from decimal import Decimal
from typing import Literal

import msgspec

from enthesis.care.values.sentence import Sentence
from enthesis.vocabulary.anatomy import Side


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One place for one needle. ``volume_ml`` is ``None`` on a template: nobody examined yet."""

    enthesis: str
    title: Sentence
    side: Side | None
    compartment: Literal["intra-articular", "extra-articular"]
    why: Sentence
    volume_ml: Decimal | None
    needle: str
    guidance: str
    structures_at_risk: tuple[Sentence, ...]
    safe_approach: tuple[Sentence, ...]
    artery_check: Literal["not-needed", "required", "seen-and-avoided", "none-seen", "not-looked"]
    hold: Sentence | None = None
    card: str = ""


class InjectionMap(msgspec.Struct, frozen=True, kw_only=True):
    """All points of one session."""

    status: Literal["needs-examination", "examined", "nothing-found", "not-offered"]
    says: Sentence
    points: tuple[Point, ...]
    time_out: tuple[Sentence, ...] = ()
