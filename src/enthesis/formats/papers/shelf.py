"""Which papers exist for one person now, and why the others do not.

A face shows this list and asks for one paper by its name; what it gets is the same value whether it is shown
as a page or set as PDF.
"""

from collections.abc import Iterator

from enthesis.formats.leaflet import leaflet
from enthesis.formats.paper import Paper, print_paper
from enthesis.formats.papers.asked import Asked
from enthesis.formats.papers.held import letters, not_known, only_recorded, titles
from enthesis.formats.papers.labels import doses_not_told, labels_pdf, may_be_labelled, syringe_labels
from enthesis.formats.papers.leaflet import leaflet_paper
from enthesis.formats.papers.letter import letter_paper
from enthesis.formats.papers.mixing import mixing_paper
from enthesis.formats.papers.parts import target, told
from enthesis.formats.papers.plan import plan_paper
from enthesis.formats.papers.referrals import referrals
from enthesis.formats.plan_schema import PlanDocument
from enthesis.formats.shapes import Shape
from enthesis.formats.words import Words
from enthesis.knowledge.cards.letter import Urgency
from enthesis.vocabulary.errors import BadInput
from enthesis.vocabulary.status import Level


class PaperLine(Shape, frozen=True):
    """One paper: its name, or no name and why it is not there.

    ``answers`` are the questions its reply settles; ``urgency`` belongs to a referral.
    """

    kind: str
    kind_says: str
    name: str
    title: str
    to: str = ""
    urgency: Urgency | None = None
    urgency_says: str = ""
    answers: tuple[str, ...] = ()
    why_not: str = ""


class Shelf(Shape, frozen=True):
    """All papers of one person on one day; ``about`` names what is treated, with its side."""

    handbook_version: str
    language: str
    notice: str
    about: str
    papers: tuple[PaperLine, ...]


def shelf(document: PlanDocument, words: Words) -> Shelf:
    """List the papers of one plan."""
    return Shelf(
        handbook_version=document.handbook_version,
        language=document.language,
        notice=document.notice,
        about=target(document),
        papers=tuple(_lines(document, words)),
    )


def paper_named(
    name: str, document: PlanDocument, words: Words, record: str = "", other: PlanDocument | None = None
) -> Paper | None:
    """Give one paper by its name, or nothing where it does not exist now; labels are a sheet of their own.

    ``other`` is the same plan in the language that stands beside the English of the patient's leaflet.
    """
    if name not in {line.name for line in _lines(document, words)}:
        return None
    if name == "leaflet":
        patients = leaflet(document, words.handbook, other)
        return leaflet_paper(patients, words.handbook)
    if name == "plan":
        return plan_paper(document, words, record)
    if name == "mixing":
        return mixing_paper(document, words, record)
    asked = asked_named(name, document, words)
    return letter_paper(asked, document, words, record) if asked else None


def asked_named(name: str, document: PlanDocument, words: Words) -> Asked | None:
    """Give the letter or referral of this name."""
    written = (*letters(document, words), *referrals(document, words))
    return next((asked for asked in written if _name(asked) == name), None)


def pdf_named(
    name: str, document: PlanDocument, words: Words, record: str = "", other: PlanDocument | None = None
) -> bytes:
    """Set one paper as a tagged PDF.

    Raises:
        BadInput: there is no such paper now, or a name holds a sign the fonts lack.
    """
    if name == "labels" and _labels_why_not(document, words) == "":
        return labels_pdf(syringe_labels(document, words, record))
    paper = paper_named(name, document, words, record, other)
    if paper is None:
        there = ", ".join(line.name for line in _lines(document, words) if line.name)
        raise BadInput(f"There is no paper {name!r} for this person now.", f"There is: {there}.")
    return print_paper(paper)


def _lines(document: PlanDocument, words: Words) -> Iterator[PaperLine]:
    yield _line("plan", document, words)
    yield _line("leaflet", document, words, _stopped(document, words))
    yield _line("mixing", document, words, _mixing_why_not(document, words))
    yield _line("labels", document, words, _labels_why_not(document, words))
    written = letters(document, words)
    yield from (_written(asked, words) for asked in written)
    why_not = _letters_why_not(document, words)
    if why_not or not written:
        unknown = len(not_known("letter", document, words))
        yield _line("letter", document, words, why_not or _nothing_found("letter", unknown, words))
    sent = referrals(document, words)
    yield from (_written(asked, words) for asked in sent)
    if not sent:
        unknown = len(not_known("referral", document, words))
        yield _line("referral", document, words, _nothing_found("referral", unknown, words))


def _nothing_found(kind: str, unknown: int, words: Words) -> str:
    """Say that nothing was found, and never without saying how much nobody has answered."""
    key = f"why-not.{kind}-open" if unknown else f"why-not.{kind}"
    return told(words, key, count=str(unknown))


def _line(kind: str, document: PlanDocument, words: Words, why_not: str = "") -> PaperLine:
    return PaperLine(
        kind=kind,
        kind_says=told(words, f"kind.{kind}"),
        name="" if why_not else kind,
        title=target(document),
        why_not=why_not,
    )


def _written(asked: Asked, words: Words) -> PaperLine:
    sent = asked.kind == "referral"
    return PaperLine(
        kind=asked.kind,
        kind_says=told(words, f"kind.{asked.kind}"),
        name=_name(asked),
        title=asked.title,
        to=asked.to,
        urgency=asked.urgency if sent else None,
        urgency_says=told(words, f"soon.{asked.urgency}") if sent else "",
        answers=asked.answers,
    )


def _name(asked: Asked) -> str:
    return f"{asked.kind}-{asked.id}"


def _stopped(document: PlanDocument, words: Words) -> str:
    if document.verdict.level is Level.CANNOT_PROCEED:
        return told(words, "why-not.stopped", says=document.verdict.says)
    return ""


def _mixing_why_not(document: PlanDocument, words: Words) -> str:
    return _stopped(document, words) or ("" if document.recipes else told(words, "nothing-mixed"))


def _labels_why_not(document: PlanDocument, words: Words) -> str:
    """Say why nothing is labelled: what keeps the needle away today, or volumes nobody knows yet."""
    if _mixing_why_not(document, words) or syringe_labels(document, words).labels:
        return _mixing_why_not(document, words)
    if not may_be_labelled(document):
        keeps = document.course.not_yet or f"{document.ready_today.title}. {document.ready_today.says}"
        return told(words, "why-not.labels", says=keeps)
    waiting = [recipe.says for recipe in document.recipes if recipe.status != "made"]
    told_today = doses_not_told(document)
    waiting += [told_today.text] if told_today else []
    return " ".join(dict.fromkeys(waiting))


def _letters_why_not(document: PlanDocument, words: Words) -> str:
    """Say what keeps a letter from being there; nothing where all that could be asked is asked."""
    recorded = only_recorded(document, words)
    if recorded and not _stopped(document, words):
        return told(words, "why-not.recorded", titles=titles(recorded))
    return _stopped(document, words)
