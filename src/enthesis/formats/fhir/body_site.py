"""Where on the body an entry lies, as recorded. Which region that is, the place cards know."""

from enthesis.formats.fhir.codings import CodeableConcept, codes_of, text_of
from enthesis.vocabulary.codes import Code


def place_of(sites: tuple[CodeableConcept, ...] | None) -> tuple[tuple[Code, ...], str]:
    """Gather the codes and the words of all body sites of an entry."""
    if not sites:
        return (), ""
    codes = tuple(code for site in sites for code in codes_of(site))
    words = dict.fromkeys(text for site in sites if (text := text_of(site)))
    return codes, ", ".join(words)
