"""Who is at the other end: the address a request came from, and a browser that has let this person in before.

Guessing is slowed by name and by address. A whole clinic may share one address, so a browser in which this
person has logged in before is never refused for what others tried from there. Behind the clinic's own proxy
every request comes from this machine; then the address that proxy wrote down last counts, and no other word
in that header, for anybody may write the rest.
"""

from ipaddress import ip_address

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

_COOKIE = "enthesis_known"
_SALT = "enthesis.known-browser"
_HALF_A_YEAR = 182 * 24 * 60 * 60


def address_of(request: HttpRequest) -> str | None:
    """Give the address that tries are counted by; ``None`` for this machine, or where nobody knows."""
    address = _parsed(request.META.get("REMOTE_ADDR", ""))
    if address is not None and ip_address(address).is_loopback:
        forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
        address = _parsed(forwarded.rpartition(",")[2].strip())
    return None if address is None or ip_address(address).is_loopback else address


def _parsed(text: str) -> str | None:
    try:
        return str(ip_address(text))
    except ValueError:
        return None


def remember_browser(response: HttpResponse, username: str) -> None:
    """Leave a signed mark that this person has logged in here; it lets nobody in by itself."""
    response.set_cookie(
        _COOKIE,
        signing.dumps(username, salt=_SALT),
        max_age=_HALF_A_YEAR,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def is_known_browser(request: HttpRequest, username: str) -> bool:
    """Tell whether this person has logged in from this browser before."""
    try:
        known = signing.loads(request.COOKIES.get(_COOKIE, ""), salt=_SALT, max_age=_HALF_A_YEAR)
    except signing.BadSignature:
        return False
    return bool(known == username)
