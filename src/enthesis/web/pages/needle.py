"""Needle plans on a patient's session: made from a labelled image, looked at, and chosen from."""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import msgspec
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enthesis.actions.choose_needles import choose_needles
from enthesis.formats.needle_plan_schema import NeedlePlanDocument
from enthesis.store.reading.needle_plans import (
    NeedlePlanKept,
    latest_needle_plan,
    needle_picture,
    needle_plan,
)
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.errors import BadInput
from enthesis.web.forms.needle import NeedleForm
from enthesis.web.handbook import handbook
from enthesis.web.needle_session import phantom, uploaded
from enthesis.web.pages.plan import as_file, links
from enthesis.web.planning import Planned, plan_for
from enthesis.web.show import show
from enthesis.web.signed import signed

if TYPE_CHECKING:
    from enthesis.formats.imaging.planning import NeedleSession

Ready = AbstractContextManager[tuple["NeedleSession", dict[str, str]]]
_CHOSEN = {0: "No needle is chosen now.", 1: "One needle is chosen."}
_PICTURES = {"scene": "model/gltf-binary", "slices": "application/octet-stream"}


@require_safe
def latest(request: HttpRequest, record: str) -> HttpResponse:
    """Lead to the newest plan, or to where the first is made."""
    del request
    plan_for(record)
    number = latest_needle_plan(record)
    if number is None:
        return redirect("new-needle-plan", record=record)
    return redirect("needle-plan", record=record, number=number)


@require_http_methods(["GET", "POST"])
def new_needle_plan(request: HttpRequest, record: str) -> HttpResponse:
    """Take a labelled image, plan, and lead to the plan; say in one line what cannot be used."""
    planned = plan_for(record)
    wished = planned.plan.case.wish.side
    posted = request.method == "POST"
    if posted and request.POST.get("try") == "phantom":
        side = Side.LEFT if wished is Side.LEFT else Side.RIGHT
        return _to_plan(planned, phantom(_region(planned), side), side, signed(request))
    form = (
        NeedleForm(request.POST, request.FILES, wished=wished, today=planned.today)
        if posted
        else NeedleForm(wished=wished, today=planned.today, initial={"region": _region(planned)})
    )
    if posted and form.is_valid():
        try:
            return _to_plan(planned, uploaded(form), form.cleaned_data["side"], signed(request))
        except BadInput as fault:
            form.add_error(None, str(fault))
    values = _frame(planned, "New needle plan") | {"form": form, "phantom": _region(planned)}
    return show(request, "new_needle_plan.jinja", values, status=422 if form.errors else 200)


@require_safe
def show_needle_plan(request: HttpRequest, record: str, number: int) -> HttpResponse:
    """Show one plan: scene, slices, targets, and which needles are chosen."""
    from enthesis.formats.needle_page import needle_values

    planned, kept = plan_for(record), _kept(record, number)
    document = _document(kept)
    here = {"record": record, "number": number}
    values = _frame(planned, "Needle plan") | {
        "plan": needle_values(document, handbook(), kept.has_picture),
        "kept": kept,
        "newest": latest_needle_plan(record),
        "payload": kept.payload,
        "files": {
            "scene": reverse("needle-picture", kwargs={**here, "name": "scene"}),
            "volume": reverse("needle-picture", kwargs={**here, "name": "slices"}),
        },
        "json": reverse("needle-plan-json", kwargs=here),
        "pdf": reverse("needle-plan-pdf", kwargs=here),
        "choosing": {
            "action": reverse("choose-needles", kwargs=here),
            "chosen": kept.chosen,
            "offered": kept.offered,
        },
    }
    return show(request, "needle_plan.jinja", values)


@require_POST
def choose(request: HttpRequest, record: str, number: int) -> HttpResponse:
    """Put the chosen needles on the injection map."""
    targets = request.POST.getlist("use")
    choose_needles(record=record, number=number, targets=targets, by=signed(request))
    messages.success(request, _CHOSEN.get(len(targets), f"{len(targets)} needles are chosen."))
    return redirect("map", record=record)


@require_safe
def picture(request: HttpRequest, record: str, number: int, name: str) -> HttpResponse:
    """Give the scene or the slices of a plan."""
    del request
    content = needle_picture(record, number, name) if name in _PICTURES else None
    if content is None:
        raise Http404(f"There is no picture {name} of this plan.")
    return HttpResponse(content, content_type=_PICTURES[name])


@require_safe
def needle_plan_as_json(request: HttpRequest, record: str, number: int) -> HttpResponse:
    """Give a plan in its published shape, as it was kept."""
    del request
    return as_file(_kept(record, number).document, "application/json", f"{record}-needles-{number}.json")


@require_safe
def needle_plan_as_pdf(request: HttpRequest, record: str, number: int) -> HttpResponse:
    """Give a plan as a tagged PDF."""
    del request
    from enthesis.formats.needle_paper import needle_pdf

    content = needle_pdf(_document(_kept(record, number)))
    return as_file(content, "application/pdf", f"{record}-needles-{number}.pdf")


def _to_plan(planned: Planned, ready: Ready, side: Side, by: str) -> HttpResponse:
    from enthesis.actions.keep_needle_plan import keep_needle_plan
    from enthesis.formats.imaging.planning import plan_session
    from enthesis.formats.imaging.whose import refuse_other
    from enthesis.formats.needle_page import needle_pictures

    with ready as (asked, hashes):
        made = plan_session(asked, handbook())
    refuse_other(made.image.whose, planned.plan.case.person.birth, side)
    number = keep_needle_plan(
        record=planned.record,
        plan=made.plan,
        document=made.document,
        pictures=needle_pictures(made.document, made.image),
        side=side,
        session=next((s.number for s in planned.plan.course.sessions if s.state != "done"), None),
        files=hashes,
        handbook=handbook(),
        made_on=planned.today,
        by=by,
    )
    return redirect("needle-plan", record=planned.record, number=number)


def _region(planned: Planned) -> str:
    """Give the region with a checklist that the patient's condition belongs to; empty where there is none."""
    region = planned.document.condition.region
    return region if region in handbook().needle_regions else ""


def _kept(record: str, number: int) -> NeedlePlanKept:
    kept = needle_plan(record, number)
    if kept is None:
        raise Http404(f"There is no needle plan {number} of {record}.")
    return kept


def _document(kept: NeedlePlanKept) -> NeedlePlanDocument:
    return msgspec.json.decode(kept.document, type=NeedlePlanDocument)


def _frame(planned: Planned, title: str) -> dict[str, Any]:
    return {
        "title": f"{title} for {planned.document.person.name or planned.record}",
        "here": "needles",
        "record": planned.record,
        "document": planned.document,
        "links": links(planned.record),
    }
