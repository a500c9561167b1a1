"""One text in English and, beside it, in another language: how a patient's page or paper speaks two.

English always stands. What has no words in the other language shows in English alone, marked as English.
"""

from datetime import date

import msgspec

from enthesis.formats.day_words import short_day, whole_day
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.sentences import say

ENGLISH = "en"


class Beside(msgspec.Struct, frozen=True):
    """A text; without ``other`` the English stands alone, marked by ``language`` among texts of two."""

    english: str
    other: str = ""
    language: str = ""


class Both:
    """Says sentences in English and in one other language; in English alone when that is the language."""

    def __init__(self, handbook: Handbook, language: str) -> None:
        self._handbook = handbook
        self.language = "" if language == ENGLISH else language

    def beside(self, english: str, other: str) -> Beside:
        """Put two texts side by side; the same words in both are words nobody translated."""
        if other in ("", english):
            return Beside(english, "", ENGLISH if self.language else "")
        return Beside(english, other, self.language)

    def say(self, sentence_id: str, **values: Beside | str | int | date) -> Beside:
        """Say one sentence, each value in its own language and each day as that language writes it."""
        english = self._say(sentence_id, values, ENGLISH)
        return self.beside(english, self._say(sentence_id, values, self.language) if self.language else "")

    def day(self, day: date, *, short: bool = False) -> Beside:
        """Write a day as each language does."""
        write = short_day if short else whole_day
        return self.beside(write(day), write(day, self.language) if self.language else "")

    def unreviewed(self) -> Beside | None:
        """Say, once on a page or paper, that nobody has reviewed the translation."""
        return self.say("translation.unreviewed") if self.language else None

    def _say(self, sentence_id: str, values: dict[str, Beside | str | int | date], language: str) -> str:
        told = {name: _told(value, language) for name, value in values.items()}
        return say(self._handbook, sentence_id, told, language)


def _told(value: Beside | str | int | date, language: str) -> str | int:
    if isinstance(value, Beside):
        return value.english if language == ENGLISH else value.other or value.english
    return whole_day(value, language) if isinstance(value, date) else value
