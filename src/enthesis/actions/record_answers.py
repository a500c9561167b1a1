"""Record answers, each as its own row."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

import msgspec
from django.db import transaction

from enthesis.actions.audit import note
from enthesis.actions.subject import patient_of
from enthesis.store.answer_value import AnswerValue
from enthesis.store.tables.answer import Answer
from enthesis.store.translate.answer import value_columns

Act = Literal["each", "none-applies"]


class SaidAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One answer with the words that stood on the screen when it was given."""

    question: str
    wording: str
    value: AnswerValue
    reason: str = ""


@transaction.atomic
def record_answers(
    *, record: str, answers: Sequence[SaidAnswer], given_on: date, by: str, act: Act = "each"
) -> None:
    """Keep every answer of one act, or none of them.

    "I went through these and none applies" comes here as one *no* for each item that was on the
    screen, so that every no can show its own words, who gave it and when.
    """
    patient = patient_of(record)
    for answer in answers:
        Answer.objects.create(
            patient=patient,
            question=answer.question,
            wording=answer.wording,
            given_on=given_on,
            act=act,
            by=by,
            reason=answer.reason,
            **value_columns(answer.value),
        )
    note(by=by, verb="record-answers", subject=record, act=act, questions=[said.question for said in answers])
