"""One thing the chart or a person says."""

from decimal import Decimal
from typing import Literal

import msgspec

from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.codes import Code
from enthesis.vocabulary.dates import PartialDate

FactKind = Literal["condition", "medicine", "allergy", "observation", "procedure", "imaging", "answer"]
Active = Literal["yes", "no", "not-known"]


class MedicineDetail(msgspec.Struct, frozen=True, kw_only=True):
    """How a medicine is taken, as far as the chart says.

    ``dose_mg`` is one dose of the single ingredient in milligrams, from the dosage or the product's
    own name; ``per_day`` how many doses a day; both ``None`` when not said. ``route`` is a plain word
    ("oral", "topical", "inhaled", "nasal", "ophthalmic", "otic", "injected", "rectal", "transdermal").
    """

    ingredients: tuple[str, ...] = ()
    dose_mg: Decimal | None = None
    per_day: Decimal | None = None
    route: str | None = None
    as_needed: bool | None = None
    reason: tuple[Code, ...] = ()
    reason_text: str = ""
    last_dose: PartialDate | None = None


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One statement, reduced to the same columns whatever its source.

    ``place`` and ``place_text`` are the body site as recorded; ``site`` and ``side`` are set only where the
    source says them in our own words. ``start`` and ``end`` may be partial or missing; ``recorded`` is the
    day it was written down, which may be long after it began; ``active`` is three-valued. ``refs`` name the
    records it came from, so that every finding can show its evidence.
    ``severity`` is an allergy's recorded reaction: "mild", "moderate", "severe" or empty. ``by`` is who
    answered, for an answer.
    """

    kind: FactKind
    codes: tuple[Code, ...] = ()
    text: str = ""
    place: tuple[Code, ...] = ()
    place_text: str = ""
    site: str | None = None
    side: Side | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    recorded: PartialDate | None = None
    active: Active = "not-known"
    value: Decimal | str | tuple[str, ...] | None = None
    unit: str = ""
    detail: MedicineDetail | None = None
    severity: str = ""
    by: str = ""
    reason: str = ""
    refs: tuple[str, ...] = ()
