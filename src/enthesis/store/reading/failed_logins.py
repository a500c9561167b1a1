"""How often has somebody tried this name in vain, and how often anybody from one address?"""

from datetime import datetime, timedelta

from enthesis.store.tables.login_attempt import LoginAttempt


def failed_logins(username: str, *, now: datetime, within: timedelta) -> int:
    """Count the failed attempts at one name within the last while."""
    return LoginAttempt.objects.filter(username=username[:150], at__gt=now - within).count()


def failed_logins_from(address: str, *, now: datetime, within: timedelta) -> int:
    """Count the failed attempts from one address within the last while, at whatever names."""
    return LoginAttempt.objects.filter(address=address, at__gt=now - within).count()
