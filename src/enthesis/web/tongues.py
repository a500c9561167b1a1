"""In which language a patient's page is asked for, and the others it can be had in."""

import msgspec
from django.http import HttpRequest

from enthesis.formats.beside import ENGLISH
from enthesis.knowledge.sentences import languages, say
from enthesis.vocabulary.errors import BadInput
from enthesis.web.handbook import handbook


class Tongue(msgspec.Struct, frozen=True, kw_only=True):
    """One language a page can be had in; ``query`` asks for it."""

    code: str
    name: str
    query: str
    is_here: bool


def language_of(request: HttpRequest) -> str:
    """Give the language asked for by ``?language=``; English unless it is.

    Raises:
        BadInput: no card has words in it.
    """
    asked = request.GET.get("language", ENGLISH)
    spoken = languages(handbook())
    if asked not in spoken:
        raise BadInput(f"No card has words in {asked!r}.", f"There is: {', '.join(spoken)}.")
    return asked


def query_for(language: str) -> str:
    """Give what an address carries so that the language stays; English needs nothing."""
    return "" if language == ENGLISH else f"?language={language}"


def tongues(language: str) -> tuple[Tongue, ...]:
    """List the languages of patients' pages, each by its own name."""
    return tuple(
        Tongue(
            code=code,
            name=say(handbook(), "translation.name", {}, code),
            query=query_for(code) or "?",
            is_here=code == language,
        )
        for code in languages(handbook())
    )
