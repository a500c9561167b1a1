"""What a person is told for the days after a session: what to expect, what to do, when to call.

Only soreness carries days (up to day 10); repair never does (CARE:14). The paracetamol ceiling looks at
weight, liver, alcohol, frailty, warfarin and every other source (CARE:4), and what is not known never
counts as harmless. Which sentence is said is decided by the aftercare cards; here their circumstances
are told apart. Triage has a home of its own, ``triage``.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import cast

import msgspec

from enthesis.care.values.case import Sedation
from enthesis.care.values.instruction import Instruction
from enthesis.care.values.sentence import Sentence, SentenceValue
from enthesis.knowledge.cards.aftercare import Aftercare, Circumstance
from enthesis.knowledge.cards.triage import TriageRule
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.sentences import placeholders
from enthesis.knowledge.settings import is_on, number, whole
from enthesis.vocabulary.status import Status

_MEDICINES = "other_paracetamol"
_STATUS_BY_WORD = {"not": Status.NOT_MET, "unknown": Status.NOT_KNOWN}


def aftercare(
    handbook: Handbook,
    *,
    region: str,
    tissue: str,
    nsaid_days_after: int,
    weight_kg: Decimal | None,
    sedation: Sedation | None,
    adult: Status = Status.NOT_KNOWN,
    takes_warfarin: Status = Status.NOT_KNOWN,
    liver_disease: Status = Status.NOT_KNOWN,
    alcohol: Status = Status.NOT_KNOWN,
    frail: Status = Status.NOT_KNOWN,
    paracetamol_allergy: Status = Status.NOT_KNOWN,
    other_paracetamol: tuple[str, ...] = (),
    cold_unsuitable: Status = Status.NOT_KNOWN,
    diabetes: Status = Status.NOT_KNOWN,
) -> tuple[Instruction, ...]:
    """List what to expect and do after a session, in order; the calls that cannot wait come last.

    ``nsaid_days_after`` is the clinic's pause of anti-inflammatories in whole days. ``alcohol`` is three
    or more drinks a day; ``frail`` and ``cold_unsuitable`` are a clinician's word. ``other_paracetamol``
    names medicines on the list that hold paracetamol too.
    """
    told: dict[Circumstance, Status] = {
        "adult": adult,
        "alcohol": alcohol,
        "cold-offered": _status(is_on(handbook, "cold-compress")),
        "cold-unsuitable": cold_unsuitable,
        "diabetes": diabetes,
        "frail": frail,
        "liver-disease": liver_disease,
        "low-weight": _low_weight(weight_kg, handbook),
        "other-paracetamol": _status(bool(other_paracetamol)),
        "paracetamol-allergy": paracetamol_allergy,
        "sedated": Status.NOT_KNOWN if sedation is None else _status(sedation != "none"),
        "warfarin": takes_warfarin,
    }
    here = [each for each in _prepared(region, tissue, nsaid_days_after, handbook) if _holds(each, told)]
    return (
        *(_said(each, other_paracetamol) for each in _first_of_each(here)),
        *_calls(region, handbook),
    )


class _Prepared(msgspec.Struct, frozen=True, gc=False):
    """One card: when it holds, parsed, and what it says to everybody.

    Of those that share a ``group`` one is said. ``names_medicines`` where its sentence names the person's own
    medicines, which are filled in last.
    """

    group: str
    when: tuple[tuple[tuple[Circumstance, Status], ...], ...]
    instruction: Instruction
    names_medicines: bool


@lru_cache(maxsize=64)
def _prepared(region: str, tissue: str, nsaid_days_after: int, handbook: Handbook) -> tuple[_Prepared, ...]:
    """Prepare the cards that speak of a region and tissue, in their order."""
    values = {"anti_inflammatory_days": nsaid_days_after, _MEDICINES: "", **_numbers(handbook)}
    cards = sorted(handbook.aftercare.values(), key=lambda card: card.order)
    return tuple(
        _Prepared(
            group=card.one_of or f"card {card.id}",
            when=tuple(tuple(map(_parsed, alternative)) for alternative in card.when),
            instruction=_instruction(card, values),
            names_medicines=_MEDICINES in placeholders(card.says["en"]),
        )
        for card in cards
        if card.applies_to(region, tissue)
    )


def _parsed(literal: str) -> tuple[Circumstance, Status]:
    how, _, named = literal.rpartition(" ")
    return cast(Circumstance, named), _STATUS_BY_WORD.get(how, Status.MET)


def _status(is_so: bool) -> Status:
    return Status.MET if is_so else Status.NOT_MET


def _low_weight(weight_kg: Decimal | None, handbook: Handbook) -> Status:
    if weight_kg is None:
        return Status.NOT_KNOWN
    return _status(weight_kg < number(handbook, "recovery-low-weight-kg"))


def _numbers(handbook: Handbook) -> dict[str, SentenceValue]:
    """Write the clinic's numbers as people read them."""
    return {
        "paracetamol_mg": f"{whole(handbook, 'paracetamol-ceiling-mg'):,}",
        "paracetamol_low_mg": f"{whole(handbook, 'recovery-paracetamol-low'):,}",
        "low_weight_kg": whole(handbook, "recovery-low-weight-kg"),
        "load_days": whole(handbook, "recovery-load-days"),
        "tendon_load_days": whole(handbook, "recovery-load-days-tendon"),
    }


def _holds(prepared: _Prepared, told: Mapping[Circumstance, Status]) -> bool:
    return not prepared.when or any(
        all(told[named] is status for named, status in alternative) for alternative in prepared.when
    )


def _first_of_each(prepared: Iterable[_Prepared]) -> list[_Prepared]:
    """Of the cards that share a ``one_of``, keep the first."""
    kept: dict[str, _Prepared] = {}
    for each in prepared:
        kept.setdefault(each.group, each)
    return list(kept.values())


def _said(prepared: _Prepared, other_paracetamol: tuple[str, ...]) -> Instruction:
    instruction = prepared.instruction
    if not prepared.names_medicines:
        return instruction
    values = {**instruction.says.values, _MEDICINES: ", ".join(other_paracetamol)}
    return msgspec.structs.replace(instruction, says=Sentence(instruction.says.id, values))


def _instruction(card: Aftercare, values: Mapping[str, SentenceValue]) -> Instruction:
    wanted = placeholders(card.says["en"])
    return Instruction(
        id=card.id,
        moment="after",
        says=Sentence(f"aftercare.{card.id}.says", {name: values[name] for name in wanted}),
        of=card.of,
        card=f"aftercare/{card.id}",
        day_from=card.day_from,
        day_to=card.day_to,
    )


@lru_cache(maxsize=64)
def _calls(region: str, handbook: Handbook) -> tuple[Instruction, ...]:
    """Say when to call, gravest first: the leaflet lines of the triage rows that are asked about here."""
    rows = [rule for rule in handbook.triage.values() if _is_told(rule, region, handbook)]
    rows.sort(key=lambda rule: (-rule.urgency.rank, rule.order))
    return tuple(
        Instruction(
            id=f"call-{rule.id}",
            moment="after",
            says=Sentence(f"triage.{rule.id}.leaflet"),
            of="patient",
            card=f"triage/{rule.id}",
        )
        for rule in rows
    )


def _is_told(rule: TriageRule, region: str, handbook: Handbook) -> bool:
    named = [handbook.symptoms[symptom] for signs in rule.when for symptom in signs.all_of]
    return (
        rule.leaflet is not None
        and rule.applies_to(region)
        and any(symptom.is_asked_in(region) for symptom in named)
    )
