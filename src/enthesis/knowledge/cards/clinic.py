"""The clinic's own settings, each with the bounds its card allows, who moved it and when."""

from datetime import date
from decimal import Decimal

from enthesis.knowledge.cards.card import Card, Text


class Setting(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One value the clinic lead may move between ``minimum`` and ``maximum``, or among ``choices``."""

    title: Text
    value: Decimal | str | bool
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    choices: tuple[str, ...] = ()
    unit: str = ""
    moved_by: str = ""
    moved_on: date | None = None
    why: str = ""
