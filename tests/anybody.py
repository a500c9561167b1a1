"""Anybody: cases at random, made of everything the handbook's own cards ask about, for any condition.

Entries of every code set and kind, medicines of every class and of none, answers to every question (fitting
or not), confirmations and agreements of every rule: what no one person has, and every rule must bear.
"""

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from hypothesis import strategies as st

from enthesis.care.rulebook import rules_of
from enthesis.care.values.case import Case, Person, Wish
from enthesis.care.values.fact import Fact, MedicineDetail
from enthesis.knowledge.cards.code_set import CodeSet
from enthesis.knowledge.cards.question import Question
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Region, Side
from enthesis.vocabulary.codes import Code, CodeSystem
from enthesis.vocabulary.dates import PartialDate

TODAY = date(2026, 11, 20)
UNKNOWN = "Zebra stripe"
UNITS = {"body-temperature": "Cel", "inr": "1", "blood-glucose": "mmol/L"}

DAYS = st.sampled_from(
    [
        None,
        PartialDate(2026),
        PartialDate(2026, 10),
        PartialDate(1900),
        *(PartialDate.of(TODAY - timedelta(days=days)) for days in (-3, 0, 1, 7, 30, 100, 500, 5000)),
    ]
)
SIDES = st.sampled_from([None, *Side])
PERSONS = st.builds(
    Person,
    birth=st.sampled_from(
        [None, PartialDate(1990, 3, 4), PartialDate(1976), PartialDate(2010), PartialDate(1940)]
    ),
    sex=st.sampled_from([None, "female", "male", "other"]),
    weight_kg=st.sampled_from([None, Decimal(70), Decimal(130)]),
    height_cm=st.sampled_from([None, Decimal(170)]),
)


@lru_cache(maxsize=2)
def anybody(handbook: Handbook) -> st.SearchStrategy[Case]:
    """Give cases of anybody with anything."""
    facts = st.one_of(
        _entries(handbook), _medicines(handbook), _answers(handbook), _said_of_medicines(handbook)
    )
    authored = sorted(card.id for card in handbook.conditions.values() if card.authored)
    wishes = st.builds(
        Wish,
        condition=st.sampled_from(authored),
        side=SIDES,
        sedation=st.sampled_from([None, "none", "minimal", "moderate", "deep"]),
        start=st.sampled_from([None, TODAY + timedelta(days=9)]),
        course=st.sampled_from(["usual", "leaflet-a"]),
    )
    return st.builds(Case, person=PERSONS, wish=wishes, facts=st.lists(facts, max_size=8).map(tuple))


def one_thing(handbook: Handbook, condition: str) -> list[Fact]:
    """List entries, medicines and answers that each name one thing only: together, all a rule can look at."""
    rules = rules_of(handbook, condition)
    criteria = [term.criterion for each in rules for terms in each.alternatives for term in terms]
    kinds = sorted({(each.select.code_set, each.select.kind) for each in criteria if each.select.code_set})
    entries = [
        Fact(kind=kind, **named(handbook.code_sets[name]), active="yes", value=Decimal(41))
        for name, kind in kinds
    ]
    classes = [card.ingredients[0].name for card in handbook.medicine_classes.values() if card.ingredients]
    medicines = [Fact(kind="medicine", text=name, active="yes") for name in (*classes, UNKNOWN)]
    answers = [answer(name, value) for card in _asked(handbook) for name, value in _replies(card)]
    confirmed = [answer(f"confirm:{name}", "yes") for name in sorted({each.id for each in criteria})]
    agreed = [answer(f"agreed:{each.rule.id}", "yes") for each in rules]
    return [*entries, *medicines, *answers, *confirmed, *agreed]


def named(card: CodeSet) -> dict[str, Any]:
    """Name an entry by the first code of a card, or by its first words."""
    for codes in card.codes:
        for value in (*codes.exact, *codes.prefix):
            return {"codes": (Code(codes.system, value),), "text": ""}
    return {"codes": (), "text": (*card.words, UNKNOWN)[0]}


def answer(question: str, value: Any, on: PartialDate | None = None) -> Fact:
    code = Code(CodeSystem.ENTHESIS, question)
    return Fact(kind="answer", codes=(code,), value=value, start=on, by="Dr Lind")


def _entries(handbook: Handbook) -> st.SearchStrategy[Fact]:
    asked = sorted({c.select.code_set for c in handbook.criteria.values() if c.select.code_set})
    codes = st.sampled_from([*asked, *asked, *sorted(handbook.code_sets)])

    def entry(name: str, by_words: bool, **more: Any) -> Fact:
        card = handbook.code_sets[name]
        known = {"text": card.words[0]} if by_words and card.words else named(card)
        return Fact(**known, **more, unit=UNITS.get(name, "kg/m2"))

    return st.builds(
        entry,
        name=codes,
        by_words=st.booleans(),
        kind=st.sampled_from(["condition", "procedure", "allergy", "observation", "imaging"]),
        site=st.sampled_from([None, None, *Region]),
        side=SIDES,
        start=DAYS,
        end=DAYS,
        recorded=DAYS,
        active=st.sampled_from(["yes", "no", "not-known"]),
        value=st.sampled_from([None, "", "high", Decimal(2), Decimal("13.9"), Decimal(38), Decimal(200)]),
    )


def _medicines(handbook: Handbook) -> st.SearchStrategy[Fact]:
    return st.builds(
        Fact,
        kind=st.just("medicine"),
        text=st.sampled_from([*_names(handbook), "aspirin", "naproxen", "aspirin", "naproxen", UNKNOWN]),
        active=st.sampled_from(["yes", "no", "not-known"]),
        start=DAYS,
        end=DAYS,
        detail=st.builds(
            MedicineDetail,
            dose_mg=st.sampled_from([None, Decimal(81), Decimal(500)]),
            route=st.sampled_from([None, "oral", "topical", "injected"]),
            as_needed=st.sampled_from([None, True, False]),
            reason_text=st.sampled_from(["", "osteoarthritis of knee", "rheumatoid arthritis"]),
        ),
    )


def _answers(handbook: Handbook) -> st.SearchStrategy[Fact]:
    replies = [reply for card in _asked(handbook) for reply in _replies(card)]
    made = [(f"confirm:{name}", value) for name in sorted(handbook.criteria) for value in ("yes", "no")]
    made += [(f"agreed:{rule.id}", "yes") for rule in handbook.rules.values() if rule.agreed_by]
    chosen = st.one_of(st.sampled_from(replies), st.sampled_from(made))
    return st.builds(lambda reply, on: answer(*reply, on), chosen, DAYS)


def _said_of_medicines(handbook: Handbook) -> st.SearchStrategy[Fact]:
    said = {
        "taking": ("yes", "no", "not known"),
        "why": ("target-pain", "bought", "inflammatory", "heart", "not known"),
        "what": ("anticoagulant", "none-of-these"),
        "last-dose": ("2026-11-18", "2026-01-01"),
    }
    keys = ["aspirin", "naproxen", "zebra-stripe"]
    replies = [(f"{kind}:{key}", value) for kind, values in said.items() for value in values for key in keys]
    return st.builds(lambda reply, on: answer(*reply, on), st.sampled_from(replies), DAYS)


def _names(handbook: Handbook) -> list[str]:
    return sorted({one.name for card in handbook.medicine_classes.values() for one in card.ingredients})


def _asked(handbook: Handbook) -> list[Question]:
    return [card for card in handbook.questions.values() if card.answer != "examination"]


def _replies(card: Question) -> list[tuple[str, Any]]:
    """Give replies of the question's kind, and "not known"."""
    kinds: dict[str, tuple[Any, ...]] = {
        "yes-no": ("yes", "no"),
        "choice": tuple(choice.id for choice in card.choices),
        "choices": tuple((choice.id,) for choice in card.choices),
        "number": (Decimal(card.minimum or 0), Decimal(card.maximum or 10)),
        "date": ("1980-05-06",),
        "text": ("words",),
        "medicine-list": ("no", "aspirin, ginkgo", "aspirin, not known"),
    }
    return [(card.id, value) for value in (*kinds[card.answer], "not known")]
