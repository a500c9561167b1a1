"""A question that is open for this person."""

from typing import Literal

import msgspec

from enthesis.care.values.sentence import Sentence


class OpenQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question nobody has answered, or whose answer has gone stale.

    ``id`` is a question card's id, or ``kind:subject`` for one made from a chart entry:
    ``confirm:<criterion>``, ``taking:<medicine>``, ``why:<medicine>``, ``what:<medicine>``.
    ``card`` is the card whose words, choices and kind of answer it uses.
    """

    id: str
    card: str
    block: str
    text: Sentence
    of: Literal["patient", "clinician"]
    answer: str
    choices: tuple[str, ...]
    good_for: int
    settles: tuple[str, ...]
    opens: Literal["verdict", "ready-today", "neither"]
    refs: tuple[str, ...] = ()
