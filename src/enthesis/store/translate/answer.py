"""An answer's row, and back; and the fact it is to care."""

from decimal import Decimal
from typing import Any

from enthesis.care.values.fact import Fact
from enthesis.store.answer_value import AnswerValue
from enthesis.store.tables.answer import Answer
from enthesis.vocabulary.codes import Code, CodeSystem
from enthesis.vocabulary.dates import PartialDate


def value_of(row: Answer) -> AnswerValue:
    """Read what was answered, in the type it was given."""
    if row.kind == "number":
        return Decimal(row.value)
    return tuple(row.value) if row.kind == "choices" else str(row.value)


def value_columns(value: AnswerValue) -> dict[str, Any]:
    """Give the columns an answer's value is kept in; a number keeps every digit."""
    if isinstance(value, Decimal):
        return {"kind": "number", "value": str(value)}
    if isinstance(value, tuple):
        return {"kind": "choices", "value": list(value)}
    return {"kind": "word", "value": value}


def fact_of(row: Answer) -> Fact:
    """Make the fact care reads."""
    return Fact(
        kind="answer",
        codes=(Code(CodeSystem.ENTHESIS, row.question),),
        text=row.wording,
        value=value_of(row),
        start=PartialDate.of(row.given_on),
        active="yes",
        by=row.by,
        reason=row.reason,
        refs=(f"Answer/{row.pk}",),
    )
