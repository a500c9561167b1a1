"""Questionnaire responses: answers to our questions, told by their ``linkId``."""

from collections.abc import Iterator
from decimal import Decimal

from enthesis.formats.answer_values import Given
from enthesis.formats.fhir.codings import Coding
from enthesis.formats.fhir.element import Element, Resource
from enthesis.formats.fhir.measured import Quantity, unit_of
from enthesis.formats.fhir.references import Reference
from enthesis.formats.fhir.times import date_of

FINISHED = ("completed", "amended")


class Answer(Element, frozen=True, gc=False):
    """One answer, of one of FHIR's kinds, perhaps with items of its own."""

    value_boolean: bool | None = None
    value_coding: Coding | None = None
    value_decimal: Decimal | None = None
    value_integer: int | None = None
    value_string: str | None = None
    value_date: str | None = None
    value_date_time: str | None = None
    value_quantity: Quantity | None = None
    item: "tuple[Item, ...] | None" = None


class Item(Element, frozen=True, gc=False):
    """One question, or a group of them."""

    link_id: str | None = None
    answer: tuple[Answer, ...] | None = None
    item: "tuple[Item, ...] | None" = None


class QuestionnaireResponse(Resource, frozen=True, gc=False, tag="QuestionnaireResponse"):
    """One form that somebody filled in."""

    status: str | None = None
    subject: Reference | None = None
    authored: str | None = None
    author: Reference | None = None
    item: tuple[Item, ...] | None = None


def given_in(response: QuestionnaireResponse, ref: str) -> Iterator[Given]:
    """Give every answered question of a form, as it was answered; several answers to one are a tuple."""
    on = date_of(response.authored)
    by = (response.author.display or response.author.reference or "") if response.author else ""
    for item in _items(response.item):
        values = tuple(value for each in item.answer or () if (value := _value(each)) is not None)
        if values:
            yield Given(
                question=(item.link_id or "").strip(),
                value=values if len(values) > 1 else values[0],
                unit=_unit(item),
                on=on,
                by=by,
                ref=ref,
            )


def _unit(item: Item) -> str:
    """Give the unit of a number that came with one."""
    quantities = (answer.value_quantity for answer in item.answer or ())
    return next((unit_of(quantity) for quantity in quantities if quantity is not None), "")


def _items(items: tuple[Item, ...] | None) -> Iterator[Item]:
    for item in items or ():
        yield item
        yield from _items(item.item)
        for answer in item.answer or ():
            yield from _items(answer.item)


def _value(answer: Answer) -> bool | Decimal | str | None:
    if answer.value_boolean is not None:
        return answer.value_boolean
    if answer.value_coding is not None:
        return answer.value_coding.code or answer.value_coding.display
    if answer.value_integer is not None:
        return Decimal(answer.value_integer)
    if answer.value_decimal is not None:
        return answer.value_decimal
    if answer.value_quantity is not None:
        return answer.value_quantity.value
    written = answer.value_date or answer.value_date_time
    if written:
        return str(date_of(written) or written)
    return answer.value_string
