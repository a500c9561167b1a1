"""The syringes of one session: what a protocol mixes, in the volumes the examined points ask for.

Joint and ligament syringes share one ceiling, with everything else this body was given the same day.
Without an examination nobody knows how many places there are, so the ligament syringe has no volume.
One syringe by itself is ``mix``.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple, cast

import msgspec

from enthesis.care.mix import mix
from enthesis.care.on_record import on_record
from enthesis.care.values.known import Known
from enthesis.care.values.mix_request import Given, Into, MixRequest
from enthesis.care.values.point import InjectionMap
from enthesis.care.values.recipe import Basis, Diluent, Recipe
from enthesis.care.values.sentence import Sentence
from enthesis.knowledge.cards.protocol import Injection, Protocol
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side

__all__ = ["mix", "not_yet_drawn", "session_recipes"]

_DISEASE = ("condition", "procedure")  # a bypass tells of the heart as well as its diagnosis does
_INTO: dict[str, Into] = {"intra-articular": "joint", "extra-articular": "ligaments"}


class _Syringe(NamedTuple):
    """One syringe of the session; ``volume_ml`` is ``None`` while nobody knows it."""

    injection: Injection
    side: Side | None
    volume_ml: Decimal | None


def session_recipes(
    protocol: Protocol,
    injection_map: InjectionMap,
    known: Known,
    handbook: Handbook,
    already_given: Sequence[Given] = (),
    open_doses: Sequence[str] = (),
) -> tuple[Recipe, ...]:
    """Work out every syringe of one session: one for each side and mixture, or for a target in the middle.

    Args:
        protocol: whose strengths are mixed.
        injection_map: the points, with the volume each receives.
        known: the person, understood: weight, height, age, diseases, allergies.
        handbook: the cards; its settings say what stands on the clinic's shelf.
        already_given: anaesthetic of the same day, numbing cream included.
        open_doses: the questions about such doses that nobody has answered.

    Returns:
        Nothing where no point is to be injected. A syringe nobody examined for holds no volume.
    """
    if injection_map.status in ("nothing-found", "not-offered"):
        return ()
    has_sides = handbook.conditions[known.case.wish.condition].sides
    syringes = _syringes(protocol, injection_map, has_sides)
    requests = [_request(syringe, known, handbook) for syringe in syringes if syringe.volume_ml is not None]
    unknown = next((name for name in open_doses if ":" in name), "")
    shared = [_sharing(request, requests, already_given, unknown) for request in requests]
    made = iter([_with_open_doses(mix(request, handbook), open_doses) for request in shared])
    return tuple(
        _named(next(made), protocol, known, handbook) if syringe.volume_ml is not None
        else _unknown(syringe, protocol, injection_map, handbook)
        for syringe in syringes
    )  # fmt: skip


def _syringes(protocol: Protocol, injection_map: InjectionMap, has_sides: bool) -> list[_Syringe]:
    """Fill a syringe for each side; a target in the middle of the body has one for all its places."""
    sides = dict.fromkeys(point.side for point in injection_map.points) if has_sides else {None: None}
    found = [
        _Syringe(injection, side, _volume_ml(injection, injection_map, side))
        for side in sides
        for injection in protocol.injection
    ]
    return [syringe for syringe in found if syringe.volume_ml is None or syringe.volume_ml > 0]


def _volume_ml(injection: Injection, injection_map: InjectionMap, side: Side | None) -> Decimal | None:
    """Add up what the points of one side, or all, receive; nobody knows it without an examination."""
    if injection_map.status == "needs-examination":
        return None
    total = Decimal(0)
    for point in injection_map.points:
        if side in (None, point.side) and point.compartment == injection.compartment:
            if point.volume_ml is None:
                return None
            total += point.volume_ml
    return total


def _request(syringe: _Syringe, known: Known, handbook: Handbook) -> MixRequest:
    """Ask for one syringe with what stands on the clinic's shelf."""
    injection, settings, person = syringe.injection, handbook.settings, known.case.person
    into = _INTO[injection.compartment]
    basis = settings["solution-stock-basis"].choice
    diluent = injection.diluent or settings["solution-diluent"].choice
    return MixRequest(
        name=into,
        side=syringe.side,
        into=into,
        final_dextrose_percent=injection.final_dextrose_percent,
        volume_ml=syringe.volume_ml or Decimal(0),
        stock_dextrose_percent=settings["solution-stock-dextrose"].number,
        basis=cast(Basis, basis) if basis != "not-said" else None,
        diluent=cast(Diluent, diluent),
        lidocaine_stock_percent=settings["solution-stock-lidocaine"].number,
        lidocaine_final_percent=_lidocaine_percent(injection, into, known, handbook),
        weight_kg=_believed(person.weight_kg, "weight", handbook),
        height_cm=_believed(person.height_cm, "height", handbook),
        sex=person.sex,
        age_years=known.ages[1] if known.ages else None,
        reduce=_lowering(known, handbook),
    )


def _believed(value: Decimal | None, what: str, handbook: Handbook) -> Decimal | None:
    """Give a recorded weight or height; one that no dose may be built on is not known."""
    least, most = handbook.limits[f"body-{what}-least"].value, handbook.limits[f"body-{what}-most"].value
    return value if value is not None and value.is_finite() and least <= value <= most else None


def _lidocaine_percent(injection: Injection, into: Into, known: Known, handbook: Handbook) -> Decimal | None:
    """Give the protocol's strength, else the clinic's; none for somebody who does not bear it."""
    if _bears_no_anaesthetic(known, handbook):
        return None
    if injection.final_lidocaine_percent is not None:
        return injection.final_lidocaine_percent
    return handbook.settings[f"solution-{into}-lidocaine"].number


def _bears_no_anaesthetic(known: Known, handbook: Handbook) -> bool:
    answer = known.answers.get("allergy-anaesthetic")
    recorded = on_record("anaesthetic-allergy", ("allergy",), known, handbook)
    return bool(recorded) or (answer is not None and answer.value == "yes")


def _lowering(known: Known, handbook: Handbook) -> tuple[str, ...] | None:
    """Name the recorded diseases that lower the ceiling; the chart's silence stays not known."""
    sets = handbook.limits["anaesthetic-reduction"].code_sets
    return tuple(name for name in sets if on_record(name, _DISEASE, known, handbook)) or None


def _sharing(
    request: MixRequest, requests: list[MixRequest], given: Sequence[Given], unknown: str
) -> MixRequest:
    """Count the other syringes of the session, and what was given before, under the same ceiling."""
    elsewhere = [
        Given(drug=part.drug, mg=part.mg_in(other.volume_ml))
        for other in requests
        if other is not request
        for part in other.anaesthetics
    ]
    return msgspec.structs.replace(request, already_given=(*given, *elsewhere), unknown_dose=unknown)


def _with_open_doses(recipe: Recipe, open_doses: Sequence[str]) -> Recipe:
    """Say of a syringe with anaesthetic that earlier doses of the day are not in its sum."""
    if recipe.status != "made" or not open_doses or not any(share.here for share in recipe.shares):
        return recipe
    warnings = (Sentence("solution.warn.given-not-known"), *recipe.warnings)
    return msgspec.structs.replace(recipe, warnings=warnings)


def _named(recipe: Recipe, protocol: Protocol, known: Known, handbook: Handbook) -> Recipe:
    """Add the protocol it follows, and say so where the anaesthetic was left out."""
    warnings = recipe.warnings
    if _bears_no_anaesthetic(known, handbook):
        warnings = (Sentence("solution.warn.anaesthetic-allergy"), *warnings)
    return msgspec.structs.replace(
        recipe, warnings=warnings, cards=(f"protocols/{protocol.id}", *recipe.cards)
    )


def not_yet_drawn(recipe: Recipe) -> Recipe:
    """Say first of a syringe that could be made that nobody draws it up while no day is agreed."""
    if recipe.status != "made":
        return recipe
    return msgspec.structs.replace(recipe, warnings=(Sentence("solution.warn.not-yet"), *recipe.warnings))


def _unknown(
    syringe: _Syringe, protocol: Protocol, injection_map: InjectionMap, handbook: Handbook
) -> Recipe:
    """Give the strength of a syringe whose volume nobody knows yet, and say what is missing."""
    unexamined = injection_map.status == "needs-examination"
    return Recipe(
        name=_INTO[syringe.injection.compartment],
        status="needs-answer",
        says=Sentence("solution.ask.examination" if unexamined else "solution.ask.volume"),
        question="examination" if unexamined else "",
        side=syringe.side,
        volume_ml=None,
        final_dextrose_percent=syringe.injection.final_dextrose_percent,
        stock_dextrose_percent=handbook.settings["solution-stock-dextrose"].number,
        cards=(f"protocols/{protocol.id}", "solutions/dextrose"),
    )
