"""A syringe worked out: volumes to draw, strengths that result, and every ceiling it was held to."""

from decimal import Decimal
from typing import Literal

import msgspec

from enthesis.care.values.sentence import Sentence


class Recipe(msgspec.Struct, frozen=True, kw_only=True):
    """One mixture. All volumes in mL, masses in g or mg, strengths in g per 100 mL, exact."""

    name: str
    status: Literal["made", "cannot-be-made", "refused", "needs-answer"]
    says: Sentence
    volume_ml: Decimal
    final_dextrose_percent: Decimal
    stock_dextrose_percent: Decimal
    basis: Literal["hydrous", "anhydrous"] | None = None
    diluent: Literal["saline", "water"] | None = None
    dextrose_stock_ml: Decimal | None = None
    lidocaine_stock_percent: Decimal | None = None
    lidocaine_stock_ml: Decimal | None = None
    lidocaine_final_percent: Decimal | None = None
    diluent_ml: Decimal | None = None
    dextrose_g: Decimal | None = None
    lidocaine_mg: Decimal | None = None
    lidocaine_ceiling_mg: Decimal | None = None
    osmolarity_mosm_l: Decimal | None = None
    osmolarity_other_basis_mosm_l: Decimal | None = None
    anaesthetic_fraction: Decimal | None = None
    warnings: tuple[Sentence, ...] = ()
    label: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
