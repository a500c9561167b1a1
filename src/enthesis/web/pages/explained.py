"""What stands behind every plan: how healing is thought to work, and where leaflets and trials disagree."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from enthesis.formats.beside import Both
from enthesis.formats.contradictions import contradictions
from enthesis.formats.healing import healing
from enthesis.formats.words import Words
from enthesis.web.handbook import handbook
from enthesis.web.show import show
from enthesis.web.tongues import language_of, tongues

_LANGUAGE = "en"
_HEADINGS = ("days", "soreness", "reviews", "meanings", "own-words", "both-leaflets", "all")


@require_safe
def show_contradictions(request: HttpRequest) -> HttpResponse:
    """Show each disagreement, what is followed, and the switch."""
    told = contradictions(Words(handbook(), _LANGUAGE))
    return show(
        request, "contradictions.jinja", {"title": told.title, "here": "contradictions", "told": told}
    )


@require_safe
def show_healing(request: HttpRequest) -> HttpResponse:
    """Show what may be told of healing: graded, and undated but for soreness and reviews."""
    language = language_of(request)
    both = Both(handbook(), language)
    told = healing(Words(handbook(), _LANGUAGE))
    values = {
        "title": told.title,
        "here": "healing",
        "told": told,
        "again": healing(Words(handbook(), language)),
        "language": both.language,
        "said": {key: both.say(f"manual.healing.{key}") for key in _HEADINGS},
        "unreviewed_says": both.unreviewed(),
        "tongues": tongues(language),
    }
    return show(request, "healing.jinja", values)
