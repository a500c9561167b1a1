"""Record that something is known better of a person: a weight, a name, a birth date."""

from django.db import transaction

from enthesis.actions.audit import note
from enthesis.actions.subject import patient_of
from enthesis.care.values.case import Person
from enthesis.store.tables.person_detail import PersonDetail
from enthesis.store.translate.person import columns_of


@transaction.atomic
def change_person(*, record: str, person: Person, by: str) -> None:
    """Keep what is known now; what was known before stays."""
    PersonDetail.objects.create(patient=patient_of(record), by=by, **columns_of(person))
    note(by=by, verb="change-person", subject=record)
