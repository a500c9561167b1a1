"""Laws of scores: inside the scale, never from nothing, and mirrored when time runs backwards."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as some

from enthesis.care.changes import change
from enthesis.care.outcomes import score
from enthesis.care.values.outcome import Outcome
from enthesis.knowledge.cards.instrument import Instrument
from enthesis.knowledge.handbook import Handbook

NAMES = some.sampled_from(("nrs", "psfs", "pgic", "rmdq", "womac", "koos", "koos12", "ndi", "laxity"))


def answers_of(card: Instrument, data: some.DataObject) -> dict[str, Decimal | None]:
    answers: dict[str, Decimal | None] = {}
    for scale in card.scale:
        low, high = int(scale.item_min), int(scale.item_max or 100)
        for name in scale.item_ids:
            number = data.draw(some.none() | some.integers(low, high))
            answers[name] = None if number is None else Decimal(number)
    return answers


def scored(card: Instrument, data: some.DataObject) -> Outcome:
    return score(card, answers_of(card, data))


@given(name=NAMES, data=some.data())
@settings(max_examples=200, deadline=None)
def test_a_score_lies_on_its_scale_or_is_absent_with_a_reason(
    handbook: Handbook, name: str, data: some.DataObject
) -> None:
    outcome = scored(handbook.instruments[name], data)
    assert (outcome.score is None) == (outcome.reason is not None)
    for scale in outcome.scales:
        assert (scale.score is None) == (scale.answered < scale.needed)
        assert scale.score is None or scale.minimum <= scale.score <= (scale.maximum or scale.score)


@given(name=NAMES, data=some.data())
@settings(max_examples=200, deadline=None)
def test_going_back_undoes_an_improvement(handbook: Handbook, name: str, data: some.DataObject) -> None:
    card = handbook.instruments[name]
    scale = card.scale[0].id
    first, second = scored(card, data), scored(card, data)
    forward, back = (change(card, *pair, scale=scale) for pair in ((first, second), (second, first)))
    if forward.improvement is None:
        assert forward.response == back.response == "not-known"
    else:
        assert back.improvement == -forward.improvement
        assert not (forward.response == back.response == "better-by-mcid")


@given(name=NAMES, data=some.data())
@settings(max_examples=200, deadline=None)
def test_better_and_worse_follow_the_sign_of_the_improvement(
    handbook: Handbook, name: str, data: some.DataObject
) -> None:
    card = handbook.instruments[name]
    found = change(card, scored(card, data), scored(card, data), scale=card.scale[0].id)
    if found.response == "better-by-mcid":
        assert found.improvement is not None
        assert found.improvement > 0
    if found.response == "worse-by-mcid":
        assert found.improvement is not None
        assert found.improvement < 0
