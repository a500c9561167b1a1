"""P10: nothing recorded is lost or silently changed; an act leaves all of itself, or nothing."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from enthesis.actions.add_patient import add_patient
from enthesis.actions.change_person import change_person
from enthesis.actions.change_wish import change_wish
from enthesis.actions.make_login import make_login
from enthesis.actions.record_allergy import record_allergy
from enthesis.actions.record_answers import SaidAnswer, record_answers
from enthesis.actions.record_examination import record_examination
from enthesis.actions.record_medicine import record_medicine
from enthesis.actions.upload_chart import upload_chart
from enthesis.care.values.case import Examined, Person, Wish
from enthesis.store.models import Account, Answer, AuditEvent, ExaminedPoint, Patient, PersonDetail
from enthesis.store.reading.given_answers import given_answers
from enthesis.store.reading.patients import patients
from enthesis.store.reading.recorded import recorded
from enthesis.store.tables.append_only import AppendOnly, WrittenOnceError
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.dates import PartialDate
from enthesis.vocabulary.errors import BadInput

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)
WISH = Wish(condition="knee-oa", side=Side.RIGHT, start=date(2026, 12, 7), sedation="none")


@pytest.fixture
def record() -> str:
    return add_patient(person=Person(name="Alma Reyes", birth=PartialDate(1968, 3)), wish=WISH, by="Dr Osei")


def said(question: str, value: object = "no") -> SaidAnswer:
    return SaidAnswer(question=question, wording=f"{question}?", value=value)  # type: ignore[arg-type]


def test_a_new_patient_gets_the_next_record_number() -> None:
    first = add_patient(person=Person(name="A"), wish=WISH, by="Dr Osei")
    second = add_patient(person=Person(name="B"), wish=WISH, by="Dr Osei")
    assert (first, second) == ("EN-0001", "EN-0002")


def test_what_was_recorded_of_a_person_is_read_back_as_it_was(record: str) -> None:
    person = Person(name="Alma Reyes", birth=PartialDate(1968), sex="female", weight_kg=Decimal("78.5"))
    change_person(record=record, person=person, by="Dr Osei")
    kept = recorded(record)
    assert kept is not None
    assert (kept.person.birth, kept.person.sex, kept.person.weight_kg) == (
        PartialDate(1968),
        "female",
        Decimal("78.5"),
    )
    assert kept.wish == WISH


def test_a_side_that_was_not_decided_stays_not_known(record: str) -> None:
    change_wish(record=record, wish=Wish(condition="knee-oa"), by="Dr Osei")
    kept = recorded(record)
    assert kept is not None
    assert kept.wish.side is None
    assert kept.wish.sedation is None


def test_a_later_answer_counts_and_the_earlier_one_stays(record: str) -> None:
    record_answers(record=record, answers=[said("fever", "yes")], given_on=DAY, by="Nurse Berg")
    record_answers(record=record, answers=[said("fever", "no")], given_on=DAY, by="Dr Osei")
    assert given_answers(record)["fever"].value == "no"
    assert [(row.value, row.by) for row in Answer.objects.all()] == [("yes", "Nurse Berg"), ("no", "Dr Osei")]


def test_each_item_of_the_one_act_is_its_own_no_with_its_wording(record: str) -> None:
    act = [said("fever"), said("cancer"), said("fainting")]
    record_answers(record=record, answers=act, given_on=DAY, by="Dr Osei", act="none-applies")
    rows = Answer.objects.all()
    assert [(row.question, row.value, row.wording, row.act) for row in rows] == [
        (name, "no", f"{name}?", "none-applies") for name in ("fever", "cancer", "fainting")
    ]
    assert all(row.by == "Dr Osei" and row.at is not None for row in rows)


@pytest.mark.parametrize("value", ["not known", Decimal("3.50"), ("kl-2", "effusion")])
def test_an_answer_comes_back_in_the_type_it_was_given(record: str, value: object) -> None:
    record_answers(record=record, answers=[said("imaging", value)], given_on=DAY, by="Dr Osei")
    assert given_answers(record)["imaging"].value == value


def test_an_act_that_breaks_leaves_nothing(record: str) -> None:
    broken = SaidAnswer(question="x" * 10, wording="?", value=object())  # type: ignore[arg-type]
    before = AuditEvent.objects.count()
    with pytest.raises(TypeError):  # the action itself must undo its half
        record_answers(record=record, answers=[said("fever"), broken], given_on=DAY, by="Dr Osei")
    assert Answer.objects.count() == 0
    assert AuditEvent.objects.count() == before


def test_no_row_can_be_written_over_or_removed(record: str) -> None:
    record_answers(record=record, answers=[said("fever")], given_on=DAY, by="Dr Osei")
    row = Answer.objects.get()
    row.value = "yes"
    with pytest.raises(WrittenOnceError):
        row.save()
    with pytest.raises(WrittenOnceError):
        row.delete()
    with pytest.raises(WrittenOnceError):
        Answer.objects.all().update(value="yes")
    with pytest.raises(WrittenOnceError):
        Answer.objects.all().delete()
    assert Answer.objects.get().value == "no"


def test_every_table_but_the_record_number_and_the_accounts_is_written_once() -> None:
    from django.apps import apps

    free = {"Account", "LoginAttempt", "Patient"}
    for model in apps.get_app_config("store").get_models():
        assert issubclass(model, AppendOnly) or model.__name__ in free, model.__name__


def test_every_act_leaves_one_line_of_who_did_what(record: str) -> None:
    record_medicine(record=record, text="naproxen 500 mg", by="Dr Osei")
    record_allergy(record=record, text="latex", by="Dr Osei")
    upload_chart(record=record, file_name="a.json", content=b"{}", by="Dr Osei")
    point = Examined(enthesis="pes-anserinus", side=Side.RIGHT, tender=2)
    record_examination(record=record, points=[point], examined_on=DAY, by="Dr Osei")
    verbs = [row.verb for row in AuditEvent.objects.filter(subject=record)]
    assert verbs == ["add-patient", "record-medicine", "record-allergy", "upload-chart", "record-examination"]


def test_an_act_by_nobody_is_refused_whole() -> None:
    with pytest.raises(ValueError, match="by="), transaction.atomic():
        add_patient(person=Person(name="A"), wish=WISH, by="")
    assert Patient.objects.count() == 0
    assert PersonDetail.objects.count() == 0


def test_an_act_on_somebody_nobody_knows_is_refused() -> None:
    with pytest.raises(BadInput, match="EN-9999"):
        record_allergy(record="EN-9999", text="latex", by="Dr Osei")


def test_a_chart_is_kept_byte_for_byte(record: str) -> None:
    content = b'\xef\xbb\xbf{"resourceType": "Bundle"}\r\n'
    upload_chart(record=record, file_name="a.json", content=content, by="Dr Osei")
    kept = recorded(record)
    assert kept is not None
    assert kept.charts[0].content == content


def test_the_latest_examination_counts_whole(record: str) -> None:
    early = [
        Examined(enthesis="a", side=Side.RIGHT, tender=3),
        Examined(enthesis="b", side=Side.RIGHT, lax=1),
    ]
    record_examination(record=record, points=early, examined_on=DAY, by="Dr Osei")
    late = [
        Examined(enthesis="a", side=Side.RIGHT, tender=0, artery_check="none-seen", guidance="ultrasound")
    ]
    record_examination(record=record, points=late, examined_on=DAY, by="Dr Osei")
    kept = recorded(record)
    assert kept is not None
    assert kept.examined == tuple(late)
    assert ExaminedPoint.objects.count() == 3


def test_medicine_and_allergy_become_facts_with_who_said_them(record: str) -> None:
    record_medicine(record=record, text="Aspirin", dose_mg=Decimal("81"), per_day=Decimal("1"), by="Dr Osei")
    record_allergy(record=record, text="corn", by="Dr Osei")
    kept = recorded(record)
    assert kept is not None
    medicine, allergy = kept.medicines[0], kept.allergies[0]
    assert (medicine.kind, medicine.text, medicine.active, medicine.by) == (
        "medicine",
        "Aspirin",
        "yes",
        "Dr Osei",
    )
    assert medicine.detail is not None
    assert medicine.detail.dose_mg == 81
    assert (allergy.kind, allergy.text, allergy.active) == ("allergy", "corn", "yes")


def test_the_list_names_everybody_by_their_latest_name(record: str) -> None:
    change_person(record=record, person=Person(name="Alma Reyes-Lind"), by="Dr Osei")
    assert [(line.record, line.name) for line in patients()] == [(record, "Alma Reyes-Lind")]


def test_a_login_is_made_once_and_keeps_its_password() -> None:
    assert make_login(username="clinician", password="one long password", by="test")
    assert not make_login(username="clinician", password="another password", by="test")
    assert Account.objects.get().check_password("one long password")
