"""Conditions: what is treated, where, with which evidence."""

from decimal import Decimal
from typing import Literal

import msgspec

from enthesis.knowledge.cards.card import Card, Text


class Imaging(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether pictures are needed, and how old they may be."""

    policy: Literal["required", "film", "optional"]
    months: int | None = None


class Condition(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One condition the leaflets name.

    ``words`` fill the placeholders of shared rules and questions: "Which {place}?" asks "Which knee?" where
    ``words.place`` is "knee"; ``{condition}`` is the title. ``family`` joins conditions that a person names
    by one word and a region, as sports-ligament. ``sides`` is false for a midline target, which asks for no
    side. ``authored`` is false for one that is listed and not yet written.
    """

    title: Text
    words: dict[str, Text] = msgspec.field(default_factory=dict)
    family: str = ""
    region: str
    tissue: str
    sides: bool
    code_set: str
    target_group: Literal["peripheral", "sacroiliac-lumbar", "deep"]
    evidence_label: Text
    evidence: Text
    imaging: Imaging
    questions: tuple[str, ...]
    protocols: tuple[str, ...]
    default_protocol: str
    courses: tuple[str, ...]
    instruments: tuple[str, ...]
    claims: tuple[str, ...]
    entheses: tuple[str, ...]
    minimum_age: int
    authored: bool = True


class SessionCount(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many sessions are planned for a baseline pain of ``low`` to ``high`` on 0-10."""

    low: Decimal
    high: Decimal
    sessions: int
