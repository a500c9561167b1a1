"""The sessions of one patient: what was done, recorded from the plan, and corrected by a newer record."""

from typing import Any

import msgspec
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from enthesis.actions.record_session import correct_session, record_session, withdraw_session
from enthesis.care.values.history import PastSession
from enthesis.store.reading.history import session_versions
from enthesis.vocabulary.errors import BadInput
from enthesis.vocabulary.status import Level
from enthesis.web.forms.examination import ARTERY_CHECKS
from enthesis.web.forms.session import SessionForm, read_session, session_form
from enthesis.web.handbook import handbook
from enthesis.web.patient_frame import frame
from enthesis.web.planning import Planned, plan_for
from enthesis.web.show import show
from enthesis.web.signed import signed

_SAYS_NO = (Level.CANNOT_PROCEED, Level.ON_HOLD)


@require_safe
def list_sessions(request: HttpRequest, record: str) -> HttpResponse:
    """Show what was done, what comes next, and every version of a record."""
    planned = plan_for(record)
    document = planned.document
    ahead = next((each for each in document.course.sessions if each.state != "done"), None)
    values = frame(planned, "Sessions", "sessions") | {
        "ahead": ahead,
        "versions": session_versions(record),
    }
    return show(request, "sessions.jinja", values)


@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, record: str) -> HttpResponse:
    """Take down a session that was done; the plan is made anew from it."""
    planned = plan_for(record)
    form = session_form(planned.plan, planned.document, handbook())
    says_no = planned.document.ready_today.level in _SAYS_NO
    if request.method == "POST":
        session, faults = read_session(form, request.POST, today=planned.today, wants_reason=says_no)
        if not faults:
            try:
                number = record_session(record=record, session=session, by=signed(request))
            except BadInput as fault:
                faults = {"day": str(fault)}
            else:
                messages.success(request, f"Session {number} is recorded. The course goes on from it.")
                return redirect("sessions", record=record)
        return _form(request, planned, form, {"faults": faults, "says_no": says_no})
    return _form(request, planned, form, {"says_no": says_no})


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, record: str, number: int) -> HttpResponse:
    """Correct one session, or take the last one back; what was recorded before stays."""
    planned = plan_for(record)
    recorded = next((each for each in planned.plan.case.sessions if each.number == number), None)
    if recorded is None:
        raise Http404(f"No session {number} is recorded.")
    form = session_form(planned.plan, planned.document, handbook(), recorded)
    faults: dict[str, str] = {}
    if request.method == "POST":
        faults = _correct(request, planned, form, number)
        if not faults:
            messages.success(request, f"Session {number} is corrected. What was recorded before stays.")
            return redirect("sessions", record=record)
    return _form(request, planned, form, {"faults": faults, "recorded": recorded, "number": number})


def _correct(request: HttpRequest, planned: Planned, form: SessionForm, number: int) -> dict[str, str]:
    """Keep a correction, and tell what must be mended, by field."""
    session, faults = read_session(form, request.POST, today=planned.today, wants_reason=True)
    by, record = signed(request), planned.record
    try:
        if request.POST.get("act") == "withdraw":
            withdraw_session(record=record, number=number, reason=session.reason, by=by)
            return {}
        if not faults:
            numbered = msgspec.structs.replace(session, number=number)
            correct_session(record=record, session=numbered, by=by)
    except BadInput as fault:
        return {"reason" if "why" in str(fault) else "day": str(fault)}
    return faults


def _form(request: HttpRequest, planned: Planned, form: SessionForm, more: dict[str, Any]) -> HttpResponse:
    words = planned.words
    number = more.get("number") or len(planned.plan.case.sessions) + 1
    values = frame(planned, f"Session {number}", "sessions") | {
        "form": form,
        "number": number,
        "typed": request.POST if request.method == "POST" else None,
        "by": _by(more.get("recorded"), request),
        "artery_words": tuple((key, words.label("artery-check", key)) for key in ARTERY_CHECKS),
        **more,
    }
    return show(request, "session_form.jinja", values, status=422 if more.get("faults") else 200)


def _by(recorded: PastSession | None, request: HttpRequest) -> str:
    return recorded.by if recorded is not None else signed(request)
