"""A chart uploaded from another system."""

from typing import cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from enthesis.actions.add_patient import add_patient
from enthesis.actions.upload_chart import upload_chart
from enthesis.care.values.case import Case, Person, Wish
from enthesis.formats.fhir.chart import case_from_fhir
from enthesis.vocabulary.errors import BadInput
from enthesis.vocabulary.visible import visible
from enthesis.web.forms.upload import MOST_BYTES, UploadForm
from enthesis.web.handbook import handbook
from enthesis.web.show import show
from enthesis.web.signed import signed


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a chart and a wish; say in one line what is wrong with a file that cannot be read."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        record = _keep(form, signed(request))
        if record:
            return redirect("plan", record=record)
    values = {"title": "Upload a chart", "here": "patients", "form": form}
    return show(request, "upload.jinja", values, status=422 if form.errors else 200)


def _keep(form: UploadForm, by: str) -> str:
    """Keep a chart that can be read, and give the new record number; else tell the form why not."""
    file = cast("UploadedFile[bytes]", form.cleaned_data["chart"])
    if (file.size or 0) > MOST_BYTES:
        form.add_error(
            "chart", f"The file is larger than {MOST_BYTES // 1024**2} MB. Export one patient alone."
        )
        return ""
    content, wish = file.read(), form.wish()
    try:
        case = case_from_fhir(content, wish, timezone.localdate(), handbook())
    except BadInput as fault:
        form.add_error("chart", str(fault))
        return ""
    return _record(case, wish, visible(file.name or "chart.json"), content, by)


@transaction.atomic
def _record(case: Case, wish: Wish, file_name: str, content: bytes, by: str) -> str:
    """Keep the person's name beside the chart; everything else is read from the chart each time."""
    record = add_patient(person=Person(name=case.person.name), wish=wish, by=by)
    upload_chart(record=record, file_name=file_name, content=content, by=by)
    return record
