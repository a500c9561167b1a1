"""Is this person suitable, and ready today? Every rule of the condition, asked of one case.

Nothing is decided here that a card does not say: this room turns readings into findings, findings into
two verdicts, and what is not known into questions.
"""

from functools import lru_cache

import msgspec

from enthesis.care.answers import Answering
from enthesis.care.questions import open_questions, required_questions
from enthesis.care.rulebook import Prepared, rules_of
from enthesis.care.values.case import Sedation
from enthesis.care.values.finding import Evidence, Finding
from enthesis.care.values.known import Known, nothing_known
from enthesis.care.values.reading import Reading, State
from enthesis.care.values.screening import Screening
from enthesis.care.values.sentence import Sentence, SentenceValue
from enthesis.care.verdict import floored, verdict_of
from enthesis.care.waking import awake
from enthesis.knowledge.cards.condition import Condition
from enthesis.knowledge.cards.rule import Rule
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.dates import written_partly
from enthesis.vocabulary.status import Severity, Status

_STATUS = {
    State.MET: Status.MET,
    State.RECORDED: Status.MET,
    State.NOT_KNOWN: Status.NOT_KNOWN,
    State.NOT_MET: Status.NOT_MET,
}
_IN_ORDER = (Status.MET, Status.NOT_KNOWN, Status.NOT_MET)


def screen(
    known: Known, handbook: Handbook, condition: Condition, also: tuple[Finding, ...] = ()
) -> Screening:
    """Answer both verdicts for one case.

    ``also`` are findings of other steps that count like any rule: a course the clinic has not adopted.
    """
    answering = Answering(known, handbook, condition)
    by_status: dict[Status, list[Finding]] = {status: [] for status in _IN_ORDER}
    for finding in (*_found(known, answering, handbook, condition.id), *also):
        by_status[finding.status].append(finding)
    met, not_known, silent = (by_status[status] for status in _IN_ORDER)
    met.sort(key=lambda finding: (-finding.severity.rank, finding.rule))
    spoken = [*met, *not_known]
    required = required_questions(answering, handbook, condition)
    questions = open_questions(known, spoken, required, handbook, condition)
    verdict = verdict_of("verdict", spoken, questions)
    return Screening(
        verdict=verdict,
        ready_today=floored(verdict_of("ready-today", spoken, questions), verdict),
        findings=(*spoken, *silent),
        questions=questions,
    )


def _found(known: Known, answering: Answering, handbook: Handbook, condition_id: str) -> list[Finding]:
    """Read the rules this case wakes; the others are read already."""
    wish = known.case.wish
    found = list(_of_nothing_known(condition_id, wish.side, wish.sedation, handbook))
    rules = rules_of(handbook, condition_id)
    for place in awake(known, handbook, condition_id):
        found[place] = _read(rules[place], answering)
    return found


@lru_cache(maxsize=512)
def _of_nothing_known(
    condition_id: str, side: Side | None, sedation: Sedation | None, handbook: Handbook
) -> tuple[Finding, ...]:
    """Read every rule for a person of whom nothing is known but the wish: what a sleeping rule says."""
    known, condition = nothing_known(condition_id, side, sedation), handbook.conditions[condition_id]
    answering = Answering(known, handbook, condition)
    return tuple(_read(prepared, answering) for prepared in rules_of(handbook, condition_id))


def _read(prepared: Prepared, answering: Answering) -> Finding:
    return _agreed(prepared, _finding(prepared, answering.rule(prepared)), answering)


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

    What is only recorded is confirmed first, a STOP is never agreed away, and what was recorded after the
    agreement is not covered by it.
    """
    rule = prepared.rule
    if rule.agreed_by is None:
        return finding
    is_hold = finding.severity is Severity.HOLD and not finding.recorded
    if finding.status is not Status.MET or not is_hold:
        return finding
    question = f"agreed:{rule.id}"
    answer = answering.fresh(question)
    if answer is None or answer.value != "yes" or not answering.covers(question, finding.evidence):
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
