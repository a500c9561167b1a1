"""Reviews somebody held: what was answered, and what was decided."""

from django.db import models

from enthesis.store.tables.append_only import AppendOnly
from enthesis.store.tables.patient import Patient


class ReviewRow(AppendOnly):
    """One review. The latest since the last session counts; ``checkup`` keeps an unanswered item as null."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    checkup = models.JSONField()
    decision = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)

    class Meta(AppendOnly.Meta):
        db_table = "review"

    def __str__(self) -> str:
        return f"review {self.day}: {self.decision or 'not decided'}"
