"""A sentence that will be said: its id and the values it takes. The words live in the cards."""

import msgspec

SentenceValue = str | int


class Sentence(msgspec.Struct, frozen=True):
    """A sentence id of the handbook and what fills it. ``knowledge/sentences.py`` joins the two."""

    id: str
    values: dict[str, SentenceValue] = {}
