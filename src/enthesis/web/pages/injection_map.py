"""The injection map of one patient: the region drawn, the same points as a list, and each to be marked."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from enthesis.formats.map_drawing import draw_maps
from enthesis.vocabulary.errors import BadInput
from enthesis.web.examining import exam_form, keep_examination, mark_words, marks_on, told
from enthesis.web.forms.examination import ARTERY_CHECKS
from enthesis.web.pages.plan import links
from enthesis.web.planning import Planned, plan_for
from enthesis.web.show import show

_EXAMINATION = "examination-points"


@require_safe
def show_map(request: HttpRequest, record: str) -> HttpResponse:
    """Show where the needles go, why there, and what lies near; each point can be marked."""
    return _page(request, plan_for(record))


@require_POST
def save_map(request: HttpRequest, record: str) -> HttpResponse:
    """Keep what was marked on the map as one whole examination, and show the map that follows."""
    planned = plan_for(record)
    try:
        count = keep_examination(planned, request)
    except BadInput as fault:
        return _page(request, planned, {_EXAMINATION: str(fault)})
    messages.success(request, told(count))
    return redirect("map", record=record)


def _page(request: HttpRequest, planned: Planned, faults: Mapping[str, str] | None = None) -> HttpResponse:
    document, words, exam = planned.document, planned.words, exam_form(planned)
    maps = draw_maps(document, words)
    values = {
        "title": f"Injection map for {document.person.name or planned.record}",
        "here": "map",
        "record": planned.record,
        "document": document,
        "links": links(planned.record),
        "maps": maps,
        "exam": exam,
        "marks": marks_on(maps, exam.rows, planned),
        "mark_words": mark_words(planned),
        "artery_words": tuple((key, words.label("artery-check", key)) for key in ARTERY_CHECKS),
        "faults": faults or {},
    }
    return show(request, "map.jinja", values, status=422 if faults else 200)
