"""A sentence that will be said: its id and what fills it. The words live in the cards."""

from collections.abc import Mapping
from typing import Union

import msgspec

SentenceValue = Union[str, int, "Sentence", tuple["Sentence", ...]]


class Sentence(msgspec.Struct, frozen=True):
    """A sentence id of the handbook and what fills it: words, numbers, or other sentences.

    ``knowledge/sentences.py`` joins it with the words of one language.
    """

    id: str
    values: Mapping[str, SentenceValue] = {}
