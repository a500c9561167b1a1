"""Answers, each as its own row with the words that were asked. The latest of a question counts."""

from django.db import models

from enthesis.store.tables.append_only import AppendOnly
from enthesis.store.tables.patient import Patient


class Answer(AppendOnly):
    """What one person said to one question.

    ``value`` is a text, or a list of choice ids; ``kind`` tells how to read it: ``word`` (yes, no,
    not known, a choice id, a text), ``number`` or ``choices``. ``act`` is ``each`` for an answer of its
    own and ``none-applies`` for one given by "I went through these and none applies".
    """

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=200)
    wording = models.TextField()
    kind = models.CharField(max_length=10)
    value = models.JSONField()
    given_on = models.DateField()
    act = models.CharField(max_length=20)
    reason = models.TextField(blank=True)

    class Meta(AppendOnly.Meta):
        db_table = "answer"
        indexes = (models.Index(fields=["patient", "question", "id"], name="answer_latest"),)

    def __str__(self) -> str:
        return f"{self.question}: {self.value}"
