"""A person's medicines: entries gathered per medicine, classed by code, name, route, dose and intent.

Aspirin is the reason this is a room of its own: the same tablet is a heart medicine that must never be
stopped or a painkiller that may be paused, and only dose and intent tell. Unless somebody says it is
*not* for the heart, it is treated as for the heart (CLINICAL 3.1, MED-ASA-AN).
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

import msgspec

from enthesis.care.medicine_list import medicine_list
from enthesis.care.values.case import Case
from enthesis.care.values.fact import Fact
from enthesis.care.values.known import How, KnownAnswer, KnownFact, KnownMedicine, Purpose
from enthesis.knowledge.cards.medicine_class import MedicineClass
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.recognise import words_of
from enthesis.knowledge.settings import whole
from enthesis.vocabulary.codes import Code
from enthesis.vocabulary.dates import InWindow, PartialDate, within
from enthesis.vocabulary.status import Status

_PURPOSES: tuple[Purpose, ...] = ("target-pain", "bought", "inflammatory", "heart", "other")
_OTHER_DISEASE: tuple[Purpose, ...] = ("inflammatory", "heart", "other")
_NSAID = "nsaid-systemic"
_NSAID_OTHER_DISEASE = "nsaid-other-disease"
_NSAID_IN_WASHOUT = "nsaid-in-washout"
_ASPIRIN = "aspirin"
_ASPIRIN_HEART = "aspirin-antiplatelet"
_ASPIRIN_PAIN = "aspirin-analgesic"


class _Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One chart entry and what it was recognised as."""

    fact: Fact
    classes: Mapping[str, How]
    ingredients: tuple[str, ...]


def know_medicines(
    case: Case, answers: dict[str, KnownAnswer], facts: list[KnownFact], handbook: Handbook, today: date
) -> tuple[KnownMedicine, ...]:
    """Gather every medicine of a case, one for each set of ingredients, in the order of their names."""
    grouped: dict[str, list[_Entry]] = {}
    for fact in (*case.facts, *_named_in_answers(answers)):
        if fact.kind == "medicine":
            entry = _entry(fact, handbook)
            grouped.setdefault(_key(entry), []).append(entry)
    return tuple(
        _medicine(key, entries, case, answers, facts, handbook, today)
        for key, entries in sorted(grouped.items())
    )


def _named_in_answers(answers: dict[str, KnownAnswer]) -> list[Fact]:
    """Turn the medicines a person typed under "any other medicine?" into facts of their own."""
    answer = answers.get("other-medicines")
    return [
        Fact(kind="medicine", text=name, start=answer.on, active="yes", by=answer.by, refs=(answer.ref,))
        for name in medicine_list(answer).names
        if answer is not None
    ]


def _entry(fact: Fact, handbook: Handbook) -> _Entry:
    route = fact.detail.route if fact.detail else None
    classes, ingredients = _classed(fact.codes, fact.text, route, handbook)
    return _Entry(fact=fact, classes=classes, ingredients=ingredients)


@lru_cache(maxsize=8192)
def _classed(
    codes: tuple[Code, ...], text: str, route: str | None, handbook: Handbook
) -> tuple[Mapping[str, How], tuple[str, ...]]:
    """Recognise one entry's classes and ingredients; a class whose route it does not fit is not its class.

    Where the route is not said, a class that is bound to a route ("topical") counts only if nothing else
    recognised the entry.
    """
    named = handbook.medicine_recogniser.recognise(codes, text)
    fitting = {t: how for t, how in named.items() if _fits(_class_of(t, handbook), route)}
    if not fitting and route is None:
        fitting = dict(named)
    classes: dict[str, How] = {}
    ingredients: set[str] = set()
    for target, how in fitting.items():
        name, _, ingredient = target.partition("/")
        if classes.get(name) != "code":
            classes[name] = how
        if ingredient:
            ingredients.add(ingredient)
    return classes, tuple(sorted(ingredients))


def _class_of(target: str, handbook: Handbook) -> MedicineClass:
    return handbook.medicine_classes[target.partition("/")[0]]


def _fits(card: MedicineClass, route: str | None) -> bool:
    if card.routes:
        return route in card.routes
    return route not in card.except_routes


def _key(entry: _Entry) -> str:
    if entry.ingredients:
        return "+".join(words.replace(" ", "-") for words in entry.ingredients)
    said = entry.fact.text or " ".join(code.display or code.value for code in entry.fact.codes)
    return "-".join(words_of(said)) or "unnamed"


def _medicine(
    key: str,
    entries: list[_Entry],
    case: Case,
    answers: dict[str, KnownAnswer],
    facts: list[KnownFact],
    handbook: Handbook,
    today: date,
) -> KnownMedicine:
    latest = max(entries, key=lambda entry: _rank(entry.fact))
    taking, doubtful_end = _taking(key, entries, answers, handbook, today)
    purpose = _purpose(key, entries, case, answers, handbook)
    classes: dict[str, How] = {}
    for entry in entries:
        classes.update(entry.classes)
    per_day = _per_day_mg(latest.fact)
    last_dose = _last_dose(key, entries, answers, today)
    medicine = KnownMedicine(
        key=key,
        text=latest.fact.text or key,
        classes=classes,
        ingredients=latest.ingredients,
        taking=taking,
        purpose=purpose,
        since=latest.fact.start,
        ended=latest.fact.end,
        last_dose=last_dose,
        per_day_mg=per_day,
        as_needed=latest.fact.detail.as_needed if latest.fact.detail else None,
        refs=tuple(dict.fromkeys(ref for entry in entries for ref in entry.fact.refs)),
        doubtful_end=doubtful_end,
    )
    return _by_intent(medicine, answers, facts, handbook, today)


def _rank(fact: Fact) -> tuple[bool, date]:
    return fact.active == "yes", fact.start.latest if fact.start else date.min


def _taking(
    key: str, entries: list[_Entry], answers: dict[str, KnownAnswer], handbook: Handbook, today: date
) -> tuple[Status, bool]:
    """Tell whether it is taken, and whether only a recent end leaves a doubt.

    ============================  ===========
    entry                         taking
    ============================  ===========
    answered yes / no             met / not-met, unless prescribed again after the no
    active, recent                met
    active, old, no end           not-known
    status not said               not-known
    ended recently, day not said  not-known
    ended in a month or year that
    may be recent                 not-known
    ended                         not-met
    ============================  ===========

    The gravest entry decides. Source: CARE:3.
    """
    answer = answers.get(f"taking:{key}")
    if answer is not None and answer.fresh and answer.value == "yes":
        return Status.MET, False
    if answer is not None and answer.fresh and answer.value == "no":
        entries = [entry for entry in entries if _is_after(entry.fact, answer, today)]
    states = [_entry_taking(entry.fact, handbook, today) for entry in entries]
    for status in (Status.MET, Status.NOT_KNOWN):
        of_status = [ended for taken, ended in states if taken is status]
        if of_status:
            return status, all(of_status)
    return Status.NOT_MET, False


def _is_after(fact: Fact, answer: KnownAnswer, today: date) -> bool:
    """Tell whether an entry was begun after an answer; a day still to come counts as today."""
    return fact.start is not None and min(fact.start.earliest, today) > (
        answer.on.latest if answer.on else today
    )


def _entry_taking(fact: Fact, handbook: Handbook, today: date) -> tuple[Status, bool]:
    if fact.active == "no":
        recently = whole(handbook, "recently-ended-days")
        ended = within(recently, today, fact.end or fact.start)
        doubtful = ended is InWindow.UNKNOWN or (fact.end is None and ended is InWindow.IN)
        return (Status.NOT_KNOWN, True) if doubtful else (Status.NOT_MET, False)
    if fact.active == "not-known":
        return Status.NOT_KNOWN, False
    if fact.end is not None and fact.end.latest < today:
        return Status.NOT_MET, False
    old = within(whole(handbook, "old-medicine-days"), today, fact.start) is not InWindow.IN
    return (Status.NOT_KNOWN if old and fact.end is None else Status.MET), False


def _purpose(
    key: str, entries: list[_Entry], case: Case, answers: dict[str, KnownAnswer], handbook: Handbook
) -> Purpose:
    """Tell why it is taken: somebody's answer, else the chart's reason, else not known."""
    answer = answers.get(f"why:{key}")
    if answer is not None and answer.fresh:
        for purpose in _PURPOSES:
            if answer.value == purpose:
                return purpose
    for entry in entries:
        detail = entry.fact.detail
        if entry.fact.active == "no" or detail is None or not (detail.reason or detail.reason_text):
            continue
        purpose = _purpose_of(detail.reason_text, entry.fact, case, handbook)
        if purpose != "not-known":
            return purpose
    return "not-known"


def _purpose_of(text: str, fact: Fact, case: Case, handbook: Handbook) -> Purpose:
    """Read the chart's reason: a condition treated in this region, or pain there, is the target pain.

    Pain that names no place says nothing; anything else known is another disease.
    """
    reason = fact.detail.reason if fact.detail else ()
    named = handbook.code_set_recogniser.recognise(reason, text)
    condition = handbook.conditions[case.wish.condition]
    here = {card.code_set for card in handbook.conditions.values() if card.region == condition.region}
    if not here.isdisjoint(named):
        return "target-pain"
    cards = [handbook.code_sets[name] for name in named]
    if any(card.bearing for card in cards):
        return "other"
    if any(card.site == condition.region for card in cards):
        return "target-pain"
    return "other" if any(card.site for card in cards) else "not-known"


def _per_day_mg(fact: Fact) -> Decimal | None:
    detail = fact.detail
    if detail is None or detail.dose_mg is None:
        return None
    return detail.dose_mg * (detail.per_day or 1)


def _last_dose(
    key: str, entries: list[_Entry], answers: dict[str, KnownAnswer], today: date
) -> PartialDate | None:
    """Give the last dose anybody knows of.

    A day told earlier than today says nothing of the days since, unless it was told that no more is taken.
    """
    doses = [
        entry.fact.detail.last_dose for entry in entries if entry.fact.detail and entry.fact.detail.last_dose
    ]
    told, taking = answers.get(f"last-dose:{key}"), answers.get(f"taking:{key}")
    if told is not None:
        day = _day_in(told)
        ended = taking is not None and taking.fresh and taking.value == "no"
        if day is None or not (ended or told.on is None or told.on.latest >= today):
            return None
        doses.append(day)
    return max(doses, key=lambda dose: dose.latest, default=None)


def _day_in(answer: KnownAnswer) -> PartialDate | None:
    try:
        return PartialDate.of(date.fromisoformat(str(answer.value)))
    except ValueError:
        return None


def _by_intent(
    medicine: KnownMedicine,
    answers: dict[str, KnownAnswer],
    facts: list[KnownFact],
    handbook: Handbook,
    today: date,
) -> KnownMedicine:
    """Add the classes that only dose and intent decide, and the questions that would decide them."""
    if not medicine.classes:
        return _by_answer(medicine, answers, handbook)
    if medicine.taking is Status.NOT_MET:
        return _still_in_the_body(_aspirin(medicine, handbook), handbook, today)
    if medicine.taking is Status.NOT_KNOWN and _has_bearing(medicine, handbook):
        medicine = _ask(medicine, f"taking:{medicine.key}")
    if _ASPIRIN in medicine.classes:
        medicine = _aspirin(medicine, handbook)
    if _NSAID in medicine.classes or _ASPIRIN_PAIN in medicine.classes:
        medicine = _nsaid(medicine, handbook, today)
    return medicine


def last_taken(medicine: KnownMedicine) -> PartialDate | None:
    """Give the last day it was taken, as far as a dose or an end tells; a day tells more than a month."""
    days = [day for day in (medicine.last_dose, medicine.ended) if day is not None]
    whole_days = [day for day in days if day.is_whole]
    return max(whole_days or days, key=lambda day: day.latest, default=None)


def _has_bearing(medicine: KnownMedicine, handbook: Handbook) -> bool:
    return any(
        handbook.medicine_classes[name].policy not in ("no-bearing", "note") for name in medicine.classes
    )


def _by_answer(medicine: KnownMedicine, answers: dict[str, KnownAnswer], handbook: Handbook) -> KnownMedicine:
    """Take a person's word for what an unrecognised medicine is, or ask."""
    answer = answers.get(f"what:{medicine.key}")
    if answer is not None and answer.fresh and isinstance(answer.value, str):
        if answer.value in handbook.medicine_classes:
            return msgspec.structs.replace(medicine, classes={answer.value: "answer"})
        if answer.value == "none-of-these":
            return medicine
    if medicine.taking is Status.NOT_MET:
        return medicine
    return _ask(medicine, f"what:{medicine.key}")


def _aspirin(medicine: KnownMedicine, handbook: Handbook) -> KnownMedicine:
    """Decide whether aspirin is for the heart.

    ===============  ==================  ===========  ==========
    purpose said     dose                class        asked why
    ===============  ==================  ===========  ==========
    heart            any                 for heart    no
    pain or bought   above low, as need  painkiller   no
    pain or bought   low or not said     for heart    no
    other disease    any                 for heart    no
    not known        low, regular        for heart    no
    not known        otherwise           for heart    yes
    ===============  ==================  ===========  ==========
    """
    if _ASPIRIN not in medicine.classes:
        return medicine
    how = medicine.classes[_ASPIRIN]
    low_dose = handbook.medicine_classes[_ASPIRIN].at_most_mg_per_day
    is_low = (
        low_dose is not None
        and medicine.per_day_mg is not None
        and medicine.per_day_mg <= low_dose
        and medicine.as_needed is not True
    )
    above_low = low_dose is not None and (medicine.per_day_mg or 0) > low_dose
    for_pain = medicine.purpose in ("target-pain", "bought") and (above_low or medicine.as_needed is True)
    chosen = _ASPIRIN_PAIN if for_pain else _ASPIRIN_HEART
    # The ingredient's own card says "never stop"; once dose and intent have spoken, the derived class speaks.
    classes = {name: named for name, named in medicine.classes.items() if name != _ASPIRIN}
    medicine = msgspec.structs.replace(medicine, classes={**classes, chosen: how})
    if medicine.purpose == "not-known" and not is_low and medicine.taking is not Status.NOT_MET:
        return _ask(medicine, f"why:{medicine.key}")
    return medicine


def _nsaid(medicine: KnownMedicine, handbook: Handbook, today: date) -> KnownMedicine:
    """Mark an anti-inflammatory taken for another disease, and one still in the body."""
    how = next(iter(medicine.classes.values()))
    added: dict[str, How] = {}
    if medicine.purpose in _OTHER_DISEASE:
        added[_NSAID_OTHER_DISEASE] = how
    last = medicine.last_dose
    days = whole(handbook, "nsaid-days-before")
    if last is None or within(days - 1, today, last) is not InWindow.OUT:
        added[_NSAID_IN_WASHOUT] = how
    medicine = msgspec.structs.replace(medicine, classes={**medicine.classes, **added})
    if medicine.purpose == "not-known":
        return _ask(medicine, f"why:{medicine.key}")
    return medicine


def _still_in_the_body(medicine: KnownMedicine, handbook: Handbook, today: date) -> KnownMedicine:
    """Mark an anti-inflammatory that was ended so lately that its pause is not over."""
    last = last_taken(medicine)
    is_nsaid = _NSAID in medicine.classes or _ASPIRIN_PAIN in medicine.classes
    days = whole(handbook, "nsaid-days-before")
    if not is_nsaid or last is None or within(days - 1, today, last) is InWindow.OUT:
        return medicine
    how = next(iter(medicine.classes.values()))
    return msgspec.structs.replace(medicine, classes={**medicine.classes, _NSAID_IN_WASHOUT: how})


def _ask(medicine: KnownMedicine, question: str) -> KnownMedicine:
    return msgspec.structs.replace(medicine, questions=(*medicine.questions, question))
