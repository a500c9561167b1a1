"""The rules that speak of one condition, prepared once: parsed alternatives and what they say when silent.

Most rules are silent for most people, so the finding of a silent rule is made once and shared.
"""

from functools import lru_cache
from typing import Literal

import msgspec

from enthesis.care.values.finding import Finding
from enthesis.care.values.sentence import Sentence, SentenceValue
from enthesis.knowledge.cards.rule import Criterion, Rule
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.status import Status

Touches = Literal["verdict", "ready-today", "after"]
_TOUCHES: dict[str, Touches] = {
    "first-visit": "verdict",
    "each-session": "ready-today",
    "at-the-needle": "ready-today",
    "after": "after",
}
NO_RECORD: dict[str, SentenceValue] = {"what": "", "when": "", "value": "", "all": ""}
"""What a sentence may name of the record behind it, when there is none."""


@lru_cache(maxsize=64)
def about(handbook: Handbook, condition_id: str) -> dict[str, SentenceValue]:
    """Give what a shared sentence may name of the target: its title, and the words of its card."""
    condition = handbook.conditions[condition_id]
    words = {key: Sentence(f"conditions.{condition.id}.words.{key}") for key in condition.words}
    return {"condition": Sentence(f"conditions.{condition.id}.title"), **words}


class Term(msgspec.Struct, frozen=True, gc=False):
    """A criterion, or its negation."""

    criterion: Criterion
    negated: bool


class Prepared(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One rule with its alternatives parsed, and its finding where it is silent, or open without a record.

    ``names`` is what its sentences may name of the target, and of no record.
    """

    rule: Rule
    alternatives: tuple[tuple[Term, ...], ...]
    silent: Finding
    unknown: Finding
    names: dict[str, SentenceValue]


@lru_cache(maxsize=64)
def rules_of(handbook: Handbook, condition_id: str) -> tuple[Prepared, ...]:
    """Give the rules that speak of a condition, the gravest first."""
    condition = handbook.conditions[condition_id]
    rules = [rule for rule in handbook.rules.values() if rule.speaks_of(condition)]
    rules.sort(key=lambda rule: (-rule.severity.rank, rule.id))
    names = {**about(handbook, condition_id), **NO_RECORD}
    return tuple(_prepared(rule, handbook, names) for rule in rules)


def _prepared(rule: Rule, handbook: Handbook, names: dict[str, SentenceValue]) -> Prepared:
    alternatives = tuple(
        tuple(
            Term(handbook.criteria[name.removeprefix("not ")], name.startswith("not "))
            for name in alternative
        )
        for alternative in rule.when
    )
    return Prepared(
        rule=rule,
        alternatives=alternatives,
        silent=_silent(rule, names),
        unknown=_unknown(rule, names),
        names=names,
    )


def _silent(rule: Rule, names: dict[str, SentenceValue]) -> Finding:
    title = Sentence(f"rules.{rule.id}.title", names)
    return Finding(
        rule=rule.id,
        title=title,
        status=Status.NOT_MET,
        severity=rule.severity,
        says=Sentence("finding.not-met", {"title": title}),
        because=Sentence(f"rules.{rule.id}.because", names),
        do_next=Sentence(f"rules.{rule.id}.do_next", names),
        touches=_TOUCHES[rule.asked],
    )


def _unknown(rule: Rule, names: dict[str, SentenceValue]) -> Finding:
    says = "says" if rule.not_known is None else "not_known"
    return msgspec.structs.replace(
        _silent(rule, names), status=Status.NOT_KNOWN, says=Sentence(f"rules.{rule.id}.{says}", names)
    )
