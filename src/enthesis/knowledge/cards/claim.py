"""One statement about prolotherapy, with how far it may be believed."""

from decimal import Decimal
from typing import Literal

import msgspec

from enthesis.knowledge.cards.card import Card, Text


class Quote(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of a leaflet, shown as the leaflet's own: the one place a banned word may stand."""

    leaflet: Literal["A", "B"]
    quote: Text


class Result(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One measured number of a trial or review.

    ``better`` is the direction of the scale and is never read off a sign. ``kind`` "difference" is
    between arms; "change" and "level" belong to one arm. ``spread`` is the number after a plus-minus,
    and ``spread_type`` says which one it is. ``value`` may be missing where only a P was printed.
    """

    measure: str
    better: Literal["higher", "lower", "neither"]
    scale_max: Decimal | None = None
    arm: str = ""
    against: str = ""
    weeks: Decimal | None = None
    kind: Literal["change", "difference", "level", "rate"]
    unit: str = "points"
    value: Decimal | None = None
    spread: Decimal | None = None
    spread_type: Literal["SE", "SD", "not stated"] | None = None
    ci_low: Decimal | None = None
    ci_high: Decimal | None = None
    p: str = ""
    source: str

    def __post_init__(self) -> None:
        """Refuse an interval that cannot hold its own estimate, and a plus-minus of no kind."""
        if (self.ci_low is None) != (self.ci_high is None):
            raise ValueError("ci_low and ci_high come together")
        if not self._holds_its_value():
            raise ValueError(f"the interval {self.ci_low} to {self.ci_high} does not hold {self.value}")
        if (self.spread is None) != (self.spread_type is None):
            raise ValueError("spread and spread_type come together")

    def _holds_its_value(self) -> bool:
        if self.value is None or self.ci_low is None or self.ci_high is None:
            return True
        return self.ci_low <= self.value <= self.ci_high


class Claim(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One statement.

    ``says`` is what a person reads, in numbers they can weigh. ``leaflet`` is what a leaflet says of
    it, ``shown`` what has been shown. ``favours`` is whom the evidence favours. ``standing`` tells a
    measured thing from a proposed one. ``people`` is how many took part.
    """

    title: Text
    about: Literal["evidence", "guideline", "healing", "safety", "medicines", "surgery", "cost"]
    audience: Literal["patient", "clinician"]
    order: int
    conditions: tuple[str, ...] = ()
    says: Text
    shown: Text
    leaflet: tuple[Quote, ...] = ()
    favours: Literal["prolotherapy", "comparator", "neither", "mixed", "not-compared"]
    standing: Literal["measured", "proposed", "custom", "stated"]
    people: int | None = None
    results: tuple[Result, ...] = ()
