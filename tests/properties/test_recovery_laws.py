"""The laws of aftercare: one paracetamol sentence, never a higher ceiling for more risk, P1 in every line."""

import re
from decimal import Decimal
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from enthesis.care.recovery import aftercare
from enthesis.care.values.instruction import Instruction
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.sentences import say
from enthesis.knowledge.words import Wording
from enthesis.vocabulary.anatomy import Region
from enthesis.vocabulary.status import Status

RISKS = ("liver_disease", "alcohol", "frail")
BY_RISK = (Status.NOT_MET, Status.NOT_KNOWN, Status.MET)
WEIGHTS = (Decimal(50), None, Decimal("49.9"))
_NUMBER = re.compile(r"no more than ([\d,]+) mg", re.IGNORECASE)

circumstances = st.fixed_dictionaries(
    {
        "region": st.sampled_from([region.value for region in Region]),
        "tissue": st.sampled_from(["joint", "ligament", "tendon"]),
        "nsaid_days_after": st.integers(2, 84),
        "weight_kg": st.none() | st.decimals(30, 200, places=1),
        "sedation": st.sampled_from([None, "none", "minimal", "moderate", "deep"]),
        "other_paracetamol": st.sampled_from([(), ("co-codamol",)]),
    }
    | {
        name: st.sampled_from(Status)
        for name in (*RISKS, "adult", "takes_warfarin", "paracetamol_allergy", "cold_unsuitable", "diabetes")
    }
)


def ceilings(handbook: Handbook, after: tuple[Instruction, ...]) -> list[int]:
    said = [
        say(handbook, each.says.id, each.says.values) for each in after if each.id.startswith("paracetamol")
    ]
    return [int(number.replace(",", "")) for text in said for number in _NUMBER.findall(text)]


@settings(max_examples=150, deadline=None)
@given(circumstances)
def test_whatever_is_known_one_paracetamol_sentence_is_said_and_all_have_words(
    handbook: Handbook, known: dict[str, Any]
) -> None:
    after = aftercare(handbook, **known)
    limits = [each for each in after if handbook.aftercare.get(each.id) and each.id in PARACETAMOL]
    assert len(limits) == 1
    assert len({each.id for each in after}) == len(after)
    for each in after:
        assert say(handbook, each.says.id, each.says.values)
    assert max(ceilings(handbook, after), default=0) <= 3000


PARACETAMOL = (
    "paracetamol-allergy", "paracetamol-young", "paracetamol-low", "paracetamol-weight", "paracetamol-check",
    "paracetamol-usual",
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(circumstances)
def test_no_line_orders_anybody_to_stop_what_must_go_on(handbook: Handbook, known: dict[str, Any]) -> None:
    wording = Wording(handbook, "en")
    for each in aftercare(handbook, **known):
        text = say(handbook, each.says.id, each.says.values)
        assert wording.stops_protected(text) == [], text
        assert wording.forbidden(text) == [], text
        assert each.of != "patient" or not wording.lacks_carve_out(text), text


def test_more_risk_never_raises_what_may_be_taken(handbook: Handbook) -> None:
    """All 81 mixes of weight, liver, alcohol and frailty, each against those one step riskier."""

    def surely_allowed(at: tuple[int, ...]) -> int:
        known = {name: BY_RISK[step] for name, step in zip(RISKS, at[1:], strict=True)}
        after = aftercare(
            handbook, region="knee", tissue="joint", nsaid_days_after=7, weight_kg=WEIGHTS[at[0]],
            sedation="none", adult=Status.MET, paracetamol_allergy=Status.NOT_MET, **known,
        )  # fmt: skip
        return min(ceilings(handbook, after))

    for at in product(range(3), repeat=4):
        for place, step in enumerate(at):
            if step < 2:
                riskier = (*at[:place], step + 1, *at[place + 1 :])
                assert surely_allowed(riskier) <= surely_allowed(at), (at, riskier)


def test_three_thousand_is_said_without_a_condition_only_when_every_risk_is_ruled_out(
    handbook: Handbook,
) -> None:
    for weight, *risks in product(WEIGHTS, BY_RISK, BY_RISK, BY_RISK):
        after = aftercare(
            handbook, region="knee", tissue="joint", nsaid_days_after=7, weight_kg=weight, sedation="none",
            adult=Status.MET, paracetamol_allergy=Status.NOT_MET, **dict(zip(RISKS, risks, strict=True)),
        )  # fmt: skip
        ruled_out = weight == Decimal(50) and all(risk is Status.NOT_MET for risk in risks)
        assert (ceilings(handbook, after) == [3000]) == ruled_out
