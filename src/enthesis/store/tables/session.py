"""Sessions that took place. The latest row of a number counts; a correction is a newer row."""

from django.db import models

from enthesis.store.tables.append_only import AppendOnly
from enthesis.store.tables.patient import Patient


class SessionRow(AppendOnly):
    """One record of one session. ``withdrawn`` takes a number back that was recorded by mistake.

    ``content`` is what was injected and noted, decimals as text; ``reason`` tells why it was corrected.
    """

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    day = models.DateField()
    content = models.JSONField()
    withdrawn = models.BooleanField(default=False)
    reason = models.TextField(blank=True)

    class Meta(AppendOnly.Meta):
        db_table = "session"
        indexes = (models.Index(fields=["patient", "number", "id"], name="session_latest"),)

    def __str__(self) -> str:
        return f"session {self.number}, {self.day}"
