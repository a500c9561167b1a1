"""An allergy typed by hand, as the fact it is to care."""

from enthesis.care.values.fact import Fact
from enthesis.store.tables.allergy import Allergy
from enthesis.vocabulary.dates import PartialDate


def fact_of(row: Allergy) -> Fact:
    """Make the fact care reads, recognised by its name."""
    return Fact(
        kind="allergy",
        text=row.text,
        start=PartialDate.of(row.at.date()),
        active="yes",
        by=row.by,
        refs=(f"Allergy/{row.pk}",),
    )
