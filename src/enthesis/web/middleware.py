"""What every answer of the server carries."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class KeepOutOfCaches:
    """Tell browsers to forget pages: after somebody logs out, the back button shows nobody's record."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the header unless the page already said how it may be kept."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response
