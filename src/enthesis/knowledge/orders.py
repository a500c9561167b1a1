"""What one clause orders about a medicine: to stop it, to go on with it, or nothing.

The word that rules a medicine is the nearest one that reaches it, first from the left ("stop aspirin"),
then from the right ("aspirin is paused"). A "not" shortly before turns it round, and no order reaches
across the beginning of a new thought ("but", "if").
"""

from collections.abc import Iterator

import msgspec

from enthesis.knowledge.cards.word_list import WordUse
from enthesis.knowledge.phrases import Mark, Phrases, words_after_commas, words_in

USES: tuple[WordUse, ...] = (
    "stop", "stop-next", "stopped", "interval", "it", "go-on", "not", "spare", "clause", "noun",
    "never-stop", "anti-inflammatory",
)  # fmt: skip
_MEDICINES = ("never-stop", "anti-inflammatory")
_REACH = 8  # words an order reaches; long enough for a list of medicines, too short for the next thought
_NEAR = 3  # words between "not" and the stop it turns round


class Named(msgspec.Struct, frozen=True):
    """A medicine as it was named, and whether no sentence may end it."""

    name: str = ""
    is_protected: bool = False


class Clause(msgspec.Struct, frozen=True):
    """One thought of a sentence: the sentence's words, the marks of this thought, and its commas."""

    words: list[str]
    marks: list[Mark]
    commas: frozenset[int]

    def stopped(self, use: WordUse) -> list[str]:
        """Name the medicines of one use that are ordered to be stopped."""
        return [self._name(mark) for mark in self.marks if mark.use == use and self._is_stopped(mark)]

    def stopped_as_it(self, last: Named) -> str:
        """Name the protected medicine that is ordered to be stopped as "it", or nothing.

        ``last`` is the medicine named last before this clause.
        """
        before: Mark | None = None
        for mark in self.marks:
            if mark.use in _MEDICINES:
                last = Named(self._name(mark), mark.use == "never-stop")
            elif last.is_protected and mark.use == "it" and before and self._stops(before, mark):
                return last.name
            before = mark
        return ""

    def last_named(self) -> Named | None:
        """Give the medicine named last."""
        named = [mark for mark in self.marks if mark.use in _MEDICINES]
        return Named(self._name(named[-1]), named[-1].use == "never-stop") if named else None

    def _stops(self, stop: Mark, it: Mark) -> bool:
        return stop.use == "stop" and it.start - stop.end <= 1 and not self._is_negated(stop)

    def _is_stopped(self, medicine: Mark) -> bool:
        after = self._ruling_right(medicine)
        if after and after.use == "go-on" and after.start - medicine.end <= _NEAR:
            return False
        before = self._ruling_left(medicine)
        if before:
            return before.use in ("stop", "stop-next") and not self._is_negated(before)
        return after is not None and self._means_back(after, medicine)

    def _ruling_left(self, medicine: Mark) -> Mark | None:
        for mark in reversed([each for each in self.marks if each.end <= medicine.start]):
            reach = 0 if mark.use in ("stop-next", "not") else _REACH
            if (
                mark.use in ("stop", "stop-next", "go-on", "spare", "not")
                and self._gap(mark, medicine) <= reach
            ):
                return mark
        return None

    def _ruling_right(self, medicine: Mark) -> Mark | None:
        for mark in self.marks:
            ruling = mark.use in ("stop", "stopped", "go-on", "interval")
            if ruling and 0 <= mark.start - medicine.end <= _REACH:
                return mark
        return None

    def _gap(self, before: Mark, medicine: Mark) -> int:
        """Count the words between, medicines left out: the last of a list is as near as the first."""
        medicines = [mark for mark in self.marks if mark.use in _MEDICINES]
        listed = {at for mark in medicines for at in range(mark.start, mark.end)}
        return sum(at not in listed for at in range(before.end, medicine.start))

    def _means_back(self, stop: Mark, medicine: Mark) -> bool:
        """Tell whether a stop after the medicine means it, not another one named after the stop."""
        if stop.use == "go-on" or self._is_negated(stop):
            return False
        if stop.use == "interval":
            number = self.words[stop.start - 1]
            return number.isdigit() or not number.isascii()
        if stop.end == len(self.words):
            return True  # "if you take it, stop": an order that names nothing means what was named before
        other = any(mark.use in _MEDICINES and mark.start >= stop.end for mark in self.marks)
        return not other and self.commas.isdisjoint(range(medicine.end, stop.start + 1))

    def _is_negated(self, stop: Mark) -> bool:
        """Tell whether a "not" stands shortly before a stop, or before the stop it is listed with."""
        for mark in reversed([each for each in self.marks if each.end <= stop.start]):
            if stop.start - mark.end > _NEAR:
                return False
            if mark.use in ("not", "spare"):
                return True
            if mark.use in ("stop", "stopped"):
                return self._is_negated(mark)
        return False

    def _name(self, mark: Mark) -> str:
        return " ".join(self.words[mark.start : mark.end])


def clauses_in(sentence: str, phrases: Phrases) -> Iterator[Clause]:
    """Split a sentence where a new thought begins."""
    words, commas = words_in(sentence), words_after_commas(sentence)
    marks = list(phrases.marks(words, USES))
    begin = 0
    for border in [mark for mark in marks if mark.use == "clause"]:
        yield Clause(words, [mark for mark in marks if begin <= mark.start < border.start], commas)
        begin = border.end
    yield Clause(words, [mark for mark in marks if mark.start >= begin], commas)
