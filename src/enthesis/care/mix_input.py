"""Refuses a request that no syringe and no body can have: wrong use, told in one line with its mend."""

from decimal import Decimal

from enthesis.care.values.mix_request import MixRequest
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.errors import BadInput
from enthesis.vocabulary.quantities import figures


def refuse_wrong_use(request: MixRequest, handbook: Handbook) -> None:
    """Check every number of a request and every name in it.

    Raises:
        BadInput: a strength, volume, weight or height that cannot be, or a name no card holds.
    """
    limits = handbook.limits
    most_dextrose = handbook.solutions["dextrose"].stock_at_most_percent or Decimal(100)
    _between("The dextrose stock", request.stock_dextrose_percent, Decimal(0), most_dextrose, "%")
    _between("The final dextrose", request.final_dextrose_percent, Decimal(0), Decimal(100), "%")
    _between("The volume", request.volume_ml, Decimal(0), limits["mixture-volume-most"].value, "mL")
    _refuse_names(request, handbook)
    _refuse_anaesthetics(request, handbook)
    _refuse_body(request, handbook)


def _between(what: str, value: Decimal, above: Decimal, most: Decimal, unit: str) -> None:
    if not value.is_finite() or not above < value <= most:
        raise BadInput(
            f"{what} is given as {figures(value) if value.is_finite() else value} {unit}.",
            f"Give more than {figures(above)} and at most {figures(most)} {unit}.",
        )


def _refuse_names(request: MixRequest, handbook: Handbook) -> None:
    diluents = [card.id for card in handbook.solutions.values() if card.role == "diluent"]
    if request.diluent not in diluents:
        raise BadInput(f"No diluent {request.diluent!r} is known.", f"Use one of: {', '.join(diluents)}.")
    drugs = [part.drug for part in request.other_anaesthetics] + [g.drug for g in request.already_given]
    for drug in drugs:
        if drug not in handbook.anaesthetics:
            raise BadInput(
                f"No ceiling is known for {drug!r}.", f"Use one of: {', '.join(handbook.anaesthetics)}."
            )


def _refuse_anaesthetics(request: MixRequest, handbook: Handbook) -> None:
    if request.lidocaine_final_percent and request.lidocaine_stock_percent is None:
        raise BadInput("A final lidocaine strength is given without its stock.", "Give the stock's strength.")
    _from_nothing("The final lidocaine", request.lidocaine_final_percent, "%")
    if request.lidocaine_stock_percent is not None:
        most = handbook.anaesthetics["lidocaine"].stock_at_most_percent or Decimal(0)
        _between("The lidocaine stock", request.lidocaine_stock_percent, Decimal(0), most, "%")
    for part in request.anaesthetics:
        card = handbook.anaesthetics[part.drug]
        if card.stock_at_most_percent is None:
            raise BadInput(f"{part.drug} is not drawn into a syringe here.", "Count it as given instead.")
        _between(f"The {part.drug} stock", part.stock_percent, Decimal(0), card.stock_at_most_percent, "%")
        _between(f"The final {part.drug}", part.final_percent, Decimal(0), Decimal(100), "%")
    for given in request.already_given:
        _from_nothing(f"What was given of {given.drug}", given.mg, "mg")


def _refuse_body(request: MixRequest, handbook: Handbook) -> None:
    limits = handbook.limits
    for what, value, least, most, unit in (
        ("The weight", request.weight_kg, "body-weight-least", "body-weight-most", "kg"),
        ("The height", request.height_cm, "body-height-least", "body-height-most", "cm"),
    ):
        low, high = limits[least].value, limits[most].value
        if value is not None and (not value.is_finite() or not low <= value <= high):
            raise BadInput(f"{what} is given as {value} {unit}.", f"Give {low} to {high} {unit}.")
    if request.age_years is not None and not 0 <= request.age_years <= 130:
        raise BadInput(f"The age is given as {request.age_years}.", "Give whole years, 0 to 130.")
    _from_nothing("The volume at other sites", request.other_sites_ml, "mL")
    _from_nothing("The number of points", Decimal(request.points), "")


def _from_nothing(what: str, value: Decimal | None, unit: str) -> None:
    if value is not None and (not value.is_finite() or value < 0):
        raise BadInput(f"{what} is given as {value} {unit}.".replace(" .", "."), "Give 0 or more.")
