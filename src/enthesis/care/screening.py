"""Is this person suitable, and ready today? Every rule of the condition, asked of one case.

Nothing is decided here that a card does not say: this room turns readings into findings, findings into
two verdicts, and what is not known into questions.
"""

import msgspec

from enthesis.care.answers import Answering
from enthesis.care.questions import open_questions, required_questions
from enthesis.care.rulebook import Prepared, rules_of
from enthesis.care.values.finding import Evidence, Finding
from enthesis.care.values.known import Known
from enthesis.care.values.reading import Reading, State
from enthesis.care.values.screening import Screening
from enthesis.care.values.sentence import Sentence, SentenceValue
from enthesis.care.verdict import floored, verdict_of
from enthesis.knowledge.cards.condition import Condition
from enthesis.knowledge.cards.rule import Rule
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.dates import written_partly
from enthesis.vocabulary.status import Severity, Status

_STATUS = {
    State.MET: Status.MET,
    State.RECORDED: Status.MET,
    State.NOT_KNOWN: Status.NOT_KNOWN,
    State.NOT_MET: Status.NOT_MET,
}


def screen(
    known: Known, handbook: Handbook, condition: Condition, also: tuple[Finding, ...] = ()
) -> Screening:
    """Answer both verdicts for one case.

    ``also`` are findings of other steps that count like any rule: a course the clinic has not adopted.
    """
    answering = Answering(known, handbook, condition)
    found = [
        _agreed(each, _finding(each, answering.rule(each)), answering)
        for each in rules_of(handbook, condition.id)
    ]
    met = [finding for finding in (*found, *also) if finding.status is Status.MET]
    met.sort(key=lambda finding: (-finding.severity.rank, finding.rule))
    spoken = [*met, *(finding for finding in found if finding.status is Status.NOT_KNOWN)]
    silent = (finding for finding in found if finding.status is Status.NOT_MET)
    required = required_questions(answering, handbook, condition)
    questions = open_questions(known, spoken, required, handbook, condition)
    verdict = verdict_of("verdict", spoken, questions)
    return Screening(
        verdict=verdict,
        ready_today=floored(verdict_of("ready-today", spoken, questions), verdict),
        findings=(*spoken, *silent),
        questions=questions,
    )


def _finding(prepared: Prepared, reading: Reading) -> Finding:
    """Turn a reading into a finding; a STOP that is only recorded counts as a HOLD."""
    rule, silent = prepared.rule, prepared.silent
    if reading.state is State.NOT_MET:
        return silent if not reading.evidence else msgspec.structs.replace(silent, evidence=reading.evidence)
    if reading.state is State.NOT_KNOWN and not reading.evidence:
        return msgspec.structs.replace(prepared.unknown, questions=reading.questions)
    grave = rule.severity in (Severity.STOP, Severity.HOLD)
    recorded = reading.state is State.RECORDED and grave
    status = _STATUS[reading.state]
    values = _values(reading.evidence, prepared.names)
    return Finding(
        rule=rule.id,
        title=silent.title,
        status=status,
        severity=Severity.HOLD if recorded else rule.severity,
        says=_says(rule, status, recorded, values),
        because=Sentence(silent.because.id, values),
        do_next=Sentence(silent.do_next.id, values),
        touches=silent.touches,
        recorded=recorded,
        evidence=reading.evidence,
        questions=reading.questions,
    )


def _agreed(prepared: Prepared, finding: Finding, answering: Answering) -> Finding:
    """Let whom the card names settle a met HOLD; it stays on the page as a WARN, with who recorded it.

    What is only recorded is confirmed first, and a STOP is never agreed away.
    """
    rule = prepared.rule
    met = finding.status is Status.MET and finding.severity is Severity.HOLD and not finding.recorded
    if rule.agreed_by is None or not met:
        return finding
    question = f"agreed:{rule.id}"
    answer = answering.fresh(question)
    if answer is None or answer.value != "yes":
        return msgspec.structs.replace(finding, questions=(question,))
    who = Sentence(f"rules.{rule.id}.agreed_by")
    when = written_partly(answer.on) if answer.on else Sentence("finding.no-date")
    values: dict[str, SentenceValue] = {"title": finding.title, "who": who, "by": answer.by, "when": when}
    return msgspec.structs.replace(
        finding,
        severity=Severity.WARN,
        says=Sentence("finding.agreed", values),
        evidence=(*finding.evidence, *answering.said(question)),
    )


def _says(rule: Rule, status: Status, recorded: bool, values: dict[str, SentenceValue]) -> Sentence:
    if recorded and rule.recorded is not None:
        return Sentence(f"rules.{rule.id}.recorded", values)
    if recorded:
        return Sentence("question.confirm", values)
    if status is Status.NOT_KNOWN and rule.not_known is not None:
        return Sentence(f"rules.{rule.id}.not_known", values)
    return Sentence(f"rules.{rule.id}.says", values)


def _values(evidence: tuple[Evidence, ...], names: dict[str, SentenceValue]) -> dict[str, SentenceValue]:
    """What a sentence may name of the target, and of the first record behind it."""
    if not evidence:
        return names
    first = evidence[0]
    when = written_partly(first.date) if first.date else ""
    what: SentenceValue = first.text
    if first.how == "answer":
        what = Sentence("finding.said-yes", {"question": Sentence(f"questions.{first.text}.text", names)})
    every = ", ".join(dict.fromkeys(each.text for each in evidence))
    return {
        **names,
        "what": what,
        "when": when or Sentence("finding.no-date"),
        "value": first.value,
        "all": every,
    }
