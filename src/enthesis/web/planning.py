"""From a record number to a plan in words: what every page about a patient begins with."""

from datetime import date

import msgspec
from django.http import Http404
from django.utils import timezone

from enthesis.actions.gather_case import gather_case
from enthesis.care.plan import plan
from enthesis.care.values.plan import Plan
from enthesis.formats.plan_json import PlanDocument, plan_document
from enthesis.vocabulary.errors import BadInput
from enthesis.web.handbook import handbook


class Planned(msgspec.Struct, frozen=True, kw_only=True):
    """One patient's plan of today, as values and in words."""

    record: str
    today: date
    plan: Plan
    document: PlanDocument


def plan_for(record: str) -> Planned:
    """Make today's plan of one patient.

    Raises:
        Http404: nobody has this record number.
    """
    today = timezone.localdate()
    try:
        case = gather_case(record=record, handbook=handbook(), today=today)
    except BadInput as fault:
        raise Http404(str(fault)) from fault
    made = plan(case, handbook(), today)
    return Planned(
        record=record,
        today=today,
        plan=made,
        document=plan_document(made, handbook(), all_findings=True),
    )
