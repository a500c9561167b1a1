"""The start: everybody under care, in a line each.

Somebody whose plan cannot be made keeps a line that says so: a list without them reads as if all were well.
"""

import logging

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from enthesis.store.reading.patients import PatientLine, patients
from enthesis.vocabulary.errors import EnthesisError
from enthesis.vocabulary.status import Level
from enthesis.web.planning import plan_for
from enthesis.web.show import show

_log = logging.getLogger(__name__)
_FAULT_OF_OURS = (
    "This chart could not be planned: a fault in Enthesis, not in the chart. "
    "Nothing has been judged; tell whoever looks after Enthesis."
)


class PersonRow(msgspec.Struct, frozen=True, kw_only=True):
    """One patient as the list shows them."""

    record: str
    name: str
    about: str
    is_demonstration: bool
    wish: str
    level: Level | None
    verdict: str
    next: str


@require_safe
def list_patients(request: HttpRequest) -> HttpResponse:
    """Show the patients of the clinic, each with their verdict and the one next thing."""
    people = [_row(line) for line in patients()]
    values = {"title": "Patients", "here": "patients", "people": people, "today": timezone.localdate()}
    return show(request, "patients.jinja", values)


def _row(line: PatientLine) -> PersonRow:
    try:
        document = plan_for(line.record).document
    except EnthesisError as fault:
        return _unread(line, str(fault))
    except Exception:
        _log.exception("The plan of %s could not be made.", line.record)
        return _unread(line, _FAULT_OF_OURS)
    person, wish = document.person, document.wish
    return PersonRow(
        record=line.record,
        name=line.name or person.name,
        about=", ".join(part for part in (person.age or "age not known", person.sex_says) if part),
        is_demonstration=line.is_demonstration,
        wish=", ".join(part for part in (document.condition.title, wish.side_says) if part),
        level=document.verdict.level,
        verdict=document.verdict.title,
        next=document.next_thing.says,
    )


def _unread(line: PatientLine, fault: str) -> PersonRow:
    """Show somebody whose chart cannot be read now, and why, among the others."""
    return PersonRow(
        record=line.record,
        name=line.name,
        about="",
        is_demonstration=line.is_demonstration,
        wish="",
        level=None,
        verdict="No plan",
        next=fault,
    )
