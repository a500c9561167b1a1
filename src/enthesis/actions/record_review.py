"""Record a review: what was answered, and what was decided."""

from django.db import transaction

from enthesis.actions.audit import note
from enthesis.actions.subject import patient_of
from enthesis.care.values.history import ReviewTaken
from enthesis.store.tables.review import ReviewRow
from enthesis.store.translate.review import columns_of
from enthesis.vocabulary.errors import BadInput

# A decision that ends or halts a course, or goes on against the rules, is never recorded without its reason.
WANTS_REASON = ("stop", "refer", "hold", "finish")


@transaction.atomic
def record_review(*, record: str, held: ReviewTaken, by: str) -> None:
    """Keep one review; earlier ones stay.

    Raises:
        BadInput: it ends or halts the course and gives no reason.
    """
    if held.decision in WANTS_REASON and not held.reason.strip():
        raise BadInput("Nobody says why.", "Write the reason for the decision in a few words.")
    patient = patient_of(record)
    ReviewRow.objects.create(patient=patient, by=by, **columns_of(held))
    note(by=by, verb="record-review", subject=record, decision=held.decision or "")
