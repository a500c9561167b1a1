"""What one criterion reads from a case: one of four states, with its evidence and open questions."""

from enum import IntEnum

import msgspec

from enthesis.care.values.finding import Evidence


class State(IntEnum):
    """Not met < not known < recorded < met; "or" takes the greatest, "and" the least.

    *Recorded* is a chart entry that may not speak alone: met, but only as a HOLD until somebody confirms.
    """

    NOT_MET = 0
    NOT_KNOWN = 1
    RECORDED = 2
    MET = 3


class Reading(msgspec.Struct, frozen=True):
    """A state with the records behind it and the questions that would settle it."""

    state: State
    evidence: tuple[Evidence, ...] = ()
    questions: tuple[str, ...] = ()


def negate(reading: Reading) -> Reading:
    """Read the opposite; what is only recorded, or not known, stays not known.

    ==========  =========
    state       its "not"
    ==========  =========
    met         not met
    recorded    not known
    not known   not known
    not met     met
    ==========  =========
    """
    opposite = {State.MET: State.NOT_MET, State.NOT_MET: State.MET}
    return Reading(opposite.get(reading.state, State.NOT_KNOWN), reading.evidence, reading.questions)


def all_of(readings: list[Reading]) -> Reading:
    """Join readings that must all hold: the least state; evidence of all, questions of the undecided."""
    state = min((r.state for r in readings), default=State.MET)
    return _join(state, readings)


def any_of(readings: list[Reading]) -> Reading:
    """Join alternatives: the greatest state decides."""
    state = max((r.state for r in readings), default=State.NOT_MET)
    return _join(state, [r for r in readings if r.state is state or r.questions])


def _join(state: State, readings: list[Reading]) -> Reading:
    evidence = tuple(dict.fromkeys(e for r in readings for e in r.evidence))
    open_questions: tuple[str, ...] = ()
    if state in (State.NOT_KNOWN, State.RECORDED):
        open_questions = tuple(dict.fromkeys(q for r in readings for q in r.questions))
    return Reading(state, evidence, open_questions)
