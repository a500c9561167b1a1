"""What is pointed out beside a mixture that may be made. A warning never changes a volume."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from operator import ge, gt

from enthesis.care.anaesthetic import is_heavy
from enthesis.care.mixture import tenth
from enthesis.care.values.mix_request import AnaestheticPart, MixRequest
from enthesis.care.values.recipe import AnaestheticShare
from enthesis.care.values.sentence import Sentence
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.quantities import figures


def warnings_of(
    request: MixRequest,
    shares: tuple[AnaestheticShare, ...],
    used: Fraction,
    lowered: bool | None,
    osmolarities: tuple[Decimal, ...],
    handbook: Handbook,
) -> tuple[Sentence, ...]:
    """Collect the warnings of one mixture, the gravest subject first.

    Args:
        request: what was asked for.
        shares: every anaesthetic dose of the day with its ceiling.
        used: their sum, 1 being the whole of what this body may have.
        lowered: whether age, heart or liver lowered the ceiling; ``None`` where nobody said.
        osmolarities: mOsm/L of the mixture: one, or one for each basis while the label's is not known.
        handbook: the cards.
    """
    return (
        *_of_ceiling(request, shares, used, lowered, handbook),
        *_of_body(request, handbook),
        *_of_joint(request, handbook),
        *_of_strength(request, osmolarities, handbook),
        *_of_amount(request, handbook),
    )


def _of_ceiling(
    request: MixRequest,
    shares: tuple[AnaestheticShare, ...],
    used: Fraction,
    lowered: bool | None,
    handbook: Handbook,
) -> Iterator[Sentence]:
    percent = figures(tenth(used * 100))
    if used > 1:
        yield Sentence("solution.warn.ceiling-passed-already", {"percent": percent})
        return
    if used >= Fraction(handbook.limits["anaesthetic-warn"].value):
        yield Sentence("solution.warn.ceiling-near", {"percent": percent})
    kept = 1 - Fraction(handbook.limits["anaesthetic-reduction"].value) / 100
    # Not known is never no: what would pass the lowered ceiling says so.
    if shares and lowered is None and used > kept:
        yield Sentence(
            "solution.warn.lowering-not-known",
            {
                "age": figures(handbook.limits["anaesthetic-older-from"].value),
                "percent": figures(handbook.limits["anaesthetic-reduction"].value),
            },
        )


def _of_body(request: MixRequest, handbook: Handbook) -> Iterator[Sentence]:
    if not request.anaesthetics:
        return
    if is_heavy(request, handbook):
        bmi = figures(handbook.limits["anaesthetic-ideal-weight-bmi"].value)
        yield Sentence("solution.warn.ideal-weight", {"bmi": bmi})
        if request.sex not in ("female", "male"):
            yield Sentence("solution.warn.sex-not-known")
    adult = handbook.limits["anaesthetic-adult-from"].value
    if request.age_years is not None and request.age_years < adult:
        yield Sentence("solution.warn.not-adult", {"age": figures(adult)})


def _of_joint(request: MixRequest, handbook: Handbook) -> Iterator[Sentence]:
    if request.into != "ligaments":
        for part in request.anaesthetics:
            yield from _of_cartilage(part, handbook)
    caution = handbook.solutions[request.diluent].caution
    if caution is not None:
        yield Sentence(f"solutions.{request.diluent}.caution")


def _of_cartilage(part: AnaestheticPart, handbook: Handbook) -> Iterator[Sentence]:
    card = handbook.anaesthetics[part.drug]
    for limit, passes, warning in (
        (card.joint_below_percent, ge, "solution.warn.joint-never"),
        (card.joint_at_most_percent, gt, "solution.warn.joint-strong"),
    ):
        if limit is not None and passes(part.final_percent, limit):
            name = Sentence(f"anaesthetics.{part.drug}.name")
            yield Sentence(
                warning, {"what": name, "percent": figures(part.final_percent), "limit": figures(limit)}
            )


def _of_strength(
    request: MixRequest, osmolarities: tuple[Decimal, ...], handbook: Handbook
) -> Iterator[Sentence]:
    final, limits = request.final_dextrose_percent, handbook.limits
    if final > limits["dextrose-published-most"].value:
        limit = figures(limits["dextrose-published-most"].value)
        yield Sentence("solution.warn.dextrose-strong", {"percent": figures(final), "limit": limit})
    if final < limits["dextrose-inflammatory-from"].value:
        limit = figures(limits["dextrose-inflammatory-from"].value)
        yield Sentence("solution.warn.dextrose-weak", {"percent": figures(final), "limit": limit})
    vessel = limits["vessel-osmolarity"].value
    if max(osmolarities) >= vessel:
        values = {"osmolarity": _whole(max(osmolarities)), "limit": figures(vessel)}
        yield Sentence("solution.warn.vessel", values)


def _of_amount(request: MixRequest, handbook: Handbook) -> Iterator[Sentence]:
    total, most = request.volume_ml + request.other_sites_ml, handbook.limits["session-volume"].value
    if total > most:
        yield Sentence("solution.warn.volume", {"volume": figures(total), "limit": figures(most)})
    points = handbook.limits["session-points"].value
    if request.points > points:
        yield Sentence("solution.warn.points", {"points": request.points, "limit": figures(points)})


def _whole(value: Decimal) -> str:
    return figures(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))
