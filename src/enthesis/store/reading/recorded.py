"""What has been recorded of one patient, by hand and by upload?"""

from datetime import date

import msgspec

from enthesis.care.values.case import ChosenNeedle, Examined, Person, Wish
from enthesis.care.values.fact import Fact
from enthesis.store.reading.history import KeptHistory, history_of
from enthesis.store.reading.needle_plans import chosen_needles
from enthesis.store.tables.allergy import Allergy
from enthesis.store.tables.answer import Answer
from enthesis.store.tables.chart import Chart
from enthesis.store.tables.examination import Examination, ExaminedPoint
from enthesis.store.tables.medicine import Medicine
from enthesis.store.tables.patient import Patient
from enthesis.store.tables.person_detail import PersonDetail
from enthesis.store.tables.wish import WishRow
from enthesis.store.translate import allergy, answer, examined, medicine
from enthesis.store.translate.person import person_of
from enthesis.store.translate.wish import wish_of


class StoredChart(msgspec.Struct, frozen=True, kw_only=True):
    """A chart as it came, byte for byte."""

    file_name: str
    content: bytes


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of one patient: of details, wish, answers and examination the latest, of the rest all."""

    record: str
    person: Person
    wish: Wish
    charts: tuple[StoredChart, ...]
    medicines: tuple[Fact, ...]
    allergies: tuple[Fact, ...]
    answers: tuple[Fact, ...]
    examined_on: date | None
    examined: tuple[Examined, ...]
    needles: tuple[ChosenNeedle, ...]
    history: KeptHistory = KeptHistory()


def recorded(record: str) -> Recorded | None:
    """Give what is recorded under a record number, or nothing where nobody has it."""
    patient = Patient.objects.filter(record_number=record).first()
    if patient is None:
        return None
    examination = Examination.objects.filter(patient=patient).last()
    return Recorded(
        record=record,
        person=person_of(PersonDetail.objects.filter(patient=patient).latest("id")),
        wish=wish_of(WishRow.objects.filter(patient=patient).latest("id")),
        charts=tuple(
            StoredChart(file_name=row.file_name, content=bytes(row.content))
            for row in Chart.objects.filter(patient=patient)
        ),
        medicines=tuple(medicine.fact_of(row) for row in Medicine.objects.filter(patient=patient)),
        allergies=tuple(allergy.fact_of(row) for row in Allergy.objects.filter(patient=patient)),
        answers=tuple(
            {row.question: answer.fact_of(row) for row in Answer.objects.filter(patient=patient)}.values()
        ),
        examined_on=examination.examined_on if examination else None,
        examined=tuple(
            examined.examined_of(row) for row in ExaminedPoint.objects.filter(examination=examination)
        )
        if examination
        else (),
        needles=chosen_needles(patient),
        history=history_of(patient),
    )
