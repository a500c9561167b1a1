"""The plan of one patient, and the same plan as papers."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from enthesis.formats.map_drawing import draw_maps
from enthesis.formats.page import plan_page, plan_values
from enthesis.formats.papers.plan import plan_pdf
from enthesis.formats.plan_json import to_json
from enthesis.web.planning import Planned, plan_for
from enthesis.web.show import show

PAPERS = ("leaflet", "leaflet-pdf", "mixing", "pdf", "file", "json")


@require_safe
def show_plan(request: HttpRequest, record: str) -> HttpResponse:
    """Show what follows for this patient today."""
    planned = plan_for(record)
    return show(request, "plan.jinja", values_for(planned) | plan_values(planned.document, links(record)))


@require_safe
def plan_as_pdf(request: HttpRequest, record: str) -> HttpResponse:
    """Give the plan as a tagged PDF."""
    del request
    planned = plan_for(record)
    content = plan_pdf(planned.document, planned.words, record)
    return as_file(content, "application/pdf", f"{record}-plan.pdf")


@require_safe
def plan_as_file(request: HttpRequest, record: str) -> HttpResponse:
    """Give the plan as one HTML file that fetches nothing."""
    del request
    planned = plan_for(record)
    page = plan_page(planned.document, draw_maps(planned.document, planned.words))
    return as_file(page.encode(), "text/html", f"{record}-plan.html")


@require_safe
def plan_as_json(request: HttpRequest, record: str) -> HttpResponse:
    """Give the plan in its published shape."""
    del request
    return as_file(to_json(plan_for(record).document), "application/json", f"{record}-plan.json")


def links(record: str) -> dict[str, str]:
    """Give the addresses of everything that belongs to one plan."""
    names = {
        "plan": "plan",
        "map": "map",
        "questions": "questions",
        "papers": "papers",
        **{page: page for page in ("sessions", "reports", "scores", "review")},
        "record_session": "record-session",
        **{paper.replace("-", "_"): paper for paper in PAPERS},
    }
    behind = {name: reverse(name) for name in ("healing", "contradictions")}
    return behind | {name: reverse(address, kwargs={"record": record}) for name, address in names.items()}


def values_for(planned: Planned, title: str = "Plan") -> dict[str, object]:
    """Give what every page about one plan needs."""
    name = planned.document.person.name or planned.record
    return {
        "title": f"{title} for {name}",
        "here": "plan",
        "record": planned.record,
        "document": planned.document,
        "links": links(planned.record),
    }


def as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    """Answer with a file to keep."""
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
