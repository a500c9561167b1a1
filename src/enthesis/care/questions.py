"""Which questions are open for this person: those the condition always asks, and those an entry raises."""

from collections.abc import Iterable
from typing import Literal

from enthesis.care.answers import Answering
from enthesis.care.values.finding import Finding
from enthesis.care.values.known import Known, KnownMedicine
from enthesis.care.values.question import OpenQuestion
from enthesis.care.values.sentence import Sentence, SentenceValue
from enthesis.knowledge.cards.condition import Condition
from enthesis.knowledge.cards.question import Question
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.settings import word
from enthesis.vocabulary.status import Severity, Status

_HEIGHT_NEEDED = "anaesthetic-height-needed"
_MADE = ("confirm", "taking", "why", "what")


def required_questions(answering: Answering, handbook: Handbook, condition: Condition) -> tuple[str, ...]:
    """List the condition's questions that apply to this person and have no fresh answer."""
    return tuple(
        name
        for name in condition.questions
        if answering.applies(handbook.questions[name]) and answering.fresh(name) is None
    )


def open_questions(
    known: Known,
    answering: Answering,
    findings: Iterable[Finding],
    required: tuple[str, ...],
    handbook: Handbook,
    condition: Condition,
) -> tuple[OpenQuestion, ...]:
    """Give every open question once, block by block, with the rules it settles and the verdict it opens."""
    settles: dict[str, list[str]] = {name: [] for name in required}
    opens: dict[str, str] = {}
    for finding in findings:
        grave = finding.severity in (Severity.STOP, Severity.HOLD)
        for name in finding.questions:
            if name in settles or (grave and finding.status is not Status.NOT_MET):
                settles.setdefault(name, []).append(finding.rule)
                if grave:
                    opens[name] = _first(opens.get(name), finding.touches)
    for name in (*_of_medicines(known), *_of_the_wish(known, handbook, condition)):
        settles.setdefault(name, [])
    asked = [
        _question(name, tuple(rules), opens.get(name), known, handbook) for name, rules in settles.items()
    ]
    return tuple(sorted(asked, key=lambda question: _order(question, handbook)))


def _of_medicines(known: Known) -> Iterable[str]:
    return (name for medicine in known.medicines for name in medicine.questions)


def _of_the_wish(known: Known, handbook: Handbook, condition: Condition) -> Iterable[str]:
    """Ask what the plan needs and nobody said: which side, which sedation, how heavy, how tall."""
    person, wish = known.case.person, known.case.wish
    if condition.sides and wish.side is None:
        yield "side"
    if wish.sedation is None and word(handbook, "clinic-sedates") != "never":
        yield "sedation"
    if person.weight_kg is None:
        yield "weight"
    elif person.height_cm is None and person.weight_kg > handbook.limits[_HEIGHT_NEEDED].value:
        yield "height"


def _first(before: str | None, touches: str) -> str:
    """A question that touches both verdicts opens the candidate's."""
    return "verdict" if "verdict" in (before, touches) else touches


def _order(question: OpenQuestion, handbook: Handbook) -> tuple[str, int, str]:
    return question.block, handbook.questions[question.card].order, question.id


def _question(
    name: str, settles: tuple[str, ...], opens: str | None, known: Known, handbook: Handbook
) -> OpenQuestion:
    kind, _, subject = name.partition(":")
    card = handbook.questions[kind]
    values, refs = _values(kind, subject, known, settles, handbook)
    return OpenQuestion(
        id=name,
        card=card.id,
        block=card.block,
        text=Sentence(f"questions.{card.id}.text", values),
        of=card.of,
        answer=card.answer,
        choices=_choices(card),
        good_for=card.good_for,
        settles=settles,
        opens=card.opens if kind not in _MADE else _opens(opens),
        refs=refs,
    )


def _opens(touches: str | None) -> Literal["verdict", "ready-today", "neither"]:
    if touches == "verdict":
        return "verdict"
    return "ready-today" if touches == "ready-today" else "neither"


def _choices(card: Question) -> tuple[str, ...]:
    if card.choices:
        return tuple(choice.id for choice in card.choices)
    return ("yes", "no", "not known") if card.answer == "yes-no" else ()


def _values(
    kind: str, subject: str, known: Known, settles: tuple[str, ...], handbook: Handbook
) -> tuple[dict[str, SentenceValue], tuple[str, ...]]:
    """What a made question names: the medicine, or the entry that waits to be confirmed."""
    if kind == "confirm":
        return _entry(subject, known, handbook)
    if subject:
        medicine = next((m for m in known.medicines if m.key == subject), None)
        return _medicine(medicine, subject)
    return {"side": known.case.wish.side.value if known.case.wish.side else ""}, ()


def _medicine(
    medicine: KnownMedicine | None, subject: str
) -> tuple[dict[str, SentenceValue], tuple[str, ...]]:
    if medicine is None:
        return {"medicine": subject, "since": ""}, ()
    return {"medicine": medicine.text, "since": str(medicine.since or "")}, medicine.refs


def _entry(
    criterion: str, known: Known, handbook: Handbook
) -> tuple[dict[str, SentenceValue], tuple[str, ...]]:
    card = handbook.criteria.get(criterion)
    facts = known.by_set.get(card.select.code_set, ()) if card else ()
    for found in facts:
        fact = found.fact
        text = fact.text or next((code.display for code in fact.codes), "")
        return {"what": text, "when": str(fact.start or "")}, fact.refs
    answer = known.answers.get(card.question) if card else None
    when = str(answer.on or "") if answer else ""
    return {"what": card.question if card else criterion, "when": when}, ()
