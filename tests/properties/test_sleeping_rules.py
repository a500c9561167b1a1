"""A rule that sleeps says what it would say awake: what no entry touches is read once for everybody."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest
from hypothesis import given, settings

from enthesis.care.answers import Answering
from enthesis.care.derive import know
from enthesis.care.plan import plan, screen_only
from enthesis.care.rulebook import rules_of
from enthesis.care.slow_screening import slow_screening
from enthesis.care.values.case import Case, Person, Wish
from enthesis.care.values.finding import Finding
from enthesis.care.waking import awake
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.read import read_handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.dates import PartialDate
from enthesis.vocabulary.status import Status
from tests.anybody import TODAY, anybody, one_thing

HANDBOOK = read_handbook()
AUTHORED = sorted(card.id for card in HANDBOOK.conditions.values() if card.authored)


@contextmanager
def every_rule_awake() -> Iterator[None]:
    def all_of_them(_: object, handbook: Handbook, condition_id: str) -> range:
        return range(len(rules_of(handbook, condition_id)))

    with patch("enthesis.care.screening.awake", all_of_them):
        yield


@settings(max_examples=400, deadline=None)
@given(case=anybody(HANDBOOK))
def test_a_plan_with_sleeping_rules_is_the_plan_with_every_rule_awake(case: Case) -> None:
    asleep = plan(case, HANDBOOK, TODAY)
    with every_rule_awake():
        assert asleep == plan(case, HANDBOOK, TODAY)


@pytest.mark.parametrize("condition", ["knee-oa", "disc-herniation", "hand-oa"])
def test_each_thing_alone_wakes_every_rule_that_looks_at_it(condition: str) -> None:
    person = Person(birth=PartialDate(1990, 3, 4), sex="female")
    wish = Wish(condition=condition, side=Side.RIGHT, sedation="none")
    for fact in one_thing(HANDBOOK, condition):
        case = Case(person=person, wish=wish, facts=(fact,))
        asleep = screen_only(case, HANDBOOK, TODAY)
        with every_rule_awake():
            assert asleep == screen_only(case, HANDBOOK, TODAY), fact


@settings(max_examples=100, deadline=None)
@given(case=anybody(HANDBOOK))
def test_every_rule_of_every_condition_agrees_with_its_slow_twin(case: Case) -> None:
    known = know(case, HANDBOOK, TODAY)
    condition = HANDBOOK.conditions[case.wish.condition]
    answering = Answering(known, HANDBOOK, condition)
    fast = {each.rule.id: answering.rule(each).state for each in rules_of(HANDBOOK, condition.id)}
    assert fast == slow_screening(known, HANDBOOK, condition)


@pytest.mark.parametrize("condition", AUTHORED)
def test_a_sleeping_rule_may_be_open_and_asks_its_questions(condition: str) -> None:
    case = Case(person=Person(), wish=Wish(condition=condition))
    sleeping = set(range(len(rules_of(HANDBOOK, condition)))) - awake(
        know(case, HANDBOOK, TODAY), HANDBOOK, condition
    )
    found: dict[str, Finding] = {each.rule: each for each in screen_only(case, HANDBOOK, TODAY)[0].findings}
    open_asleep = [found[rules_of(HANDBOOK, condition)[place].rule.id] for place in sleeping]
    asking = [finding for finding in open_asleep if finding.status is Status.NOT_KNOWN]
    assert len(asking) > 5
    assert all(finding.questions for finding in asking)
