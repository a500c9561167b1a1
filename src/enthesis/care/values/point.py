"""The injection map: points chosen by the examining hand, and what lies near each."""

from decimal import Decimal
from typing import Literal

import msgspec

from enthesis.care.values.clearance import PlannedWay
from enthesis.care.values.sentence import Sentence
from enthesis.vocabulary.anatomy import Side

ArteryCheck = Literal["not-needed", "required", "seen-and-avoided", "none-seen", "not-looked"]


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One place for one needle. ``volume_ml`` is ``None`` on a template: nobody examined yet.

    ``tender`` and ``lax`` are what the hand found, 0-3, ``None`` where it did not look. ``guidance`` is what
    is recorded: "ultrasound", "landmark" or empty. ``structures`` are the structure cards behind
    ``structures_at_risk``, by which an image's clearances are judged; ``planned`` is the needle chosen in an
    image, judged.
    """

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
    artery_check: ArteryCheck
    hold: Sentence | None = None
    card: str = ""
    tender: int | None = None
    lax: int | None = None
    needle_longest_mm: Decimal | None = None
    structures: tuple[str, ...] = ()
    planned: PlannedWay | None = None


class InjectionMap(msgspec.Struct, frozen=True, kw_only=True):
    """All points of one session, with the lists that are ticked and the warnings of the whole.

    ``rules`` hold for every needle, ``time_out`` is read aloud before the first one, ``rescue`` is what
    is done when the anaesthetic turns toxic.
    """

    status: Literal["needs-examination", "examined", "nothing-found", "not-offered"]
    says: Sentence
    points: tuple[Point, ...]
    time_out: tuple[Sentence, ...] = ()
    rules: tuple[Sentence, ...] = ()
    rescue: tuple[Sentence, ...] = ()
    warnings: tuple[Sentence, ...] = ()
