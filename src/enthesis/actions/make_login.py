"""Make somebody able to log in."""

from django.db import transaction

from enthesis.actions.audit import note
from enthesis.store.tables.account import Account


@transaction.atomic
def make_login(*, username: str, password: str, by: str) -> bool:
    """Make a login once; tell whether it was made now. One that is there keeps its password."""
    if Account.objects.filter(username=username).exists():
        return False
    Account.objects.create_user(username=username, password=password)
    note(by=by, verb="make-login", subject=username)
    return True
