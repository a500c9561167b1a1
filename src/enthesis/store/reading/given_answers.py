"""What was answered last to each question, by whom and when?"""

from datetime import date, datetime

import msgspec

from enthesis.store.answer_value import AnswerValue
from enthesis.store.tables.answer import Answer
from enthesis.store.translate.answer import value_of


class GivenAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The latest answer to one question, with the words that were asked."""

    question: str
    wording: str
    value: AnswerValue
    given_on: date
    at: datetime
    by: str
    act: str
    reason: str


def given_answers(record: str) -> dict[str, GivenAnswer]:
    """Give the latest answer to each question of one patient, by question."""
    rows = Answer.objects.filter(patient__record_number=record).order_by("id")
    return {
        row.question: GivenAnswer(
            question=row.question,
            wording=row.wording,
            value=value_of(row),
            given_on=row.given_on,
            at=row.at,
            by=row.by,
            act=row.act,
            reason=row.reason,
        )
        for row in rows
    }
