"""Record a session that took place, or correct what was recorded of one."""

from collections.abc import Iterable
from itertools import pairwise

import msgspec
from django.db import transaction

from enthesis.actions.audit import note
from enthesis.actions.subject import patient_of
from enthesis.care.values.history import PastSession
from enthesis.store.reading.history import history_of
from enthesis.store.tables.patient import Patient
from enthesis.store.tables.session import SessionRow
from enthesis.store.translate.session import columns_of
from enthesis.vocabulary.errors import BadInput


@transaction.atomic
def record_session(*, record: str, session: PastSession, by: str) -> int:
    """Keep one session under the next number, and give that number.

    Raises:
        BadInput: its day is not after the last session's.
    """
    patient = patient_of(record)
    done = history_of(patient).sessions
    number = max((each.number for each in done), default=0) + 1
    numbered = msgspec.structs.replace(session, number=number)
    _refuse_disorder((*done, numbered))
    SessionRow.objects.create(patient=patient, by=by, **columns_of(numbered))
    note(by=by, verb="record-session", subject=record, number=number, day=str(session.day))
    return number


@transaction.atomic
def correct_session(*, record: str, session: PastSession, by: str) -> None:
    """Keep a newer record of one session; what was recorded before stays, with who and when.

    Raises:
        BadInput: there is no such session, nobody says why it is corrected, or its day runs against others.
    """
    patient = patient_of(record)
    others = _without(patient, session.number)
    _refuse_silence(session.reason)
    _refuse_disorder(sorted((*others, session), key=lambda each: each.number))
    SessionRow.objects.create(patient=patient, by=by, **columns_of(session))
    note(by=by, verb="correct-session", subject=record, number=session.number, day=str(session.day))


@transaction.atomic
def withdraw_session(*, record: str, number: int, reason: str, by: str) -> None:
    """Take back the last session, which was recorded by mistake; its records stay.

    Raises:
        BadInput: there is no such session, a later one stands on it, or nobody says why.
    """
    patient = patient_of(record)
    others = _without(patient, number)
    _refuse_silence(reason)
    if any(each.number > number for each in others):
        raise BadInput(f"Session {number} has later ones after it.", "Take back the last session first.")
    kept = SessionRow.objects.filter(patient=patient, number=number).latest("id")
    SessionRow.objects.create(
        patient=patient,
        by=by,
        number=number,
        day=kept.day,
        content=kept.content,
        withdrawn=True,
        reason=reason,
    )
    note(by=by, verb="withdraw-session", subject=record, number=number)


def _without(patient: Patient, number: int) -> list[PastSession]:
    done = history_of(patient).sessions
    if number not in {each.number for each in done}:
        raise BadInput(f"No session {number} is recorded.", "Open one of the list.")
    return [each for each in done if each.number != number]


def _refuse_silence(reason: str) -> None:
    if not reason.strip():
        raise BadInput("Nobody says why it is corrected.", "Write the reason in a few words.")


def _refuse_disorder(sessions: Iterable[PastSession]) -> None:
    for before, after in pairwise(sessions):
        if before.day >= after.day:
            raise BadInput(
                f"Session {before.number} on {before.day} and {after.number} on {after.day} contradict.",
                "Mend the day, or correct the other session.",
            )
