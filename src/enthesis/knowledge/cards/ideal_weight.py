"""Ideal body weight, by which an anaesthetic is dosed in a heavy person."""

from decimal import Decimal
from typing import Literal

import msgspec

from enthesis.knowledge.cards.card import Card, Text


class BaseWeight(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The ideal weight of one sex at the formula's base height."""

    sex: Literal["female", "male"]
    kg: Decimal


class IdealWeight(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A linear formula: base weight + ``kg_per_step`` for each ``step_cm`` above ``base_height_cm``."""

    title: Text
    base: tuple[BaseWeight, ...]
    base_height_cm: Decimal
    step_cm: Decimal
    kg_per_step: Decimal
