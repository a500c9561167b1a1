"""People treated at a limb other than an arthritic knee: what the well answer, and their plans."""

from typing import Any

from enthesis.care.values.plan import Plan
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from tests import charts
from tests.road import NORMAL, planned

ELBOW, ANKLE, ACHILLES, HEEL, SHOULDER, HAND = (
    "tennis-elbow", "ankle", "achilles", "plantar-fascia", "rotator-cuff", "hand-oa",
)  # fmt: skip
SPORT_KNEE, SPORT_ANKLE, SPORT_GROIN = (
    "sports-ligament-knee", "sports-ligament-ankle", "sports-ligament-groin",
)  # fmt: skip
LIMBS = (ELBOW, ANKLE, ACHILLES, SPORT_KNEE, SPORT_ANKLE, SPORT_GROIN, HEEL, SHOULDER, HAND)
TENDONS = (ELBOW, ACHILLES, SPORT_KNEE, SPORT_GROIN, HEEL, SHOULDER)
NO_TENDONS = (ANKLE, SPORT_ANKLE, HAND)

_OWN: dict[str, dict[str, Any]] = {
    ANKLE: {"calf": "no"},
    SPORT_ANKLE: {"calf": "no"},
    ACHILLES: {"calf": "no", "squeeze-test": "yes"},
    HAND: {"morning-stiffness": "no"},
}
WELL: dict[str, dict[str, Any]] = {
    name: {**NORMAL, "imaging": ("normal",), **_OWN.get(name, {})} for name in LIMBS
}
"""What a person without anything to report, and her clinician, answer."""


def limb(
    handbook: Handbook, condition: str, *resources: Any, answers: dict[str, Any] | None = None, **wish: Any
) -> Plan:
    """Plan for somebody well at this limb, right side, with these records; answers change what she says."""
    return planned(
        handbook,
        charts.weight(70),
        charts.height(168),
        *resources,
        answers={**WELL[condition], **(answers or {})},
        **{"condition": condition, "side": Side.RIGHT, **wish},
    )


def unasked(handbook: Handbook, condition: str, **wish: Any) -> Plan:
    """Plan for somebody nobody has asked anything."""
    wished = {"condition": condition, "side": Side.RIGHT, **wish}
    return planned(handbook, charts.weight(70), charts.height(168), **wished)
