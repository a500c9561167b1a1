"""What the findings of a plan put in writing: to whom a hold is put, and where a person is sent.

A letter is there for a HOLD that is met and that somebody outside may agree to, and for a medicine whose
prescriber decides. A referral is there for a STOP or HOLD whose card says where the person should be seen;
what is only recorded says so. While a STOP stands nobody is asked to agree to anything.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from enthesis.formats.day_words import capitalise
from enthesis.formats.papers.asked import Asked
from enthesis.formats.papers.parts import told
from enthesis.formats.plan_schema import FindingLine, PauseLine, PlanDocument
from enthesis.formats.words import Words
from enthesis.knowledge.cards.letter import Letter
from enthesis.vocabulary.status import Level, Severity, Status

_OPEN_ABOUT = ("taking:", "why:", "what:")


def letters(document: PlanDocument, words: Words) -> tuple[Asked, ...]:
    """Give every question to somebody outside that this plan waits for."""
    if document.verdict.level is Level.CANNOT_PROCEED:
        return ()
    held = [finding for finding in document.findings if _waits_outside(finding, words)]
    asked = [_of_finding("letter", finding, document, words) for finding in held]
    return (*asked, *_of_medicines(document, words))


def sent(document: PlanDocument, words: Words) -> tuple[Asked, ...]:
    """Give every place a finding of this plan says the person should be seen."""
    found = [finding for finding in document.findings if _is_grave(finding) and _refers(finding.rule, words)]
    denied, unknown = _asked_before(document)
    asked = (_of_finding("referral", finding, document, words) for finding in found)
    return tuple(msgspec.structs.replace(each, denied=denied, unknown=unknown) for each in asked)


def _asked_before(document: PlanDocument) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the grave reasons somebody answered no to, and those nobody has answered."""
    grave = [finding for finding in document.findings if finding.severity is Severity.STOP]
    denied = [
        finding
        for finding in grave
        if finding.status is Status.NOT_MET and any(piece.how == "answer" for piece in finding.evidence)
    ]
    unknown = [finding for finding in grave if finding.status is Status.NOT_KNOWN]
    return tuple(each.title for each in denied), tuple(each.title for each in unknown)


def only_recorded(document: PlanDocument, words: Words) -> tuple[FindingLine, ...]:
    """Give the holds that would be put to somebody, once a clinician has said that the record is so."""
    return tuple(
        finding
        for finding in document.findings
        if finding.recorded and _is_grave(finding) and _is_answered_outside(finding.rule, words)
    )


def not_known(
    kind: Literal["letter", "referral"], document: PlanDocument, words: Words
) -> tuple[FindingLine, ...]:
    """Give what nobody has answered yet and would be put in writing if it were so."""
    written = _is_answered_outside if kind == "letter" else _refers
    return tuple(
        finding
        for finding in document.findings
        if finding.status is Status.NOT_KNOWN
        and finding.severity in (Severity.STOP, Severity.HOLD)
        and written(finding.rule, words)
    )


def _is_grave(finding: FindingLine) -> bool:
    return finding.status is Status.MET and finding.severity in (Severity.STOP, Severity.HOLD)


def _waits_outside(finding: FindingLine, words: Words) -> bool:
    held = _is_grave(finding) and finding.severity is Severity.HOLD and not finding.recorded
    return held and _is_answered_outside(finding.rule, words)


def _is_answered_outside(rule: str, words: Words) -> bool:
    """Tell whether somebody outside may answer; who is to see the person anyway is asked there."""
    card = words.handbook.rules.get(rule)
    letter = _letter(rule, words)
    if letter is not None:
        return letter.kind == "question"
    return card is not None and card.agreed_by is not None


def _refers(rule: str, words: Words) -> bool:
    letter = _letter(rule, words)
    return letter is not None and letter.kind == "referral"


def _letter(rule: str, words: Words) -> Letter | None:
    return next((card for card in words.handbook.letters.values() if rule in card.rules), None)


def _of_finding(
    kind: Literal["letter", "referral"], finding: FindingLine, document: PlanDocument, words: Words
) -> Asked:
    rule = words.handbook.rules[finding.rule]
    letter = _letter(finding.rule, words)
    agreed = f"agreed:{rule.id}"
    return Asked(
        kind=kind,
        id=rule.id,
        title=finding.title,
        to=capitalise(words.text(letter.to if letter and letter.to else rule.agreed_by)),
        asks=words.text(letter.asks) if letter else told(words, "letter.asks"),
        because=finding.because,
        says=finding.says,
        do_next=finding.do_next,
        recorded=finding.recorded,
        urgency=letter.urgency if letter else "not-stated",
        agrees=rule.agreed_by is not None and finding.severity is Severity.HOLD and not finding.recorded,
        answers=(agreed,) if rule.agreed_by and not finding.recorded else finding.questions,
        evidence=finding.evidence,
        medicines=tuple(pause for pause in document.pauses if _speaks_of(finding, pause)),
        sources=(*finding.sources, *(letter.sources if letter else ())),
    )


def _speaks_of(finding: FindingLine, pause: PauseLine) -> bool:
    """Tell whether a medicine is among the records behind a finding."""
    return any(piece.text == pause.medicine and _shares(piece.ref, pause.refs) for piece in finding.evidence)


def _shares(ref: str, refs: tuple[str, ...]) -> bool:
    return not ref or not refs or ref in refs


def _of_medicines(document: PlanDocument, words: Words) -> Iterator[Asked]:
    """Ask about each medicine whose prescriber decides, unless a rule puts or has put that question."""
    spoken = [f for f in document.findings if _is_answered_outside(f.rule, words)]
    for pause in document.pauses:
        waits = pause.say == "ask-prescriber" and not pause.question.startswith(_OPEN_ABOUT)
        if waits and not any(_speaks_of(finding, pause) for finding in spoken):
            yield _of_medicine(pause, words)


def _of_medicine(pause: PauseLine, words: Words) -> Asked:
    return Asked(
        kind="letter",
        id=f"medicine-{_slug(pause.key)}",
        title=capitalise(pause.medicine),
        to=capitalise(pause.must_agree_says),
        asks=told(words, "letter.medicine", medicine=pause.medicine),
        because=pause.because,
        says=pause.says,
        do_next="",
        recorded=False,
        urgency="not-stated",
        agrees=True,
        answers=(pause.question,) if pause.question else (),
        evidence=(),
        medicines=(pause,),
        sources=pause.sources,
    )


def _slug(key: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")


def titles(findings: Iterable[FindingLine]) -> str:
    """Name several findings in one line."""
    return "; ".join(finding.title for finding in findings)
