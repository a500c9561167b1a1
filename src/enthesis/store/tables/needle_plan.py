"""A needle plan made in a labelled image, kept as it was decided, and which of its needles were chosen."""

from django.db import models

from enthesis.store.tables.append_only import AppendOnly
from enthesis.store.tables.patient import Patient


class NeedlePlanRow(AppendOnly):
    """One plan: the document in words, its offered needles as values, and what its pictures are drawn from.

    The images themselves are not kept: they live in the archive they came from, and ``files`` tells which
    they were, by name and by what their bytes hash to.
    """

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    session = models.PositiveSmallIntegerField(null=True)
    side = models.CharField(max_length=10)
    document = models.BinaryField()
    needles = models.BinaryField()
    payload = models.TextField()
    has_picture = models.BooleanField()
    scene = models.BinaryField()
    slices = models.BinaryField()
    files = models.JSONField()

    class Meta(AppendOnly.Meta):
        db_table = "needle_plan"
        constraints = (
            models.UniqueConstraint(fields=("patient", "number"), name="needle_plans_are_counted_once"),
        )

    def __str__(self) -> str:
        return f"needle plan {self.number}"


class NeedleChoice(AppendOnly):
    """Which needles of a plan somebody chose. The latest choice of a patient counts, whole."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(NeedlePlanRow, on_delete=models.PROTECT, related_name="+")
    targets = models.JSONField()

    class Meta(AppendOnly.Meta):
        db_table = "needle_choice"

    def __str__(self) -> str:
        return f"choice of {len(self.targets)}"
