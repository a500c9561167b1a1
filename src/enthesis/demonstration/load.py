"""Brings the fictional people into the clinic's database, each once."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from enthesis.actions.add_patient import add_patient
from enthesis.actions.deal_with_report import deal_with_report
from enthesis.actions.record_answers import SaidAnswer, record_answers
from enthesis.actions.record_examination import record_examination
from enthesis.actions.record_report import record_report
from enthesis.actions.record_review import record_review
from enthesis.actions.record_score import record_score
from enthesis.actions.record_session import record_session
from enthesis.actions.upload_chart import upload_chart
from enthesis.care.rulebook import about
from enthesis.care.values.case import Person
from enthesis.demonstration.people import answers, cast, chart
from enthesis.formats.answers_file import answers_from_file
from enthesis.formats.fhir.chart import case_from_fhir
from enthesis.formats.history_file import History
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.sentences import say
from enthesis.store.reading.patients import patients
from enthesis.web.handbook import handbook as read_once

BY = "Dr Amara Lind (fictional)"


def load_demonstration() -> int:
    """Bring in who is missing, and tell how many that were. Those who are there stay as they are."""
    there = {line.name for line in patients() if line.is_demonstration}
    handbook, today = read_once(), timezone.localdate()
    return sum(_bring(person, handbook, today, there) for person in reversed(cast()))


@transaction.atomic
def _bring(person: str, handbook: Handbook, today: date, there: set[str]) -> bool:
    content, wish = chart(person, today), cast()[person].wish(today)
    case = case_from_fhir(content, wish, today, handbook)
    if case.person.name in there:
        return False
    record = add_patient(
        person=Person(name=case.person.name),
        wish=wish,
        by=BY,
        is_demonstration=True,
        story=cast()[person].story,
    )
    upload_chart(record=record, file_name=f"{person}.json", content=content, by=BY)
    _answer(person, record, handbook, today)
    return True


def _answer(person: str, record: str, handbook: Handbook, today: date) -> None:
    """Record the answers and the examination as if they had been given today."""
    raw = answers(person, today)
    if raw is None:
        return
    given = answers_from_file(raw, f"{person}.toml", handbook, today)
    condition = cast()[person].wish(today).condition
    said = [
        SaidAnswer(
            question=(name := fact.codes[0].value),
            wording=_asked(name, condition, handbook, today),
            value=fact.value,
            reason=fact.reason,
        )
        for fact in given.facts
        if fact.value is not None
    ]
    record_answers(record=record, answers=said, given_on=today, by=BY)
    if given.examined:
        record_examination(record=record, points=given.examined, examined_on=today, by=BY)
    _relive(record, given.history, handbook.conditions[condition].region, handbook)


def _relive(record: str, history: History, region: str, handbook: Handbook) -> None:
    """Record what happened since the first session, in the order of its kinds, each by who did it."""
    for session in history.sessions:
        record_session(record=record, session=session, by=session.by or BY)
    for given in history.answered:
        record_score(record=record, given=given, handbook=handbook, by=BY)
    for report in history.reports:
        number, _said = record_report(
            record=record,
            region=region,
            day=report.day,
            symptoms=report.symptoms,
            words=report.words,
            told_by=report.told_by,
            handbook=handbook,
            by=report.by or BY,
        )
        if report.dealt is not None:
            seen = report.dealt
            deal_with_report(
                record=record, number=number, found=seen.found, done=seen.done, day=seen.day, by=seen.by or BY
            )
    for held in history.reviews:
        record_review(record=record, held=held, by=held.by or BY)


def _asked(question: str, condition: str, handbook: Handbook, today: date) -> str:
    """Give the words that were asked; a question made from an entry names what it is about."""
    kind, _, subject = question.partition(":")
    entry = subject.replace("-", " ")
    field = "patient_text" if handbook.questions[kind].patient_text else "text"
    of_entry = {"what": entry, "medicine": entry, "when": str(today), "since": str(today)}
    values = {**about(handbook, condition), **of_entry}
    return say(handbook, f"questions.{kind}.{field}", values)
