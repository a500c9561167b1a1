"""Fills a request from the cards: needles, margins, limits and a region's checklist.

Every number a request holds comes from a card or from whoever asks; what is stated by hand is named so.
"""

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from enthesis.knowledge.cards.needle import NeedleKind
from enthesis.knowledge.cards.needle_region import ExpectedStructure
from enthesis.knowledge.handbook import Handbook
from enthesis.needle.cover import FanLimits
from enthesis.needle.margin import MarginModel
from enthesis.needle.request import Expected, Limits, Needle, NeedleChoice, NeedleRequest, Target
from enthesis.needle.structures import Role
from enthesis.vocabulary.errors import BadInput

GUIDANCE = ("ultrasound", "landmark")
RANGE_MM = 15.0
"""R where no margin asks for more: how far clearance is measured."""


class StatedErrors(msgspec.Struct, frozen=True, kw_only=True):
    """Errors a person states in place of the cards'; empty ones stay with the cards. Millimetres."""

    entry_mm: float | None = None
    image_mm: float | None = None
    segmentation_mm: float | None = None
    per_mm: float | None = None
    pose_mm: float | None = None


def request_for(
    handbook: Handbook,
    targets: Sequence[Target],
    region: str = "",
    guidance: str = "ultrasound",
    needles: Sequence[str] = (),
    errors: StatedErrors | None = None,
    looked_none_seen: Sequence[str] = (),
) -> NeedleRequest:
    """Make a request from the cards.

    Args:
        handbook: the cards.
        targets: where to.
        region: a region with a checklist; empty when nobody names one.
        guidance: "ultrasound" where it is watched in real time, else "landmark".
        needles: ids of needle cards; without any, the region's usual ones, or all.
        errors: stated in place of the cards'.
        looked_none_seen: expected structures somebody looked for and found out of reach.

    Raises:
        BadInput: nobody knows the region, the guidance or a needle.
    """
    if region and region not in handbook.needle_regions:
        known = ", ".join(handbook.needle_regions)
        raise BadInput(f"No checklist for the region {region!r}.", f"Choose one of: {known}.")
    card = handbook.needle_regions.get(region)
    asked = tuple(needles) or (card.needles if card else tuple(handbook.needles))
    kinds = [_kind(handbook, name) for name in asked]
    expected = tuple(_expected(region, item) for item in card.expected) if card else ()
    unknown = set(looked_none_seen) - {item.id for item in expected}
    if unknown and card:
        raise BadInput(
            f"The checklist holds no {sorted(unknown)[0]!r}.",
            "Choose one of: " + ", ".join(item.id for item in expected) + ".",
        )
    return NeedleRequest(
        targets=tuple(targets),
        needles=tuple(_choice(handbook, kind, guidance, errors) for kind in kinds),
        shelf=tuple(
            _choice(handbook, kind, guidance, errors)
            for kind in handbook.needles.values()
            if kind.id not in asked
        ),
        limits=limits_of(handbook),
        range_mm=RANGE_MM,
        region=region,
        expected=expected,
        looked_none_seen=tuple(looked_none_seen),
    )


def limits_of(handbook: Handbook) -> Limits:
    """Read the limits of a path from the clinic's settings."""

    def number(name: str) -> float:
        return float(handbook.settings[name].number)

    return Limits(
        most_incidence_deg=number("needle-incidence-most"),
        fan=FanLimits(
            most_redirections=int(number("needle-redirections-most")),
            most_spread_deg=number("needle-spread-most"),
        ),
        touching_bone_mm=number("needle-touching-bone-mm"),
        overshoot_artery_mm=number("needle-overshoot-artery-mm"),
        overshoot_pleura_mm=number("needle-overshoot-pleura-mm"),
        pleura_more_mm=number("needle-pleura-more-mm"),
        pose_near_mm=number("needle-pose-near-mm"),
        most_voxel_mm=number("needle-voxel-most-mm"),
    )


def margin_of(
    handbook: Handbook, kind: NeedleKind, guidance: str, errors: StatedErrors | None = None
) -> MarginModel:
    """Give the margin one needle must keep.

    ================================  ==========================  ==========================
    guidance and needle               entry error, limit card     growth with depth
    ================================  ==========================  ==========================
    ultrasound                        clearance-ultrasound        the needle's bending
    landmark, needle not long         clearance-landmark          the needle's bending
    landmark, needle long             clearance-landmark-long     none: the card holds it
    ================================  ==========================  ==========================

    Raises:
        BadInput: nobody knows the guidance.
    """
    if guidance not in GUIDANCE:
        raise BadInput(f"No margin for the guidance {guidance!r}.", "Choose ultrasound or landmark.")
    long = guidance == "landmark" and kind.length_mm >= handbook.limits["long-needle"].value
    name = f"{guidance}-long" if long else guidance
    errors = errors or StatedErrors()
    bending = Decimal(0) if long else kind.bend_per_mm
    return MarginModel(
        name=name if errors == StatedErrors() else f"{name}, stated",
        needle_radius_mm=float(kind.diameter_mm / 2),
        entry_error_mm=_stated(errors.entry_mm, handbook.limits[f"clearance-{name}"].value),
        image_error_mm=_stated(errors.image_mm, Decimal(0)),
        segmentation_error_mm=_stated(
            errors.segmentation_mm, handbook.settings["needle-segmentation-error-mm"].number
        ),
        pose_error_mm=_stated(errors.pose_mm, Decimal(0)),
        per_mm=_stated(errors.per_mm, bending),
    )


def _stated(stated: float | None, card: Decimal) -> float:
    return float(card) if stated is None else stated


def _kind(handbook: Handbook, name: str) -> NeedleKind:
    if name not in handbook.needles:
        known = ", ".join(handbook.needles)
        raise BadInput(f"No needle {name!r} in the catalogue.", f"Choose among: {known}.")
    return handbook.needles[name]


def _choice(handbook: Handbook, kind: NeedleKind, guidance: str, errors: StatedErrors | None) -> NeedleChoice:
    return NeedleChoice(
        needle=Needle(
            id=kind.id,
            gauge=kind.gauge,
            length_mm=float(kind.length_mm),
            diameter_mm=float(kind.diameter_mm),
        ),
        margin=margin_of(handbook, kind, guidance, errors),
        hub_reserve_mm=float(handbook.settings["needle-hub-reserve-mm"].number),
    )


def _expected(region: str, item: ExpectedStructure) -> Expected:
    prefix = f"needle_regions.{region}.expected.{item.id}"
    return Expected(
        id=item.id,
        role=Role(item.role),
        names=item.names,
        says=f"{prefix}.title",
        pose_says=f"{prefix}.pose" if item.pose else "",
        decides=item.decides,
        within_reach=item.within_reach,
        moves_with_pose=item.moves_with_pose,
    )
