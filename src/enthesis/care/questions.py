"""Which questions are open for this person: those the condition always asks, and those an entry raises."""

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Literal

import msgspec

from enthesis.care.answers import Answering
from enthesis.care.given_today import open_doses
from enthesis.care.rulebook import about
from enthesis.care.values.finding import Finding
from enthesis.care.values.known import Known
from enthesis.care.values.question import OpenQuestion
from enthesis.care.values.sentence import Sentence
from enthesis.knowledge.cards.condition import Condition
from enthesis.knowledge.cards.question import Question
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.settings import word
from enthesis.vocabulary.status import Severity, Status

_HEIGHT_NEEDED = "anaesthetic-height-needed"
_LEAST_WEIGHT = "body-weight-least"
_MOST_WEIGHT = "body-weight-most"
Opens = Literal["verdict", "ready-today", "neither"]


def required_questions(answering: Answering, handbook: Handbook, condition: Condition) -> tuple[str, ...]:
    """List the condition's questions that apply to this person and have no fresh answer."""
    return tuple(
        name
        for name in condition.questions
        if answering.applies(handbook.questions[name]) and answering.fresh(name) is None
    )


class _Asked:
    """What is gathered about one question: the rules it settles, the verdict it opens, what raised it."""

    def __init__(self) -> None:
        self.settles: list[str] = []
        self.opens: Opens = "neither"
        self.raised_by: Finding | None = None

    def add(self, finding: Finding) -> None:
        """Take a finding that waits for this question; touching both verdicts, it opens the candidate's."""
        self.settles.append(finding.rule)
        if _is_grave(finding) and finding.touches != "after" and self.opens != "verdict":
            self.opens = finding.touches
        if self.raised_by is None or (finding.recorded and not self.raised_by.recorded):
            self.raised_by = finding


def open_questions(
    known: Known,
    findings: Iterable[Finding],
    required: tuple[str, ...],
    handbook: Handbook,
    condition: Condition,
) -> tuple[OpenQuestion, ...]:
    """Give every open question once, block by block, with the rules it settles and the verdict it opens."""
    asked = {name: _Asked() for name in required}
    for finding in findings:
        for name in finding.questions:
            if name in asked or _is_grave(finding):
                asked.setdefault(name, _Asked()).add(finding)
    for name in (*_of_medicines(known), *_of_the_wish(known, handbook, condition)):
        asked.setdefault(name, _Asked())
    questions = [_question(name, gathered, known, handbook, condition) for name, gathered in asked.items()]
    return tuple(sorted(questions, key=lambda question: _order(question, handbook)))


def _is_grave(finding: Finding) -> bool:
    return finding.severity in (Severity.STOP, Severity.HOLD)


def _of_medicines(known: Known) -> Iterable[str]:
    return (name for medicine in known.medicines for name in medicine.questions)


def _of_the_wish(known: Known, handbook: Handbook, condition: Condition) -> Iterable[str]:
    """Ask what the plan needs and nobody said: side, sedation, weight, height, what was given today."""
    person, wish = known.case.person, known.case.wish
    if condition.sides and wish.side is None:
        yield "side"
    if wish.sedation is None and word(handbook, "clinic-sedates") != "never":
        yield "sedation"
    if person.weight_kg is None or not _is_a_weight(person.weight_kg, handbook):
        yield "weight"
    elif person.height_cm is None and person.weight_kg > handbook.limits[_HEIGHT_NEEDED].value:
        yield "height"
    yield from open_doses(known, handbook)


def _is_a_weight(kg: Decimal, handbook: Handbook) -> bool:
    """Tell whether the anaesthetic can be worked out for it; what is taken for a slip is asked for again."""
    return handbook.limits[_LEAST_WEIGHT].value <= kg <= handbook.limits[_MOST_WEIGHT].value


def _order(question: OpenQuestion, handbook: Handbook) -> tuple[str, int, str]:
    return question.block, handbook.questions[question.card].order, question.id


def _question(
    name: str, asked: _Asked, known: Known, handbook: Handbook, condition: Condition
) -> OpenQuestion:
    kind, _, subject = name.partition(":")
    plain = _plain(kind, tuple(asked.settles), condition.id, handbook)
    if not subject:
        return plain
    text, refs = _made(plain, subject, asked, known)
    return msgspec.structs.replace(plain, id=name, text=text, refs=refs, opens=asked.opens)


@lru_cache(maxsize=4096)
def _plain(name: str, settles: tuple[str, ...], condition_id: str, handbook: Handbook) -> OpenQuestion:
    """Give a question as its card asks it of everybody with one condition whom the same rules wait for."""
    card = handbook.questions[name]
    return OpenQuestion(
        id=name,
        card=card.id,
        block=card.block,
        text=Sentence(f"questions.{card.id}.text", about(handbook, condition_id)),
        of=card.of,
        answer=card.answer,
        choices=_choices(card, handbook.conditions[condition_id]),
        good_for=card.good_for,
        settles=settles,
        opens=card.opens,
    )


def _choices(card: Question, condition: Condition) -> tuple[str, ...]:
    if card.choices:
        return tuple(choice.id for choice in card.choices_for(condition))
    return ("yes", "no", "not known") if card.answer == "yes-no" else ()


def _made(plain: OpenQuestion, subject: str, asked: _Asked, known: Known) -> tuple[Sentence, tuple[str, ...]]:
    """Word a question that an entry raises, in the words of the rule that wants it confirmed."""
    found = asked.raised_by
    if plain.card == "confirm" and found is not None:
        refs = tuple(evidence.ref for evidence in found.evidence if evidence.ref)
        if found.recorded or found.status is Status.NOT_KNOWN:
            return found.says, refs
        return Sentence("question.confirm", found.says.values), refs
    if plain.card == "agreed" and found is not None:
        who = Sentence(f"rules.{subject}.agreed_by")
        return Sentence(plain.text.id, {"title": found.title, "who": who}), ()
    if plain.card == "given":
        return Sentence(plain.text.id, {"medicine": Sentence(f"anaesthetics.{subject}.name")}), ()
    medicine = next((each for each in known.medicines if each.key == subject), None)
    if medicine is None:
        return Sentence(plain.text.id, {"medicine": subject}), ()
    return Sentence(plain.text.id, {"medicine": medicine.text}), medicine.refs
