"""One syringe from a request, held to every ceiling.

A recipe is *made*; or it *cannot be made* from this stock; or it is *refused*, because the anaesthetic of
the whole day would pass its ceiling; or it *needs an answer* first. Only a made recipe holds every volume.
The arithmetic lives in ``mixture``, the ceilings in ``anaesthetic``, what is pointed out in
``mix_warnings``, the sentences in ``mix_words``.
"""

from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from typing import NamedTuple

import msgspec

from enthesis.care.anaesthetic import (
    ceiling_mg,
    dosing_weight_kg,
    is_lowered,
    missing_of_body,
    shares_of,
    used_up,
)
from enthesis.care.mix_input import refuse_wrong_use
from enthesis.care.mix_warnings import warnings_of
from enthesis.care.mix_words import (
    cards_of,
    handling_of,
    label_of,
    says_made,
    says_of_osmolarity,
    says_refused,
    why_not_makeable,
)
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
from enthesis.care.values.recipe import AnaestheticShare, AnaestheticVolume, Basis, Drawn, Recipe
from enthesis.care.values.sentence import Sentence
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.quantities import figures

_FRACTION_PLACES = Decimal("0.0001")


class _Judged(NamedTuple):
    """What the ceilings say of a request: every dose of the day, their sum, and lidocaine's own ceiling."""

    shares: tuple[AnaestheticShare, ...]
    used: Fraction
    lowered: bool | None
    lidocaine_ceiling_mg: Decimal | None


def mix(request: MixRequest, handbook: Handbook) -> Recipe:
    """Work out one syringe.

    ======================================================  ==============
    asked for                                               status
    ======================================================  ==============
    more stock than the syringe holds, or a stock too weak  cannot-be-made
    an anaesthetic; weight, or a needed height, not known   needs-answer
    an anaesthetic that passes the ceiling of the day       refused
    anything else                                           made
    ======================================================  ==============

    Raises:
        BadInput: a number or name that cannot be.

    Source: CLINICAL 4.1, 4.2; CARE:9.
    """
    refuse_wrong_use(request, handbook)
    why_not = why_not_makeable(request)
    if why_not is not None:
        return _asked(request, why_not, handbook)
    question = missing_of_body(request, handbook)
    if request.anaesthetics and question:
        return _waiting(request, question, handbook)
    judged = _judge(request, question, handbook)
    if request.anaesthetics and judged.used > 1:
        return _refused(request, judged, handbook)
    return _made(request, judged, handbook)


def _judge(request: MixRequest, question: str, handbook: Handbook) -> _Judged:
    lowered = is_lowered(request, handbook)
    if request.weight_kg is None or question:
        return _Judged((), Fraction(0), lowered, None)
    weight = dosing_weight_kg(request, request.weight_kg, handbook)
    shares = shares_of(request, weight, bool(lowered), handbook)
    return _Judged(shares, used_up(shares), lowered, ceiling_mg("lidocaine", weight, bool(lowered), handbook))


def _asked(request: MixRequest, says: Sentence, handbook: Handbook) -> Recipe:
    """Begin a recipe with what was asked for and nothing to draw."""
    with_lidocaine = bool(request.lidocaine_final_percent)
    return Recipe(
        name=request.name,
        status="cannot-be-made",
        says=says,
        side=request.side,
        volume_ml=request.volume_ml,
        final_dextrose_percent=request.final_dextrose_percent,
        stock_dextrose_percent=request.stock_dextrose_percent,
        basis=request.basis,
        diluent=request.diluent,
        lidocaine_stock_percent=request.lidocaine_stock_percent if with_lidocaine else None,
        lidocaine_final_percent=request.lidocaine_final_percent if with_lidocaine else None,
        cards=cards_of(request, (), (), handbook),
    )


def _waiting(request: MixRequest, question: str, handbook: Handbook) -> Recipe:
    """Give what does not hang on the missing answer: the dextrose, and no anaesthetic volume."""
    over = handbook.limits["anaesthetic-height-needed"].value
    says = Sentence(f"solution.ask.{question}", {"limit": figures(over)})
    return msgspec.structs.replace(
        _asked(request, says, handbook),
        status="needs-answer",
        question=question,
        dextrose_stock_ml=as_volume(_dextrose_ml(request)),
        dextrose_g=_dextrose_g(request),
    )


def _refused(request: MixRequest, judged: _Judged, handbook: Handbook) -> Recipe:
    return msgspec.structs.replace(
        _asked(request, says_refused(judged.shares, judged.used), handbook),
        status="refused",
        lidocaine_ceiling_mg=judged.lidocaine_ceiling_mg,
        anaesthetic_fraction=_fraction(judged.used),
        shares=judged.shares,
        cards=cards_of(request, judged.shares, (), handbook),
    )


def _made(request: MixRequest, judged: _Judged, handbook: Handbook) -> Recipe:
    volumes = _volumes(request)
    whole, other, of_dextrose = _osmolarities(request, volumes, handbook)
    osmolarities = (whole,) if request.basis else (whole, other)
    by_drug = _anaesthetics(request, volumes)
    lidocaine = by_drug[0] if by_drug and by_drug[0].drug == "lidocaine" else None
    warnings = warnings_of(request, judged.shares, judged.used, judged.lowered, osmolarities, handbook)
    day_is_known = bool(judged.shares) or not (request.anaesthetics or request.already_given)
    return msgspec.structs.replace(
        _asked(request, says_made(request, volumes), handbook),
        status="made",
        dextrose_stock_ml=volumes[0],
        lidocaine_stock_ml=lidocaine.stock_ml if lidocaine else Decimal(0),
        other_anaesthetics=by_drug[1:] if lidocaine else by_drug,
        diluent_ml=volumes[-1],
        drawn=_drawn(request, volumes, handbook),
        dextrose_g=_dextrose_g(request),
        lidocaine_mg=lidocaine.mg if lidocaine else Decimal(0),
        lidocaine_ceiling_mg=judged.lidocaine_ceiling_mg,
        osmolarity_mosm_l=whole,
        osmolarity_other_basis_mosm_l=other,
        osmolarity_dextrose_mosm_l=of_dextrose,
        osmolarity_says=says_of_osmolarity(whole, other, of_dextrose, request),
        anaesthetic_fraction=_fraction(judged.used) if day_is_known else None,
        shares=judged.shares,
        warnings=warnings,
        label=label_of(request, handbook),
        handling=handling_of(request, handbook),
        cards=cards_of(request, judged.shares, warnings, handbook),
    )


def _volumes(request: MixRequest) -> tuple[Decimal, ...]:
    """Give the volumes to draw: dextrose, each anaesthetic, and the diluent that fills up."""
    drawn = [as_volume(_dextrose_ml(request))]
    drawn += [
        as_volume(stock_ml(request.volume_ml, p.final_percent, p.stock_percent)) for p in request.anaesthetics
    ]
    return (*drawn, request.volume_ml - sum(drawn, Decimal(0)))


def _dextrose_ml(request: MixRequest) -> Fraction:
    return stock_ml(request.volume_ml, request.final_dextrose_percent, request.stock_dextrose_percent)


def _dextrose_g(request: MixRequest) -> Decimal:
    return _tidy(request.volume_ml * request.final_dextrose_percent / 100)


def _tidy(value: Decimal) -> Decimal:
    return Decimal(figures(value))


def _anaesthetics(request: MixRequest, volumes: tuple[Decimal, ...]) -> tuple[AnaestheticVolume, ...]:
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


def _osmolarities(
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


def _drawn(request: MixRequest, volumes: tuple[Decimal, ...], handbook: Handbook) -> Drawn | None:
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


def _fraction(used: Fraction) -> Decimal:
    """Write the share of the ceiling, rounded up, so that nothing past 1 reads as 1."""
    exact = Decimal(used.numerator) / Decimal(used.denominator)
    return exact.quantize(_FRACTION_PLACES, rounding=ROUND_CEILING)
