"""Is this person suitable, and ready today? Every rule of the condition, asked of one case.

Nothing is decided here that a card does not say: this room turns readings into findings, findings into
two verdicts, and what is not known into questions.
"""

from collections.abc import Iterable
from typing import Literal

from enthesis.care.answers import Answering
from enthesis.care.questions import open_questions, required_questions
from enthesis.care.values.finding import Evidence, Finding
from enthesis.care.values.known import Known
from enthesis.care.values.question import OpenQuestion
from enthesis.care.values.reading import Reading, State
from enthesis.care.values.screening import Screening
from enthesis.care.values.sentence import Sentence, SentenceValue
from enthesis.care.values.verdict import Change, Verdict
from enthesis.knowledge.cards.condition import Condition
from enthesis.knowledge.cards.rule import Rule
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.status import Level, Severity, Status, level_of, worst

Touches = Literal["verdict", "ready-today", "after"]
_TOUCHES: dict[str, Touches] = {
    "first-visit": "verdict",
    "each-session": "ready-today",
    "at-the-needle": "ready-today",
    "after": "after",
}


def screen(
    known: Known, handbook: Handbook, condition: Condition, also: tuple[Finding, ...] = ()
) -> Screening:
    """Answer both verdicts for one case.

    ``also`` are findings of other steps that count like any rule: a course the clinic has not adopted.
    """
    answering = Answering(known, handbook, condition)
    findings = [
        _finding(rule, answering.rule(rule)) for rule in handbook.rules.values() if applies(rule, condition)
    ]
    findings = sorted([*findings, *also], key=_gravity)
    required = required_questions(answering, handbook, condition)
    questions = open_questions(known, answering, findings, required, handbook, condition)
    verdict = _verdict("verdict", findings, questions)
    ready = _verdict("ready-today", findings, questions)
    return Screening(
        verdict=verdict,
        ready_today=_floored(ready, verdict),
        findings=tuple(findings),
        questions=questions,
    )


def applies(rule: Rule, condition: Condition) -> bool:
    """Tell whether a rule speaks of this condition, its region and its tissue; empty means all."""
    return (
        (not rule.conditions or condition.id in rule.conditions)
        and condition.id not in rule.except_conditions
        and (not rule.regions or condition.region in rule.regions)
        and (not rule.tissues or condition.tissue in rule.tissues)
    )


def _gravity(finding: Finding) -> tuple[int, int, str]:
    order = {Status.MET: 0, Status.NOT_KNOWN: 1, Status.NOT_MET: 2}
    return order[finding.status], -finding.severity.rank, finding.rule


def _finding(rule: Rule, reading: Reading) -> Finding:
    """Turn a reading into a finding; a STOP that is only recorded counts as a HOLD."""
    grave = rule.severity in (Severity.STOP, Severity.HOLD)
    recorded = reading.state is State.RECORDED and grave
    status = Status.MET
    if reading.state is State.NOT_KNOWN:
        status = Status.NOT_KNOWN
    elif reading.state is State.NOT_MET:
        status = Status.NOT_MET
    values = _values(reading.evidence)
    return Finding(
        rule=rule.id,
        status=status,
        severity=Severity.HOLD if recorded else rule.severity,
        says=_says(rule, status, recorded, values),
        because=Sentence(f"rules.{rule.id}.because", values),
        do_next=Sentence(f"rules.{rule.id}.do_next", values),
        touches=_TOUCHES[rule.asked],
        recorded=recorded,
        evidence=reading.evidence,
        questions=reading.questions,
    )


def _says(rule: Rule, status: Status, recorded: bool, values: dict[str, SentenceValue]) -> Sentence:
    if recorded and rule.recorded is not None:
        return Sentence(f"rules.{rule.id}.recorded", values)
    if recorded:
        return Sentence("question.confirm", values)
    if status is Status.NOT_KNOWN and rule.not_known is not None:
        return Sentence(f"rules.{rule.id}.not_known", values)
    return Sentence(f"rules.{rule.id}.says", values)


def _values(evidence: tuple[Evidence, ...]) -> dict[str, SentenceValue]:
    """What a sentence may name of the first record behind it."""
    if not evidence:
        return {"what": "", "when": "", "value": ""}
    first = evidence[0]
    return {"what": first.text, "when": str(first.date or ""), "value": first.value}


def _verdict(
    touches: Literal["verdict", "ready-today"],
    findings: Iterable[Finding],
    questions: tuple[OpenQuestion, ...],
) -> Verdict:
    of_this = [finding for finding in findings if finding.touches == touches]
    levels = {f"rule {f.rule}": level_of(f.severity, f.status) for f in of_this}
    levels |= {f"question {q.id}": Level.QUESTIONS_OPEN for q in questions if q.opens == touches}
    level = worst(levels.values())
    decisive = [f for f in of_this if level_of(f.severity, f.status) is level and level is not Level.CLEAR]
    asked = [question for question in questions if question.opens == touches]
    prefix = "verdict" if touches == "verdict" else "ready"
    says = Sentence(
        f"{prefix}.{level.value}",
        {
            "count": len(asked) if level is Level.QUESTIONS_OPEN else len(decisive),
            "titles": tuple(Sentence(f"rules.{finding.rule}.title") for finding in decisive),
        },
    )
    return Verdict(level=level, says=says, would_change=tuple(_changes(level, of_this, asked, levels)))


def _changes(
    level: Level, findings: list[Finding], asked: list[OpenQuestion], levels: dict[str, Level]
) -> Iterable[Change]:
    """List what would move the verdict: each decisive finding settled, each open question answered."""
    if level in (Level.CLEAR, Level.QUESTIONS_OPEN):
        decisive = []
    else:
        decisive = [f for f in findings if level_of(f.severity, f.status) is level]
    for finding in decisive:
        rest = worst(value for key, value in levels.items() if key != f"rule {finding.rule}")
        yield Change(
            rule=finding.rule,
            question=finding.questions[0] if finding.questions else "",
            to=rest,
            says=Sentence(
                "change.settle",
                {"title": Sentence(f"rules.{finding.rule}.title"), "level": Sentence(f"level.{rest.value}")},
            ),
        )
    for question in asked:
        rest = worst(_without(question, levels, findings))
        yield Change(
            rule=question.settles[0] if question.settles else "",
            question=question.id,
            to=rest,
            says=Sentence(
                "change.answer", {"question": question.text, "level": Sentence(f"level.{rest.value}")}
            ),
        )


def _without(question: OpenQuestion, levels: dict[str, Level], findings: list[Finding]) -> Iterable[Level]:
    """The levels that stay if this question is answered and finds nothing."""
    settled = {
        f"rule {f.rule}"
        for f in findings
        if f.status is Status.NOT_KNOWN and set(f.questions) <= {question.id}
    }
    return (level for key, level in levels.items() if key not in settled and key != f"question {question.id}")


def _floored(ready: Verdict, verdict: Verdict) -> Verdict:
    """Never call a person readier for the needle than for the course.

    A page that says "cannot proceed" on the left and "ready" on the right would reassure wrongly.
    """
    if verdict.level.rank <= max(ready.level.rank, Level.PROCEED_WITH_CARE.rank):
        return ready
    return Verdict(
        level=verdict.level,
        says=Sentence("ready.not-a-candidate", {"level": Sentence(f"level.{verdict.level.value}")}),
        would_change=ready.would_change,
    )
