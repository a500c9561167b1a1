"""One person under care. What is known of them stands in the other tables, by time."""

from django.db import models


class Patient(models.Model):
    """A record number and nothing else that could change."""

    record_number = models.CharField(max_length=20, unique=True)
    is_demonstration = models.BooleanField(default=False)
    added_by = models.CharField(max_length=150)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "patient"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.record_number
