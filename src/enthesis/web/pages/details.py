"""Weight, height and the wish of one patient, to be changed when more is known."""

from decimal import Decimal

import msgspec
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from enthesis.actions.change_person import change_person
from enthesis.actions.change_wish import change_wish
from enthesis.actions.record_answers import SaidAnswer, record_answers
from enthesis.formats.answer_values import NOT_KNOWN
from enthesis.store.reading.given_answers import given_answers
from enthesis.store.reading.recorded import recorded
from enthesis.vocabulary.dates import PartialDate
from enthesis.web.forms.details import DetailsForm
from enthesis.web.pages.plan import links
from enthesis.web.planning import plan_for
from enthesis.web.show import show
from enthesis.web.signed import signed

# A measure may also have been given as an answer, which counts before what was typed.
QUESTIONS = {"weight_kg": "weight", "height_cm": "height"}


@require_http_methods(["GET", "POST"])
def details(request: HttpRequest, record: str) -> HttpResponse:
    """Show what stands, keep what was changed, and go back to the plan it changes."""
    planned = plan_for(record)
    form = DetailsForm(request.POST if request.method == "POST" else None, case=planned.plan.case)
    if request.method == "POST" and form.is_valid():
        changed = _keep(record, form, signed(request))
        messages.success(request, "Saved." if changed else "Nothing was changed.")
        return redirect("plan", record=record)
    values = {
        "title": f"Details of {planned.document.person.name or record}",
        "here": "details",
        "record": record,
        "document": planned.document,
        "links": links(record),
        "form": form,
    }
    return show(request, "details.jinja", values, status=422 if form.errors else 200)


@transaction.atomic
def _keep(record: str, form: DetailsForm, by: str) -> bool:
    """Keep all that was changed, or nothing; tell whether anything was."""
    measures, wish = form.new_measures(), form.new_wish()
    if measures:
        _keep_measures(record, measures, by)
    if wish is not None:
        change_wish(record=record, wish=wish, by=by)
    return bool(measures) or wish is not None


def _keep_measures(record: str, measures: dict[str, Decimal | None], by: str) -> None:
    kept = recorded(record)
    if kept is None:
        raise Http404(record)
    today = timezone.localdate()
    person = msgspec.structs.replace(kept.person, **measures)
    if "weight_kg" in measures:
        weighed = PartialDate.of(today) if person.weight_kg is not None else None
        person = msgspec.structs.replace(person, weight_on=weighed)
    change_person(record=record, person=person, by=by)
    given = given_answers(record)
    said = [
        SaidAnswer(question=name, wording=given[name].wording, value=NOT_KNOWN if value is None else value)
        for name, value in ((QUESTIONS[key], value) for key, value in measures.items())
        if name in given
    ]
    if said:
        record_answers(record=record, answers=said, given_on=today, by=by)
