"""What the cards know that the chart reader needs.

Which measurements matter and in which unit, and which entries speak of relatives or of no allergy.
"""

from functools import lru_cache

import msgspec

from enthesis.formats.fhir.codings import CodeableConcept, codes_of, text_of
from enthesis.knowledge.cards.code_set import CodeSet
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.recognise import Recogniser, Target
from enthesis.vocabulary.codes import Code

_WEIGHT = "measure-weight"
_HEIGHT = "measure-height"
# What the person needs, and a ratio that must not come as a percentage.
_FIXED_UNITS = {_WEIGHT: "kg", _HEIGHT: "cm", "inr": "1"}
_ALLERGY = "situation-allergy"
RELATIVES = "situation-family-history"
NO_ALLERGY = "situation-no-known-allergy"


class Measure(msgspec.Struct, frozen=True):
    """One thing measured that some card asks about.

    ``unit`` is what its value must be convertible to; empty where no card compares a number.
    """

    codes: tuple[Code, ...]
    text: str
    unit: str = ""
    is_weight: bool = False
    is_height: bool = False
    is_danger: bool = False


class CardWords:
    """The handbook, seen from the chart reader."""

    def __init__(self, handbook: Handbook) -> None:
        self._recogniser = handbook.code_set_recogniser
        self._code_sets = handbook.code_sets
        self._units = _units(handbook)
        self._measured = {*self._units, *_measured(handbook)}
        self._situations = Recogniser(
            _target(handbook.code_sets[name])
            for name in (RELATIVES, NO_ALLERGY)
            if name in handbook.code_sets
        )
        self._allergies = Recogniser(
            Target(
                id=card.id,
                codes=card.codes,
                words=card.words,
                together=card.together,
                except_before=card.except_before,
            )
            for card in handbook.code_sets.values()
            if card.id == _ALLERGY
        )
        # A chart repeats some sixty concepts a thousand times.
        self.measure = lru_cache(maxsize=4096)(self._measure)
        self.situation = lru_cache(maxsize=4096)(self._situation)

    def _measure(self, concept: CodeableConcept) -> Measure | None:
        """Tell what was measured, or ``None`` when no card asks about it."""
        codes, text = codes_of(concept), text_of(concept)
        named = self._recogniser.recognise(codes, text)
        asked = [name for name in named if name in self._units or self._code_sets[name].bearing]
        if not asked:
            return None
        unit = next((self._units[name] for name in asked if name in self._units), "")
        is_danger = self._measured.isdisjoint(asked)
        return Measure(codes, text, unit, _WEIGHT in asked, _HEIGHT in asked, is_danger)

    def _situation(self, concept: CodeableConcept) -> str:
        """Tell whether a code says that relatives have it, or that no allergy is known; empty for neither."""
        return next(iter(self._situations.recognise(codes_of(concept), "")), "")

    def is_danger(self, concept: CodeableConcept) -> bool:
        """Tell whether a card with a bearing knows it; a place alone is no danger."""
        named = self._recogniser.recognise(codes_of(concept), text_of(concept))
        return any(self._code_sets[name].bearing for name in named)

    def is_allergy(self, concept: CodeableConcept) -> bool:
        """Tell whether an entry of the problem list speaks of an allergy."""
        return bool(self._allergies.recognise(codes_of(concept), text_of(concept)))


@lru_cache(maxsize=4)
def card_words(handbook: Handbook) -> CardWords:
    """See a handbook with the chart reader's eyes; done once for each handbook."""
    return CardWords(handbook)


def _measured(handbook: Handbook) -> set[str]:
    """Name the code sets whose values some criterion compares; any other that bears on care is a danger."""
    return {
        criterion.select.code_set
        for criterion in handbook.criteria.values()
        if criterion.select.kind == "observation"
    }


def _units(handbook: Handbook) -> dict[str, str]:
    """Which unit the criteria compare each measurement in."""
    wanted = {
        criterion.select.code_set: criterion.test.unit
        for criterion in handbook.criteria.values()
        if criterion.select.kind == "observation" and criterion.test.unit
    }
    return {**wanted, **_FIXED_UNITS}


def _target(card: CodeSet) -> Target:
    return Target(id=card.id, codes=card.codes)
