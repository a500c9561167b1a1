"""Shows a page: the one place where a template meets what every page needs."""

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enthesis.knowledge.sentences import say
from enthesis.web.handbook import handbook, review_state


def show(request: HttpRequest, template: str, values: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Fill a template; messages left by the page before are shown once."""
    shared = {
        "messages": get_messages(request),
        "notice": say(handbook(), "label.notice.demonstration", {}),
        "foot": review_state(),
    }
    return render(request, template, shared | values, status=status)
