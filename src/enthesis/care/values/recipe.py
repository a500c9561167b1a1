"""A syringe worked out: volumes to draw, strengths that result, and every ceiling it was held to."""

from decimal import Decimal
from typing import Literal

import msgspec

from enthesis.care.values.sentence import Sentence
from enthesis.vocabulary.anatomy import Side

Basis = Literal["hydrous", "anhydrous"]
Diluent = Literal["saline", "water", "bacteriostatic-water"]


class AnaestheticShare(msgspec.Struct, frozen=True, kw_only=True):
    """One dose and the part of a ceiling it uses up: ``mg / ceiling_mg``.

    ``drug`` is what was given, ``counts_as`` the drug whose ceiling it is held to; for a cream ``mg`` is
    what it holds. ``here`` is true for what this syringe adds, false for what was given earlier the same
    day or goes into another syringe of the session.
    """

    drug: str
    counts_as: str
    mg: Decimal
    ceiling_mg: Decimal
    here: bool


class AnaestheticVolume(msgspec.Struct, frozen=True, kw_only=True):
    """An anaesthetic other than lidocaine in the mixture: its stock and what is drawn of it."""

    drug: str
    stock_percent: Decimal
    stock_ml: Decimal
    final_percent: Decimal
    mg: Decimal


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """The nearest volumes a syringe's marks allow, where the exact ones lie between two marks.

    The anaesthetic is rounded down, dextrose to the nearest mark (down on a tie), the diluent fills up.
    """

    mark_ml: Decimal
    dextrose_stock_ml: Decimal
    lidocaine_stock_ml: Decimal | None
    other_anaesthetics_ml: tuple[Decimal, ...] = ()
    diluent_ml: Decimal
    final_dextrose_percent: Decimal
    says: Sentence


class Recipe(msgspec.Struct, frozen=True, kw_only=True):
    """One mixture. All volumes in mL, masses in g or mg, strengths in g per 100 mL, exact.

    Only a recipe that is ``made`` holds every volume; one that ``needs-answer`` names its ``question`` and
    holds what does not hang on it; the other two hold none. ``osmolarity_mosm_l`` is the whole mixture's, by
    the basis on the stock's label; while the basis is not known it is the higher of the two figures, and
    ``osmolarity_other_basis_mosm_l`` the lower. ``anaesthetic_fraction`` adds up every drug, site and dose
    of the day against its ceiling; above 1 nothing is made.
    """

    name: str
    status: Literal["made", "cannot-be-made", "refused", "needs-answer"]
    says: Sentence
    volume_ml: Decimal | None
    final_dextrose_percent: Decimal
    stock_dextrose_percent: Decimal
    side: Side | None = None
    basis: Basis | None = None
    diluent: Diluent | None = None
    dextrose_stock_ml: Decimal | None = None
    lidocaine_stock_percent: Decimal | None = None
    lidocaine_stock_ml: Decimal | None = None
    lidocaine_final_percent: Decimal | None = None
    other_anaesthetics: tuple[AnaestheticVolume, ...] = ()
    diluent_ml: Decimal | None = None
    drawn: Drawn | None = None
    dextrose_g: Decimal | None = None
    lidocaine_mg: Decimal | None = None
    lidocaine_ceiling_mg: Decimal | None = None
    osmolarity_mosm_l: Decimal | None = None
    osmolarity_other_basis_mosm_l: Decimal | None = None
    osmolarity_dextrose_mosm_l: Decimal | None = None
    osmolarity_says: Sentence | None = None
    anaesthetic_fraction: Decimal | None = None
    shares: tuple[AnaestheticShare, ...] = ()
    question: str = ""
    warnings: tuple[Sentence, ...] = ()
    label: tuple[Sentence, ...] = ()
    handling: tuple[Sentence, ...] = ()
    cards: tuple[str, ...] = ()
