"""What is derived from facts before any rule is asked: the latest answer, freshness, one place of several."""

from datetime import date, timedelta

import pytest

from enthesis.care.derive import know
from enthesis.care.values.case import Case, Person, Wish
from enthesis.care.values.fact import Fact
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.codes import Code, CodeSystem
from enthesis.vocabulary.dates import PartialDate

TODAY = date(2026, 11, 20)


def answer(question: str, value: str, on: date | None = TODAY) -> Fact:
    return Fact(
        kind="answer",
        codes=(Code(CodeSystem.ENTHESIS, question),),
        value=value,
        start=PartialDate.of(on) if on else None,
        by="Dr Lind",
    )


def case(*facts: Fact) -> Case:
    return Case(person=Person(), wish=Wish(condition="knee-oa"), facts=facts)


@pytest.mark.parametrize("said", [("no", "yes"), ("yes", "no")])
def test_of_two_answers_of_one_day_the_later_written_counts(
    handbook: Handbook, said: tuple[str, str]
) -> None:
    known = know(case(*(answer("cancer", value) for value in said)), handbook, TODAY)
    assert known.answers["cancer"].value == said[1]


def test_an_older_answer_written_later_does_not_count(handbook: Handbook) -> None:
    older = answer("cancer", "yes", TODAY - timedelta(days=5))
    known = know(case(answer("cancer", "no"), older), handbook, TODAY)
    assert known.answers["cancer"].value == "no"


def test_an_answer_without_a_day_was_given_today(handbook: Handbook) -> None:
    known = know(case(answer("cancer", "yes", TODAY - timedelta(days=1)), answer("cancer", "no", None)),
                 handbook, TODAY)  # fmt: skip
    assert (known.answers["cancer"].value, known.answers["cancer"].fresh) == ("no", True)


@pytest.mark.parametrize("question", ["fever", "cancer", "bleeding"])
def test_an_answer_is_fresh_through_its_last_day_and_not_a_day_longer(
    handbook: Handbook, question: str
) -> None:
    good_for = handbook.questions[question].good_for
    for days, fresh in ((good_for - 1, True), (good_for, True), (good_for + 1, False)):
        given = answer(question, "no", TODAY - timedelta(days=days))
        assert know(case(given), handbook, TODAY).answers[question].fresh is fresh


@pytest.mark.parametrize(
    ("text", "site"),
    [("Pain in knee", "knee"), ("Pain in hip", "hip"), ("Pain in hip and knee", None), ("Pain", None)],
)
def test_an_entry_that_names_two_places_is_at_neither(
    handbook: Handbook, text: str, site: str | None
) -> None:
    fact = Fact(kind="condition", text=text, active="yes", refs=("Condition/1",))
    known = know(case(fact), handbook, TODAY)
    facts = [*known.unrecognised, *(each for found in known.by_set.values() for each in found)]
    assert {each.site for each in facts} == {site}
