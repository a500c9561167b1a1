"""What stands on the tray to be mixed: the dextrose stock, the diluents, and what is not offered here."""

from decimal import Decimal
from typing import Literal

import msgspec

from enthesis.knowledge.cards.card import Card, Text


class LabelBasis(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way a label may count its dextrose: with or without its water of crystallisation.

    ``molar_mass`` is in g/mol. Dextrose does not dissociate, so mOsm/L = g per 100 mL x 10,000 / molar mass.
    """

    id: Literal["hydrous", "anhydrous"]
    title: Text
    molar_mass: Decimal


class Solution(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One liquid on the tray.

    A dextrose stock has its ``bases`` and no osmolarity of its own, a diluent the other way round; what is
    ``not-offered`` is known so that it can be named and declined. ``handling`` is ticked while mixing,
    ``caution`` is said whenever the liquid is used. ``name`` is the word for it inside a sentence.
    """

    title: Text
    name: Text
    role: Literal["dextrose", "diluent", "not-offered"]
    bases: tuple[LabelBasis, ...] = ()
    osmolarity_mosm_l: Decimal | None = None
    stock_at_most_percent: Decimal | None = None
    kcal_per_g: Decimal | None = None
    handling: tuple[Text, ...] = ()
    caution: Text | None = None

    def __post_init__(self) -> None:
        """Refuse a card that contradicts its role."""
        if (self.role == "dextrose") != bool(self.bases):
            raise ValueError("only a dextrose stock has bases, and it has them")
        if (self.role == "diluent") != (self.osmolarity_mosm_l is not None):
            raise ValueError("only a diluent has an osmolarity_mosm_l, and it has one")
        if (self.role == "dextrose") != (self.stock_at_most_percent is not None):
            raise ValueError("only a dextrose stock has stock_at_most_percent, and it has one")
