"""Filled-in instruments. The latest row of one instrument, occasion and day counts."""

from django.db import models

from enthesis.store.tables.append_only import AppendOnly
from enthesis.store.tables.patient import Patient


class ScoreRow(AppendOnly):
    """The answers as they were given, by item, decimals as text. They are scored afresh for each plan."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    instrument = models.CharField(max_length=60)
    formula_version = models.CharField(max_length=20)
    occasion = models.CharField(max_length=40, blank=True)
    day = models.DateField()
    answers = models.JSONField()

    class Meta(AppendOnly.Meta):
        db_table = "score"
        indexes = (models.Index(fields=["patient", "instrument", "day"], name="score_way"),)

    def __str__(self) -> str:
        return f"{self.instrument}, {self.day}"
