"""A new patient, typed in by hand."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from enthesis.actions.add_patient import add_patient
from enthesis.actions.record_allergy import record_allergy
from enthesis.actions.record_medicine import record_medicine
from enthesis.web.forms.new_patient import NewPatientForm
from enthesis.web.show import show
from enthesis.web.signed import signed
from enthesis.web.suggestions import allergy_names, medicine_names


@require_http_methods(["GET", "POST"])
def new_patient(request: HttpRequest) -> HttpResponse:
    """Ask who it is and what is wished for; then show what follows."""
    asked_for_more = bool(request.POST.get("more"))
    form = NewPatientForm(request.POST if request.method == "POST" else None, today=timezone.localdate())
    if request.method == "POST" and not asked_for_more and form.is_valid():
        return redirect("plan", record=_keep(form, signed(request)))
    if asked_for_more:
        form.errors.clear()
    values = {
        "title": "New patient",
        "here": "patients",
        "form": form,
        "medicine_names": medicine_names(),
        "allergy_names": allergy_names(),
    }
    return show(request, "new_patient.jinja", values, status=422 if form.errors else 200)


@transaction.atomic
def _keep(form: NewPatientForm, by: str) -> str:
    """Keep the person with all that was typed, or nothing."""
    record = add_patient(person=form.person(), wish=form.wish(), by=by)
    for medicine in form.medicines():
        record_medicine(
            record=record,
            text=medicine.text,
            dose_mg=medicine.dose_mg,
            per_day=medicine.per_day,
            reason=medicine.reason,
            by=by,
        )
    for allergy in form.allergies():
        record_allergy(record=record, text=allergy, by=by)
    return record
