"""The review before a session and at the end: what the rules say, what was asked, what somebody decided."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from enthesis.actions.record_review import record_review
from enthesis.vocabulary.errors import BadInput
from enthesis.web.forms.after_session import read_review
from enthesis.web.patient_frame import frame
from enthesis.web.planning import plan_for
from enthesis.web.show import show
from enthesis.web.signed import signed

DECISIONS = ("continue", "defer", "hold", "refer", "stop", "finish")
CHECKS = ("red_flag", "back_to_baseline", "satisfied", "function_goal_met")


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, record: str) -> HttpResponse:
    """Show what the rules say of the course, and keep what was answered and decided."""
    planned = plan_for(record)
    if planned.document.review is None:
        return redirect("sessions", record=record)
    faults: dict[str, str] = {}
    if request.method == "POST":
        held = read_review(request.POST, planned.today, planned.plan.case.reviews)
        try:
            record_review(record=record, held=held, by=signed(request))
        except BadInput as fault:
            faults["reason"] = str(fault)
        else:
            messages.success(request, "The review is recorded.")
            return redirect("plan" if held.decision else "review", record=record)
    words = planned.words
    values = frame(planned, "Review", "review") | {
        "checks": tuple((name, words.label("checkup", name)) for name in CHECKS),
        "grades": tuple((key, words.label("harm", key)) for key in ("0", "1", "3")),
        "decisions": tuple((key, words.label("decision", key)) for key in DECISIONS),
        "faults": faults,
        "typed": request.POST if request.method == "POST" else None,
    }
    return show(request, "review.jinja", values, status=422 if faults else 200)
