"""Scores. An instrument is scored by its card; too few answers give no score and a reason, never a zero.

Whether a change between two scores matters is told by ``changes.py``. Source: CLINICAL:9.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from enthesis.care.values.history import ScoreGiven
from enthesis.care.values.outcome import Measured, Outcome, ScaleScore
from enthesis.care.values.sentence import Sentence
from enthesis.knowledge.cards.instrument import Instrument, Scale
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.errors import BadInput
from enthesis.vocabulary.quantities import figures

# Scores keep four places: enough that two scores with the same thirds differ by exactly a whole number.
_PLACES = Decimal("0.0001")
_FIGURES = 9


def score(instrument: Instrument, answers: Mapping[str, Decimal | None]) -> Outcome:
    """Score one instrument.

    Args:
        instrument: the card.
        answers: item name to number; ``None`` or absent is not answered.

    Raises:
        BadInput: an item the instrument does not have, or a number outside the item's range.

    Source: CLINICAL:9.
    """
    _refuse_strangers(instrument, answers)
    scales = tuple(_score_scale(scale, answers) for scale in instrument.scale)
    total, reason = _total(instrument, scales)
    return Outcome(
        instrument=instrument.id,
        formula_version=instrument.formula_version,
        direction=instrument.direction,
        score=total,
        minimum=instrument.minimum,
        maximum=instrument.maximum,
        scales=scales,
        reason=reason,
    )


def measure(given: ScoreGiven, handbook: Handbook) -> Measured:
    """Score an instrument as it was filled in on one day.

    Raises:
        BadInput: no such instrument or occasion, or answers it does not take.
    """
    card = handbook.instruments.get(given.instrument)
    if card is None:
        known = ", ".join(handbook.instruments)
        raise BadInput(f"There is no instrument {given.instrument!r}.", f"There is: {known}.")
    occasions = [each.id for each in card.occasion]
    if given.occasion and given.occasion not in occasions:
        raise BadInput(
            f"{card.id} is not asked {given.occasion!r}.",
            f"Choose one of: {', '.join(occasions)}." if occasions else "Leave the occasion out.",
        )
    return Measured(
        day=given.day, outcome=score(card, given.answers), occasion=given.occasion, refs=given.refs
    )


def _refuse_strangers(instrument: Instrument, answers: Mapping[str, Decimal | None]) -> None:
    known = [name for scale in instrument.scale for name in scale.item_ids]
    for name in answers:
        if name not in known:
            raise BadInput(f"{instrument.id} has no item {name!r}.", f"Its items are {', '.join(known)}.")


def _score_scale(scale: Scale, answers: Mapping[str, Decimal | None]) -> ScaleScore:
    given = [_checked(scale, name, answers.get(name)) for name in scale.item_ids]
    answered = [Fraction(value) for value in given if value is not None]
    value, reason = None, None
    if len(answered) >= scale.needed:
        value = _rounded(_formula(scale, answered))
    else:
        reason = Sentence(
            "outcomes.too-few",
            {"answered": len(answered), "needed": scale.needed, "items": scale.count},
        )
    return ScaleScore(
        scale=scale.id,
        score=value,
        answered=len(answered),
        needed=scale.needed,
        items=scale.count,
        minimum=scale.minimum,
        maximum=scale.maximum,
        reason=reason,
    )


def _checked(scale: Scale, name: str, value: Decimal | None) -> Decimal | None:
    """Refuse a number the item cannot have: a slip of the pen is asked about, not averaged."""
    if value is None:
        return None
    high = scale.item_max
    is_inside = _is_written_out(value) and value >= scale.item_min and (high is None or value <= high)
    if not is_inside or (scale.whole and value != value.to_integral_value()):
        kind = "a whole number" if scale.whole else "a number"
        upto = "or more" if high is None else f"to {figures(high)}"
        raise BadInput(f"{name} cannot be {value}.", f"Give {kind}, {figures(scale.item_min)} {upto}.")
    return value


def _is_written_out(value: Decimal) -> bool:
    """Refuse what nobody measures: not a number, or more than nine figures before or after the point."""
    if not value.is_finite():
        return False
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -_FIGURES and value.adjusted() < _FIGURES


def _formula(scale: Scale, answered: list[Fraction]) -> Fraction:
    """Work out one scale from its answered items, exactly."""
    mean = sum(answered, Fraction()) / len(answered)
    if scale.formula == "mean":
        return mean * Fraction(scale.times)
    if scale.formula == "sum":
        return mean * scale.count * Fraction(scale.times)
    low, high = Fraction(scale.item_min), Fraction(scale.item_max or 0)
    percent = (mean - low) * 100 / (high - low)
    return (percent if scale.formula == "percent" else 100 - percent) * Fraction(scale.times)


def _rounded(exact: Fraction) -> Decimal:
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(_PLACES)


def _total(instrument: Instrument, scales: tuple[ScaleScore, ...]) -> tuple[Decimal | None, Sentence | None]:
    """Make one score of the scales; a total with a part missing is no total."""
    if instrument.total == "none":
        return None, Sentence("outcomes.no-total")
    if instrument.total == "only":
        return scales[0].score, scales[0].reason
    parts = [scale.score for scale in scales if scale.score is not None]
    if len(parts) < len(scales):
        return None, Sentence("outcomes.part-missing", {"parts": len(scales), "known": len(parts)})
    whole = Fraction(sum(parts, Decimal()))
    return _rounded(whole / len(parts) if instrument.total == "mean" else whole), None
