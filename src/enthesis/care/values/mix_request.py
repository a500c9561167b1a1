"""What somebody asks to be mixed, for whom, and what this body was given already today."""

from decimal import Decimal
from typing import Literal

import msgspec

from enthesis.care.values.recipe import Basis, Diluent
from enthesis.vocabulary.anatomy import Side

Into = Literal["joint", "ligaments"]


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """An anaesthetic given earlier the same day, or going into another syringe of the session.

    ``drug`` is the id of an anaesthetic card; for a cream ``mg`` is the cream's own weight (2.5 g is 2500).
    """

    drug: str
    mg: Decimal


class AnaestheticPart(msgspec.Struct, frozen=True, kw_only=True):
    """An anaesthetic wanted in the mixture: its stock and the strength after mixing, g per 100 mL."""

    drug: str
    stock_percent: Decimal
    final_percent: Decimal

    def mg_in(self, volume_ml: Decimal) -> Decimal:
        """Mass in a volume of the mixture: 1 g per 100 mL is 10 mg per mL."""
        return self.final_percent * volume_ml * 10


class MixRequest(msgspec.Struct, frozen=True, kw_only=True):
    """One syringe asked for. Strengths in g per 100 mL, volumes in mL.

    ``basis`` is how the dextrose label counts, ``None`` when nobody said. ``reduce`` lists the diseases of
    heart or liver that lower the ceiling, is empty when there is none, and ``None`` when nobody said.
    ``unknown_dose`` is the question after a dose of the same day that was given and nobody told how much.
    ``other_sites_ml`` and ``points`` speak of the whole session.
    """

    final_dextrose_percent: Decimal
    volume_ml: Decimal
    stock_dextrose_percent: Decimal
    basis: Basis | None = None
    lidocaine_stock_percent: Decimal | None = None
    lidocaine_final_percent: Decimal | None = None
    other_anaesthetics: tuple[AnaestheticPart, ...] = ()
    diluent: Diluent = "saline"
    weight_kg: Decimal | None = None
    height_cm: Decimal | None = None
    sex: Literal["female", "male", "other"] | None = None
    age_years: int | None = None
    reduce: tuple[str, ...] | None = None
    already_given: tuple[Given, ...] = ()
    unknown_dose: str = ""
    other_sites_ml: Decimal = Decimal(0)
    points: int = 0
    into: Into | None = None
    name: str = "mixture"
    side: Side | None = None

    @property
    def anaesthetics(self) -> tuple[AnaestheticPart, ...]:
        """Everything numbing in this syringe, lidocaine first."""
        if self.lidocaine_stock_percent is None or not self.lidocaine_final_percent:
            return self.other_anaesthetics
        lidocaine = AnaestheticPart(
            drug="lidocaine",
            stock_percent=self.lidocaine_stock_percent,
            final_percent=self.lidocaine_final_percent,
        )
        return (lidocaine, *self.other_anaesthetics)
