"""Numbing medicine of the same day counts against the session's ceiling; not told is never none."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from enthesis.care.plan import plan
from enthesis.care.values.plan import Plan
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.errors import BadInput
from tests import charts
from tests.knee import hand
from tests.road import NORMAL, TODAY, answer, planned

BODY = (charts.weight(70), charts.height(168))


def _examined(handbook: Handbook, **said: Any) -> Plan:
    answers = {name.replace("_", "-").replace("given-of-", "given:"): value for name, value in said.items()}
    case = planned(handbook, *BODY, answers={**NORMAL, **answers}).case
    return plan(msgspec.structs.replace(case, examined=(hand("mcl-femoral", tender=2),)), handbook, TODAY)


def _numbing(made: Plan) -> Any:
    [recipe] = [each for each in made.recipes if each.name == "ligaments"]
    return recipe


def _asked(made: Plan) -> set[str]:
    return {question.id for question in made.questions}


def test_it_is_asked_once_somebody_was_examined_and_not_before(handbook: Handbook) -> None:
    assert "given-today" in _asked(_examined(handbook))
    assert "given-today" not in _asked(planned(handbook, *BODY, answers=NORMAL))


def test_a_course_wished_for_later_does_not_ask_what_was_given_today(handbook: Handbook) -> None:
    case = _examined(handbook).case
    for days, asked in ((0, True), (1, False), (14, False)):
        wish = msgspec.structs.replace(case.wish, start=TODAY + timedelta(days=days))
        made = plan(msgspec.structs.replace(case, wish=wish), handbook, TODAY)
        assert ("given-today" in _asked(made)) is asked


def test_while_nobody_said_the_syringe_says_that_its_sum_is_not_whole(handbook: Handbook) -> None:
    recipe = _numbing(_examined(handbook))
    assert recipe.status == "made"
    assert "solution.warn.given-not-known" in [warning.id for warning in recipe.warnings]
    unsure = _numbing(_examined(handbook, given_today="not known"))
    assert "solution.warn.given-not-known" in [warning.id for warning in unsure.warnings]


def test_none_settles_it(handbook: Handbook) -> None:
    made = _examined(handbook, given_today=("none",))
    recipe = _numbing(made)
    assert recipe.status == "made"
    assert "solution.warn.given-not-known" not in [warning.id for warning in recipe.warnings]
    assert not {name for name in _asked(made) if name.startswith("given")}


@pytest.mark.parametrize(("drug", "word"), [("lidocaine", "lidocaine"), ("emla", "cream")])
def test_a_dose_nobody_measured_leaves_no_anaesthetic_to_draw_up(
    handbook: Handbook, drug: str, word: str
) -> None:
    made = _examined(handbook, given_today=(drug,))
    recipe = _numbing(made)
    assert (recipe.status, recipe.question) == ("needs-answer", f"given:{drug}")
    assert recipe.lidocaine_stock_ml is None
    [question] = [each for each in made.questions if each.id == f"given:{drug}"]
    assert question.answer == "number"
    assert word in handbook.sentences[question.text.values["medicine"].id]["en"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("drug", "mg", "counted"), [("lidocaine", 40, 40), ("emla", 2500, 125), ("prilocaine", 30, 30)]
)
def test_a_dose_told_counts_against_the_ceiling_of_the_day(
    handbook: Handbook, drug: str, mg: int, counted: int
) -> None:
    without = _numbing(_examined(handbook, given_today=("none",)))
    said = {"given_today": (drug,), f"given_of_{drug}": Decimal(mg)}
    counting = _numbing(_examined(handbook, **said))
    assert sum(share.mg for share in counting.shares) - sum(share.mg for share in without.shares) == counted
    assert counting.anaesthetic_fraction > without.anaesthetic_fraction


def test_a_dose_that_used_up_the_day_leaves_no_syringe(handbook: Handbook) -> None:
    said = {"given_today": ("lidocaine",), "given_of_lidocaine": Decimal(210)}
    assert _numbing(_examined(handbook, **said)).status == "refused"


def test_a_dose_of_yesterday_is_asked_about_anew(handbook: Handbook) -> None:
    case = _examined(handbook).case
    yesterday = answer("given-today", ("none",), TODAY.replace(day=19))
    made = plan(msgspec.structs.replace(case, facts=(*case.facts, yesterday)), handbook, TODAY)
    assert "given-today" in _asked(made)


def test_a_drug_nobody_knows_is_refused_in_one_line(handbook: Handbook) -> None:
    with pytest.raises(BadInput, match="No ceiling is known for 'lidocain'"):
        _examined(handbook, given_of_lidocain=Decimal(40))
