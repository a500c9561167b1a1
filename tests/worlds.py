"""A person about whom exactly one thing is said, made from the card that asks: no rule is written twice.

``World(handbook)`` is a person who answers every question of the knee as a healthy one does. ``hold`` makes
one criterion hold, ``fail`` makes it fail, ``unsaid`` takes back the answers it would be settled by; each
builds the fact, answer, wish or age from the criterion's own card. ``findings`` reads every rule.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from enthesis.care.derive import know
from enthesis.care.rulebook import rules_of
from enthesis.care.screening import screen
from enthesis.care.values.case import Case, Person, Wish
from enthesis.care.values.fact import Fact, MedicineDetail
from enthesis.care.values.finding import Finding
from enthesis.knowledge.cards.rule import Criterion
from enthesis.knowledge.cards.rule import Test as Asked
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.codes import Code
from enthesis.vocabulary.dates import PartialDate, months_after
from tests.road import NORMAL, TODAY, answer

KNEE = "knee-oa"
REF = "Planted/1"
# Classes that no entry names: dose and purpose make them (care/medicines.py).
_DERIVED = {
    "nsaid-in-washout": ("naproxen", {}),
    "nsaid-other-disease": ("naproxen", {"why:naproxen": "inflammatory"}),
    "aspirin-antiplatelet": ("aspirin", {"why:aspirin": "heart"}),
    "aspirin-analgesic": ("aspirin", {"why:aspirin": "bought"}),
}
_NEXT_TO: dict[str, Decimal] = {"<": Decimal(-1), ">": Decimal(1)}
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def criteria_of_the_knee(handbook: Handbook) -> list[Criterion]:
    """List every criterion that some rule of the knee asks there, once."""
    asked = {
        term.criterion.id: term.criterion
        for prepared in rules_of(handbook, KNEE)
        for terms in prepared.alternatives
        for term in terms
        if not term.criterion.regions or "knee" in term.criterion.regions
    }
    return list(asked.values())


class World:
    """One person, one day; every change returns the world, so that they can be chained."""

    def __init__(self, handbook: Handbook) -> None:
        self.handbook = handbook
        self.facts: list[Fact] = []
        self.answers: dict[str, Any] = {**NORMAL, "pregnancy": "no"}
        self.person: dict[str, Any] = {
            "birth": PartialDate(1990, 3, 4),
            "sex": "female",
            "weight_kg": Decimal(70),
            "height_cm": Decimal(170),
        }
        self.wish: dict[str, Any] = {"condition": KNEE, "side": Side.RIGHT, "sedation": "none"}

    def hold(self, criterion: Criterion, day: date = TODAY) -> "World":
        """Make a criterion hold by something dated on this day."""
        kind = criterion.select.kind
        if kind == "answer":
            self.answers[criterion.select.question] = self._told(criterion, criterion.test)
        elif kind == "person":
            assert criterion.test.value is not None
            self.person["birth"] = PartialDate.of(months_after(TODAY, 12 - 12 * int(criterion.test.value)))
        elif kind == "wish":
            self.wish[criterion.select.field] = criterion.test.values[0]
        elif kind == "medicine":
            self._take(criterion, day)
        else:
            self.facts.append(self.entry(criterion, day))
        return self

    def fail(self, criterion: Criterion) -> "World":
        """Make a criterion fail, where only an answer can: what nobody recorded fails by itself."""
        if criterion.select.kind == "answer" and criterion.missing == "not-known":
            self.answers[criterion.select.question] = self._told(criterion, _turned(criterion.test))
        return self

    def unsaid(self, criterion: Criterion) -> tuple[str, ...]:
        """Take back what would settle the criterion, and name the questions that are open now."""
        names = {criterion.question, criterion.select.question} - {""}
        if criterion.select.kind == "medicine":
            names = {"other-medicines"}
        if criterion.select.kind == "person":
            self.person["birth"] = None
            return ("birth-date",)
        if criterion.select.kind == "wish":
            self.wish[criterion.select.field] = None
        for name in names:
            self.answers.pop(name, None)
        return tuple(names)

    def entry(self, criterion: Criterion, day: date) -> Fact:
        """Make a chart entry that the criterion looks for, at the right knee, dated on this day."""
        select, ended = criterion.select, criterion.window is not None and criterion.window.on != "start"
        code, text = self._named(select.code_set)
        return Fact(
            kind=select.kind,  # type: ignore[arg-type]
            codes=(code,) if code else (),
            text=text,
            site="knee" if select.where != "anywhere" else None,
            side=Side.RIGHT if select.where != "anywhere" else None,
            start=PartialDate.of(day - timedelta(days=1 if ended else 0)),
            end=PartialDate.of(day) if ended else None,
            active="yes",
            value=_at(criterion.test) if criterion.test.form == "latest" else None,
            unit=criterion.test.unit,
            refs=(REF,),
        )

    def _named(self, code_set: str) -> tuple[Code | None, str]:
        """Name an entry by the first code of its card, else by its first words."""
        card = self.handbook.code_sets[code_set]
        for codes in card.codes:
            for value in (*codes.exact, *codes.prefix):
                code = Code(codes.system, value)
                if code_set in self.handbook.code_set_recogniser.recognise((code,), ""):
                    return code, ""
        return None, (card.words or ("Zebra stripe syndrome",))[0]

    def _take(self, criterion: Criterion, day: date) -> None:
        name = criterion.select.medicine_class
        card = self.handbook.medicine_classes[name]
        derived, told = _DERIVED.get(name, ("", {}))
        self.answers.update(told)
        ended = criterion.window is not None
        self.facts.append(
            Fact(
                kind="medicine",
                text=derived or card.ingredients[0].name,
                start=PartialDate.of(day - timedelta(days=1 if ended else 0)),
                end=PartialDate.of(day) if ended else None,
                active="no" if ended else "yes",
                detail=MedicineDetail(route=card.routes[0] if card.routes else None),
                refs=(REF,),
            )
        )

    def _told(self, criterion: Criterion, test: Asked) -> Any:
        question = self.handbook.questions[criterion.select.question]
        if test.op is not None:
            return _at(test)
        if test.values:
            return test.values[:1] if question.answer == "choices" else test.values[0]
        others = [choice.id for choice in question.choices if choice.id not in criterion.test.values]
        other = (others or [said for said in ("no", "yes") if said not in criterion.test.values])[0]
        return (other,) if question.answer == "choices" else other

    def case(self, today: date = TODAY) -> Case:
        """Put it together."""
        said = tuple(answer(name, value, today) for name, value in self.answers.items())
        return Case(person=Person(**self.person), wish=Wish(**self.wish), facts=(*self.facts, *said))

    def findings(self) -> dict[str, Finding]:
        """Screen the knee of this person."""
        known = know(self.case(), self.handbook, TODAY)
        screening = screen(known, self.handbook, self.handbook.conditions[KNEE])
        return {found.rule: found for found in screening.findings}


def _at(test: Asked) -> Decimal:
    """Give a value at the edge of a test, on the side where it holds."""
    assert test.op is not None
    assert test.value is not None
    return test.value + _NEXT_TO.get(test.op, Decimal(0))


def _turned(test: Asked) -> Asked:
    """Turn a test round, so that its edge lies on the side where it fails."""
    if test.op is None:
        return msgspec.structs.replace(test, values=())
    turned: Any = _OPPOSITE[test.op]
    return msgspec.structs.replace(test, op=turned)
