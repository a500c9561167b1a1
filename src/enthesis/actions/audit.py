"""The row that every act leaves behind."""

from enthesis.store.tables.audit_event import AuditEvent


def note(*, by: str, verb: str, subject: str, **told: object) -> None:
    """Write who did what. Called inside the act's own transaction, so neither exists without the other.

    Raises:
        ValueError: nobody stands behind the act.
    """
    if not by:
        raise ValueError("An act needs somebody who did it: by=")
    AuditEvent.objects.create(by=by, verb=verb, subject=subject, told=told)
