"""What every answer of the server carries."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from enthesis.vocabulary.errors import EnthesisError
from enthesis.web.show import show


class KeepOutOfCaches:
    """Tell browsers to forget pages: after somebody logs out, the back button shows nobody's record."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the header unless the page already said how it may be kept."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class TellWrongUse:
    """Show what Enthesis refuses in the one line it refuses it with, mend included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Turn wrong use into a page; everything else stays a fault of ours."""
        if not isinstance(fault, EnthesisError):
            return None
        return show(request, "error.jinja", {"title": "This cannot be done", "says": str(fault)}, status=422)
