"""Questionnaires and measures: items, formula, direction, and what change matters.

Only an instrument whose words may be shipped holds item text; the others hold the formula, and the
words come from the clinic's own licensed copy.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

import msgspec

from enthesis.knowledge.cards.card import Card, Text
from enthesis.knowledge.cards.protocol import Direction


class Answer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One named answer and the number it counts as."""

    value: Decimal
    text: Text


class Item(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One item in words."""

    id: str
    text: Text
    answer: tuple[Answer, ...] = ()


class Scale(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One score and the items behind it.

    ``formula`` over the answered items: ``sum``; ``mean``; ``percent`` of what the answered items could
    have reached; ``percent-reversed``, which is 100 minus that (the KOOS form, 100 - 25 x mean of items
    0-4). ``times`` multiplies the outcome. Fewer than ``needed`` answers give no score. A sum with
    missing items is prorated only where ``prorate`` says so. Items are named ``<prefix>1``,
    ``<prefix>2``...; one item alone bears the prefix itself. ``item_max`` and ``maximum`` are ``None`` where
    the measure has no upper end.
    """

    id: str
    title: Text
    prefix: str
    count: int
    needed: int
    item_min: Decimal
    item_max: Decimal | None = None
    whole: bool = True
    formula: Literal["sum", "mean", "percent", "percent-reversed"]
    times: Decimal = Decimal(1)
    prorate: bool = False
    minimum: Decimal
    maximum: Decimal | None = None
    item: tuple[Item, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a scale that contradicts itself."""
        if not 1 <= self.needed <= self.count:
            raise ValueError(f"{self.id}: needed lies outside 1 to count")
        if self.formula == "sum" and self.needed < self.count and not self.prorate:
            raise ValueError(f"{self.id}: a sum with missing items needs prorate, or every item")
        if self.formula.startswith("percent") and self.item_max is None:
            raise ValueError(f"{self.id}: a percent needs item_max")
        if self.item and tuple(item.id for item in self.item) != self.item_ids:
            raise ValueError(f"{self.id}: the items must be named {', '.join(self.item_ids)}")

    @property
    def item_ids(self) -> tuple[str, ...]:
        """The names under which answers come in."""
        if self.count == 1:
            return (self.prefix,)
        return tuple(f"{self.prefix}{number}" for number in range(1, self.count + 1))


class Mcid(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One published smallest change that matters, improvement counted as positive.

    ``absolute`` is in points of a scale of ``of`` (this instrument's own when not given), ``percent`` of the
    baseline. A range keeps its upper end in ``up_to``. The card follows one and shows the others.
    """

    kind: Literal["absolute", "percent"]
    value: Decimal
    up_to: Decimal | None = None
    of: Decimal | None = None
    scale: str
    followed: bool = False
    sources: tuple[str, ...]
    note: str = ""


class Acceptable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A state patients call acceptable (PASS), with a threshold and a direction of its own."""

    value: Decimal
    of: Decimal | None = None
    scale: str
    reached: Literal["at-most", "at-least"]
    sources: tuple[str, ...]
    note: str = ""


class Detectable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The change that measurement error alone can make (MDC)."""

    value: Decimal
    of: Decimal | None = None
    scale: str
    sources: tuple[str, ...]


class Loinc(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A LOINC number; ``sources`` carry whether it was checked."""

    code: str
    what: str
    sources: tuple[str, ...]


class Occasion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A moment the same question is asked about; each is a reading of its own."""

    id: str
    text: Text


class Instrument(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One instrument.

    ``licence`` is ``ship`` (words may be included), ``ask`` (written permission first) or ``link`` (the
    clinic's own licence; never any words here). ``words`` tells where the items are read: ``here``, named by
    the patient, on the clinic's own copy, or measured and counted. ``total`` tells how scales become one
    score: ``only`` scale, ``sum`` or ``mean`` of all, or ``none``.
    """

    title: Text
    measures: Literal["pain", "function", "change", "movement", "stability", "balance", "strength"]
    licence: Literal["ship", "ask", "link"]
    licence_says: Text
    words: Literal["here", "patient-named", "clinic-copy", "measured"]
    direction: Direction
    unit: str = ""
    version: str
    formula_version: str
    total: Literal["only", "sum", "mean", "none"] = "only"
    minimum: Decimal
    maximum: Decimal | None = None
    scale: tuple[Scale, ...]
    occasion: tuple[Occasion, ...] = ()
    mcid: tuple[Mcid, ...] = ()
    acceptable: tuple[Acceptable, ...] = ()
    detectable: tuple[Detectable, ...] = ()
    loinc: tuple[Loinc, ...] = ()

    def __post_init__(self) -> None:
        """Refuse words that may not be shipped, and numbers that speak of no scale."""
        for fault in self._faults():
            raise ValueError(fault)

    def _faults(self) -> Iterator[str]:
        has_words = any(scale.item for scale in self.scale)
        if has_words and self.licence != "ship":
            yield "item text stands here, but the licence is not ship"
        if has_words != (self.words == "here"):
            yield "words and the item text contradict"
        if (self.total == "only") != (len(self.scale) == 1):
            yield "total is only exactly when there is one scale"
        names = {scale.id for scale in self.scale}
        names |= {"total"} if self.total in ("sum", "mean") else set()
        spoken_of = [
            *(each.scale for each in self.mcid),
            *(each.scale for each in self.acceptable),
            *(each.scale for each in self.detectable),
        ]
        for name in spoken_of:
            if name not in names:
                yield f"no scale {name!r}"
        for name in names:
            followed = [each.followed for each in self.mcid if each.scale == name]
            if followed and sum(followed) != 1:
                yield f"of the changes that matter on {name!r} exactly one is followed"
