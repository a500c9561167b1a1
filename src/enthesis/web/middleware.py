"""What every answer of the server carries."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from enthesis.vocabulary.errors import EnthesisError
from enthesis.web.forms.needle import MOST_IMAGE_BYTES
from enthesis.web.forms.upload import MOST_BYTES
from enthesis.web.show import show

ROOM_FOR_FIELDS = 1024 * 1024
IMAGES = "/needles/new"


class KeepOutOfCaches:
    """Tell browsers to forget pages: after somebody logs out, the back button shows nobody's record."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the header unless the page already said how it may be kept."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class RefuseWhatIsTooLarge:
    """Refuse a request by its announced length, before a byte of it is read or laid on the disk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on what is not too large."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        most = MOST_IMAGE_BYTES if request.path.endswith(IMAGES) else MOST_BYTES
        if length.isdecimal() and int(length) <= most + ROOM_FOR_FIELDS:
            return self.get_response(request)
        says = f"More than {most // 1024**2} MB came in. Nothing was kept. Export one patient alone."
        return show(request, "error.jinja", {"title": "This is too large", "says": says}, status=413)


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
