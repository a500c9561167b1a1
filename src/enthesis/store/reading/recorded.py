"""What has been recorded of one patient, by hand and by upload?"""

from datetime import date

import msgspec

from enthesis.care.values.case import Examined, Person, Wish
from enthesis.care.values.fact import Fact
from enthesis.store.tables.patient import Patient
from enthesis.store.translate import allergy, answer, examined, medicine
from enthesis.store.translate.person import person_of
from enthesis.store.translate.wish import wish_of


class StoredChart(msgspec.Struct, frozen=True, kw_only=True):
    """A chart as it came, byte for byte."""

    file_name: str
    content: bytes


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of one patient. Of details, wish and examination the latest; of the rest all, in order."""

    record: str
    person: Person
    wish: Wish
    charts: tuple[StoredChart, ...]
    medicines: tuple[Fact, ...]
    allergies: tuple[Fact, ...]
    answers: tuple[Fact, ...]
    examined_on: date | None
    examined: tuple[Examined, ...]


def recorded(record: str) -> Recorded | None:
    """Give what is recorded under a record number, or nothing where nobody has it."""
    patient = Patient.objects.filter(record_number=record).first()
    if patient is None:
        return None
    examination = patient.examinations.last()
    return Recorded(
        record=record,
        person=person_of(patient.details.latest("id")),
        wish=wish_of(patient.wishes.latest("id")),
        charts=tuple(
            StoredChart(file_name=c.file_name, content=bytes(c.content)) for c in patient.charts.all()
        ),
        medicines=tuple(medicine.fact_of(row) for row in patient.medicines.all()),
        allergies=tuple(allergy.fact_of(row) for row in patient.allergies.all()),
        answers=tuple(answer.fact_of(row) for row in patient.answers.all()),
        examined_on=examination.examined_on if examination else None,
        examined=tuple(examined.examined_of(row) for row in examination.points.all()) if examination else (),
    )
