"""How far a needle was proved to stay from a labelled structure."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Clearance:
    """A proved lower bound in millimetres from a needle's axis to one labelled structure.

    ``margin_model`` names the error model under which the needle was judged. The bound speaks of
    the labels of one image, so it is never worded as "safe".
    """

    structure: str
    proved_mm: Decimal
    margin_model: str
