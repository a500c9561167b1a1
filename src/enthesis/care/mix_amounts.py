"""The amounts of one syringe that may be made: volumes, masses, osmolarity, and what the marks allow."""

from decimal import Decimal
from fractions import Fraction

from enthesis.care.mixture import (
    as_volume,
    dextrose_osmolarity,
    drawable,
    osmolarity,
    stock_ml,
    strength_percent,
    tenth,
)
from enthesis.care.values.mix_request import MixRequest
from enthesis.care.values.recipe import AnaestheticVolume, Basis, Drawn
from enthesis.care.values.sentence import Sentence
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.quantities import figures


def volumes_of(request: MixRequest) -> tuple[Decimal, ...]:
    """Give the volumes to draw: dextrose, each anaesthetic, and the diluent that fills up."""
    drawn = [as_volume(dextrose_ml_of(request))]
    drawn += [
        as_volume(stock_ml(request.volume_ml, p.final_percent, p.stock_percent)) for p in request.anaesthetics
    ]
    return (*drawn, request.volume_ml - sum(drawn, Decimal(0)))


def dextrose_ml_of(request: MixRequest) -> Fraction:
    """Give the exact volume of dextrose stock, in mL."""
    return stock_ml(request.volume_ml, request.final_dextrose_percent, request.stock_dextrose_percent)


def dextrose_g_of(request: MixRequest) -> Decimal:
    """Give the dextrose in the whole syringe, in g."""
    return _tidy(request.volume_ml * request.final_dextrose_percent / 100)


def anaesthetics_of(request: MixRequest, volumes: tuple[Decimal, ...]) -> tuple[AnaestheticVolume, ...]:
    """List each anaesthetic with its volume and mass, lidocaine first."""
    return tuple(
        AnaestheticVolume(
            drug=part.drug,
            stock_percent=part.stock_percent,
            stock_ml=volume,
            final_percent=part.final_percent,
            mg=_tidy(part.mg_in(request.volume_ml)),
        )
        for part, volume in zip(request.anaesthetics, volumes[1:-1], strict=True)
    )


def osmolarities_of(
    request: MixRequest, volumes: tuple[Decimal, ...], handbook: Handbook
) -> tuple[Decimal, Decimal, Decimal]:
    """Give mOsm/L of the whole by the label's basis, of the whole by the other, and of the dextrose alone.

    While the basis is not known the higher figure stands first.
    """
    rest: list[tuple[Decimal, Decimal | Fraction]] = [
        (ml, handbook.anaesthetics[part.drug].osmolarity_mosm_l or Decimal(0))
        for part, ml in zip(request.anaesthetics, volumes[1:-1], strict=True)
    ]
    rest.append((volumes[-1], handbook.solutions[request.diluent].osmolarity_mosm_l or Decimal(0)))
    by_basis: dict[Basis, tuple[Decimal, Decimal]] = {}
    for basis in handbook.solutions["dextrose"].bases:
        stock = dextrose_osmolarity(request.stock_dextrose_percent, basis.molar_mass)
        alone = dextrose_osmolarity(request.final_dextrose_percent, basis.molar_mass)
        whole = osmolarity([(volumes[0], stock), *rest], request.volume_ml)
        by_basis[basis.id] = (whole, tenth(alone))
    ordered = sorted(by_basis, key=lambda basis: by_basis[basis], reverse=True)
    first = request.basis or ordered[0]
    other = next(basis for basis in ordered if basis != first)
    return by_basis[first][0], by_basis[other][0], by_basis[first][1]


def drawn_of(request: MixRequest, volumes: tuple[Decimal, ...], handbook: Handbook) -> Drawn | None:
    """Give the nearest volumes on the marks of the syringe; nothing where the exact ones lie on them."""
    mark = handbook.settings["solution-syringe-mark"].number
    if all(volume % mark == 0 for volume in volumes):
        return None
    marked = drawable(volumes, request.volume_ml, mark)
    total = sum(marked, Decimal(0))
    if total == 0:
        return None
    percent = tenth(strength_percent(request.stock_dextrose_percent, marked[0], total))
    lidocaine_first = bool(request.anaesthetics) and request.anaesthetics[0].drug == "lidocaine"
    values = {"mark": figures(mark), "percent": figures(percent), "volumes": " + ".join(map(figures, marked))}
    return Drawn(
        mark_ml=mark,
        dextrose_stock_ml=marked[0],
        lidocaine_stock_ml=marked[1] if lidocaine_first else None,
        other_anaesthetics_ml=marked[2:-1] if lidocaine_first else marked[1:-1],
        diluent_ml=marked[-1],
        final_dextrose_percent=percent,
        says=Sentence("solution.drawn", values),
    )


def _tidy(value: Decimal) -> Decimal:
    return Decimal(figures(value))
