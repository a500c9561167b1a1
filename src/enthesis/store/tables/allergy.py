"""Allergies typed in by hand, as they were typed."""

from django.db import models

from enthesis.store.tables.append_only import AppendOnly
from enthesis.store.tables.patient import Patient


class Allergy(AppendOnly):
    """One allergy by name."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=200)

    class Meta(AppendOnly.Meta):
        db_table = "allergy"

    def __str__(self) -> str:
        return self.text
