"""The start: everybody under care, in a line each."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from enthesis.web.show import show


@require_safe
def list_patients(request: HttpRequest) -> HttpResponse:
    """Show the patients of the clinic."""
    return show(request, "patients.jinja", {"title": "Patients", "here": "patients", "people": []})
