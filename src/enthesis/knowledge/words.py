"""What no sentence may say, checked in every card, edited sentence and translation.

P12: words that promise too much are never said as fact; a leaflet's own words stand in a field named
``quote`` and are shown as the leaflet's. P1: no sentence orders anybody to stop low-dose aspirin, an
anticoagulant, an antiplatelet, a steroid or an immunosuppressant, nor counts days without one; and
whoever names anti-inflammatories says that low-dose aspirin is not meant. The words themselves are
cards (``data/words``). This guards the wording, beside the policies of the medicine classes: it would
rather refuse a clumsy sentence than let a dangerous one pass.
"""

import msgspec

from enthesis.knowledge.cards.word_list import WordUse
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.orders import Clause, Named, clauses_in
from enthesis.knowledge.phrases import Phrases, sentences_in, words_in

_QUESTION = ("?", "？")


class Found(msgspec.Struct, frozen=True):
    """Words that must not stand there, with the sentence they stand in."""

    words: str
    sentence: str


class Wording:
    """The checks of one language, ready for many texts.

    Raises:
        BadInput: nobody wrote the word lists of this language yet.
    """

    def __init__(self, handbook: Handbook, language: str) -> None:
        self._phrases = Phrases(handbook, language)

    def forbidden(self, text: str) -> list[Found]:
        """List the words that promise too much (P12)."""
        return [
            Found(" ".join(words[mark.start : mark.end]), sentence)
            for sentence in sentences_in(text)
            for words in [words_in(sentence)]
            for mark in self._phrases.marks(words, ("forbidden",))
        ]

    def stops_protected(self, text: str) -> list[Found]:
        """List the protected medicines that a text orders somebody to stop or counts days without (P1).

        A question orders nothing.
        """
        found: list[Found] = []
        last = Named()
        for sentence in sentences_in(text):
            for clause in clauses_in(sentence, self._phrases):
                if not sentence.endswith(_QUESTION):
                    named = (*clause.stopped("never-stop"), clause.stopped_as_it(last))
                    found += [Found(name, sentence) for name in named if name]
                last = clause.last_named() or last
        return found

    def pauses_anti_inflammatory(self, text: str) -> bool:
        """Tell whether a text orders somebody to leave anti-inflammatories out."""
        return any(clause.stopped("anti-inflammatory") for clause in self._clauses(text))

    def lacks_carve_out(self, text: str) -> bool:
        """Tell whether a text names anti-inflammatories without saying that low-dose aspirin is not meant."""
        words = words_in(text)
        return self._has(words, "anti-inflammatory") and not self._has(words, "carve-out")

    def _has(self, words: list[str], use: WordUse) -> bool:
        return next(self._phrases.marks(words, (use,)), None) is not None

    def _clauses(self, text: str) -> list[Clause]:
        return [clause for sentence in sentences_in(text) for clause in clauses_in(sentence, self._phrases)]


def forbidden_words(text: str, language: str, handbook: Handbook) -> list[Found]:
    """List the words of one text that promise too much (P12)."""
    return Wording(handbook, language).forbidden(text)


def stops_protected_medicine(text: str, language: str, handbook: Handbook) -> list[Found]:
    """List the protected medicines one text orders somebody to stop (P1)."""
    return Wording(handbook, language).stops_protected(text)


def is_quote(sentence_id: str) -> bool:
    """Tell whether a sentence is a leaflet's own words, which may say what the product never says."""
    return sentence_id.rpartition(".")[2] == "quote"
