"""One person under care. What is known of them stands in the other tables, by time."""

from django.db import models


class Patient(models.Model):
    """A record number and nothing else that could change; of a fictional one also what they show."""

    record_number = models.CharField(max_length=20, unique=True)
    is_demonstration = models.BooleanField(default=False)
    story = models.TextField(blank=True)
    added_by = models.CharField(max_length=150)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "patient"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.record_number
