"""The patient's leaflet, on the screen and as PDF, in English or with a translation beside it."""

from django.http import HttpRequest, HttpResponse

from enthesis.formats.leaflet import Leaflet, leaflet
from enthesis.formats.papers.leaflet import leaflet_pdf
from enthesis.web.handbook import handbook
from enthesis.web.pages.papers import there_now
from enthesis.web.pages.plan import as_file, values_for
from enthesis.web.planning import Planned
from enthesis.web.show import show
from enthesis.web.tongues import language_of, query_for, tongues


@there_now
def show_leaflet(request: HttpRequest, record: str, planned: Planned, name: str) -> HttpResponse:
    """Show what the patient takes home."""
    del record, name
    language = language_of(request)
    values = {
        "leaflet": _leaflet(planned, language),
        "tongues": tongues(language),
        "query": query_for(language),
    }
    return show(request, "leaflet.jinja", values_for(planned, "Leaflet") | values)


@there_now
def leaflet_as_pdf(request: HttpRequest, record: str, planned: Planned, name: str) -> HttpResponse:
    """Give the leaflet as a tagged PDF."""
    content = leaflet_pdf(_leaflet(planned, language_of(request)), handbook())
    return as_file(content, "application/pdf", f"{record}-{name}.pdf")


def _leaflet(planned: Planned, language: str) -> Leaflet:
    return leaflet(planned.document, handbook(), planned.told_in(language))
