"""Medications: which product a prescription names, written in place, contained, or referred to."""

import msgspec

from enthesis.formats.fhir.codings import CodeableConcept, codes_of, text_of
from enthesis.formats.fhir.element import Element, Resource
from enthesis.formats.fhir.reading import Reading
from enthesis.formats.fhir.references import Reference
from enthesis.vocabulary.codes import Code

UNNAMED = "Medicine without a name"


class Ingredient(Element, frozen=True, gc=False):
    """One ingredient of a product."""

    item_codeable_concept: CodeableConcept | None = None


class Medication(Resource, frozen=True, gc=False, tag="Medication"):
    """One product."""

    code: CodeableConcept | None = None
    form: CodeableConcept | None = None
    ingredient: tuple[Ingredient, ...] | None = None


class Named(msgspec.Struct, frozen=True):
    """A medicine as it was named: all codes, the words, its ingredients and dose form where they stand."""

    codes: tuple[Code, ...]
    text: str
    ingredients: tuple[str, ...] = ()
    form: CodeableConcept | None = None
    ref: str = ""


def named_medicine(
    concept: CodeableConcept | None,
    reference: Reference | None,
    contained: tuple[msgspec.Raw, ...] | None,
    reading: Reading,
    ref: str,
) -> Named:
    """Find out which medicine is meant.

    A name nobody can find does not make the entry vanish: it stays a medicine that must be asked about.
    """
    if concept is not None and (codes_of(concept) or text_of(concept)):
        return Named(codes_of(concept), text_of(concept) or UNNAMED)
    product = _product(reference, contained, reading)
    if product is not None:
        named = _named(product)
        if named is not None:
            return named
    if reference is not None and reference.display:
        return Named((), reference.display)
    reading.tally.count("a medicine", "its name is not in the chart; it is asked about", ref)
    return Named((), UNNAMED)


def _product(
    reference: Reference | None, contained: tuple[msgspec.Raw, ...] | None, reading: Reading
) -> Medication | None:
    if reference is not None and (reference.reference or "").startswith("#"):
        wanted = (reference.reference or "").removeprefix("#")
        return next((each for each in _contained(contained) if each.id in (wanted, f"#{wanted}")), None)
    found = reading.find(reference)
    return found if isinstance(found, Medication) else None


def _contained(contained: tuple[msgspec.Raw, ...] | None) -> list[Medication]:
    products = []
    for raw in contained or ():
        try:
            products.append(msgspec.json.decode(raw, type=Medication))
        except (
            msgspec.MsgspecError,
            UnicodeDecodeError,
        ):  # a practitioner, a pharmacy: not what is looked for
            continue
    return products


def _named(product: Medication) -> Named | None:
    substances = [
        each.item_codeable_concept for each in product.ingredient or () if each.item_codeable_concept
    ]
    words = tuple(text.casefold() for each in substances if (text := text_of(each)))
    codes = codes_of(product.code) or tuple(code for each in substances for code in codes_of(each))
    text = text_of(product.code) or " / ".join(text_of(each) for each in substances)
    if not codes and not text:
        return None
    return Named(
        codes, text or UNNAMED, words, product.form, f"Medication/{product.id}" if product.id else ""
    )
