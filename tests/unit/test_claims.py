"""Claims and contradictions: every reading trap of the sources, and what a card may never hold."""

import re
from decimal import Decimal

import msgspec
import pytest

from enthesis.knowledge.cards.claim import Claim, Result
from enthesis.knowledge.cards.contradiction import Contradiction
from enthesis.knowledge.handbook import Handbook


def results(handbook: Handbook, claim: str, measure: str) -> list[Result]:
    return [result for result in handbook.claims[claim].results if result.measure == measure]


def test_the_2013_knee_trial_counts_up_and_the_2020_trial_counts_down(handbook: Handbook) -> None:
    up = results(handbook, "knee-rabago-2013", "WOMAC composite, adjusted")
    down = results(handbook, "knee-sit-2020", "WOMAC pain")
    assert [(result.better, result.arm, result.value) for result in up] == [
        ("higher", "dextrose", Decimal("15.3")),
        ("higher", "saline", Decimal("7.6")),
        ("higher", "exercise", Decimal("8.2")),
    ]
    assert [(result.better, result.value) for result in down] == [("lower", Decimal("-10.34"))]
    for claim in ("knee-rabago-2013", "knee-sit-2020"):
        assert handbook.claims[claim].favours == "prolotherapy"


def test_a_standard_error_is_not_a_standard_deviation(handbook: Handbook) -> None:
    adjusted = results(handbook, "knee-rabago-2013", "WOMAC composite, adjusted")
    by_visit = results(handbook, "knee-rabago-2013", "WOMAC pain")
    assert {result.spread_type for result in adjusted} == {"SE"}
    assert {result.spread_type for result in by_visit if result.spread} == {"SD"}


def test_the_raw_womac_keeps_its_own_maximum(handbook: Handbook) -> None:
    assert {r.scale_max for r in handbook.claims["knee-dumais-2012"].results} == {Decimal(96)}
    assert {r.scale_max for r in handbook.claims["knee-sit-2020"].results} == {Decimal(100)}


def test_the_intervals_of_the_2020_trial_are_there_and_its_misprint_is_not(handbook: Handbook) -> None:
    intervals = {
        result.measure: (result.ci_low, result.ci_high) for result in handbook.claims["knee-sit-2020"].results
    }
    assert intervals["WOMAC pain"] == (Decimal("-19.20"), Decimal("-1.49"))
    assert intervals["WOMAC function"] == (Decimal("-17.72"), Decimal("-1.39"))
    assert intervals["WOMAC composite"] == (Decimal("-17.77"), Decimal("-1.53"))
    assert intervals["Pain VAS"] == (Decimal("-21.36"), Decimal("-0.61"))
    assert intervals["EQ VAS"] == (None, None)


RESULT = {"measure": "x", "better": "lower", "kind": "difference", "source": "S04"}
REFUSED = [
    {"value": 8.64, "ci_low": 1.36, "ci_high": 5.92},
    {"value": 8.64, "ci_low": 1.36},
    {"value": 15.3, "spread": 3.5},
    {"value": 15.3, "spread_type": "SE"},
    {"value": 1, "better": "more"},
]


@pytest.mark.parametrize("fields", REFUSED)
def test_a_number_that_cannot_be_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**RESULT, **fields}, Result, strict=False)


def test_a_number_that_can_be_is_read() -> None:
    held = msgspec.convert(
        {**RESULT, "value": -10.34, "ci_low": -19.2, "ci_high": -1.49}, Result, strict=False
    )
    assert held.value == Decimal("-10.34")


def test_every_claim_for_patients_about_a_trial_speaks_in_numbers(handbook: Handbook) -> None:
    for claim in handbook.claims.values():
        if claim.audience == "patient" and claim.people:
            assert re.search(r"\d", claim.says["en"]), claim.id


def test_the_knee_in_one_line_is_worded_as_ruled(handbook: Handbook) -> None:
    assert handbook.claims["knee-in-one-line"].says["en"] == (
        "In a 76-person trial, about 10 points better out of 100 than salt water at one year; "
        "a US rheumatology guideline (2019) advises against it."
    )


def test_the_stages_of_healing_are_proposed_and_carry_no_dates(handbook: Handbook) -> None:
    stages = [claim for claim in handbook.claims.values() if claim.about == "healing"]
    proposed = [claim for claim in stages if claim.standing == "proposed"]
    assert len(proposed) == 3
    for claim in proposed:
        assert "proposed" in claim.says["en"]
        assert not re.search(
            r"\b(day|days|week|weeks|month|months)\b \d|\d+ (days|weeks|months)", claim.says["en"]
        )


def test_the_infection_rate_says_that_it_is_not_of_dextrose(handbook: Handbook) -> None:
    claim = handbook.claims["joint-infection"]
    assert [result.value for result in claim.results] == [Decimal("0.037"), Decimal("0.08"), Decimal("0.093")]
    assert "not known" in claim.says["en"]


def test_the_survey_of_the_spine_is_never_a_patients_risk(handbook: Handbook) -> None:
    assert handbook.claims["spine-survey"].audience == "clinician"
    assert handbook.claims["spine-survey"].conditions == ()


def test_the_guideline_that_disagrees_stands_beside_the_trials(handbook: Handbook) -> None:
    assert handbook.claims["knee-guideline-against"].favours == "comparator"
    assert "advises against" in handbook.claims["knee-guideline-against"].says["en"]


def test_all_twenty_eight_contradictions_are_there(handbook: Handbook) -> None:
    cards: list[Contradiction] = list(handbook.contradictions.values())
    assert sorted(card.order for card in cards) == list(range(1, 29))
    assert {card.ref for card in cards} == {f"CTR-{number}" for number in range(1, 29)}


def test_a_leaflet_that_is_silent_has_no_quote(handbook: Handbook) -> None:
    aspirin = handbook.contradictions["ctr-13"]
    assert (aspirin.leaflet_a, aspirin.leaflet_b) == (None, None)
    cord = handbook.contradictions["ctr-10"]
    assert cord.leaflet_a is not None
    assert cord.follows == "safety"


def test_what_follows_a_leaflet_quotes_it(handbook: Handbook) -> None:
    for card in handbook.contradictions.values():
        if card.follows == "leaflet-a":
            assert card.leaflet_a is not None, card.id
        if card.follows == "leaflet-b":
            assert card.leaflet_b is not None, card.id


def test_a_quote_under_the_wrong_leaflet_is_refused(handbook: Handbook) -> None:
    card = msgspec.to_builtins(handbook.contradictions["ctr-1"])
    with pytest.raises(msgspec.ValidationError, match="leaflet B stands under leaflet A"):
        msgspec.convert({**card, "leaflet_a": card["leaflet_b"]}, Contradiction, strict=False)


def test_a_claim_with_a_key_nobody_knows_is_refused(handbook: Handbook) -> None:
    card = msgspec.to_builtins(handbook.claims["cost"])
    with pytest.raises(msgspec.ValidationError, match="proof"):
        msgspec.convert({**card, "proof": "certain"}, Claim, strict=False)
