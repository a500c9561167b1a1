"""The sentences of one syringe: what it holds, why it is not made, its label, how it is handled."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from enthesis.care.mixture import as_volume, stock_ml, tenth
from enthesis.care.values.mix_request import MixRequest
from enthesis.care.values.recipe import AnaestheticShare
from enthesis.care.values.sentence import Sentence, SentenceValue
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.quantities import figures

_DEXTROSE = Sentence("solutions.dextrose.name")

_MG_PER_ML = 10  # in each mL, for each percent

# Which cards stand behind the numbers of a warning.
_BEHIND = {
    "solution.warn.ceiling-near": ("limits/anaesthetic-warn",),
    "solution.warn.lowering-not-known": ("limits/anaesthetic-older-from",),
    "solution.warn.ideal-weight": ("limits/anaesthetic-ideal-weight-bmi", "ideal_weights/devine"),
    "solution.warn.not-adult": ("limits/anaesthetic-adult-from",),
    "solution.warn.dextrose-strong": ("limits/dextrose-published-most",),
    "solution.warn.dextrose-weak": ("limits/dextrose-inflammatory-from",),
    "solution.warn.vessel": ("limits/vessel-osmolarity",),
    "solution.warn.volume": ("limits/session-volume",),
    "solution.warn.points": ("limits/session-points",),
}


def why_not_makeable(request: MixRequest) -> Sentence | None:
    """Say why this stock cannot give what is asked; nothing where it can."""
    parts = [(_DEXTROSE, request.stock_dextrose_percent, request.final_dextrose_percent)]
    parts += [(_drug(p.drug), p.stock_percent, p.final_percent) for p in request.anaesthetics]
    for name, stock, final in parts:
        if final > stock:
            values: dict[str, SentenceValue] = {
                "what": name,
                "final": figures(final),
                "stock": figures(stock),
            }
            return Sentence("solution.cannot.too-weak", values)
    needed = [stock_ml(request.volume_ml, final, stock) for _, stock, final in parts]
    if sum(needed, Fraction(0)) <= Fraction(request.volume_ml):
        return None
    drawn = tuple(_part(volume, name, stock) for volume, (name, stock, _) in zip(needed, parts, strict=True))
    return Sentence("solution.cannot.no-room", {"parts": drawn, "volume": figures(request.volume_ml)})


def says_made(request: MixRequest, volumes_ml: Sequence[Decimal]) -> Sentence:
    """Say what is drawn up: dextrose, anaesthetics, diluent, in this order."""
    named = [(_DEXTROSE, request.stock_dextrose_percent)]
    named += [(_drug(p.drug), p.stock_percent) for p in request.anaesthetics]
    parts = [_part(ml, name, stock) for ml, (name, stock) in zip(volumes_ml, named, strict=False)]
    if volumes_ml[-1] > 0:
        diluent = Sentence(f"solutions.{request.diluent}.name")
        parts.append(Sentence("solution.part.diluent", {"ml": figures(volumes_ml[-1]), "what": diluent}))
    values: dict[str, SentenceValue] = {
        "volume": figures(request.volume_ml),
        "percent": figures(request.final_dextrose_percent),
        "parts": tuple(parts),
    }
    return Sentence("solution.made", values)


def _part(ml: Decimal | Fraction, name: Sentence, stock_percent: Decimal) -> Sentence:
    volume = as_volume(Fraction(ml))
    return Sentence(
        "solution.part.stock", {"ml": figures(volume), "what": name, "percent": figures(stock_percent)}
    )


def says_refused(shares: Sequence[AnaestheticShare], used: Fraction) -> Sentence:
    """Say which doses of the day pass the ceiling together."""
    doses = tuple(_dose(share) for share in shares)
    return Sentence("solution.refused.ceiling", {"doses": doses, "percent": figures(tenth(used * 100))})


def _dose(share: AnaestheticShare) -> Sentence:
    values: dict[str, SentenceValue] = {
        "what": _drug(share.drug),
        "as": _drug(share.counts_as),
        "mg": figures(share.mg),
        "ceiling": figures(tenth(Fraction(share.ceiling_mg))),
    }
    if share.drug != share.counts_as:
        return Sentence("solution.dose.counted-as", values)
    return Sentence("solution.dose.here" if share.here else "solution.dose.elsewhere", values)


def says_of_osmolarity(whole: Decimal, other: Decimal, dextrose: Decimal, request: MixRequest) -> Sentence:
    """Say the osmolarity: "about" with an anaesthetic, whose own is not well known; both without a basis."""
    about = "about" if request.anaesthetics else "exact"
    if request.basis is None:
        values = {"hydrous": _whole(min(whole, other)), "anhydrous": _whole(max(whole, other))}
        return Sentence(f"solution.osmolarity.{about}-basis-not-said", values)
    return Sentence(
        f"solution.osmolarity.{about}", {"osmolarity": _whole(whole), "dextrose": _whole(dextrose)}
    )


def _whole(value: Decimal) -> str:
    return figures(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def label_of(request: MixRequest, diluent_ml: Decimal, handbook: Handbook) -> tuple[Sentence, ...]:
    """Write the lines of the syringe's label, with blanks for day, time and two names."""
    held = [Sentence("solution.label.drug", _strength(_DEXTROSE, request.final_dextrose_percent))]
    held += [
        Sentence("solution.label.drug", _strength(_drug(p.drug), p.final_percent))
        for p in request.anaesthetics
    ]
    diluent = Sentence(f"solutions.{request.diluent}.name")
    made_up = (Sentence("solution.label.diluent", {"what": diluent}),) if diluent_ml > 0 else ()
    hours = figures(handbook.limits["mixture-start-within"].value)
    return (
        Sentence("solution.label.holds", {"drugs": tuple(held)}),
        Sentence("solution.label.volume", {"volume": figures(request.volume_ml)}),
        Sentence(f"solution.label.into.{request.into or 'not-said'}"),
        *made_up,
        Sentence("solution.label.never"),
        Sentence("solution.label.time", {"hours": hours}),
        Sentence("solution.label.prepared"),
        Sentence("solution.label.checked"),
    )


def _strength(name: Sentence, percent: Decimal) -> dict[str, Sentence | str]:
    """Name a strength both ways: 1 % is 1 g in 100 mL, which is 10 mg in each mL."""
    return {"what": name, "percent": figures(percent), "mg": figures(percent * _MG_PER_ML)}


def handling_of(request: MixRequest, handbook: Handbook) -> tuple[Sentence, ...]:
    """List what is checked while mixing, from the cards of dextrose and diluent."""
    return tuple(
        Sentence(f"solutions.{name}.handling.{at}")
        for name in ("dextrose", request.diluent)
        for at in range(len(handbook.solutions[name].handling))
    )


def cards_of(
    request: MixRequest,
    shares: Sequence[AnaestheticShare],
    warnings: Sequence[Sentence],
    handbook: Handbook,
) -> tuple[str, ...]:
    """Name the cards behind every number of a recipe and of its warnings."""
    return tuple(dict.fromkeys(_cards(request, shares, warnings, handbook)))


def _cards(
    request: MixRequest,
    shares: Sequence[AnaestheticShare],
    warnings: Sequence[Sentence],
    handbook: Handbook,
) -> Iterator[str]:
    yield "solutions/dextrose"
    yield f"solutions/{request.diluent}"
    yield "limits/vessel-osmolarity"  # the label says where it never goes
    drugs = [part.drug for part in request.anaesthetics]
    drugs += [drug for share in shares for drug in (share.drug, share.counts_as)]
    for drug in drugs:
        yield f"anaesthetics/{drug}"
        if handbook.anaesthetics[drug].per_kg_setting:
            yield f"settings/{handbook.anaesthetics[drug].per_kg_setting}"
    if request.anaesthetics:
        yield "limits/anaesthetic-reduction"
        yield "limits/anaesthetic-height-needed"
    for warning in warnings:
        yield from _BEHIND.get(warning.id, ())


def _drug(drug: str) -> Sentence:
    return Sentence(f"anaesthetics.{drug}.name")
