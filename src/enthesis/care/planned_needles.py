"""Lays the needles chosen in a labelled image beside the points of the map, and judges their clearances.

A needle never makes a point: points come from the examining hand (CARE:8). A needle for a place the hand did
not choose is said, and leads nowhere. Source: CLINICAL 6.2, CARE:14.
"""

import msgspec

from enthesis.care.clearance import judge_clearance
from enthesis.care.points import each_side
from enthesis.care.values.case import Case, ChosenNeedle
from enthesis.care.values.clearance import PlannedWay
from enthesis.care.values.history import PastSession
from enthesis.care.values.point import InjectionMap, Point
from enthesis.care.values.sentence import Sentence
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.settings import whole
from enthesis.vocabulary.dates import written
from enthesis.vocabulary.status import Severity


def with_planned(drawn: InjectionMap, case: Case, handbook: Handbook) -> InjectionMap:
    """Give the map with its planned needles.

    ====================================  ==========================================
    the needle's place                    what follows
    ====================================  ==========================================
    a point of the map, clear enough      the judgement stands at the point
    a point of the map, anything else     the point is held, by the judgement
    a point of the map, clear by labels   the point is held: not decidable
    or an image nobody may trust
    no point of the map                   a warning, and no point
    the map is not offered                nothing: no needle is shown there at all
    ====================================  ==========================================
    """
    needles = case.needles
    if not needles or drawn.status == "not-offered":
        return drawn
    points = tuple(_planned(point, case, handbook) for point in drawn.points)
    placed = {(point.enthesis, point.side) for point in points if point.planned is not None}
    stray = [
        needle
        for needle in needles
        if not any((needle.enthesis, side) in placed for side in (*each_side(needle.side), None))
    ]
    warnings = (*drawn.warnings, *_stray(stray, handbook))
    return msgspec.structs.replace(drawn, points=points, warnings=warnings)


def _stray(needles: list[ChosenNeedle], handbook: Handbook) -> tuple[Sentence, ...]:
    """Say, once for all of them, which needles lead to no point."""
    if not needles:
        return ()
    places = tuple(dict.fromkeys(needle.enthesis for needle in needles))
    named = tuple(Sentence(f"entheses.{place}.title") for place in places if place in handbook.entheses)
    others = ", ".join(place for place in places if place not in handbook.entheses)
    return (Sentence("procedure.warn.needle-without-point", {"places": named or others}),)


def _planned(point: Point, case: Case, handbook: Handbook) -> Point:
    """Judge the needle chosen for a point; of several the last one chosen."""
    needle = next((each for each in reversed(case.needles) if _is_for(each, point)), None)
    if needle is None:
        return point
    judged = judge_clearance(
        needle.clearances, point.guidance, needle.length_mm, handbook, near=_must_be_labelled(point, handbook)
    )
    doubt = _doubt(needle, case.sessions, handbook)
    if doubt is not None and judged.severity is None:
        judged = msgspec.structs.replace(
            judged, level="not-decidable", severity=Severity.HOLD, proved_mm=None, structure="", says=doubt
        )
    way = PlannedWay(
        gauge=needle.gauge,
        needle_length_mm=needle.length_mm,
        way_mm=needle.way_mm,
        margin_model=needle.clearances[0].margin_model if needle.clearances else "",
        judgement=judged,
        confirmed_by=needle.confirmed_by,
        planned_on=needle.planned_on,
        image_on=needle.image_on,
    )
    held = point.hold or (judged.says if judged.severity is not None else None)
    return msgspec.structs.replace(point, planned=way, hold=held)


def _doubt(needle: ChosenNeedle, sessions: tuple[PastSession, ...], handbook: Handbook) -> Sentence | None:
    """Say why a needle that is clear by its labels may not be called clear; the gravest reason alone."""
    if needle.schematic:
        return Sentence("procedure.clearance.schematic")
    if not needle.confirmed_by:
        return Sentence("procedure.clearance.not-confirmed")
    since = [each.day for each in sessions if needle.planned_on and each.day >= needle.planned_on]
    if since:
        return Sentence("procedure.clearance.session-since", {"session": written(max(since))})
    most = whole(handbook, "needle-image-days-most")
    if needle.planned_on and needle.image_on and (needle.planned_on - needle.image_on).days > most:
        days = (needle.planned_on - needle.image_on).days
        return Sentence("procedure.clearance.old-image", {"days": days, "most": most})
    return None


def _must_be_labelled(point: Point, handbook: Handbook) -> tuple[str, ...]:
    """Give what lies near a point and is proved away from; tendons and fat are no vessel and no nerve."""
    cards = (handbook.structures[name] for name in point.structures)
    return tuple(card.id for card in cards if card.kind != "organ" or card.never_target)


def _is_for(needle: ChosenNeedle, point: Point) -> bool:
    return needle.enthesis == point.enthesis and (point.side is None or point.side in each_side(needle.side))
