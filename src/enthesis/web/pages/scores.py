"""Questionnaires and measures over time: fill one in, see its score, and whether a change matters."""

import msgspec
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from enthesis.actions.record_score import record_score
from enthesis.formats.score_chart import draw_chart
from enthesis.knowledge.cards.instrument import Instrument, Scale
from enthesis.vocabulary.quantities import figures
from enthesis.web.forms.after_session import read_score
from enthesis.web.handbook import handbook
from enthesis.web.patient_frame import frame
from enthesis.web.planning import Planned, plan_for
from enthesis.web.show import show
from enthesis.web.signed import signed


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One item of a form; without words it is read from the clinic's own copy."""

    id: str
    text: str
    choices: tuple[tuple[str, str], ...]
    least: str
    most: str


@require_safe
def list_scores(request: HttpRequest, record: str) -> HttpResponse:
    """Show every instrument's way, and which may be filled in."""
    planned = plan_for(record)
    document = planned.document
    done = tuple(session.day for session in document.history)
    cards = _cards(planned)
    values = frame(planned, "Scores", "scores") | {
        "ways": tuple((line, draw_chart(line, done)) for line in document.outcomes),
        "offered": tuple((card.id, planned.words.text(card.title)) for card in cards),
    }
    return show(request, "scores.jinja", values)


@require_http_methods(["GET", "POST"])
def fill_in(request: HttpRequest, record: str, name: str) -> HttpResponse:
    """Fill in one instrument; too few answers give no score, and say so."""
    planned = plan_for(record)
    card = next((each for each in _cards(planned) if each.id == name), None)
    if card is None:
        raise Http404(f"{name} is not an instrument of this condition.")
    faults: dict[str, str] = {}
    if request.method == "POST":
        given, faults = read_score(card, request.POST, planned.today)
        if not faults:
            scored = record_score(record=record, given=given, handbook=handbook(), by=signed(request))
            reason = planned.words.say(scored.outcome.reason)
            messages.success(request, f"Saved. {reason}" if reason else "Saved.")
            return redirect("scores", record=record)
    words = planned.words
    values = frame(planned, words.text(card.title), "scores") | {
        "card": card,
        "scales": tuple((words.text(scale.title), _items(scale, planned)) for scale in card.scale),
        "occasions": tuple((each.id, words.text(each.text)) for each in card.occasion),
        "licence": words.text(card.licence_says),
        "faults": faults,
        "typed": request.POST if request.method == "POST" else None,
    }
    return show(request, "score_form.jinja", values, status=422 if faults else 200)


def _cards(planned: Planned) -> tuple[Instrument, ...]:
    condition = handbook().conditions[planned.plan.condition]
    return tuple(handbook().instruments[name] for name in condition.instruments)


def _items(scale: Scale, planned: Planned) -> tuple[Item, ...]:
    """Give the items of one scale; in words only where the words may be shown here."""
    texts = {item.id: item for item in scale.item}
    most = "" if scale.item_max is None else figures(scale.item_max)
    return tuple(
        Item(
            id=name,
            text=planned.words.text(texts[name].text) if name in texts else "",
            choices=tuple(
                (figures(answer.value), planned.words.text(answer.text)) for answer in texts[name].answer
            )
            if name in texts
            else (),
            least=figures(scale.item_min),
            most=most,
        )
        for name in scale.item_ids
    )
