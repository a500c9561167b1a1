"""Every criterion that asks about this knee, from its own card: the other knee and other joints stay silent."""

from typing import Any

import msgspec
import pytest

from enthesis.care.answers import Answering
from enthesis.care.derive import know
from enthesis.care.values.reading import State
from enthesis.knowledge.cards.rule import Criterion
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.read import read_handbook
from enthesis.vocabulary.anatomy import Side
from tests.road import TODAY
from tests.worlds import KNEE, REF, World, criteria_of_the_knee

OF_THE_KNEE = criteria_of_the_knee(read_handbook())
PLACED = [each for each in OF_THE_KNEE if each.select.where == "target"]
OF_ENTRIES = [each for each in OF_THE_KNEE if each.select.kind in ("condition", "procedure", "allergy")]
PLACES: list[tuple[str, dict[str, Any], bool]] = [
    ("this knee", {"site": "knee", "side": Side.RIGHT}, True),
    ("both knees", {"site": "knee", "side": Side.BOTH}, True),
    ("the other knee", {"site": "knee", "side": Side.LEFT}, False),
    ("this hip", {"site": "hip", "side": Side.RIGHT}, False),
    ("the other side, joint not said", {"site": None, "side": Side.LEFT}, False),
]


def heard(world: World, criterion: Criterion, **more: Any) -> State | None:
    """Give what the planted entry makes of the criterion; ``None`` where nobody hears it."""
    world.hold(criterion)
    world.facts = [msgspec.structs.replace(fact, **more) for fact in world.facts]
    known = know(world.case(), world.handbook, TODAY)
    read = Answering(known, world.handbook, world.handbook.conditions[KNEE]).criterion(criterion.id)
    return read.state if REF in {evidence.ref for evidence in read.evidence} else None


@pytest.mark.parametrize(("_name", "place", "speaks"), PLACES, ids=[row[0] for row in PLACES])
@pytest.mark.parametrize("criterion", PLACED, ids=lambda each: each.id)
def test_an_entry_speaks_only_of_its_own_place(
    handbook: Handbook, criterion: Criterion, _name: str, place: dict[str, Any], speaks: bool
) -> None:
    assert (heard(World(handbook), criterion, **place) is not None) is speaks


@pytest.mark.parametrize("criterion", PLACED, ids=lambda each: each.id)
def test_an_entry_of_this_side_whose_joint_nobody_says_is_never_certain(
    handbook: Handbook, criterion: Criterion
) -> None:
    said = heard(World(handbook), criterion, codes=(), site=None, side=Side.RIGHT,
                 text=handbook.code_sets[criterion.select.code_set].words[0])  # fmt: skip
    assert said in (State.RECORDED, State.NOT_KNOWN)


@pytest.mark.parametrize("criterion", OF_ENTRIES, ids=lambda each: each.id)
def test_what_is_over_speaks_only_where_it_leaves_traces_and_is_never_certain(
    handbook: Handbook, criterion: Criterion
) -> None:
    said = heard(World(handbook), criterion, active="no")
    assert said is (State.RECORDED if criterion.even_resolved else None)


@pytest.mark.parametrize("criterion", OF_ENTRIES, ids=lambda each: each.id)
def test_an_entry_alone_is_certain_only_where_its_card_says_so(
    handbook: Handbook, criterion: Criterion
) -> None:
    certain = {"certain": State.MET, "ask": State.RECORDED, "unknown": State.NOT_KNOWN}
    assert heard(World(handbook), criterion) is certain[criterion.chart]
