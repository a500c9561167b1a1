"""The rules, gravest first, each with all it says and when it speaks."""

from collections.abc import Mapping, Sequence

import msgspec

from enthesis.formats.manual.criteria import term_words
from enthesis.formats.manual.phrases import phrase, shown, sources_of
from enthesis.formats.papers.parts import told
from enthesis.formats.words import Words
from enthesis.knowledge.cards.rule import Rule
from enthesis.vocabulary.status import Severity

# Charts a rule was tried on: those it must speak about, and those that only look alike.
Tried = Mapping[str, tuple[Sequence[str], Sequence[str]]]


class RuleEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One rule as the manual prints it."""

    id: str
    ref: str
    title: str
    facts: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]
    alternatives: tuple[tuple[str, ...], ...]
    note: str
    sources: tuple[str, ...]
    grade: str
    speaks: tuple[str, ...]
    silent: tuple[str, ...]


class RuleGroup(msgspec.Struct, frozen=True, kw_only=True):
    """All rules of one severity."""

    severity: str
    says: str
    rules: tuple[RuleEntry, ...]


def rule_groups(words: Words, tried: Tried) -> tuple[RuleGroup, ...]:
    """Group the rules by severity, gravest first."""
    rules = sorted(words.handbook.rules.values(), key=lambda rule: words.text(rule.title).casefold())
    return tuple(
        RuleGroup(
            severity=severity,
            says=phrase(words, f"severity.{severity}"),
            rules=tuple(_entry(rule, words, tried) for rule in rules if rule.severity is severity),
        )
        for severity in sorted(Severity, key=lambda each: -each.rank)
    )


def _entry(rule: Rule, words: Words, tried: Tried) -> RuleEntry:
    speaks, silent = tried.get(rule.id, ((), ()))
    return RuleEntry(
        id=rule.id,
        ref=rule.ref,
        title=shown(words, rule.title),
        facts=_facts(rule, words),
        lines=tuple((name, text) for name, text in _lines(rule, words) if text),
        alternatives=tuple(
            tuple(term_words(term, words) for term in alternative) for alternative in rule.when
        ),
        note=rule.note,
        sources=sources_of(words, rule.sources),
        grade=words.label("grade", rule.grade),
        speaks=tuple(speaks),
        silent=tuple(silent),
    )


def _facts(rule: Rule, words: Words) -> tuple[str, ...]:
    """Say when it is asked, who tells, and for whom it holds."""
    asked = phrase(words, f"asked.{rule.asked}")
    told = phrase(words, f"of.{rule.of}")
    held = (*rule.conditions, *rule.regions, *rule.tissues, *(f"pictures {name}" for name in rule.pictures))
    left_out = tuple(f"not {name}" for name in rule.except_conditions)
    return (asked, told, *held, *left_out)


def _lines(rule: Rule, words: Words) -> tuple[tuple[str, str], ...]:
    return (
        ("Says", shown(words, rule.says)),
        ("When only recorded", shown(words, rule.recorded)),
        ("When not known", shown(words, rule.not_known)),
        ("Because", shown(words, rule.because)),
        ("Do next", shown(words, rule.do_next)),
        ("What would change it", shown(words, rule.change)),
        ("Settled when agreed by", shown(words, rule.agreed_by)),
        *_written(rule, words),
    )


def _written(rule: Rule, words: Words) -> tuple[tuple[str, str], ...]:
    """Say what is put in writing, to whom, on whose word, and how soon a referral says."""
    letter = next((card for card in words.handbook.letters.values() if rule.id in card.rules), None)
    if letter is None:
        return ()
    to = shown(words, letter.to or rule.agreed_by)
    on_word = ", ".join(sources_of(words, letter.sources))
    if letter.kind == "question":
        return (("Letter", f"to {to}: {shown(words, letter.asks)} ({on_word})"),)
    soon = told(words, f"soon.{letter.urgency}")
    return (("Referral", f"to {to}, {soon}: {shown(words, letter.asks)} ({on_word})"),)
