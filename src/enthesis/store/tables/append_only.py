"""Rows that are written once. A correction is a newer row; the older one stays, with who and when."""

from typing import Any, NoReturn

from django.db import models


class WrittenOnceError(Exception):
    """Somebody tried to change or remove what was recorded."""


class WrittenOnceRows(models.QuerySet[Any]):
    """Rows nobody can change or remove together."""

    def update(self, **_columns: object) -> NoReturn:
        """Refuse: a correction is a newer row."""
        raise WrittenOnceError(f"{self.model.__name__} rows are never changed; add a newer one.")

    def delete(self) -> NoReturn:
        """Refuse: nothing recorded is lost."""
        raise WrittenOnceError(f"{self.model.__name__} rows are never removed.")


class AppendOnly(models.Model):
    """A row with who wrote it and when; the latest of its subject counts, all of them stay."""

    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    objects = WrittenOnceRows.as_manager()

    class Meta:
        abstract = True
        ordering = ("id",)
        base_manager_name = "objects"

    def save(self, *arguments: Any, **options: Any) -> None:
        """Write a new row; refuse to write over one."""
        if self.pk is not None:
            raise WrittenOnceError(f"{type(self).__name__} rows are never changed; add a newer one.")
        super().save(*arguments, **options)

    def delete(self, *_arguments: object, **_options: object) -> NoReturn:
        """Refuse: nothing recorded is lost."""
        raise WrittenOnceError(f"{type(self).__name__} rows are never removed.")
