"""Observations: measurements. Only those a card asks about become facts; the rest are counted."""

from datetime import timedelta
from decimal import Decimal

import msgspec

from enthesis.care.values.fact import Fact
from enthesis.formats.fhir.body_site import place_of
from enthesis.formats.fhir.card_words import CardWords, Measure
from enthesis.formats.fhir.codings import CodeableConcept, text_of
from enthesis.formats.fhir.element import Element, Resource
from enthesis.formats.fhir.measured import Quantity, number_of, unit_for, unit_of
from enthesis.formats.fhir.reading import Reading
from enthesis.formats.fhir.references import Reference
from enthesis.formats.fhir.times import Period, date_of
from enthesis.vocabulary.dates import PartialDate
from enthesis.vocabulary.quantities import figures

_REFUSED = ("entered-in-error", "cancelled")
# How a finding entered as an observation says that it is so: "Pregnancy status: Pregnant".
_IT_IS_SO = (
    "yes", "y", "true", "present", "positive", "detected", "reactive", "pregnant", "confirmed", "active",
)  # fmt: skip
_IT_IS_NOT = (
    "no", "n", "false", "absent", "negative", "not detected", "nonreactive", "non-reactive", "not pregnant",
    "none",
)  # fmt: skip
NO_CARD = "measured, but no card asks about it"
_CLOCKS_DIFFER = timedelta(days=1)  # east of here it is already tomorrow


class Component(Element, frozen=True, gc=False):
    """One part of a measurement of several, such as the upper value of a blood pressure."""

    code: CodeableConcept | None = None
    value_quantity: Quantity | None = None
    value_codeable_concept: CodeableConcept | None = None
    value_string: str | None = None
    value_integer: int | None = None
    value_boolean: bool | None = None


class Observation(Resource, frozen=True, gc=False, tag="Observation"):
    """One measurement, with its value or its components."""

    status: str | None = None
    code: CodeableConcept | None = None
    subject: Reference | None = None
    effective_date_time: str | None = None
    effective_period: Period | None = None
    effective_instant: str | None = None
    issued: str | None = None
    value_quantity: Quantity | None = None
    value_codeable_concept: CodeableConcept | None = None
    value_string: str | None = None
    value_integer: int | None = None
    value_boolean: bool | None = None
    component: tuple[Component, ...] | None = None
    body_site: CodeableConcept | None = None


Measured = Observation | Component


def is_asked_about(observation: Observation, words: CardWords) -> bool:
    """Whether some card asks about it. Most laboratory values are told apart here, at once."""
    if observation.component is None:
        return observation.code is None or words.measure(observation.code) is not None
    return bool(_asked_about(observation, words))


def observation_facts(observation: Observation, reading: Reading, ref: str) -> tuple[Fact, ...]:
    """Read one observation and its components."""
    if observation.status in _REFUSED:
        return reading.not_used(observation, f"its status is {observation.status}", ref)
    parts = _asked_about(observation, reading.words)
    if not parts:
        return reading.not_used(observation, "it does not say what was measured", ref)
    day = date_of(observation.effective_date_time)
    if day is not None and day.earliest > reading.today + _CLOCKS_DIFFER and _changes_daily(parts):
        return reading.not_used(observation, "it is dated after today", ref)
    facts: list[Fact] = []
    for part, measure in parts:
        if measure.is_danger:
            facts += _danger(observation, part, measure, reading, ref)
            continue
        fact = _fact(observation, part, measure, reading, ref)
        facts.append(fact)
        if measure.is_weight:
            reading.weights.append(fact)
        elif measure.is_height:
            reading.heights.append(fact)
    return tuple(facts)


def _changes_daily(parts: list[tuple[Measured, Measure]]) -> bool:
    return not any(measure.is_weight or measure.is_height for _, measure in parts)


def _asked_about(observation: Observation, words: CardWords) -> list[tuple[Measured, Measure]]:
    """Give the whole and the components that some card asks about."""
    parts: list[tuple[Measured, Measure]] = []
    if observation.code is not None and (measure := words.measure(observation.code)) is not None:
        parts.append((observation, measure))
    for part in observation.component or ():
        if part.code is not None and (measure := words.measure(part.code)) is not None:
            parts.append((part, measure))
    return parts


def _fact(whole: Observation, part: Measured, measure: Measure, reading: Reading, ref: str) -> Fact:
    value, unit = _value(part, measure, reading, ref)
    place, place_text = place_of((whole.body_site,)) if whole.body_site else ((), "")
    return Fact(
        kind="observation",
        codes=measure.codes,
        text=measure.text,
        place=place,
        place_text=place_text,
        start=date_of(whole.effective_date_time) or _other_day(whole, reading, ref),
        active="yes",
        value=value,
        unit=unit,
        refs=(ref,),
    )


def _danger(
    whole: Observation, part: Measured, measure: Measure, reading: Reading, ref: str
) -> tuple[Fact, ...]:
    """Read what is no measurement but a finding: a yes speaks like a problem entry, a no is counted."""
    value, _ = _value(part, measure, reading, ref)
    said = str(value or "").partition("(")[0].strip().casefold()
    if part.value_quantity is not None or part.value_integer is not None:
        return reading.not_used(whole, NO_CARD, ref)
    if said not in _IT_IS_SO:
        why = "it says no" if said in _IT_IS_NOT else "its value was not understood; look at it in the chart"
        return reading.not_used(whole, f"{measure.text}: {why}", ref)
    fact = _fact(whole, part, measure, reading, ref)
    return (msgspec.structs.replace(fact, kind="condition", text=f"{measure.text}: {value}", value=None),)


def _other_day(whole: Observation, reading: Reading, ref: str) -> PartialDate | None:
    period = whole.effective_period
    begins = period.start if period else None
    return reading.day(ref, whole.effective_date_time, whole.effective_instant, begins, whole.issued)


def _value(part: Measured, measure: Measure, reading: Reading, ref: str) -> tuple[Decimal | str | None, str]:
    """Give value and unit; a value in a unit that its card cannot compare is kept as words and counted."""
    if part.value_quantity is not None:
        return _quantity(part.value_quantity, measure, reading, ref)
    if part.value_integer is not None:
        return _quantity(Quantity(value=Decimal(part.value_integer)), measure, reading, ref)
    if part.value_codeable_concept is not None:
        return text_of(part.value_codeable_concept) or None, ""
    if part.value_boolean is not None:
        return ("yes" if part.value_boolean else "no"), ""
    return part.value_string or None, ""


def _quantity(
    quantity: Quantity, measure: Measure, reading: Reading, ref: str
) -> tuple[Decimal | str | None, str]:
    value = number_of(quantity.value)
    if value is None:
        if quantity.value is not None:
            reading.tally.count(f"the value of {measure.text}", "no body has such a number", ref)
        return None, unit_of(quantity)
    if not measure.unit:
        return value, unit_of(quantity)
    unit = unit_for(quantity, measure.unit)
    if unit is None:
        printed = unit_of(quantity) or "no unit"
        reading.tally.count(
            f"the value of {measure.text}", f"{printed} cannot be read as {measure.unit}", ref
        )
        # A body's size is asked for again; of anything else the words stay, for a rule to say it cannot read.
        is_size = measure.is_weight or measure.is_height
        return None if is_size else f"{figures(value)} ({printed})", ""
    return value, unit
