"""A sentence the needle room would say: its id and what fills it. The words live in the cards."""

from collections.abc import Mapping

import msgspec


class Said(msgspec.Struct, frozen=True):
    """A sentence id of the handbook and what fills it; lengths are written as text, in millimetres."""

    id: str
    values: Mapping[str, str | int] = {}
