"""What is asked for: which condition, which side, from when. The latest row counts."""

from django.db import models

from enthesis.store.tables.append_only import AppendOnly
from enthesis.store.tables.patient import Patient


class WishRow(AppendOnly):
    """One wish. An empty side or sedation is not known, never "none"."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    condition = models.CharField(max_length=60)
    side = models.CharField(max_length=10, blank=True)
    start = models.DateField(null=True)
    sedation = models.CharField(max_length=10, blank=True)
    course = models.CharField(max_length=40)

    class Meta(AppendOnly.Meta):
        db_table = "wish"

    def __str__(self) -> str:
        return f"{self.condition} {self.side}".strip()
