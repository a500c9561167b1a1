"""The start: everybody under care, where they stand on the road, and who needs a person now.

Somebody whose plan cannot be made keeps a line that says so: a list without them reads as if all were well.
"""

import logging
from collections.abc import Iterable

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from enthesis.formats.history_schema import ReportLine
from enthesis.store.reading.patients import PatientLine, patients
from enthesis.vocabulary.errors import EnthesisError
from enthesis.web.planning import plan_for
from enthesis.web.show import show

_log = logging.getLogger(__name__)
_FAULT_OF_OURS = (
    "This chart could not be planned: a fault in Enthesis, not in the chart. "
    "Nothing has been judged; tell whoever looks after Enthesis."
)
# The road, in the order somebody at the desk reads it: who cannot wait, who comes today, then the rest.
ROAD = (
    ("now", "Needs a person now", ("red-flag", "unread")),
    ("today", "Today", ("ready-today",)),
    ("course", "In the course", ("flare", "not-responding", "mid-course")),
    (
        "before",
        "Before the first session",
        ("questions-open", "on-hold", "clear", "course-planned", "cannot-proceed"),
    ),
    ("after", "After the course", ("finished", "referred-on", "ended")),
)
_SHAPES = {
    **dict.fromkeys(("red-flag", "cannot-proceed"), "stop"),
    **dict.fromkeys(("flare", "not-responding", "on-hold", "unread"), "hold"),
    "questions-open": "ask",
    **dict.fromkeys(("mid-course", "referred-on", "ended"), "info"),
}


class PersonRow(msgspec.Struct, frozen=True, kw_only=True):
    """One patient as the list shows them; ``shape`` is the mark beside where they stand."""

    record: str
    name: str
    about: str
    is_demonstration: bool
    wish: str
    stage: str
    stands: str
    shape: str
    next: str
    story: str = ""
    verdict: str = ""
    report: ReportLine | None = None


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """One stretch of the road, with whoever stands there."""

    id: str
    title: str
    people: tuple[PersonRow, ...]


@require_safe
def list_patients(request: HttpRequest) -> HttpResponse:
    """Show the patients of the clinic along the road, each with the one next thing."""
    people = tuple(_row(line) for line in patients())
    values = {
        "title": "Patients",
        "here": "patients",
        "people": people,
        "road": along_the_road(people),
        "open": tuple(person for person in people if person.report is not None),
        "is_demonstration": any(person.is_demonstration for person in people),
        "today": timezone.localdate(),
    }
    return show(request, "patients.jinja", values)


def along_the_road(people: Iterable[PersonRow]) -> tuple[Stretch, ...]:
    """Put everybody where they stand; stretches with nobody are left out."""
    rows = tuple(people)
    stretches = (
        Stretch(
            id=name,
            title=title,
            people=tuple(row for stage in stages for row in rows if row.stage == stage),
        )
        for name, title, stages in ROAD
    )
    return tuple(stretch for stretch in stretches if stretch.people)


def _row(line: PatientLine) -> PersonRow:
    try:
        document = plan_for(line.record).document
    except EnthesisError as fault:
        return _unread(line, str(fault))
    except Exception:
        _log.exception("The plan of %s could not be made.", line.record)
        return _unread(line, _FAULT_OF_OURS)
    person, wish, stage = document.person, document.wish, document.stage
    # Nothing reassuring stands beside an open report, wherever else its patient stands.
    told = next((report for report in document.reports if report.open), None)
    return PersonRow(
        record=line.record,
        name=line.name or person.name,
        about=", ".join(part for part in (person.age or "age not known", person.sex_says) if part),
        is_demonstration=line.is_demonstration,
        wish=", ".join(part for part in (document.condition.title, wish.side_says) if part),
        stage=stage.id,
        stands=stage.title,
        shape="hold" if told and stage.id not in _SHAPES else _SHAPES.get(stage.id, "ok"),
        next=document.next_thing.says,
        story=line.story,
        verdict=document.verdict.title if stage.id == "course-planned" else "",
        report=told,
    )


def _unread(line: PatientLine, fault: str) -> PersonRow:
    """Show somebody whose chart cannot be read now, and why; their story might reassure and is left out."""
    return PersonRow(
        record=line.record,
        name=line.name,
        about="",
        is_demonstration=line.is_demonstration,
        wish="",
        stage="unread",
        stands="No plan",
        shape="hold",
        next=fault,
    )
