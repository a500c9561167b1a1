"""Hands a needle's proved distances to whoever judges them, in the words both rooms share."""

from decimal import ROUND_FLOOR, Decimal

from enthesis.needle.plan_values import PlannedNeedle
from enthesis.vocabulary.clearance import Clearance

_STEP = Decimal("0.001")


def clearances_of(needle: PlannedNeedle) -> tuple[Clearance, ...]:
    """Give the proved distance to every labelled structure, rounded down to a thousandth of a millimetre."""
    return tuple(
        Clearance(
            structure=structure,
            proved_mm=Decimal(repr(proved)).quantize(_STEP, rounding=ROUND_FLOOR),
            margin_model=needle.margin_model.name,
        )
        for structure, proved in needle.clearance_proved_mm.items()
    )
