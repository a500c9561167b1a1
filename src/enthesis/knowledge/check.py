"""What cards must hold together: sources, criteria and questions that exist, and no forbidden pause.

Each fault is one line that names the card and the mend.
"""

from collections.abc import Iterator

import msgspec

from enthesis.knowledge.cards.card import Text
from enthesis.knowledge.cards.rule import Rule
from enthesis.knowledge.check_drawings import drawing_faults
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.sentences import placeholders


def check(handbook: Handbook) -> list[str]:
    """List every fault between cards; empty when they agree."""
    return [
        *_sources(handbook),
        *_rules(handbook),
        *_letters(handbook),
        *_medicine_classes(handbook),
        *_conditions(handbook),
        *_words(handbook),
        *_translations(handbook),
        *_triage(handbook),
        *_evidence(handbook),
        *_needle_regions(handbook),
        *drawing_faults(handbook),
    ]


def _sources(handbook: Handbook) -> Iterator[str]:
    for folder, card in handbook.cards():
        if not card.sources:
            yield f"{folder}/{card.id}.toml: no source. Name one of sources.toml."
        for key in card.sources:
            if key not in handbook.sources:
                yield f"{folder}/{card.id}.toml: no source {key!r} in sources.toml. Add it or mend the key."


def _rules(handbook: Handbook) -> Iterator[str]:
    for rule in handbook.rules.values():
        yield from _rule(handbook, rule)


def _rule(handbook: Handbook, rule: Rule) -> Iterator[str]:
    where = f"rules/{rule.id}.toml"
    if not rule.when:
        yield f"{where}: no alternative in when. A rule without a condition is always met."
    for named in (name.removeprefix("not ") for alternative in rule.when for name in alternative):
        if named not in handbook.criteria:
            yield f"{where}: no criterion {named!r}. Write it here or mend the name."
    for criterion in rule.criterion:
        select = criterion.select
        if select.code_set and select.code_set not in handbook.code_sets:
            yield f"{where}: no code set {select.code_set!r}. Add the card or mend the name."
        if select.medicine_class and select.medicine_class not in handbook.medicine_classes:
            yield f"{where}: no medicine class {select.medicine_class!r}. Add the card or mend the name."
        for question in (criterion.question, select.question):
            if question and question not in handbook.questions:
                yield f"{where}: no question {question!r}. Add the card or mend the name."
        if criterion.chart == "certain" and select.where != "target":
            yield f'{where}: {criterion.id} is certain without where = "target". Say "ask" instead.'


def _letters(handbook: Handbook) -> Iterator[str]:
    """Hold each letter to rules that exist, and each rule to one letter and somebody to read it."""
    written: set[str] = set()
    for card in handbook.letters.values():
        where = f"letters/{card.id}.toml"
        for name in card.rules:
            rule = handbook.rules.get(name)
            if rule is None:
                yield f"{where}: no rule {name!r}. Add the card or mend the name."
            elif card.to is None and rule.agreed_by is None:
                yield f"{where}: nobody to write to for {name!r}. Say to, or agreed_by in the rule."
            if name in written:
                yield f"{where}: {name!r} has a letter already. Keep one of the two."
            written.add(name)


def _medicine_classes(handbook: Handbook) -> Iterator[str]:
    for card in handbook.medicine_classes.values():
        where = f"medicine_classes/{card.id}.toml"
        if (card.pausing is not None) != (card.policy == "pause"):
            yield f'{where}: policy {card.policy!r} and its pause contradict. Only policy "pause" has one.'
        pausing = card.pausing
        if pausing and not (
            pausing.before_min <= pausing.before_days <= pausing.before_max
            and pausing.after_min <= pausing.after_days <= pausing.after_max
        ):
            yield f"{where}: the pause lies outside its own bounds. Mend one of them."


def _conditions(handbook: Handbook) -> Iterator[str]:
    for card in handbook.conditions.values():
        where = f"conditions/{card.id}.toml"
        for folder, names in (
            ("questions", card.questions),
            ("protocols", (*card.protocols, card.default_protocol)),
            ("courses", card.courses),
            ("instruments", card.instruments),
            ("claims", card.claims),
            ("entheses", card.entheses),
            ("code_sets", (card.code_set,)),
        ):
            for name in names:
                if name not in getattr(handbook, folder):
                    yield f"{where}: no card {folder}/{name}.toml. Add it or mend the name."


def _words(handbook: Handbook) -> Iterator[str]:
    """Hold every shared sentence to the words each condition gives for it."""
    wants: dict[str, frozenset[str]] = {}
    for condition in handbook.conditions.values():
        if not condition.authored:
            continue
        rules = [rule for rule in handbook.rules.values() if rule.speaks_of(condition)]
        spoken = {rule.id for rule in rules}
        given = {*_OF_A_RECORD, "condition", *condition.words}
        for name in (
            *(f"rules.{rule.id}" for rule in rules),
            *(f"questions.{name}" for name in (*condition.questions, *_ASKED_OF_ANYBODY)),
            *(f"letters.{card.id}" for card in handbook.letters.values() if spoken & {*card.rules}),
        ):
            if name not in wants:
                wants[name] = _placeholders(handbook, name)
            for wanted in sorted(wants[name] - given):
                yield (
                    f"conditions/{condition.id}.toml: {name} wants {{{wanted}}}. "
                    f"Add words.{wanted}, or mend the other card."
                )


_OF_A_RECORD = ("what", "when", "value", "all")
_ASKED_OF_ANYBODY = ("side", "antibiotic")


def _placeholders(handbook: Handbook, card: str) -> frozenset[str]:
    """Name what the sentences of one card want to be told."""
    folder, _, name = card.partition(".")
    held = getattr(handbook, folder).get(name)
    texts = _texts_of(held) if held is not None else ()
    return frozenset(wanted for text in texts for wanted in placeholders(text["en"]))


def _texts_of(holder: msgspec.Struct) -> Iterator[Text]:
    for field in holder.__struct_fields__:
        value = getattr(holder, field)
        if isinstance(value, dict) and "en" in value:
            yield value
        elif isinstance(value, tuple):
            for item in value:
                if not isinstance(item, msgspec.Struct):
                    break  # a list of codes or names is long and holds no sentence
                yield from _texts_of(item)


def _translations(handbook: Handbook) -> Iterator[str]:
    """Hold a sentence in another language to what the English one wants to be told."""
    for sentence_id, text in handbook.sentences.items():
        for language, words in text.items():
            if language != "en" and placeholders(words) != placeholders(text["en"]):
                wanted = ", ".join(f"{{{name}}}" for name in sorted(placeholders(text["en"]))) or "nothing"
                yield f"{sentence_id} ({language}): the English wants {wanted}. Fill the same places."


def _triage(handbook: Handbook) -> Iterator[str]:
    for rule in handbook.triage.values():
        for named in (symptom for signs in rule.when for symptom in signs.all_of):
            if named not in handbook.symptoms:
                yield f"triage/{rule.id}.toml: no symptom {named!r}. Add the card or mend the name."
    used = {symptom for rule in handbook.triage.values() for signs in rule.when for symptom in signs.all_of}
    for name in sorted(handbook.symptoms.keys() - used):
        yield f"symptoms/{name}.toml: no triage row listens to it. Name it in one."


def _evidence(handbook: Handbook) -> Iterator[str]:
    for claim in handbook.claims.values():
        for key in {result.source: None for result in claim.results}:
            if key not in claim.sources:
                yield f"claims/{claim.id}.toml: a result names the source {key!r}. Name it in sources too."
    for card in handbook.contradictions.values():
        if card.setting and card.setting not in handbook.settings:
            where = f"contradictions/{card.id}.toml"
            yield f"{where}: no setting {card.setting!r}. Add the card or mend the name."


def _needle_regions(handbook: Handbook) -> Iterator[str]:
    for card in handbook.needle_regions.values():
        where = f"needle_regions/{card.id}.toml"
        for name in card.needles:
            if name not in handbook.needles:
                yield f"{where}: no card needles/{name}.toml. Add it or mend the name."
        for item in card.expected:
            if item.structure and item.structure not in handbook.structures:
                yield f"{where}: no card structures/{item.structure}.toml. Add it or mend the name."
