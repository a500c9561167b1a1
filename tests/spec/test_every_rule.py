"""Every rule of the knee, from its own card: it fires, it is silent, and what nobody said leaves it open.

A new rule is held by these tests as soon as its card is there.
"""

import pytest

from enthesis.care.rulebook import Prepared, Term, rules_of
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.read import read_handbook
from enthesis.vocabulary.status import Severity, Status
from tests.worlds import KNEE, World

HANDBOOK = read_handbook()
RULES = rules_of(HANDBOOK, KNEE)
GRAVE = (Severity.STOP, Severity.HOLD)


def can_hold(term: Term) -> bool:
    """Whether anything makes it hold at the knee; a test for no value at all only keeps its question open."""
    criterion, test = term.criterion, term.criterion.test
    if criterion.regions and "knee" not in criterion.regions:
        return False
    return term.negated or test.form != "latest" or test.op is not None or bool(test.values)


def asks(term: Term) -> bool:
    """Whether somebody is asked while nothing is said of it."""
    criterion = term.criterion
    if criterion.regions and "knee" not in criterion.regions:
        return False
    by_person = criterion.select.kind in ("medicine", "person", "wish", "answer") or criterion.question
    return bool(by_person) and criterion.missing == "not-known"


def named(prepared: Prepared, at: int) -> str:
    terms = prepared.alternatives[at]
    return f"{prepared.rule.id}: " + " and ".join(
        ("not " if term.negated else "") + term.criterion.id for term in terms
    )


FIRES = [
    (each, at) for each in RULES for at, terms in enumerate(each.alternatives) if all(map(can_hold, terms))
]
OPEN = [
    (each, at, i)
    for each in RULES
    for at, terms in enumerate(each.alternatives)
    for i, term in enumerate(terms)
    if asks(term)
]


def with_all(handbook: Handbook, terms: tuple[Term, ...]) -> World:
    world = World(handbook)
    for term in terms:
        if term.negated:
            world.fail(term.criterion)
        elif can_hold(term):
            world.hold(term.criterion)
    return world


@pytest.mark.parametrize("prepared", RULES, ids=lambda each: each.rule.id)
def test_a_rule_is_silent_of_a_healthy_person(handbook: Handbook, prepared: Prepared) -> None:
    found = World(handbook).findings()[prepared.rule.id]
    assert found.status is Status.NOT_MET
    assert not found.questions


@pytest.mark.parametrize(("prepared", "at"), FIRES, ids=[named(each, at) for each, at in FIRES])
def test_each_alternative_of_a_rule_fires_by_itself(handbook: Handbook, prepared: Prepared, at: int) -> None:
    rule = prepared.rule
    found = with_all(handbook, prepared.alternatives[at]).findings()[rule.id]
    unread = any(term.criterion.chart == "unknown" for term in prepared.alternatives[at])
    assert found.status is (Status.NOT_KNOWN if unread else Status.MET)
    held = Severity.HOLD if found.recorded else rule.severity
    assert found.severity is held
    assert found.recorded is False or rule.severity in GRAVE
    assert found.evidence or all(t.criterion.select.kind == "wish" for t in prepared.alternatives[at])
    if found.recorded:
        assert found.questions, "what is only recorded names what would settle it"


@pytest.mark.parametrize(
    ("prepared", "at", "i"), OPEN, ids=[f"{named(each, at)} / {i}" for each, at, i in OPEN]
)
def test_what_nobody_said_leaves_a_rule_open_and_names_the_question(
    handbook: Handbook, prepared: Prepared, at: int, i: int
) -> None:
    terms = prepared.alternatives[at]
    world = with_all(handbook, tuple(term for j, term in enumerate(terms) if j != i))
    asked = world.unsaid(terms[i].criterion)
    found = world.findings()[prepared.rule.id]
    assert found.status is Status.NOT_KNOWN
    assert set(asked) & set(found.questions), (asked, found.questions)


def test_no_rule_of_the_knee_escapes_these_tests() -> None:
    held = {each.rule.id for each, _ in FIRES} | {each.rule.id for each, _, _ in OPEN}
    assert held == {each.rule.id for each in RULES}
