"""A verdict from findings and open questions: the gravest decides, and what would change it is named."""

from collections.abc import Iterable, Iterator, Set
from typing import Literal

from enthesis.care.values.finding import Finding
from enthesis.care.values.question import OpenQuestion
from enthesis.care.values.sentence import Sentence, SentenceValue
from enthesis.care.values.verdict import Change, Verdict
from enthesis.vocabulary.status import Level, Status, level_of

_GRAVEST_FIRST = sorted(Level, key=lambda level: level.rank, reverse=True)


class _Standing:
    """What holds one verdict where it is: under each level, the rules and questions that ask for it."""

    def __init__(self, findings: Iterable[Finding], questions: Iterable[OpenQuestion]) -> None:
        self._keys: dict[Level, set[str]] = {level: set() for level in Level}
        self._waits_for: dict[str, set[str]] = {}
        for finding in findings:
            key = f"rule {finding.rule}"
            self._keys[level_of(finding.severity, finding.status)].add(key)
            unsettled = finding.recorded or finding.status is Status.NOT_KNOWN
            if unsettled and finding.questions:
                self._waits_for[key] = set(finding.questions)
        for question in questions:
            self._keys[Level.QUESTIONS_OPEN].add(f"question {question.id}")

    def level(self, without: Set[str] = frozenset()) -> Level:
        """Give the level that stays when some of the keys are gone; of none, clear."""
        return next((level for level in _GRAVEST_FIRST if self._keys[level] - without), Level.CLEAR)

    def after_settling(self, finding: Finding) -> Level:
        """Give the level that stays when one finding turns out not to be so."""
        return self.level({f"rule {finding.rule}"})

    def movers(self, questions: list[OpenQuestion]) -> list[OpenQuestion]:
        """Give the questions whose answer alone might move the level; while others are open, none does."""
        level = self.level()
        if level is Level.QUESTIONS_OPEN:
            return questions if len(questions) == 1 else []
        waited_for = {name for key in self._keys[level] for name in self._waits_for.get(key, ())}
        return [question for question in questions if question.id in waited_for]

    def after_answering(self, *questions: OpenQuestion) -> Level:
        """Give the level that stays when these questions are answered and find nothing."""
        answered = {question.id for question in questions}
        settled = {key for key, waits_for in self._waits_for.items() if waits_for <= answered}
        return self.level(settled | {f"question {name}" for name in answered})


def verdict_of(
    touches: Literal["verdict", "ready-today"],
    findings: Iterable[Finding],
    questions: Iterable[OpenQuestion],
) -> Verdict:
    """Merge everything that touches one verdict; what alone would not move it is no change."""
    found = [finding for finding in findings if finding.touches == touches]
    asked = [question for question in questions if question.opens == touches]
    standing = _Standing(found, asked)
    level = standing.level()
    decisive = [f for f in found if level is not Level.CLEAR and level_of(f.severity, f.status) is level]
    prefix = "verdict" if touches == "verdict" else "ready"
    says = Sentence(
        f"{prefix}.{level.value}",
        {
            "count": len(asked) if level is Level.QUESTIONS_OPEN else len(decisive),
            "titles": tuple(finding.title for finding in decisive),
        },
    )
    settled = [] if level is Level.QUESTIONS_OPEN else decisive
    changes = (
        *_by_settling(settled, standing),
        *_by_answering(standing.movers(asked), standing),
        *_by_answering_all(asked, standing),
    )
    would_change = tuple(change for change in changes if change.to is not level)
    return Verdict(level=level, says=says, would_change=would_change)


def _by_settling(decisive: Iterable[Finding], standing: _Standing) -> Iterator[Change]:
    for finding in decisive:
        rest = standing.after_settling(finding)
        yield Change(
            rule=finding.rule,
            question=finding.questions[0] if finding.questions else "",
            to=rest,
            says=Sentence(
                "change.settle", {"title": finding.title, "level": Sentence(f"level.{rest.value}")}
            ),
        )


def _by_answering(asked: Iterable[OpenQuestion], standing: _Standing) -> Iterator[Change]:
    for question in asked:
        rest = standing.after_answering(question)
        level = Sentence(f"level.{rest.value}")
        yield Change(
            rule=question.settles[0] if question.settles else "",
            question=question.id,
            to=rest,
            says=Sentence("change.answer", {"question": question.text, "level": level}),
        )


def _by_answering_all(asked: list[OpenQuestion], standing: _Standing) -> Iterator[Change]:
    """Several open questions move nothing one by one; together they do."""
    if len(asked) < 2:
        return
    rest = standing.after_answering(*asked)
    values: dict[str, SentenceValue] = {"count": len(asked), "level": Sentence(f"level.{rest.value}")}
    yield Change(rule="", question="", to=rest, says=Sentence("change.answer-all", values))


def floored(ready: Verdict, verdict: Verdict) -> Verdict:
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
