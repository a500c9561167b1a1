"""A verdict from findings and open questions: the gravest decides, and what would change it is named."""

from collections.abc import Iterable, Iterator, Set
from typing import Literal

import msgspec

from enthesis.care.values.finding import Finding
from enthesis.care.values.question import OpenQuestion
from enthesis.care.values.sentence import Sentence, SentenceValue
from enthesis.care.values.verdict import Change, Verdict
from enthesis.vocabulary.status import Level, Status, level_of

_GRAVEST_FIRST = sorted(Level, key=lambda level: level.rank, reverse=True)


class _Standing:
    """What holds one verdict where it is: the rules that ask for each level, and the open questions."""

    def __init__(self, findings: Iterable[Finding], questions: Iterable[OpenQuestion]) -> None:
        self._rules: dict[Level, set[str]] = {level: set() for level in Level}
        self._asked = {question.id for question in questions}
        self._waits_for: dict[str, set[str]] = {}
        for finding in findings:
            self._rules[level_of(finding.severity, finding.status)].add(finding.rule)
            if finding.questions and (finding.recorded or finding.status is Status.NOT_KNOWN):
                self._waits_for[finding.rule] = set(finding.questions)

    def level(self, settled: Set[str] = frozenset(), answered: Set[str] = frozenset()) -> Level:
        """Give the level that stays when some rules are settled, some questions answered; of none, clear."""
        for level in _GRAVEST_FIRST:
            is_asked = level is Level.QUESTIONS_OPEN and not self._asked <= answered
            if is_asked or not self._rules[level] <= settled:
                return level
        return Level.CLEAR

    def decisive(self) -> Set[str]:
        """Name the rules that hold the level where it is; nobody has to be held at clear."""
        level = self.level()
        return frozenset() if level is Level.CLEAR else self._rules[level]

    def after_settling(self, finding: Finding) -> Level:
        """Give the level that stays when one finding turns out not to be so."""
        return self.level({finding.rule})

    def movers(self, questions: list[OpenQuestion]) -> list[OpenQuestion]:
        """Give the questions whose answer alone might move the level; while others are open, none does."""
        level = self.level()
        if level is Level.QUESTIONS_OPEN:
            return questions if len(questions) == 1 else []
        waited_for = {name for rule in self._rules[level] for name in self._waits_for.get(rule, ())}
        return [question for question in questions if question.id in waited_for]

    def after_answering(self, *questions: OpenQuestion) -> Level:
        """Give the level that stays when these questions are answered and find nothing."""
        answered = {question.id for question in questions}
        settled = {rule for rule, waits_for in self._waits_for.items() if waits_for <= answered}
        return self.level(settled, answered)


def verdict_of(
    touches: Literal["verdict", "ready-today"],
    findings: Iterable[Finding],
    questions: Iterable[OpenQuestion],
) -> Verdict:
    """Merge everything that touches one verdict; what alone would not move it is no change."""
    found = [finding for finding in findings if finding.touches == touches]
    asked = [question for question in questions if question.opens == touches]
    standing = _Standing(found, asked)
    level, rules = standing.level(), standing.decisive()
    decisive = [finding for finding in found if finding.rule in rules]
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
    """Never call a person readier for the needle than for the course, nor promise that one thing would do it.

    A page that says "cannot proceed" on the left and "ready" on the right would reassure wrongly.
    """
    floor = verdict.level
    if floor.rank <= Level.PROCEED_WITH_CARE.rank:
        return ready
    is_readier = floor.rank > ready.level.rank
    level = floor if is_readier else ready.level
    not_first = Sentence("ready.not-a-candidate", {"level": Sentence(f"level.{floor.value}")})
    changes = (_no_better_than(floor, change) for change in ready.would_change)
    return Verdict(
        level=level,
        says=not_first if is_readier else ready.says,
        would_change=tuple(change for change in changes if change.to is not level),
    )


def _no_better_than(floor: Level, change: Change) -> Change:
    if change.to.rank >= floor.rank:
        return change
    values = {**change.says.values, "level": Sentence(f"level.{floor.value}")}
    return msgspec.structs.replace(change, to=floor, says=Sentence(change.says.id, values))
