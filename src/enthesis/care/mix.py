"""One syringe from a request, held to every ceiling.

A recipe is *made*; or it *cannot be made* from this stock; or it is *refused*, because the anaesthetic of
the whole day would pass its ceiling; or it *needs an answer* first. Only a made recipe holds every volume.
The arithmetic lives in ``mixture`` and ``mix_amounts``, the ceilings in ``anaesthetic``, what is pointed
out in ``mix_warnings``, the sentences in ``mix_words``.
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
from enthesis.care.mix_amounts import (
    anaesthetics_of,
    dextrose_g_of,
    dextrose_ml_of,
    drawn_of,
    osmolarities_of,
    volumes_of,
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
from enthesis.care.mixture import as_volume
from enthesis.care.values.mix_request import MixRequest
from enthesis.care.values.recipe import AnaestheticShare, Recipe
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
    an anaesthetic; an earlier dose of the day not known    needs-answer
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
    if request.anaesthetics and request.unknown_dose:
        waiting = _waiting(request, "given", handbook)
        return msgspec.structs.replace(waiting, question=request.unknown_dose)
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
        dextrose_stock_ml=as_volume(dextrose_ml_of(request)),
        dextrose_g=dextrose_g_of(request),
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
    volumes = volumes_of(request)
    whole, other, of_dextrose = osmolarities_of(request, volumes, handbook)
    osmolarities = (whole,) if request.basis else (whole, other)
    by_drug = anaesthetics_of(request, volumes)
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
        drawn=drawn_of(request, volumes, handbook),
        dextrose_g=dextrose_g_of(request),
        lidocaine_mg=lidocaine.mg if lidocaine else Decimal(0),
        lidocaine_ceiling_mg=judged.lidocaine_ceiling_mg,
        osmolarity_mosm_l=whole,
        osmolarity_other_basis_mosm_l=other,
        osmolarity_dextrose_mosm_l=of_dextrose,
        osmolarity_says=says_of_osmolarity(whole, other, of_dextrose, request),
        anaesthetic_fraction=_fraction(judged.used) if day_is_known else None,
        shares=judged.shares,
        warnings=warnings,
        label=label_of(request, volumes[-1], handbook),
        handling=handling_of(request, handbook),
        cards=cards_of(request, judged.shares, warnings, handbook),
    )


def _fraction(used: Fraction) -> Decimal:
    """Write the share of the ceiling, rounded up, so that nothing past 1 reads as 1."""
    exact = Decimal(used.numerator) / Decimal(used.denominator)
    return exact.quantize(_FRACTION_PLACES, rounding=ROUND_CEILING)
