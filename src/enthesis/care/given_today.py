"""Numbing medicine this body was given already today, the cream included, and what nobody has said of it.

Every dose of the day counts against one ceiling, so an earlier one is asked about once somebody was examined
and a syringe can be worked out, and not while the course is wished for a later day. A dose that was given
and whose amount nobody told leaves no volume to draw up. Source: CARE:9.
"""

from collections.abc import Iterator
from decimal import Decimal

from enthesis.care.values.known import Known
from enthesis.care.values.mix_request import Given
from enthesis.knowledge.handbook import Handbook

WHAT = "given-today"
_HOW_MUCH = "given"


def given_today(known: Known) -> tuple[Given, ...]:
    """List the doses told today, each in mg; a cream's own weight for a cream."""
    told = ((name.partition(":"), answer) for name, answer in known.answers.items())
    return tuple(
        Given(drug=drug, mg=answer.value)
        for (kind, _, drug), answer in told
        if kind == _HOW_MUCH and answer.fresh and isinstance(answer.value, Decimal) and answer.value > 0
    )


def open_doses(known: Known, handbook: Handbook) -> tuple[str, ...]:
    """Name the open questions about the day's doses: whether there were any, or how much it was of each."""
    start = known.case.wish.start
    if not known.case.examined or (start is not None and start > known.today):
        return ()
    answer = known.answers.get(WHAT)
    if answer is None or not answer.fresh or answer.value == "not known":
        return (WHAT,)
    said = answer.value if isinstance(answer.value, tuple) else (str(answer.value),)
    return tuple(_untold(said, known, handbook))


def _untold(drugs: tuple[str, ...], known: Known, handbook: Handbook) -> Iterator[str]:
    for drug in drugs:
        question = f"{_HOW_MUCH}:{drug}"
        told = known.answers.get(question)
        if drug in handbook.anaesthetics and not (
            told is not None and told.fresh and isinstance(told.value, Decimal)
        ):
            yield question
