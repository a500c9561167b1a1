"""Pages for what went wrong. They say what to do next, and nothing about the inside."""

from django.http import HttpRequest, HttpResponse

from enthesis.web.show import show

_REFUSED = "Nothing was kept. Go back to the list of patients and try from there."


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Tell that nothing is kept under this address."""
    del exception
    return show(
        request,
        "error.jinja",
        {"title": "Nothing is kept here", "says": "Check the address, or start from the list of patients."},
        status=404,
    )


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Tell that this request is not taken: a name of another server, a door that is closed."""
    del exception
    return show(request, "error.jinja", {"title": "This is not taken", "says": _REFUSED}, status=400)


def no_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Tell that a form came without the token of this session; nothing of it was kept."""
    del reason
    says = "It came from another page or an older login, so nothing of it was kept. Log in and send it again."
    return show(request, "error.jinja", {"title": "This form was not taken", "says": says}, status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """Tell that the program failed; what was recorded before is kept."""
    says = (
        "What was recorded before is kept. Go back and try again; tell whoever runs this machine if it stays."
    )
    return show(request, "error.jinja", {"title": "This page failed", "says": says}, status=500)
