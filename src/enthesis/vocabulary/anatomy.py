"""Sides and regions of the body, and what one recorded place says about a target."""

from enum import StrEnum


class Side(StrEnum):
    """The side of the patient's body, never of the picture."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    MIDLINE = "midline"


class Region(StrEnum):
    """The regions a condition may be treated in."""

    KNEE = "knee"
    HIP = "hip"
    ANKLE = "ankle"
    FOOT = "foot"
    SHOULDER = "shoulder"
    ELBOW = "elbow"
    WRIST_HAND = "wrist-hand"
    LOW_BACK = "low-back"
    SACROILIAC = "sacroiliac"
    THORACIC = "thoracic"
    NECK = "neck"
    JAW = "jaw"
    GROIN = "groin"


class PlaceMatch(StrEnum):
    """Whether a recorded place is the target; unknown is an answer of its own."""

    HERE = "here"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


def side_match(recorded: Side | None, target: Side | None) -> PlaceMatch:
    """Compare a recorded side with the target's.

    Both is here for either side. A side missing on either hand is unknown.
    """
    if recorded is None or target is None:
        return PlaceMatch.UNKNOWN
    if recorded is target or Side.BOTH in (recorded, target):
        return PlaceMatch.HERE
    return PlaceMatch.ELSEWHERE


def place_match(site: str | None, side: Side | None, region: str, target_side: Side | None) -> PlaceMatch:
    """Compare a recorded site and side with the target region and side.

    ==================  ==========  =========
    site                side        answer
    ==================  ==========  =========
    another region      any         elsewhere
    the region          see above   see above
    not recorded        elsewhere   elsewhere
    not recorded        otherwise   unknown
    ==================  ==========  =========
    """
    if site is not None and site != region:
        return PlaceMatch.ELSEWHERE
    by_side = side_match(side, target_side)
    if by_side is PlaceMatch.HERE and site is None:
        return PlaceMatch.UNKNOWN
    return by_side
