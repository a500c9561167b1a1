"""Every window at its edge, from its own card: a day inside, the last day that counts, a day too late.

A new window is held by these tests as soon as its card is there.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from enthesis.care.answers import Answering
from enthesis.care.derive import know
from enthesis.knowledge.cards.question import Question
from enthesis.knowledge.cards.rule import Criterion
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.read import read_handbook
from enthesis.vocabulary.dates import PartialDate
from tests.road import NORMAL, TODAY, answer
from tests.worlds import KNEE, REF, World, criteria_of_the_knee

HANDBOOK = read_handbook()
WINDOWED = [each for each in criteria_of_the_knee(HANDBOOK) if each.window is not None]
# One day inside, the edge itself, one day beyond.
EDGES = [(-1, True), (0, True), (1, False)]
RUNNING = [each for each in WINDOWED if each.window is not None and each.window.on == "overlap"]


def speaks(world: World, criterion: Criterion) -> bool:
    """Whether the planted entry is evidence for the criterion."""
    known = know(world.case(), world.handbook, TODAY)
    read = Answering(known, world.handbook, world.handbook.conditions[KNEE]).criterion(criterion.id)
    return REF in {evidence.ref for evidence in read.evidence}


def at(criterion: Criterion, beyond: int, since: date = TODAY) -> date:
    assert criterion.window is not None
    return since - timedelta(days=criterion.window.days + beyond)


@pytest.mark.parametrize(("beyond", "counts"), EDGES, ids=["inside", "edge", "beyond"])
@pytest.mark.parametrize("criterion", WINDOWED, ids=lambda each: each.id)
def test_a_window_ends_on_its_last_day(
    handbook: Handbook, criterion: Criterion, beyond: int, counts: bool
) -> None:
    world = World(handbook).hold(criterion, at(criterion, beyond))
    assert speaks(world, criterion) is counts


@pytest.mark.parametrize("criterion", WINDOWED, ids=lambda each: each.id)
def test_a_window_counts_from_the_day_its_card_names(handbook: Handbook, criterion: Criterion) -> None:
    """A session planned for later moves only the windows that look back from it."""
    assert criterion.window is not None
    world = World(handbook).hold(criterion, at(criterion, 0))
    world.wish["start"] = TODAY + timedelta(days=10)
    assert speaks(world, criterion) is (criterion.window.since != "first-session")


@pytest.mark.parametrize("criterion", RUNNING, ids=lambda each: each.id)
def test_an_entry_without_an_end_still_runs_and_what_was_done_once_does_not(
    handbook: Handbook, criterion: Criterion
) -> None:
    for kind in (criterion.select.kind, *criterion.select.also):
        world = World(handbook).hold(criterion, at(criterion, 1))
        world.facts = [msgspec.structs.replace(fact, kind=kind, end=None) for fact in world.facts]
        assert speaks(world, criterion) is (kind != "procedure"), kind


DOUBTFUL: list[tuple[str, dict[str, Any]]] = [
    ("no day at all", {"start": None, "end": None}),
    ("only the year", {"start": PartialDate(TODAY.year), "end": None}),
    ("a day before birth", {"start": PartialDate(1900, 1, 1), "end": None}),
    ("a day to come", {"start": PartialDate(2031, 1, 1), "end": None}),
    ("an end before the beginning", {"start": PartialDate.of(TODAY), "end": PartialDate(2020, 1, 1)}),
]
OF_ENTRIES = [each for each in WINDOWED if each.select.kind in ("condition", "procedure")]


@pytest.mark.parametrize(("_name", "dates"), DOUBTFUL, ids=[name for name, _ in DOUBTFUL])
@pytest.mark.parametrize("criterion", OF_ENTRIES, ids=lambda each: each.id)
def test_an_entry_whose_dates_cannot_be_or_are_not_known_is_not_passed_over(
    handbook: Handbook, criterion: Criterion, _name: str, dates: dict[str, Any]
) -> None:
    world = World(handbook).hold(criterion, TODAY)
    world.facts = [msgspec.structs.replace(fact, **dates) for fact in world.facts]
    assert speaks(world, criterion)


QUESTIONS = [HANDBOOK.questions[name] for name in HANDBOOK.conditions[KNEE].questions]


@pytest.mark.parametrize(("beyond", "counts"), EDGES, ids=["inside", "edge", "beyond"])
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.id)
def test_an_answer_stays_good_to_its_last_day(
    handbook: Handbook, question: Question, beyond: int, counts: bool
) -> None:
    given_on = TODAY - timedelta(days=max(question.good_for + beyond, 0))
    value = {**NORMAL, "pregnancy": "no", "pain": Decimal(5)}[question.id]
    case = World(handbook).case()
    case = msgspec.structs.replace(case, facts=(answer(question.id, value, given_on),))
    assert know(case, handbook, TODAY).answers[question.id].fresh is counts
