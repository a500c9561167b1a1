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
    """A state with the records behind it and the questions that would settle it.

    What is met or not met holds no question.
    """

    state: State
    evidence: tuple[Evidence, ...] = ()
    questions: tuple[str, ...] = ()


SILENT = Reading(State.NOT_MET)


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
    """Join readings that must all hold: the least state, and the questions that could still move it."""
    if len(readings) == 1:
        return readings[0]
    state = min((r.state for r in readings), default=State.MET)
    evidence = tuple(dict.fromkeys(e for r in readings for e in r.evidence))
    return Reading(state, evidence, _questions(state, [r for r in readings if r.state is state]))


def any_of(readings: list[Reading]) -> Reading:
    """Join alternatives: the greatest state decides, and its records come first; lesser ones follow."""
    if len(readings) == 1:
        return readings[0]
    if not readings:
        return SILENT
    state = max(r.state for r in readings)
    decisive = [e for r in readings if r.state is state for e in r.evidence]
    lesser = [e for r in readings if State.NOT_MET < r.state < state for e in r.evidence]
    evidence = tuple(dict.fromkeys((*decisive, *lesser)))
    return Reading(state, evidence, _questions(state, readings))


def _questions(state: State, readings: list[Reading]) -> tuple[str, ...]:
    """Give the open questions; what is met or not met leaves none."""
    if state in (State.MET, State.NOT_MET):
        return ()
    return tuple(dict.fromkeys(question for reading in readings for question in reading.questions))
