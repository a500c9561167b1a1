"""Who is under care?"""

import msgspec
from django.db.models import OuterRef, Subquery

from enthesis.store.tables.patient import Patient
from enthesis.store.tables.person_detail import PersonDetail


class PatientLine(msgspec.Struct, frozen=True, kw_only=True):
    """A record number and the name it goes by now."""

    record: str
    name: str
    is_demonstration: bool
    story: str


def patients() -> tuple[PatientLine, ...]:
    """List everybody, newest first, in one query."""
    latest = PersonDetail.objects.filter(patient=OuterRef("pk")).order_by("-id").values("name")[:1]
    rows = Patient.objects.annotate(name=Subquery(latest)).order_by("-id")
    return tuple(
        PatientLine(
            record=row.record_number,
            name=row.name or "",
            is_demonstration=row.is_demonstration,
            story=row.story,
        )
        for row in rows
    )


def is_known(record: str) -> bool:
    """Tell whether somebody has this record number."""
    return Patient.objects.filter(record_number=record).exists()
