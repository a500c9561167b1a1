"""Which rules a case wakes. All others read of it what they read of a person of whom nothing is known.

That reading is made once for each condition, side and sedation (``screening``), by the same reader, so a
sleeping rule may well be not known and ask its questions: sleep never turns silence into a no. A rule sleeps
only while nothing it could look at is there: no entry of its code sets, no answer to its questions, no
medicine of its classes. What depends on the person never sleeps.

A name that a code set, a question and a class happen to share wakes a rule too many, which costs time and
changes nothing.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from enthesis.care.rulebook import Prepared, rules_of
from enthesis.care.values.known import Known
from enthesis.knowledge.cards.condition import Condition
from enthesis.knowledge.cards.rule import Criterion
from enthesis.knowledge.handbook import Handbook

_ANY_MEDICINE = "any medicine"
_MEDICINE_LIST = "other-medicines"
_WISHED = ("condition", "side", "sedation")


class _Bells(msgspec.Struct, frozen=True, gc=False):
    """Where in the rulebook the rules stand that always wake, and those that a name wakes."""

    always: tuple[int, ...]
    by_name: dict[str, tuple[int, ...]]


def awake(known: Known, handbook: Handbook, condition_id: str) -> set[int]:
    """Give the places in ``rulebook.rules_of`` of the rules that must be read for this case."""
    bells = _bells(handbook, condition_id)
    places = set(bells.always)
    for name in _names_in(known):
        places.update(bells.by_name.get(name, ()))
    return places


def _names_in(known: Known) -> Iterator[str]:
    """Name everything that is there: code sets, answers, classes of medicines, and medicines in doubt.

    Nobody knows what class an unrecognised medicine belongs to, nor one whose purpose nobody has told.
    """
    yield from known.by_set
    yield from known.answers
    for medicine in known.medicines:
        yield from medicine.classes
        if not medicine.classes or any(each.startswith("why:") for each in medicine.questions):
            yield _ANY_MEDICINE


@lru_cache(maxsize=64)
def _bells(handbook: Handbook, condition_id: str) -> _Bells:
    condition = handbook.conditions[condition_id]
    always: list[int] = []
    by_name: dict[str, list[int]] = {}
    for place, prepared in enumerate(rules_of(handbook, condition_id)):
        names = _wakes_on(prepared, condition, handbook)
        if names is None:
            always.append(place)
        else:
            for name in names:
                by_name.setdefault(name, []).append(place)
    return _Bells(tuple(always), {name: tuple(places) for name, places in by_name.items()})


def _wakes_on(prepared: Prepared, condition: Condition, handbook: Handbook) -> set[str] | None:
    """Name all that could change what a rule reads; ``None`` for a rule that must always be read."""
    names = {f"agreed:{prepared.rule.id}"}
    for criterion in _criteria(prepared, condition):
        wished_else = criterion.select.kind == "wish" and criterion.select.field not in _WISHED
        if wished_else or _depends_on_the_person(criterion, handbook):
            return None
        names |= {f"confirm:{criterion.id}", criterion.question, criterion.select.question}
        names |= {criterion.select.code_set, criterion.select.medicine_class}
        if criterion.select.kind == "medicine":
            names |= {_ANY_MEDICINE, _MEDICINE_LIST}
    return names - {""}


def _criteria(prepared: Prepared, condition: Condition) -> Iterable[Criterion]:
    """Give the criteria of a rule that are asked in this region; the others are silent of everybody."""
    return (
        term.criterion
        for terms in prepared.alternatives
        for term in terms
        if not term.criterion.regions or condition.region in term.criterion.regions
    )


def _depends_on_the_person(criterion: Criterion, handbook: Handbook) -> bool:
    """Tell whether it looks at sex or age, or whether these decide that its question is asked at all."""
    asked = [handbook.questions.get(name) for name in (criterion.question, criterion.select.question)]
    return criterion.select.kind == "person" or any(
        card.sex or card.age_from is not None or card.age_to is not None for card in asked if card
    )
