"""Lists that are read aloud and ticked one by one."""

import msgspec

from enthesis.knowledge.cards.card import Card, Text


class Item(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of a list. ``numbers`` fills its placeholders from limit cards."""

    id: str
    says: Text
    numbers: dict[str, str] = {}


class Checklist(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One list, in the order in which it is read."""

    title: Text
    items: tuple[Item, ...]
