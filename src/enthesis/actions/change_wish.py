"""Record that something else is wished for now."""

from django.db import transaction

from enthesis.actions.audit import note
from enthesis.actions.subject import patient_of
from enthesis.care.values.case import Wish
from enthesis.store.tables.wish import WishRow
from enthesis.store.translate.wish import columns_of


@transaction.atomic
def change_wish(*, record: str, wish: Wish, by: str) -> None:
    """Keep the new wish; the earlier one stays."""
    WishRow.objects.create(patient=patient_of(record), by=by, **columns_of(wish))
    note(by=by, verb="change-wish", subject=record)
