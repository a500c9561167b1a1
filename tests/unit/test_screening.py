"""Findings of one small rule: what is recorded counts as a HOLD, and only a HOLD is ever agreed away."""

from datetime import date
from typing import Any

import pytest

from enthesis.care.derive import know
from enthesis.care.screening import screen
from enthesis.care.values.case import Case, Person, Wish
from enthesis.care.values.fact import Fact
from enthesis.care.values.finding import Finding
from enthesis.knowledge.cards.rule import Criterion, Select
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.codes import Code, CodeSystem
from enthesis.vocabulary.dates import PartialDate
from enthesis.vocabulary.status import Level, Severity, Status
from tests import tiny

TODAY = date(2026, 11, 20)
PLAIN = Fact(
    kind="condition",
    codes=(Code(CodeSystem.SNOMED, "1", "plain word"),),
    text="plain word",
    site="knee",
    side=Side.RIGHT,
    start=PartialDate(2026, 5, 1),
    active="yes",
    refs=("Condition/1",),
)


def said(question: str, value: str) -> Fact:
    on = PartialDate.of(TODAY)
    code = (Code(CodeSystem.ENTHESIS, question),)
    return Fact(kind="answer", codes=code, value=value, start=on, by="Dr Lind")


def found(
    handbook: Handbook, severity: Severity, chart: Any, *facts: Fact, **rule: Any
) -> tuple[Finding, Level]:
    """What one rule over one code set finds, and the verdict it gives alone."""
    one = Criterion(id="one", select=Select(kind="condition", code_set="plain", where="target"), chart=chart)
    book = tiny.handbook(handbook, [tiny.rule("rule", (("one",),), one, severity=severity, **rule)], [])
    case = Case(
        person=Person(birth=PartialDate(1968), sex="female"),
        wish=Wish(condition="knee-oa", side=Side.RIGHT),
        facts=facts,
    )
    seen = screen(know(case, book, TODAY), book, handbook.conditions["knee-oa"])
    return next(each for each in seen.findings if each.rule == "rule"), seen.verdict.level


def test_a_stop_that_is_certain_stops(handbook: Handbook) -> None:
    finding, level = found(handbook, Severity.STOP, "certain", PLAIN)
    assert (finding.severity, finding.recorded, level) == (Severity.STOP, False, Level.CANNOT_PROCEED)


def test_a_stop_that_is_only_recorded_holds_until_it_is_confirmed(handbook: Handbook) -> None:
    finding, level = found(handbook, Severity.STOP, "ask", PLAIN)
    assert (finding.severity, finding.recorded, level) == (Severity.HOLD, True, Level.ON_HOLD)
    assert finding.questions == ("confirm:one",)
    finding, level = found(handbook, Severity.STOP, "ask", PLAIN, said("confirm:one", "yes"))
    assert (finding.severity, finding.recorded, level) == (Severity.STOP, False, Level.CANNOT_PROCEED)
    finding, _ = found(handbook, Severity.STOP, "ask", PLAIN, said("confirm:one", "no"))
    assert finding.status is not Status.MET


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_a_stop_is_never_agreed_away(handbook: Handbook, answer: str) -> None:
    agreed = said("agreed:rule", answer)
    finding, level = found(handbook, Severity.STOP, "certain", PLAIN, agreed, agreed_by=tiny.WORDS)
    assert (finding.severity, level) == (Severity.STOP, Level.CANNOT_PROCEED)


@pytest.mark.parametrize(
    ("answer", "severity"),
    [("yes", Severity.WARN), ("no", Severity.HOLD), ("not known", Severity.HOLD), (None, Severity.HOLD)],
)
def test_a_hold_is_agreed_away_by_a_yes_alone(
    handbook: Handbook, answer: str | None, severity: Severity
) -> None:
    agreed = (said("agreed:rule", answer),) if answer else ()
    finding, _ = found(handbook, Severity.HOLD, "certain", PLAIN, *agreed, agreed_by=tiny.WORDS)
    assert (finding.status, finding.severity) == (Status.MET, severity)
    assert ("agreed:rule" in finding.questions) == (severity is Severity.HOLD)


def test_what_is_only_recorded_is_confirmed_before_anybody_agrees(handbook: Handbook) -> None:
    agreed = said("agreed:rule", "yes")
    finding, _ = found(handbook, Severity.HOLD, "ask", PLAIN, agreed, agreed_by=tiny.WORDS)
    assert (finding.severity, finding.questions) == (Severity.HOLD, ("confirm:one",))


def test_a_hold_that_names_nobody_is_agreed_away_by_nobody(handbook: Handbook) -> None:
    finding, _ = found(handbook, Severity.HOLD, "certain", PLAIN, said("agreed:rule", "yes"))
    assert finding.severity is Severity.HOLD


def test_not_known_said_aloud_opens_as_silence_does(handbook: Handbook) -> None:
    one = Criterion(id="one", select=Select(kind="condition", code_set="plain"), question="asked")
    book = tiny.handbook(handbook, [tiny.rule("rule", (("one",),), one)], [tiny.question("asked")])
    condition = handbook.conditions["knee-oa"]
    for facts in ((), (said("asked", "not known"),)):
        case = Case(person=Person(), wish=Wish(condition="knee-oa", side=Side.RIGHT), facts=facts)
        seen = screen(know(case, book, TODAY), book, condition)
        finding = next(each for each in seen.findings if each.rule == "rule")
        assert (finding.status, finding.questions) == (Status.NOT_KNOWN, ("asked",))
