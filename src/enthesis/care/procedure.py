"""The injection map: places the examining hand chose, what lies near each, and what holds for every needle.

Points come from examination only: a place is chosen because it was tender or lax on the side to be treated.
Without an examination the map is a template, without volumes. Neck and thoracic region follow the clinic's
switch; cord, canal and epidural space are never a target whatever anybody switches. One place is shown by
``points``; the clearance rule for images lives in ``clearance``. Source: CARE:8, CLINICAL 6.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Literal

import msgspec

from enthesis.care.clearance import judge_clearance
from enthesis.care.planned_needles import with_planned
from enthesis.care.points import each_side, hand_at, is_found, point_at
from enthesis.care.structures import never_a_target
from enthesis.care.values.case import Case, Examined
from enthesis.care.values.finding import Finding
from enthesis.care.values.point import InjectionMap, Point
from enthesis.care.values.sentence import Sentence
from enthesis.knowledge.cards.condition import Condition
from enthesis.knowledge.cards.enthesis import Enthesis
from enthesis.knowledge.cards.protocol import Protocol
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Region, Side
from enthesis.vocabulary.quantities import figures
from enthesis.vocabulary.status import Severity, Status

__all__ = ["injection_map", "judge_clearance", "switch_findings"]

# Both stay off where the setting is missing: nothing but an explicit switch opens them.
_SWITCHED: dict[str, str] = {Region.NECK: "cervical-offered", Region.THORACIC: "thoracic-offered"}


def injection_map(case: Case, condition: Condition, handbook: Handbook) -> InjectionMap:
    """Draw the map of one session.

    ===========================================  =================
    known                                        status
    ===========================================  =================
    the region is not switched on here           not-offered
    no side, or no place of that side examined   needs-examination
    examined, nothing tender or lax              nothing-found
    examined, something tender or lax            examined
    ===========================================  =================

    Needles chosen in a labelled image are judged at their points.
    """
    return with_planned(_drawn(case, condition, handbook), case, handbook)


def _drawn(case: Case, condition: Condition, handbook: Handbook) -> InjectionMap:
    wished = case.wish.side if condition.sides else None
    if not _is_offered(condition.region, handbook):
        return _template(condition.entheses, wished, "not-offered", handbook)
    cards, blocked = _places(condition.entheses, handbook)
    places = [
        (card, side, row)
        for side in _sides(case, condition)
        for card in cards
        for row in (hand_at(card, side, case),)
        if condition.sides or row is not None or card.midline == (side is Side.MIDLINE)
    ]
    looked = [row for _, _, row in places if row is not None]
    if not looked:
        drawn = _template(condition.entheses, wished, "needs-examination", handbook)
        needs_side = condition.sides and wished is None
        return msgspec.structs.replace(drawn, says=Sentence("procedure.needs-side")) if needs_side else drawn
    protocol = handbook.protocols[condition.default_protocol]
    found_on = {row.side for row in looked if is_found(row)}
    points = tuple(
        point_at(card, side, row, _volume_ml(card, protocol))
        for card, side, row in places
        if _is_chosen(card, side, row, found_on, protocol)
    )
    counts = {"chosen": len(points), "looked": len(looked), "places": len(places)}
    warnings = (*blocked, *_warnings(points, handbook))
    return _map("examined" if points else "nothing-found", points, counts, warnings, handbook)


def _map(
    status: Literal["needs-examination", "examined", "nothing-found", "not-offered"],
    points: tuple[Point, ...],
    counts: dict[str, int],
    warnings: tuple[Sentence, ...],
    handbook: Handbook,
) -> InjectionMap:
    return InjectionMap(
        status=status,
        says=Sentence(f"procedure.{status}", counts),
        points=points,
        warnings=warnings,
        time_out=_list("time-out", handbook),
        rules=_list("needle-rules", handbook),
        rescue=_list("anaesthetic-toxicity", handbook),
    )


@lru_cache(maxsize=64)
def _places(names: tuple[str, ...], handbook: Handbook) -> tuple[tuple[Enthesis, ...], tuple[Sentence, ...]]:
    """Give the places of these names; one that names a forbidden structure is left out, and said so."""
    cards, blocked = [], []
    for card in sorted((handbook.entheses[name] for name in names), key=lambda c: c.order):
        forbidden = never_a_target(f"{card.id} {card.title['en']}", handbook)
        if forbidden is None:
            cards.append(card)
        else:
            what = Sentence(f"structures.{forbidden.id}.title")
            blocked.append(Sentence("procedure.never-a-target", {"what": what}))
    return tuple(cards), tuple(blocked)


def _is_offered(region: str, handbook: Handbook) -> bool:
    if region not in _SWITCHED:
        return True
    setting = handbook.settings.get(_SWITCHED[region])
    return setting is not None and setting.is_on


def switch_findings(condition: Condition, handbook: Handbook) -> tuple[Finding, ...]:
    """Put a region on hold until the clinic lead has switched it on; any other region is silent. CARE:6."""
    if _is_offered(condition.region, handbook):
        return ()
    return (
        Finding(
            rule=_SWITCHED[condition.region],
            title=Sentence("procedure.switch.title"),
            status=Status.MET,
            severity=Severity.HOLD,
            says=Sentence("procedure.switch.says"),
            because=Sentence("procedure.switch.because"),
            do_next=Sentence("procedure.switch.do_next"),
            touches="verdict",
        ),
    )


def _is_chosen(
    card: Enthesis, side: Side, row: Examined | None, found_on: set[Side], protocol: Protocol
) -> bool:
    """Choose what was found; a joint that joins in is chosen where anything was found on its side."""
    if card.compartment not in {injection.compartment for injection in protocol.injection}:
        return False
    if row is not None and is_found(row):
        return True
    return card.compartment == "intra-articular" and card.joins and side in found_on


def _volume_ml(card: Enthesis, protocol: Protocol) -> Decimal | None:
    """Give what the protocol put into the joint, or at each place; ``None`` where it does not say."""
    injection = next(each for each in protocol.injection if each.compartment == card.compartment)
    return injection.volume_ml if card.compartment == "intra-articular" else injection.per_point_ml


def _sides(case: Case, condition: Condition) -> tuple[Side, ...]:
    """Give the sides to look at. A midline target is looked at in the middle and on both sides."""
    if condition.sides:
        return each_side(case.wish.side) if case.wish.side else ()
    return (Side.MIDLINE, Side.RIGHT, Side.LEFT)


@lru_cache(maxsize=256)
def _template(
    names: tuple[str, ...],
    wished: Side | None,
    status: Literal["needs-examination", "not-offered"],
    handbook: Handbook,
) -> InjectionMap:
    """List the places to look at, the same for everybody: no volume, and where not offered no needle either.

    Without a wished side each place stands once, without a side.
    """
    cards, blocked = _places(names, handbook)
    sides = each_side(wished) if wished else (None,)
    points = tuple(
        msgspec.structs.replace(
            point_at(card, side, None, None), why=Sentence("procedure.why.template"), hold=None
        )
        for side in sides
        for card in cards
    )
    if status == "not-offered":
        points = tuple(
            msgspec.structs.replace(point, needle="", needle_longest_mm=None, safe_approach=())
            for point in points
        )
    return _map(status, points, {}, blocked, handbook)


def _warnings(points: tuple[Point, ...], handbook: Handbook) -> Iterator[Sentence]:
    most = handbook.limits["session-points"].value
    if len(points) > most:
        yield Sentence("procedure.warn.points", {"points": len(points), "limit": figures(most)})
    total = sum((point.volume_ml for point in points if point.volume_ml is not None), Decimal(0))
    most = handbook.limits["session-volume"].value
    if total > most:
        yield Sentence("procedure.warn.volume", {"volume": figures(total), "limit": figures(most)})


def _list(name: str, handbook: Handbook) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(f"checklists.{name}.items.{item.id}.says") for item in handbook.checklists[name].items
    )
