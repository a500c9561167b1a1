"""Pages for what went wrong. They say what to do next, and nothing about the inside."""

from django.http import HttpRequest, HttpResponse

from enthesis.web.show import show


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Tell that nothing is kept under this address."""
    del exception
    return show(
        request,
        "error.jinja",
        {"title": "Nothing is kept here", "says": "Check the address, or start from the list of patients."},
        status=404,
    )


def broken(request: HttpRequest) -> HttpResponse:
    """Tell that the program failed; what was recorded before is kept."""
    says = (
        "What was recorded before is kept. Go back and try again; tell whoever runs this machine if it stays."
    )
    return show(request, "error.jinja", {"title": "This page failed", "says": says}, status=500)
