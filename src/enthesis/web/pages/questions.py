"""The questions of one patient, block by block, and the examination."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from enthesis.actions.record_answers import record_answers
from enthesis.formats.plan_schema import PlanDocument
from enthesis.store.reading.given_answers import given_answers
from enthesis.vocabulary.errors import BadInput
from enthesis.web.answer_words import AnswerWords, answer_words
from enthesis.web.examining import exam_form, keep_examination, told
from enthesis.web.forms.block import NONE_APPLIES, SentBlock, none_applies, read_block
from enthesis.web.forms.examination import ARTERY_CHECKS
from enthesis.web.handbook import handbook
from enthesis.web.pages.plan import links
from enthesis.web.planning import Planned, plan_for
from enthesis.web.question_items import Block, Item, blocks_of, with_faults
from enthesis.web.show import show
from enthesis.web.signed import signed
from enthesis.web.suggestions import medicine_names
from enthesis.web.tongues import language_of, query_for, tongues


@require_safe
def show_questions(request: HttpRequest, record: str) -> HttpResponse:
    """Show all four blocks, nothing ticked that nobody answered."""
    planned = plan_for(record)
    return _page(request, planned, _blocks(planned))


@require_POST
def save_block(request: HttpRequest, record: str, block: str) -> HttpResponse:
    """Keep the answers of one block, each as its own row, and go on to what is open next."""
    planned = plan_for(record)
    blocks = _blocks(planned)
    asked = next((each for each in blocks if each.id == block), None)
    if asked is None:
        return redirect("questions", record=record)
    by_one_act = request.POST.get("act") == NONE_APPLIES
    sent = (
        none_applies(asked, request.POST)
        if by_one_act
        else read_block(_touched(request, asked), request.POST, planned.today)
    )
    if sent.answers and not (by_one_act and sent.faults):
        record_answers(
            record=record,
            answers=sent.answers,
            given_on=planned.today,
            by=signed(request),
            act="none-applies" if by_one_act else "each",
        )
    if getattr(request, "htmx", False):
        return _saved_one(request, plan_for(record), block, sent)
    if sent.faults:
        return _page(request, planned, with_faults(blocks, sent.faults, sent.typed), sent.faults)
    messages.success(request, _told(len(sent.answers)))
    return _onward(record, block, language_of(request))


@require_POST
def save_examination(request: HttpRequest, record: str) -> HttpResponse:
    """Keep one whole examination."""
    planned = plan_for(record)
    try:
        count = keep_examination(planned, request)
    except BadInput as fault:
        return _page(request, planned, _blocks(planned), {"examination-points": str(fault)})
    messages.success(request, told(count))
    return redirect("plan", record=record)


def _blocks(planned: Planned, document: PlanDocument | None = None) -> tuple[Block, ...]:
    given = given_answers(planned.record)
    return blocks_of(document or planned.document, given, handbook(), planned.plan.condition)


def _words(request: HttpRequest, planned: Planned, blocks: tuple[Block, ...]) -> AnswerWords:
    """Give the words of the page in the languages asked for."""
    language = language_of(request)
    again = planned.told_in(language)
    return answer_words(blocks, _blocks(planned, again) if again else (), language)


def _touched(request: HttpRequest, block: Block) -> tuple[Item, ...]:
    """While somebody is typing only the question they touched is read; a pressed button reads all."""
    htmx = getattr(request, "htmx", None)
    if not htmx:
        return block.items
    return tuple(item for item in block.items if item.anchor == htmx.trigger)


def _page(
    request: HttpRequest, planned: Planned, blocks: tuple[Block, ...], faults: Mapping[str, str] | None = None
) -> HttpResponse:
    values = {
        "title": f"Questions for {planned.document.person.name or planned.record}",
        "here": "questions",
        "record": planned.record,
        "document": planned.document,
        "links": links(planned.record),
        "blocks": blocks,
        "words": _words(request, planned, blocks),
        "tongues": tongues(language_of(request)),
        "query": query_for(language_of(request)),
        "exam": exam_form(planned),
        "faults": faults or {},
        "medicine_names": medicine_names(),
        "artery_words": tuple((key, planned.words.label("artery-check", key)) for key in ARTERY_CHECKS),
        "now": timezone.localtime(),
    }
    return show(request, "questions.jinja", values, status=422 if faults else 200)


def _saved_one(request: HttpRequest, planned: Planned, block: str, sent: SentBlock) -> HttpResponse:
    """Answer a single saved question: its own line, the block's count, and the bar at the foot."""
    blocks = _blocks(planned)
    now = next(each for each in blocks if each.id == block)
    htmx = getattr(request, "htmx", None)
    item = next((each for each in now.items if htmx and each.anchor == htmx.trigger), None)
    fault = sent.faults.get(item.id, "") if item else ""
    values = {
        "item": item,
        "block": now,
        "words": _words(request, planned, blocks),
        "fault": fault,
        "now": timezone.localtime(),
        "document": planned.document,
    }
    return show(request, "parts/saved.jinja", values)


def _onward(record: str, block: str, language: str) -> HttpResponse:
    """Go to the next block that has open questions; with none left, to the plan."""
    blocks = _blocks(plan_for(record))
    order = [each for each in blocks if each.id > block] + [each for each in blocks if each.id <= block]
    following = next((each for each in order if each.answered < len(each.items)), None)
    if following is None:
        return redirect("plan", record=record)
    page = reverse("questions", kwargs={"record": record})
    return redirect(f"{page}{query_for(language)}#block-{following.id}")


def _told(count: int) -> str:
    return "Saved: 1 answer." if count == 1 else f"Saved: {count} answers."
