"""Medicines typed in by hand, as they were typed."""

from django.db import models

from enthesis.store.tables.append_only import AppendOnly
from enthesis.store.tables.patient import Patient


class Medicine(AppendOnly):
    """One medicine that is taken now, as far as was said. Later answers tell whether it still is."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=200)
    dose_mg = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    per_day = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta(AppendOnly.Meta):
        db_table = "medicine"

    def __str__(self) -> str:
        return self.text
