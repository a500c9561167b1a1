"""What is judged of a needle's proved distances: far enough, too near, ruled out, or not decidable."""

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from enthesis.care.values.sentence import Sentence
from enthesis.vocabulary.status import Severity


class PlannedWay(msgspec.Struct, frozen=True, kw_only=True):
    """The needle somebody chose in an image for one place, and what its proved distances come to.

    ``confirmed_by`` is who checked the image's labels; the days are those of the plan and of the image.
    """

    gauge: int
    needle_length_mm: Decimal
    way_mm: Decimal
    margin_model: str
    judgement: "ClearanceJudgement"
    confirmed_by: str = ""
    planned_on: date | None = None
    image_on: date | None = None


class ClearanceJudgement(msgspec.Struct, frozen=True, kw_only=True):
    """One needle against the labelled structures of one image.

    ``needed_mm`` is what the guidance asks for. ``severity`` is empty only when the needle is clear;
    ``structure`` and ``proved_mm`` are the one that decided.
    """

    level: Literal["clear", "not-decidable", "too-near", "never"]
    severity: Severity | None
    needed_mm: Decimal
    structure: str
    proved_mm: Decimal | None
    says: Sentence
