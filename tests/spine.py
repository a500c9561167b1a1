"""A spine on the whole road, for tests: what a person without anything to report answers, per condition."""

from decimal import Decimal
from typing import Any

from enthesis.care.values.plan import Plan
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from tests import charts
from tests.road import NORMAL, planned

SPINE = ("low-back", "disc-herniation", "cervical", "sacroiliac")
_NOT_ASKED = ("hot-or-fall", "joint-surgery", "exercise")
_SHARED = {question: value for question, value in NORMAL.items() if question not in _NOT_ASKED}
_ADDED: dict[str, Any] = {
    "spine-injury": "no", "spine-surgery": "no", "spine-bladder": "no", "spine-weakness": "no",
    "months": Decimal(14), "imaging": ("degeneration",),
}  # fmt: skip
_OWN: dict[str, dict[str, Any]] = {
    "low-back": {"programme": "yes"},
    "disc-herniation": {"exercise": "yes"},
    "cervical": {"exercise": "yes", "neck-artery": "no"},
    "sacroiliac": {"programme": "yes"},
}
WELL: dict[str, dict[str, Any]] = {name: {**_SHARED, **_ADDED, **own} for name, own in _OWN.items()}
"""What people without anything to report, and their clinician, answer."""


def spine(handbook: Handbook, condition: str, *entries: Any, **more: Any) -> Plan:
    """Plan for a woman of 58 with this condition; ``answers`` are added to those of somebody well.

    An answer of ``None`` leaves the question out; ``empty=True`` leaves out every answer.
    """
    said = {} if more.pop("empty", False) else WELL[condition]
    answers = {**said, **more.pop("answers", {})}
    side = Side.RIGHT if condition == "sacroiliac" else None
    return planned(
        handbook,
        charts.weight(72),
        *entries,
        answers={question: value for question, value in answers.items() if value is not None},
        condition=condition,
        **{"side": side, **more},
    )
