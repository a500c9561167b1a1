"""A chart from another system, kept byte for byte as it came."""

from django.db import models

from enthesis.store.tables.append_only import AppendOnly
from enthesis.store.tables.patient import Patient


class Chart(AppendOnly):
    """One uploaded file. Read afresh for each plan, so a better reader helps old charts too."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta(AppendOnly.Meta):
        db_table = "chart"

    def __str__(self) -> str:
        return self.file_name
