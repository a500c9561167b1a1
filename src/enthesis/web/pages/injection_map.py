"""The injection map of one patient: the region drawn, and the same points as a list."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from enthesis.formats.map_drawing import draw_maps
from enthesis.formats.words import Words
from enthesis.web.handbook import handbook
from enthesis.web.pages.plan import links
from enthesis.web.planning import plan_for
from enthesis.web.show import show


@require_safe
def show_map(request: HttpRequest, record: str) -> HttpResponse:
    """Show where the needles go, why there, and what lies near."""
    planned = plan_for(record)
    document = planned.document
    words = Words(handbook(), document.language, document.condition.id)
    values = {
        "title": f"Injection map for {document.person.name or record}",
        "here": "map",
        "record": record,
        "document": document,
        "links": links(record),
        "maps": draw_maps(document, words),
    }
    return show(request, "map.jinja", values)
