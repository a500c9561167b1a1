"""What a body can weigh and measure; anything else is a slip of the finger or of the unit.

No newborn is treated here, and nobody was ever so heavy or tall.
"""

from decimal import Decimal

BOUNDS = {"weight": (Decimal(2), Decimal(400), "kg"), "height": (Decimal(40), Decimal(260), "cm")}
