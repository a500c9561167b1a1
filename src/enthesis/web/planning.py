"""From a record number to a plan in words: what every page about a patient begins with."""

from datetime import date

import msgspec
from django.http import Http404
from django.utils import timezone

from enthesis.actions.gather_case import gather_case
from enthesis.care.plan import plan
from enthesis.care.values.plan import Plan
from enthesis.formats.plan_json import PlanDocument, plan_document
from enthesis.formats.words import Words
from enthesis.store.reading.patients import is_known
from enthesis.web.handbook import handbook


class Planned(msgspec.Struct, frozen=True, kw_only=True):
    """One patient's plan of today, as values and in words."""

    record: str
    today: date
    plan: Plan
    document: PlanDocument

    @property
    def words(self) -> Words:
        """The words its pages and papers are told in."""
        return Words(handbook(), self.document.language, self.plan.condition)

    def told_in(self, language: str) -> PlanDocument | None:
        """Tell the same plan in another language, or nothing where that is English."""
        if language == self.document.language:
            return None
        return plan_document(self.plan, handbook(), language, all_findings=True)


def plan_for(record: str) -> Planned:
    """Make today's plan of one patient.

    Raises:
        Http404: nobody has this record number.
        BadInput: a chart of theirs cannot be read.
    """
    if not is_known(record):
        raise Http404(f"Nobody has the record number {record}.")
    today = timezone.localdate()
    made = plan(gather_case(record=record, handbook=handbook(), today=today), handbook(), today)
    return Planned(
        record=record,
        today=today,
        plan=made,
        document=plan_document(made, handbook(), all_findings=True),
    )
