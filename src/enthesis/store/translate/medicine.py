"""A medicine typed by hand, as the fact it is to care."""

from enthesis.care.values.fact import Fact, MedicineDetail
from enthesis.store.tables.medicine import Medicine
from enthesis.vocabulary.dates import PartialDate


def fact_of(row: Medicine) -> Fact:
    """Make the fact care reads: taken now, said on the day it was typed, recognised by its name."""
    return Fact(
        kind="medicine",
        text=row.text,
        start=PartialDate.of(row.at.date()),
        active="yes",
        detail=MedicineDetail(dose_mg=row.dose_mg, per_day=row.per_day, reason_text=row.reason),
        by=row.by,
        refs=(f"Medicine/{row.pk}",),
    )
