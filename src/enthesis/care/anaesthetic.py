"""How much anaesthetic one body may have in one day, and how much of that is used up.

A ceiling is the lower of mg per kg and an absolute dose, both lowered once for age, heart or liver
disease. A heavy person is dosed by ideal body weight. Drugs add up: the sum of dose / ceiling over every
drug, site and hour of the day may reach 1 and never pass it. Source: CLINICAL 4.2, CARE:9.
"""

from collections.abc import Iterable
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from enthesis.care.values.mix_request import Given, MixRequest
from enthesis.care.values.recipe import AnaestheticShare
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.errors import BadCard

_TENTH_KG = Decimal("0.1")


def missing_of_body(request: MixRequest, handbook: Handbook) -> str:
    """Name the question without which no anaesthetic may be dosed: ``weight``, ``height`` or nothing."""
    if request.weight_kg is None:
        return "weight"
    if request.height_cm is None and request.weight_kg > handbook.limits["anaesthetic-height-needed"].value:
        return "height"
    return ""


def is_heavy(request: MixRequest, handbook: Handbook) -> bool:
    """Whether the body mass index is known to lie above the limit for dosing by actual weight."""
    if request.weight_kg is None or request.height_cm is None:
        return False
    metres = Fraction(request.height_cm) / 100
    return Fraction(request.weight_kg) / metres**2 > handbook.limits["anaesthetic-ideal-weight-bmi"].value


def dosing_weight_kg(request: MixRequest, weight_kg: Decimal, handbook: Handbook) -> Decimal:
    """Give the weight an anaesthetic is dosed by, ideal weight rounded down to 0.1 kg.

    Where the sex is not known the lower of the two ideal weights is taken.
    """
    if request.height_cm is None or not is_heavy(request, handbook):
        return weight_kg
    formula = next(iter(handbook.ideal_weights.values()))
    bases = [base.kg for base in formula.base if base.sex == request.sex] or [b.kg for b in formula.base]
    steps = (request.height_cm - formula.base_height_cm) / formula.step_cm
    ideal = (min(bases) + formula.kg_per_step * steps).quantize(_TENTH_KG, rounding=ROUND_DOWN)
    return min(weight_kg, ideal)


def is_lowered(request: MixRequest, handbook: Handbook) -> bool | None:
    """Whether age, heart or liver lower the ceiling; ``None`` where nobody said."""
    older = handbook.limits["anaesthetic-older-from"].value
    if request.reduce or (request.age_years is not None and request.age_years >= older):
        return True
    return False if request.reduce is not None and request.age_years is not None else None


def ceiling_mg(drug: str, weight_kg: Decimal, lowered: bool, handbook: Handbook) -> Decimal:
    """Work out one drug's ceiling for a dosing weight, exactly.

    Raises:
        BadCard: the drug has no ceiling of its own; :func:`counted_mg` resolves such drugs first.
    """
    card = handbook.anaesthetics[drug]
    if card.most_mg is None:
        raise BadCard(f"anaesthetics/{drug}.toml: no ceiling of its own.", "Give it one, or counts_as.")
    ceiling = min(handbook.settings[card.per_kg_setting].number * weight_kg, card.most_mg)
    if not lowered:
        return ceiling
    return ceiling * (100 - handbook.limits["anaesthetic-reduction"].value) / 100


def counted_mg(given: Given, handbook: Handbook) -> dict[str, Decimal]:
    """Tell what a dose counts as, in mg of drugs that have a ceiling.

    A cream counts with all it holds; a drug without a ceiling counts as the one its card names.
    """
    card = handbook.anaesthetics[given.drug]
    held = [Given(drug=c.drug, mg=given.mg * c.mg_per_g / 1000) for c in card.contents]
    if not held:
        return {card.counts_as or given.drug: given.mg}
    total: dict[str, Decimal] = {}
    for each in held:
        for drug, mg in counted_mg(each, handbook).items():
            total[drug] = total.get(drug, Decimal(0)) + mg
    return total


def shares_of(
    request: MixRequest, weight_kg: Decimal, lowered: bool, handbook: Handbook
) -> tuple[AnaestheticShare, ...]:
    """List what every dose of the day takes of its ceiling: this syringe first, then all the rest."""
    here = [Given(drug=part.drug, mg=part.mg_in(request.volume_ml)) for part in request.anaesthetics]
    return tuple(
        AnaestheticShare(
            drug=given.drug,
            counts_as=drug,
            mg=mg,
            ceiling_mg=ceiling_mg(drug, weight_kg, lowered, handbook),
            here=is_here,
        )
        for is_here, doses in ((True, here), (False, request.already_given))
        for given in doses
        for drug, mg in counted_mg(given, handbook).items()
    )


def used_up(shares: Iterable[AnaestheticShare]) -> Fraction:
    """Add up dose / ceiling, exactly."""
    return sum((Fraction(share.mg) / Fraction(share.ceiling_mg) for share in shares), Fraction(0))
