"""Record an instrument as it was filled in."""

from django.db import transaction

from enthesis.actions.audit import note
from enthesis.actions.subject import patient_of
from enthesis.care.outcomes import measure
from enthesis.care.values.history import ScoreGiven
from enthesis.care.values.outcome import Measured
from enthesis.knowledge.handbook import Handbook
from enthesis.store.tables.score import ScoreRow
from enthesis.store.translate.score import columns_of


@transaction.atomic
def record_score(*, record: str, given: ScoreGiven, handbook: Handbook, by: str) -> Measured:
    """Keep the answers and give their score; a later row of the same day and occasion counts instead.

    Raises:
        BadInput: no such instrument or item, or a number the item cannot have.
    """
    scored = measure(given, handbook)
    version = handbook.instruments[given.instrument].formula_version
    patient = patient_of(record)
    ScoreRow.objects.create(patient=patient, by=by, formula_version=version, **columns_of(given))
    note(by=by, verb="record-score", subject=record, instrument=given.instrument, day=str(given.day))
    return scored
