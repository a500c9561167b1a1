"""The patient's leaflet, on the screen and as PDF, in English or with a translation beside it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from enthesis.formats.leaflet import Leaflet, leaflet
from enthesis.formats.papers.leaflet import leaflet_pdf
from enthesis.web.handbook import handbook
from enthesis.web.pages.plan import as_file, values_for
from enthesis.web.planning import Planned, plan_for
from enthesis.web.show import show
from enthesis.web.tongues import language_of, query_for, tongues


@require_safe
def show_leaflet(request: HttpRequest, record: str) -> HttpResponse:
    """Show what the patient takes home."""
    planned, language = plan_for(record), language_of(request)
    values = {
        "leaflet": _leaflet(planned, language),
        "tongues": tongues(language),
        "query": query_for(language),
    }
    return show(request, "leaflet.jinja", values_for(planned, "Leaflet") | values)


@require_safe
def leaflet_as_pdf(request: HttpRequest, record: str) -> HttpResponse:
    """Give the leaflet as a tagged PDF."""
    content = leaflet_pdf(_leaflet(plan_for(record), language_of(request)), handbook())
    return as_file(content, "application/pdf", f"{record}-leaflet.pdf")


def _leaflet(planned: Planned, language: str) -> Leaflet:
    return leaflet(planned.document, handbook(), planned.told_in(language))
