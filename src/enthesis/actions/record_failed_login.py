"""Keep count of failed logins."""

from enthesis.store.tables.login_attempt import LoginAttempt


def record_failed_login(*, username: str, address: str | None) -> None:
    """Keep one failed attempt; what was typed as the password is never kept."""
    LoginAttempt.objects.create(username=username[:150], address=address)
