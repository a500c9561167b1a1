"""What was told after a session, and who saw to it."""

from django.db import models

from enthesis.store.tables.append_only import AppendOnly
from enthesis.store.tables.patient import Patient


class ReportRow(AppendOnly):
    """One report. ``urgency`` is what was said of it when it came, under the handbook of that day."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    day = models.DateField()
    session = models.PositiveSmallIntegerField()
    days_since_session = models.PositiveSmallIntegerField()
    symptoms = models.JSONField()
    words = models.TextField(blank=True)
    told_by = models.CharField(max_length=20)
    urgency = models.CharField(max_length=20)
    handbook_version = models.CharField(max_length=20)

    class Meta(AppendOnly.Meta):
        db_table = "report"
        constraints = (
            models.UniqueConstraint(fields=("patient", "number"), name="reports_are_counted_once"),
        )

    def __str__(self) -> str:
        return f"report {self.number}: {self.urgency}"


class DealtRow(AppendOnly):
    """Somebody saw to a report. The latest row of a report counts."""

    report = models.ForeignKey(ReportRow, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    found = models.CharField(max_length=20)
    done = models.TextField()

    class Meta(AppendOnly.Meta):
        db_table = "report_dealt_with"

    def __str__(self) -> str:
        return f"{self.found}: {self.done}"
