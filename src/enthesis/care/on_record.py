"""What stands on record of a person for the steps that read code sets by name, without what was denied.

A clinician's no to "recorded: is it so?" settles that record everywhere: for the finding, for the numbing
cream and the antiseptic, and for what is mixed. What was written down after that no speaks again.
Source: CARE:3.
"""

from collections.abc import Collection, Iterator
from datetime import date
from functools import lru_cache

from enthesis.care.values.fact import Fact
from enthesis.care.values.known import Known, KnownFact
from enthesis.knowledge.handbook import Handbook


def on_record(
    code_set: str, kinds: Collection[str], known: Known, handbook: Handbook
) -> tuple[KnownFact, ...]:
    """Give the entries of some kinds that a code set recognises and nobody denied."""
    return tuple(
        each
        for each in known.by_set.get(code_set, ())
        if each.fact.kind in kinds and not _is_denied(each, code_set, known, handbook)
    )


def _is_denied(entry: KnownFact, code_set: str, known: Known, handbook: Handbook) -> bool:
    """Tell whether somebody said no to this entry, on the day it could be known or later.

    A code set nobody is asked about by itself (the one antiseptic) follows the no to a wider one that holds
    the entry too (any skin agent); one that is asked about follows only its own.
    """
    asked = _confirmations(handbook)
    sets = (code_set,) if code_set in asked else tuple(entry.sets)
    since = _known_since(entry.fact, known.today)
    return any(since <= day for name in sets for day in _days_of_no(asked.get(name, ()), known))


def _days_of_no(questions: Collection[str], known: Known) -> Iterator[date]:
    for name in questions:
        answer = known.answers.get(name)
        if answer is not None and answer.fresh and answer.value == "no":
            yield answer.on.latest if answer.on else known.today


@lru_cache(maxsize=8)
def _confirmations(handbook: Handbook) -> dict[str, tuple[str, ...]]:
    """Name, for each code set, the questions whose no denies an entry wherever and whenever it was made."""
    found: dict[str, tuple[str, ...]] = {}
    for criterion in handbook.criteria.values():
        name = criterion.select.code_set
        if name and criterion.select.where == "anywhere" and criterion.window is None:
            found[name] = (*found.get(name, ()), f"confirm:{criterion.id}")
    return found


def _known_since(fact: Fact, today: date) -> date:
    """Give the day from which this could be known: begun or written down, whichever is later."""
    days = [each.earliest for each in (fact.start, fact.recorded) if each is not None]
    return min(max(days, default=date.min), today)
