"""Scores and what became of them: direction, missing items, the change that matters."""

from decimal import Decimal

import msgspec
import pytest

from enthesis.care.changes import acceptable, change, responder
from enthesis.care.outcomes import score
from enthesis.care.values.outcome import Change, Outcome
from enthesis.knowledge.cards.instrument import Detectable, Instrument
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.sentences import say
from enthesis.vocabulary.errors import BadInput
from enthesis.vocabulary.status import Status

D = Decimal


def answered(prefix: str, *values: int | None) -> dict[str, Decimal | None]:
    return {f"{prefix}{n}": None if v is None else D(v) for n, v in enumerate(values, start=1)}


def pain(handbook: Handbook, value: int | str) -> Outcome:
    return score(handbook.instruments["nrs"], {"pain": D(value)})


def psfs(handbook: Handbook, *values: int | None) -> Outcome:
    return score(handbook.instruments["psfs"], answered("activity-", *values))


def womac(handbook: Handbook, each: int) -> Outcome:
    items = answered("pain-", *[each] * 5) | answered("stiffness-", *[each] * 2)
    return score(handbook.instruments["womac"], items | answered("function-", *[each] * 17))


# One formula after the other


def test_a_pain_score_is_its_answer(handbook: Handbook) -> None:
    assert pain(handbook, 6).score == 6


def test_named_activities_are_averaged(handbook: Handbook) -> None:
    assert psfs(handbook, 3, 4, 6).score == D("4.3333")
    assert psfs(handbook, 2, 4, 6, 8, 10).score == 6


def test_womac_sums_to_96_and_its_parts_to_20_8_and_68(handbook: Handbook) -> None:
    worst = womac(handbook, 4)
    assert worst.score == 96
    assert [scale.score for scale in worst.scales] == [20, 8, 68]
    assert womac(handbook, 0).score == 0


@pytest.mark.parametrize(("each", "expected"), [(0, 100), (1, 75), (2, 50), (4, 0)])
def test_koos_runs_from_0_worst_to_100_best(handbook: Handbook, each: int, expected: int) -> None:
    outcome = score(handbook.instruments["koos"], answered("P", *[each] * 9))
    assert outcome.scales[0].score == expected
    assert outcome.direction == "higher-better"


def test_koos_pain_is_100_minus_25_times_the_mean(handbook: Handbook) -> None:
    outcome = score(handbook.instruments["koos"], answered("P", 1, 1, 1, 1, 1, 1, 1, 1, 2))
    assert outcome.scales[0].score == D("72.2222")


def test_koos_has_no_total_and_says_so(handbook: Handbook) -> None:
    outcome = score(handbook.instruments["koos"], answered("P", *[1] * 9))
    assert outcome.score is None
    assert outcome.reason is not None
    assert "no total" in say(handbook, outcome.reason.id, outcome.reason.values)


def test_the_koos_12_summary_is_the_mean_of_three_parts(handbook: Handbook) -> None:
    answers = answered("P", 0, 0, 0, 0) | answered("F", 2, 2, 2, 2) | answered("Q", 4, 4, 4, 4)
    assert score(handbook.instruments["koos12"], answers).score == 50


def test_roland_morris_counts_ticks(handbook: Handbook) -> None:
    answers = answered("statement-", *[1] * 7, *[0] * 17)
    assert score(handbook.instruments["rmdq"], answers).score == 7


def test_the_neck_index_is_in_percent_and_prorates_two_missing_sections(handbook: Handbook) -> None:
    card = handbook.instruments["ndi"]
    assert score(card, answered("section-", *[5] * 10)).score == 100
    assert score(card, answered("section-", *[2] * 10)).score == 40
    assert score(card, answered("section-", *[2] * 8)).score == 40
    assert score(card, answered("section-", *[2] * 7)).score is None


def test_a_measurement_may_have_a_part_of_a_unit(handbook: Handbook) -> None:
    assert score(handbook.instruments["grip"], {"grip": D("31.5")}).score == D("31.5")


# What is missing is never a zero


@pytest.mark.parametrize("name", ["nrs", "psfs", "pgic", "rmdq", "womac", "koos12", "ndi", "grip", "laxity"])
def test_nothing_answered_is_no_score_and_a_reason(handbook: Handbook, name: str) -> None:
    outcome = score(handbook.instruments[name], {})
    assert outcome.score is None
    assert outcome.reason is not None
    assert say(handbook, outcome.reason.id, outcome.reason.values)


def test_two_activities_are_too_few(handbook: Handbook) -> None:
    outcome = psfs(handbook, 3, 4, None)
    assert outcome.score is None
    assert outcome.reason is not None
    assert say(handbook, outcome.reason.id, outcome.reason.values) == (
        "No score: 2 of 5 items answered, 3 are needed."
    )


@pytest.mark.parametrize(("count", "known"), [(4, False), (5, True), (9, True)])
def test_koos_needs_half_of_a_part(handbook: Handbook, count: int, known: bool) -> None:
    outcome = score(handbook.instruments["koos"], answered("P", *[1] * count))
    assert (outcome.scales[0].score is not None) is known


def test_a_total_with_a_part_missing_is_no_total(handbook: Handbook) -> None:
    answers = answered("P", 0, 0, 0, 0) | answered("F", 2, 2, 2, 2) | answered("Q", 4)
    outcome = score(handbook.instruments["koos12"], answers)
    assert outcome.score is None
    assert [scale.score for scale in outcome.scales] == [100, 50, None]


def test_one_missing_item_leaves_womac_without_a_total(handbook: Handbook) -> None:
    items = answered("pain-", *[1] * 5) | answered("stiffness-", 1) | answered("function-", *[1] * 17)
    assert score(handbook.instruments["womac"], items).score is None


def test_a_real_zero_is_a_score(handbook: Handbook) -> None:
    assert pain(handbook, 0).score == 0
    assert pain(handbook, 0).reason is None


# Wrong use


@pytest.mark.parametrize("value", ["11", "-1", "5.5", "NaN", "Infinity", "1E+400000", "1E-400000"])
def test_an_answer_outside_its_range_is_refused(handbook: Handbook, value: str) -> None:
    with pytest.raises(BadInput, match="pain cannot be"):
        score(handbook.instruments["nrs"], {"pain": D(value)})


@pytest.mark.parametrize("value", ["-1", "1E+400000", "1E-400000"])
def test_a_measure_without_an_upper_end_still_refuses_nonsense(handbook: Handbook, value: str) -> None:
    with pytest.raises(BadInput):
        score(handbook.instruments["single-leg-stand"], {"stand": D(value)})


def test_an_item_the_instrument_does_not_have_is_refused(handbook: Handbook) -> None:
    with pytest.raises(BadInput, match="nrs has no item 'pian'"):
        score(handbook.instruments["nrs"], {"pian": D(4)})


def test_scores_of_two_instruments_are_not_compared(handbook: Handbook) -> None:
    with pytest.raises(BadInput, match="nrs"):
        change(handbook.instruments["psfs"], pain(handbook, 4), psfs(handbook, 4, 4, 4))


def test_scores_of_two_formulas_are_not_compared(handbook: Handbook) -> None:
    old = msgspec.structs.replace(pain(handbook, 6), formula_version="0")
    with pytest.raises(BadInput, match="formula 0"):
        change(handbook.instruments["nrs"], old, pain(handbook, 4))


def test_an_instrument_without_a_total_wants_a_scale_named(handbook: Handbook) -> None:
    koos = handbook.instruments["koos"]
    outcome = score(koos, answered("P", *[1] * 9))
    with pytest.raises(BadInput, match="daily-living"):
        change(koos, outcome, outcome)
    with pytest.raises(BadInput, match="no scale 'hip'"):
        change(koos, outcome, outcome, scale="hip")


# Change


def nrs_change(handbook: Handbook, before: int, after: int) -> Change:
    return change(handbook.instruments["nrs"], pain(handbook, before), pain(handbook, after))


@pytest.mark.parametrize(
    ("before", "after", "response"),
    [
        (6, 4, "better-by-mcid"), (6, 5, "same"), (6, 6, "same"), (6, 7, "same"), (6, 8, "worse-by-mcid"),
        (0, 0, "same"), (0, 2, "worse-by-mcid"),
    ],
)  # fmt: skip
def test_less_pain_is_better_from_two_points_on(
    handbook: Handbook, before: int, after: int, response: str
) -> None:
    found = nrs_change(handbook, before, after)
    assert found.response == response
    assert found.improvement == before - after
    assert found.mcid_sources == ("S95", "S97")


@pytest.mark.parametrize(
    ("after", "response"), [(6, "better-by-mcid"), (5, "same"), (4, "same"), (2, "worse-by-mcid")]
)
def test_more_function_is_better(handbook: Handbook, after: int, response: str) -> None:
    found = change(handbook.instruments["psfs"], psfs(handbook, 4, 4, 4), psfs(handbook, after, after, after))
    assert found.response == response
    assert found.improvement == after - 4


def test_two_means_with_the_same_thirds_differ_by_exactly_two(handbook: Handbook) -> None:
    found = change(handbook.instruments["psfs"], psfs(handbook, 1, 1, 2), psfs(handbook, 3, 3, 4))
    assert found.improvement == 2
    assert found.response == "better-by-mcid"


def test_a_missing_score_is_not_known_and_never_no_gain(handbook: Handbook) -> None:
    found = change(handbook.instruments["psfs"], psfs(handbook, 4, 4, 4), psfs(handbook, 9, 9))
    assert found.response == "not-known"
    assert found.improvement is None
    assert "not the same as no gain" in say(handbook, found.says.id, found.says.values)


def test_an_instrument_without_a_published_change_calls_nothing_better(handbook: Handbook) -> None:
    card = handbook.instruments["koos12"]
    best, worst = (
        score(card, answered("P", *[v] * 4) | answered("F", *[v] * 4) | answered("Q", *[v] * 4))
        for v in (0, 4)
    )
    found = change(card, worst, best)
    assert found.improvement == 100
    assert found.response == "not-known"
    assert say(handbook, found.says.id, found.says.values).startswith("Better by 100;")


def test_a_percent_change_counts_from_the_baseline(handbook: Handbook) -> None:
    card = handbook.instruments["womac"]
    found = change(card, womac(handbook, 2), womac(handbook, 1))
    assert found.mcid == D("5.76"), "12 percent of 48"
    assert found.percent == 50
    assert found.response == "better-by-mcid"


def test_the_percent_of_a_better_scale_counts_the_way_to_its_best_end(handbook: Handbook) -> None:
    found = change(handbook.instruments["psfs"], psfs(handbook, 4, 4, 4), psfs(handbook, 7, 7, 7))
    assert found.percent == 50
    assert found.of_100 == 30


def test_a_percent_of_a_baseline_of_zero_is_not_known(handbook: Handbook) -> None:
    found = change(handbook.instruments["womac"], womac(handbook, 0), womac(handbook, 1))
    assert found.percent is None
    assert found.response == "not-known"


def test_of_a_range_gain_needs_the_upper_end_and_loss_the_lower(handbook: Handbook) -> None:
    koos = handbook.instruments["koos"]

    def quality(*values: int) -> Outcome:
        return score(koos, answered("Q", *values))

    def between(before: Outcome, after: Outcome) -> str:
        return change(koos, before, after, scale="quality-of-life").response

    assert between(quality(2, 2, 2, 2), quality(1, 2, 2, 2)) == "same", "6.25 points"
    assert between(quality(2, 2, 2, 2), quality(1, 1, 2, 2)) == "better-by-mcid", "12.5 points"
    ten = msgspec.structs.replace(koos, mcid=(msgspec.structs.replace(koos.mcid[4], value=D(6)),))
    assert change(ten, quality(2, 2, 2, 2), quality(1, 2, 2, 2), scale="quality-of-life").response == "same"
    assert (
        change(ten, quality(2, 2, 2, 2), quality(3, 2, 2, 2), scale="quality-of-life").response
        == "worse-by-mcid"
    )


def with_error(card: Instrument, points: int) -> Instrument:
    known = Detectable(value=D(points), scale=card.scale[0].id, sources=("S107",))
    return msgspec.structs.replace(card, detectable=(known,))


@pytest.mark.parametrize(("error", "response"), [(2, "better-by-mcid"), (3, "same"), (4, "same")])
def test_a_gain_within_measurement_error_does_not_count(
    handbook: Handbook, error: int, response: str
) -> None:
    card = with_error(handbook.instruments["nrs"], error)
    found = change(card, pain(handbook, 6), pain(handbook, 3))
    assert found.response == response
    assert found.beyond_error is (Status.MET if error < 3 else Status.NOT_MET)


def test_a_worsening_counts_even_within_measurement_error(handbook: Handbook) -> None:
    card = with_error(handbook.instruments["nrs"], 5)
    assert change(card, pain(handbook, 3), pain(handbook, 6)).response == "worse-by-mcid"


def test_seven_of_fifty_is_fourteen_in_percent(handbook: Handbook) -> None:
    card = handbook.instruments["ndi"]
    before = score(card, answered("section-", *[2] * 10))
    found = change(card, before, score(card, answered("section-", *[1] * 7, *[2] * 3)))
    assert found.mcid == 14
    assert found.response == "better-by-mcid", "26 percent against 40"


# The acceptable state


@pytest.mark.parametrize(("value", "status"), [(0, Status.MET), (3, Status.MET), (4, Status.NOT_MET)])
def test_pain_up_to_32_of_100_is_acceptable(handbook: Handbook, value: int, status: Status) -> None:
    assert acceptable(handbook.instruments["nrs"], pain(handbook, value)) is status


@pytest.mark.parametrize(("value", "status"), [(7, Status.MET), (6, Status.MET), (5, Status.NOT_MET)])
def test_much_improved_is_success(handbook: Handbook, value: int, status: Status) -> None:
    card = handbook.instruments["pgic"]
    assert acceptable(card, score(card, {"change": D(value)})) is status


def test_womac_function_has_its_own_threshold_of_100(handbook: Handbook) -> None:
    card = handbook.instruments["womac"]
    assert acceptable(card, womac(handbook, 1), scale="function") is Status.MET, "17 of 68 is 25 of 100"
    assert acceptable(card, womac(handbook, 2), scale="function") is Status.NOT_MET


def test_without_a_score_or_a_threshold_the_state_is_not_known(handbook: Handbook) -> None:
    assert acceptable(handbook.instruments["nrs"], score(handbook.instruments["nrs"], {})) is Status.NOT_KNOWN
    assert acceptable(handbook.instruments["psfs"], psfs(handbook, 10, 10, 10)) is Status.NOT_KNOWN


# OMERACT-OARSI


def test_half_the_pain_gone_and_twenty_points_is_a_responder(handbook: Handbook) -> None:
    found = responder(pain=nrs_change(handbook, 6, 3), function=None, patient_global=None, handbook=handbook)
    assert found is Status.MET


def test_half_of_a_small_pain_alone_is_not(handbook: Handbook) -> None:
    small, none = nrs_change(handbook, 2, 1), nrs_change(handbook, 5, 5)
    assert responder(pain=small, function=none, patient_global=none, handbook=handbook) is Status.NOT_MET


def test_two_smaller_gains_make_a_responder(handbook: Handbook) -> None:
    some = nrs_change(handbook, 8, 6)
    none = nrs_change(handbook, 5, 5)
    assert responder(pain=some, function=some, patient_global=none, handbook=handbook) is Status.MET
    assert responder(pain=some, function=none, patient_global=some, handbook=handbook) is Status.MET
    assert responder(pain=some, function=none, patient_global=none, handbook=handbook) is Status.NOT_MET


def test_what_is_missing_leaves_a_responder_not_known(handbook: Handbook) -> None:
    some, none = nrs_change(handbook, 8, 6), nrs_change(handbook, 5, 5)
    assert responder(pain=some, function=None, patient_global=None, handbook=handbook) is Status.NOT_KNOWN
    assert responder(pain=none, function=None, patient_global=none, handbook=handbook) is Status.NOT_KNOWN
    assert responder(pain=none, function=none, patient_global=None, handbook=handbook) is Status.NOT_MET
