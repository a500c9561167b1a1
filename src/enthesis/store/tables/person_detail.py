"""Who a patient is: name, birth, sex, weight, height. The latest row counts."""

from django.db import models

from enthesis.store.tables.append_only import AppendOnly
from enthesis.store.tables.patient import Patient


class PersonDetail(AppendOnly):
    """What was known of a person at one moment. A birth date may be only a year or a month (``1968-03``)."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    birth = models.CharField(max_length=10, blank=True)
    sex = models.CharField(max_length=10, blank=True)
    weight_kg = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    weight_on = models.DateField(null=True)
    height_cm = models.DecimalField(max_digits=5, decimal_places=1, null=True)

    class Meta(AppendOnly.Meta):
        db_table = "person_detail"

    def __str__(self) -> str:
        return self.name
