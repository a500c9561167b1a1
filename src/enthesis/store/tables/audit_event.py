"""Who did what, when. No foreign keys: the row outlives what it speaks of."""

from django.db import models

from enthesis.store.tables.append_only import AppendOnly


class AuditEvent(AppendOnly):
    """One act. ``subject`` is the patient's record number, or what else was acted on."""

    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    told = models.JSONField(default=dict)

    class Meta(AppendOnly.Meta):
        db_table = "audit_event"
        indexes = (models.Index(fields=["subject", "id"], name="audit_subject"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by}: {self.verb} {self.subject}"
