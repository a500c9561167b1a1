"""A symptom report in, and its triage out in words: how soon, why, what to do, and every row that spoke."""

import msgspec

from enthesis.care.values.triage import SymptomQuestion, SymptomReport, Triage, TriageFinding
from enthesis.formats.plan_schema import BibliographyLine
from enthesis.formats.shapes import Shape, Standing
from enthesis.formats.words import Words
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.errors import BadInput
from enthesis.vocabulary.status import Status
from enthesis.vocabulary.urgency import Urgency


class AskLine(Standing, frozen=True):
    """One symptom to ask about; a gate must be "no" before anything is called expected."""

    id: str
    asks: str
    gate: bool


class TriageRow(Standing, frozen=True):
    """What one row of the table says of the report."""

    rule: str
    title: str
    status: Status
    urgency: Urgency
    suspect: str
    action: str
    clinician: str
    symptoms: tuple[str, ...]
    unanswered: tuple[str, ...]


class TriageDocument(Shape, frozen=True):
    """How soon, why and what to do; ``suspect`` and ``action`` are those of the gravest row."""

    handbook_version: str
    notice: str
    region: str
    days_since_session: int
    hours_since_session: int | None
    urgency: Urgency
    says: str
    suspect: str
    action: str
    clinician: str
    rules: tuple[TriageRow, ...]
    asks: tuple[AskLine, ...]
    bibliography: tuple[BibliographyLine, ...]


class AskDocument(Shape, frozen=True):
    """What a person treated here is asked on this day."""

    handbook_version: str
    region: str
    days_since_session: int
    asks: tuple[AskLine, ...]
    bibliography: tuple[BibliographyLine, ...]


class _Report(msgspec.Struct, forbid_unknown_fields=True):
    region: str
    days_since_session: int
    hours_since_session: int | None = None
    symptoms: dict[str, str] = {}


def read_report(raw: bytes) -> SymptomReport:
    """Read a report: ``{"region": ..., "days_since_session": ..., "symptoms": {"fever": "yes"}}``.

    Raises:
        BadInput: it is not JSON, or not of this shape.
    """
    try:
        read = msgspec.json.decode(raw, type=_Report)
    except msgspec.MsgspecError as error:
        raise BadInput(
            f"The symptom report cannot be read: {error}.", "See: enthesis triage --help, and --ask --json."
        ) from error
    return SymptomReport(
        region=read.region,
        days_since_session=read.days_since_session,
        hours_since_session=read.hours_since_session,
        symptoms=read.symptoms,
    )


def triage_document(
    report: SymptomReport, triage: Triage, handbook: Handbook, language: str = "en"
) -> TriageDocument:
    """Put a triage into words, each row with its sources."""
    words = Words(handbook, language)
    return TriageDocument(
        handbook_version=handbook.version,
        notice=words.label("notice", "demonstration"),
        region=report.region,
        days_since_session=report.days_since_session,
        hours_since_session=report.hours_since_session,
        urgency=triage.urgency,
        says=words.say(triage.says),
        suspect=words.say(triage.suspect),
        action=words.say(triage.action),
        clinician=words.say(triage.clinician),
        rules=tuple(_row(finding, words) for finding in triage.rules),
        asks=tuple(_ask(question, words) for question in triage.asks),
        bibliography=words.bibliography(),
    )


def ask_document(
    region: str, day: int, questions: tuple[SymptomQuestion, ...], handbook: Handbook, language: str = "en"
) -> AskDocument:
    """Put the symptom questions of one region and day into words."""
    words = Words(handbook, language)
    return AskDocument(
        handbook_version=handbook.version,
        region=region,
        days_since_session=day,
        asks=tuple(_ask(question, words) for question in questions),
        bibliography=words.bibliography(),
    )


def _row(finding: TriageFinding, words: Words) -> TriageRow:
    card = words.handbook.triage[finding.rule]
    return TriageRow(
        rule=finding.rule,
        title=words.text(card.title),
        status=finding.status,
        urgency=finding.urgency,
        suspect=words.say(finding.suspect),
        action=words.say(finding.action),
        clinician=words.say(finding.clinician),
        symptoms=finding.symptoms,
        unanswered=finding.unanswered,
        **words.standing(card),
    )


def _ask(question: SymptomQuestion, words: Words) -> AskLine:
    card = words.handbook.symptoms[question.id]
    return AskLine(id=question.id, asks=words.say(question.asks), gate=question.gate, **words.standing(card))
