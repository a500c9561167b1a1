"""Somebody who may log in."""

from django.contrib.auth.models import AbstractUser


class Account(AbstractUser):
    """A member of the clinic's staff. Their own table from the start, so that roles can join it later."""

    class Meta(AbstractUser.Meta):
        db_table = "account"

    @property
    def signs_as(self) -> str:
        """The name written under what this person records."""
        return self.get_full_name() or self.get_username()
