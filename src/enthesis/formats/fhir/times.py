"""Dates and times of FHIR, which may hold only a year, or a year and month."""

import re
from datetime import date
from functools import lru_cache

from enthesis.formats.fhir.element import Element
from enthesis.vocabulary.dates import PartialDate

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?\Z", re.ASCII)


class Period(Element, frozen=True, gc=False):
    """A stretch of time; either end may be open."""

    start: str | None = None
    end: str | None = None


# The entries of one visit share their date.
@lru_cache(maxsize=8192)
def date_of(written: str | None) -> PartialDate | None:
    """Read a FHIR date, dateTime or instant as the day its writer saw; ``None`` when it is none."""
    if written is None:
        return None
    found = _DATE.match(written.strip())
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    return PartialDate(year or 0, month, day)
