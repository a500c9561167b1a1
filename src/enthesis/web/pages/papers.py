"""The papers of one patient: which there are, each as a page, each as PDF."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from enthesis.formats.papers.labels import syringe_labels
from enthesis.formats.papers.parts import told
from enthesis.formats.papers.shelf import PaperLine, asked_named, paper_named, pdf_named, shelf
from enthesis.web.pages.plan import as_file, values_for
from enthesis.web.planning import Planned, plan_for
from enthesis.web.show import show

# Papers with an address and a template of their own; the others stand under their name.
_OWN = ("leaflet", "mixing")

View = Callable[[HttpRequest, str, Planned, str], HttpResponse]


@require_safe
def list_papers(request: HttpRequest, record: str) -> HttpResponse:
    """Show which papers there are for this patient now, and why the others are not."""
    planned = plan_for(record)
    lines = shelf(planned.document, planned.words).papers
    there = [line for line in lines if line.name]
    values = {
        "lead": told(planned.words, "list.lead"),
        "there_title": told(planned.words, "list.there"),
        "missing_title": told(planned.words, "list.not-there"),
        "there": there,
        "missing": [line for line in lines if not line.name],
        "pages": {line.name: _page(record, line) for line in there},
        "pdfs": {line.name: _address("paper-pdf", record, line.name) for line in there},
    }
    return show(request, "papers.jinja", _values(planned) | values)


def there_now(view: View) -> Callable[[HttpRequest, str, str], HttpResponse]:
    """Answer with the reason where a paper does not exist now; nothing is printed that nobody should have."""

    @wraps(view)
    def answer(request: HttpRequest, record: str, name: str) -> HttpResponse:
        planned = plan_for(record)
        lines = shelf(planned.document, planned.words).papers
        if name in {line.name for line in lines if line.name}:
            return view(request, record, planned, name)
        return missing(request, planned, name, lines)

    return require_safe(answer)


def missing(request: HttpRequest, planned: Planned, name: str, lines: tuple[PaperLine, ...]) -> HttpResponse:
    """Say why a paper is not there."""
    kind = name.partition("-")[0]
    values = {
        "title": told(planned.words, "missing"),
        "reasons": [line.why_not for line in lines if line.kind == kind and line.why_not],
    }
    return show(request, "missing_paper.jinja", _values(planned) | values, status=404)


@there_now
def show_paper(request: HttpRequest, record: str, planned: Planned, name: str) -> HttpResponse:
    """Show one paper as a page."""
    document, words = planned.document, planned.words
    if name == "leaflet":
        return redirect("leaflet", record=record)
    if name == "mixing":
        (labels,) = [line for line in shelf(document, words).papers if line.kind == "labels"]
        values = values_for(planned, "Mixing sheet") | {"here": "papers", "no_labels": labels.why_not}
        return show(request, "mixing.jinja", values)
    values = _values(planned) | {"pdf": _address("paper-pdf", record, name)}
    if name == "labels":
        sheet = syringe_labels(document, words, record)
        return show(request, "labels.jinja", values | {"title": sheet.title, "sheet": sheet})
    paper = paper_named(name, document, words, record)
    asked = asked_named(name, document, words)
    values |= {
        "title": paper.title if paper else name,
        "paper": paper,
        "answers": asked.answers if asked else (),
        "asked": {question.id: question.text for question in document.questions},
    }
    return show(request, "paper.jinja", values)


@there_now
def paper_as_pdf(request: HttpRequest, record: str, planned: Planned, name: str) -> HttpResponse:
    """Give one paper as a tagged PDF."""
    if name == "leaflet":
        return redirect("leaflet-pdf", record=record)
    del request
    content = pdf_named(name, planned.document, planned.words, record)
    return as_file(content, "application/pdf", f"{record}-{name}.pdf")


def _page(record: str, line: PaperLine) -> str:
    if line.name in _OWN:
        return reverse(line.name, kwargs={"record": record})
    return _address("paper", record, line.name)


def _address(page: str, record: str, name: str) -> str:
    return reverse(page, kwargs={"record": record, "name": name})


def _values(planned: Planned) -> dict[str, object]:
    shelf_title = told(planned.words, "list.title")
    return values_for(planned, shelf_title) | {"here": "papers", "shelf_title": shelf_title}
