"""What a patient told after a session: taken down, judged at once, and seen to by somebody."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enthesis.actions.deal_with_report import deal_with_report
from enthesis.actions.record_report import record_report
from enthesis.care.triage import symptom_questions
from enthesis.care.values.triage import SymptomQuestion
from enthesis.formats.beside import ENGLISH, Beside, Both
from enthesis.formats.history_schema import ReportLine
from enthesis.formats.plan_schema import PlanDocument
from enthesis.formats.words import Words
from enthesis.vocabulary.errors import BadInput
from enthesis.web.forms.after_session import FOUND, TOLD_BY, ToldBy, read_symptoms
from enthesis.web.forms.numbers import typed_day, typed_text
from enthesis.web.handbook import handbook
from enthesis.web.patient_frame import frame
from enthesis.web.planning import Planned, plan_for
from enthesis.web.show import show
from enthesis.web.signed import signed
from enthesis.web.tongues import language_of, query_for, tongues

_ANSWERS = ("yes", "no", "not known")
_TOLD = ("says", "suspect", "action")
_LONG_AGO = timedelta(days=366)


@require_safe
def list_reports(request: HttpRequest, record: str) -> HttpResponse:
    """Show every report, the gravest open one first."""
    return show(request, "reports.jinja", frame(plan_for(record), "Reports", "reports"))


@require_http_methods(["GET", "POST"])
def new_report(request: HttpRequest, record: str) -> HttpResponse:
    """Ask what a person treated here is asked on that day, and judge it at once."""
    planned = plan_for(record)
    if not planned.plan.case.sessions:
        return redirect("reports", record=record)
    faults: dict[str, str] = {}
    day = planned.today
    try:
        day = typed_day(
            request.POST.get("day") or request.GET.get("day") or planned.today.isoformat(),
            first=max(planned.plan.case.sessions[0].day, planned.today - _LONG_AGO),
            last=planned.today,
        )
    except BadInput as fault:
        faults["day"] = str(fault)
    past = [each for each in planned.plan.case.sessions if each.day <= day]
    asked = symptom_questions(_region(planned), (day - past[-1].day).days, handbook())
    if request.method == "POST" and not faults:
        symptoms = read_symptoms(asked, request.POST)
        words = typed_text(request.POST.get("words", ""))
        if symptoms or words:
            told_by: ToldBy = next((t for t in TOLD_BY if t == request.POST.get("told_by")), "patient")
            number, _said = record_report(
                record=record,
                region=_region(planned),
                day=day,
                symptoms=symptoms,
                words=words,
                told_by=told_by,
                handbook=handbook(),
                by=signed(request),
            )
            return redirect(reverse("report", args=(record, number)) + query_for(language_of(request)))
        faults["symptoms"] = "Nothing is answered. Answer at least one question, or write what was said."
    both = Both(handbook(), language_of(request))
    values = (
        frame(planned, "New report", "reports")
        | _languages(both)
        | {
            "faults": faults,
            "day": day,
            "session": past[-1],
            "days": (day - past[-1].day).days,
            "asked": _worded(planned, asked, both),
            "answers": tuple((each, both.say(f"label.answer.{each}")) for each in _ANSWERS),
            "callnow": both.say("triage.headline.questions"),
            "told_by": tuple((each, planned.words.label("told-by", each)) for each in TOLD_BY),
            "typed": request.POST if request.method == "POST" else None,
        }
    )
    return show(request, "report_form.jinja", values, status=422 if faults else 200)


@require_safe
def show_report(request: HttpRequest, record: str, number: int) -> HttpResponse:
    """Show how soon somebody must be seen, what to do, and who saw to it."""
    planned = plan_for(record)
    return _report(request, planned, _of(planned, number))


@require_POST
def deal(request: HttpRequest, record: str, number: int) -> HttpResponse:
    """Keep who saw to a report and what was done; the report stays as it was told."""
    planned = plan_for(record)
    line = _of(planned, number)
    found = request.POST.get("found", "")
    if found not in FOUND:
        return _report(request, planned, line, {"found": "Say whether it was a red flag."})
    try:
        deal_with_report(
            record=record,
            number=number,
            found="red-flag" if found == "red-flag" else "no-red-flag",
            done=typed_text(request.POST.get("done", "")),
            day=planned.today,
            by=signed(request),
        )
    except BadInput as fault:
        return _report(request, planned, line, {"done": str(fault)})
    messages.success(request, "Recorded. The report stays as it was told.")
    return redirect("plan", record=record)


def _report(
    request: HttpRequest, planned: Planned, line: ReportLine, faults: dict[str, str] | None = None
) -> HttpResponse:
    words = planned.words
    both = Both(handbook(), language_of(request))
    again = planned.told_in(language_of(request))
    other = _line(again or planned.document, line.number) or line
    values = (
        frame(planned, f"Report {line.number}", "reports")
        | _languages(both)
        | {
            "report": line,
            "told": {key: both.beside(getattr(line, key), getattr(other, key)) for key in _TOLD},
            "rules": tuple(words.text(handbook().triage[rule].title) for rule in line.rules),
            "found": tuple((each, words.label("found", each)) for each in FOUND),
            "faults": faults or {},
            "typed": request.POST if request.method == "POST" else None,
        }
    )
    return show(request, "report.jinja", values, status=422 if faults else 200)


def _of(planned: Planned, number: int) -> ReportLine:
    line = _line(planned.document, number)
    if line is None:
        raise Http404(f"There is no report {number}.")
    return line


def _line(document: PlanDocument, number: int) -> ReportLine | None:
    return next((each for each in document.reports if each.number == number), None)


def _languages(both: Both) -> dict[str, object]:
    """Give what a page in two languages says of them."""
    language = both.language or ENGLISH
    return {"tongues": tongues(language), "language": both.language, "unreviewed_says": both.unreviewed()}


def _region(planned: Planned) -> str:
    return handbook().conditions[planned.plan.condition].region


def _worded(
    planned: Planned, asked: tuple[SymptomQuestion, ...], both: Both
) -> tuple[tuple[str, Beside], ...]:
    again = Words(handbook(), both.language or ENGLISH, planned.plan.condition)
    return tuple((each.id, both.beside(planned.words.say(each.asks), again.say(each.asks))) for each in asked)
