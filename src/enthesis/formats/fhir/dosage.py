"""How a medicine is taken: dose, how often, by which way; from coded dosages, sigs and product names."""

from decimal import Decimal

from enthesis.care.values.fact import MedicineDetail
from enthesis.formats.fhir.codings import CodeableConcept, first_code, text_of
from enthesis.formats.fhir.dosage_text import Sig, sig_of
from enthesis.formats.fhir.element import Element
from enthesis.formats.fhir.measured import Quantity, number_of
from enthesis.formats.fhir.product_text import Product, product_of
from enthesis.formats.fhir.route import route_of
from enthesis.formats.fhir.times import Period
from enthesis.vocabulary.errors import BadQuantity
from enthesis.vocabulary.quantities import convert

_DAYS_PER_UNIT = {"h": Decimal(24), "min": Decimal(1440), "d": Decimal(1)}
_PER_DAY_OF_CODE = {
    "BID": "2", "TID": "3", "QID": "4", "AM": "1", "PM": "1", "QD": "1", "QOD": "0.5", "BED": "1",
    "Q1H": "24", "Q2H": "12", "Q3H": "8", "Q4H": "6", "Q6H": "4", "Q8H": "3",
}  # fmt: skip
# SNOMED's route codes, for charts that send no words beside them.
_ROUTE_OF_CODE = {
    "26643006": "oral", "6064005": "topical", "46713006": "nasal", "54485002": "ophthalmic",
    "10547007": "otic", "37161004": "rectal", "45890007": "transdermal", "47625008": "injected",
    "78421000": "injected", "34206005": "injected",
}  # fmt: skip
_MASSES = ("mg", "g", "ug", "mcg", "µg", "MG")
_MILLILITRES = ("ml", "milliliter", "milliliters", "millilitre", "millilitres")
_COUNTS = (
    "tablet",
    "tablets",
    "tab",
    "tabs",
    "tbl",
    "capsule",
    "capsules",
    "cap",
    "caps",
    "caplet",
    "pill",
    "each",
    "1",
)
_MOST_TABLETS = 10  # a bare number below this counts tablets; above it, it is a strength without its unit


class Repeat(Element, frozen=True, gc=False):
    """How often, as numbers."""

    frequency: int | None = None
    frequency_max: int | None = None
    period: Decimal | None = None
    period_unit: str | None = None
    bounds_period: Period | None = None
    when: tuple[str | None, ...] | None = None


class Timing(Element, frozen=True, gc=False):
    """How often: as numbers, as a code, or as days named one by one."""

    repeat: Repeat | None = None
    code: CodeableConcept | None = None


class Range(Element, frozen=True, gc=False):
    """From one quantity to another."""

    low: Quantity | None = None
    high: Quantity | None = None


class DoseAndRate(Element, frozen=True, gc=False):
    """How much at a time."""

    dose_quantity: Quantity | None = None
    dose_range: Range | None = None


class Dosage(Element, frozen=True, gc=False):
    """One instruction; a prescription may hold several."""

    text: str | None = None
    patient_instruction: str | None = None
    timing: Timing | None = None
    as_needed_boolean: bool | None = None
    as_needed_codeable_concept: CodeableConcept | None = None
    route: CodeableConcept | None = None
    dose_and_rate: tuple[DoseAndRate, ...] | None = None
    dose_quantity: Quantity | None = None


def detail_of(
    name: str,
    dosages: tuple[Dosage, ...] | None,
    *,
    ingredients: tuple[str, ...] = (),
    form: CodeableConcept | None = None,
) -> MedicineDetail:
    """Say how a medicine is taken, as far as dosages, dose form and product name tell.

    Of several instructions the first speaks for the dose; how often is their sum. Of a range, the most.
    """
    product = product_of(name)
    taken = tuple(dosages or ())
    first = taken[0] if taken else None
    return MedicineDetail(
        ingredients=ingredients or product.ingredients,
        dose_mg=_dose_mg(first, product),
        per_day=_per_day_of(taken),
        route=_route(first, form, product),
        as_needed=_as_needed(taken),
    )


def end_of(dosages: tuple[Dosage, ...] | None) -> str | None:
    """Give the day the last instruction ends, as written; ``None`` when any of them runs on."""
    ends = [
        each.timing.repeat.bounds_period.end
        if each.timing and each.timing.repeat and each.timing.repeat.bounds_period
        else None
        for each in dosages or ()
    ]
    written = [end for end in ends if end]
    return max(written) if written and len(written) == len(ends) else None


def _sig(dosage: Dosage) -> Sig:
    return sig_of(" ".join(filter(None, (dosage.text, dosage.patient_instruction))))


def _dose_mg(dosage: Dosage | None, product: Product) -> Decimal | None:
    """Give one dose in milligrams.

    Without a dose in the instruction, one tablet of a single ingredient is taken to be the dose.
    """
    if len(product.ingredients) > 1:
        return None
    if dosage is not None:
        quantity = _dose_quantity(dosage)
        if quantity is not None:
            return _mg(quantity, product)
        sig = _sig(dosage)
        if sig.count is not None and product.strength_mg is not None:
            return sig.count * product.strength_mg
        if sig.mass_mg is not None:
            return sig.mass_mg
    return product.strength_mg


def _dose_quantity(dosage: Dosage) -> Quantity | None:
    for each in dosage.dose_and_rate or ():
        if each.dose_quantity is not None:
            return each.dose_quantity
        if each.dose_range is not None:
            return each.dose_range.high or each.dose_range.low
    return dosage.dose_quantity


def _mg(quantity: Quantity, product: Product) -> Decimal | None:
    value = number_of(quantity.value)
    if value is None or value <= 0:
        return None
    for unit in (quantity.code, quantity.unit):
        plain = (unit or "").strip().strip("{}")
        if plain in _MASSES:
            return _mass(value, plain)
        if plain.lower() in _MILLILITRES and product.mg_per_ml is not None:
            return value * product.mg_per_ml
        if plain.lower() in _COUNTS and product.strength_mg is not None:
            return value * product.strength_mg
    has_unit = bool(quantity.code or quantity.unit)
    if not has_unit and product.strength_mg is not None and value < _MOST_TABLETS:
        return value * product.strength_mg
    return None


def _mass(value: Decimal, unit: str) -> Decimal | None:
    try:
        return convert(value, unit, "mg")
    except BadQuantity:
        return None


def _per_day_of(dosages: tuple[Dosage, ...]) -> Decimal | None:
    each = [_per_day(dosage) for dosage in dosages]
    known = [per_day for per_day in each if per_day is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(each) else None


def _per_day(dosage: Dosage) -> Decimal | None:
    timing = dosage.timing
    if timing is not None and timing.repeat is not None:
        repeated = _repeated(timing.repeat)
        if repeated is not None:
            return repeated
    if timing is not None and timing.code is not None:
        code = _PER_DAY_OF_CODE.get(first_code(timing.code).upper())
        written = Decimal(code) if code else sig_of(text_of(timing.code)).per_day
        if written is not None:
            return written
    return _sig(dosage).per_day


def _repeated(repeat: Repeat) -> Decimal | None:
    """Give the doses a day; months and years have no fixed length and stay not said."""
    period, unit = number_of(repeat.period), repeat.period_unit or ""
    frequency = repeat.frequency_max or repeat.frequency or 1
    if not period or period < 0 or frequency < 0:
        return Decimal(len(repeat.when)) if repeat.when else None
    if unit == "wk":
        return Decimal(frequency) / (period * 7)
    if unit in _DAYS_PER_UNIT:
        return Decimal(frequency) * _DAYS_PER_UNIT[unit] / period
    return None


def _route(dosage: Dosage | None, form: CodeableConcept | None, product: Product) -> str | None:
    """Read the way from the instruction, else the dose form, else the product's name."""
    if dosage is not None and dosage.route is not None:
        codes = (coding.code or "" for coding in dosage.route.coding or ())
        coded = next((_ROUTE_OF_CODE[code] for code in codes if code in _ROUTE_OF_CODE), None)
        named = coded or route_of(text_of(dosage.route))
        if named is not None:
            return named
    by_form = route_of(text_of(form)) if form is not None else None
    if by_form or product.route:
        return by_form or product.route
    return route_of(dosage.text or "") if dosage is not None else None


def _as_needed(dosages: tuple[Dosage, ...]) -> bool | None:
    """Tell whether it is taken only when needed; one regular instruction makes it regular."""
    each = [_one_as_needed(dosage) for dosage in dosages]
    if False in each:
        return False
    return True if each and all(each) else None


def _one_as_needed(dosage: Dosage) -> bool | None:
    if dosage.as_needed_codeable_concept is not None:
        return True
    if dosage.as_needed_boolean is not None:
        return dosage.as_needed_boolean
    return _sig(dosage).as_needed
