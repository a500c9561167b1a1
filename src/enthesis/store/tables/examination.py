"""What the examining hand found, point by point. The latest examination counts, whole."""

from django.db import models

from enthesis.store.tables.append_only import AppendOnly
from enthesis.store.tables.patient import Patient


class Examination(AppendOnly):
    """One examination of one day."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    examined_on = models.DateField()

    class Meta(AppendOnly.Meta):
        db_table = "examination"

    def __str__(self) -> str:
        return f"examined {self.examined_on}"


class ExaminedPoint(AppendOnly):
    """One enthesis: tender 0-3, lax 0-3; empty is not examined."""

    examination = models.ForeignKey(Examination, on_delete=models.PROTECT, related_name="+")
    enthesis = models.CharField(max_length=60)
    side = models.CharField(max_length=10)
    tender = models.PositiveSmallIntegerField(null=True)
    lax = models.PositiveSmallIntegerField(null=True)
    artery_check = models.CharField(max_length=20, blank=True)
    guidance = models.CharField(max_length=20, blank=True)

    class Meta(AppendOnly.Meta):
        db_table = "examined_point"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(tender__isnull=True) | models.Q(tender__lte=3), name="tender_0_to_3"
            ),
            models.CheckConstraint(
                condition=models.Q(lax__isnull=True) | models.Q(lax__lte=3), name="lax_0_to_3"
            ),
        )

    def __str__(self) -> str:
        return f"{self.enthesis}: tender {self.tender}, lax {self.lax}"
