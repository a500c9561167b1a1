"""Whose name stands under what a request records."""

from typing import cast

from django.http import HttpRequest


def signed(request: HttpRequest) -> str:
    """Give the name of whoever is logged in."""
    return cast(str, getattr(request.user, "signs_as"))  # noqa: B009  # our own account type, known to the store alone
