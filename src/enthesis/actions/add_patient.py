"""Take somebody under care."""

from django.db import transaction

from enthesis.actions.audit import note
from enthesis.care.values.case import Person, Wish
from enthesis.store.tables.patient import Patient
from enthesis.store.tables.person_detail import PersonDetail
from enthesis.store.tables.wish import WishRow
from enthesis.store.translate import person as people
from enthesis.store.translate import wish as wishes


@transaction.atomic
def add_patient(
    *, person: Person, wish: Wish, by: str, is_demonstration: bool = False, story: str = ""
) -> str:
    """Record a person and what they wish for, and give the new record number.

    ``story`` is what a fictional person is there to show.
    """
    patient = Patient.objects.create(
        record_number=_next_number(), added_by=by, is_demonstration=is_demonstration, story=story
    )
    PersonDetail.objects.create(patient=patient, by=by, **people.columns_of(person))
    WishRow.objects.create(patient=patient, by=by, **wishes.columns_of(wish))
    note(by=by, verb="add-patient", subject=patient.record_number)
    return patient.record_number


def _next_number() -> str:
    """Count on from the highest number; the transaction holds the write lock, so no two are alike."""
    last = Patient.objects.order_by("-id").values_list("record_number", flat=True).first()
    return f"EN-{int(last.partition('-')[2]) + 1 if last else 1:04d}"
