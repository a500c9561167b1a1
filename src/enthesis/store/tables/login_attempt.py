"""Failed logins, so that guessing becomes slow."""

from django.db import models


class LoginAttempt(models.Model):
    """One failed attempt, by the name that was typed and the address it came from."""

    username = models.CharField(max_length=150)
    address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "login_attempt"
        indexes = (models.Index(fields=["username", "at"], name="attempt_name"),)

    def __str__(self) -> str:
        return f"{self.username} {self.at:%Y-%m-%d %H:%M}"
