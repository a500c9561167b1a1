"""A finding: what one rule says of one case, and the evidence for it."""

from typing import Literal

import msgspec

from enthesis.care.values.sentence import Sentence
from enthesis.vocabulary.dates import PartialDate
from enthesis.vocabulary.status import Severity, Status


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One record behind a finding: which, when, what it said, and in which window it was looked for.

    ``how`` tells how it was recognised: by "code", by "name", or as an "answer". ``recorded`` is the day it
    was written down, where the source says it.
    """

    ref: str
    text: str
    date: PartialDate | None = None
    recorded: PartialDate | None = None
    value: str = ""
    window: str = ""
    how: Literal["code", "name", "answer", "value"] = "code"
    by: str = ""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What one rule says.

    ``severity`` is what counts here: a STOP that is only *recorded* counts as a HOLD until somebody
    answers. ``recorded`` marks that. ``questions`` are the ids that would settle it.
    ``touches`` is the verdict it belongs to.
    """

    rule: str
    title: Sentence
    status: Status
    severity: Severity
    says: Sentence
    because: Sentence
    do_next: Sentence
    touches: Literal["verdict", "ready-today", "after"]
    recorded: bool = False
    evidence: tuple[Evidence, ...] = ()
    questions: tuple[str, ...] = ()
