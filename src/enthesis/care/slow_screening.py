"""The slow, obvious twin of the screening: every rule read from the beginning, nothing prepared, none asleep.

It exists for tests and benchmarks. What a case is once understood it takes from ``derive``: medicines with
their classes, places, ages. No card's criterion about a medicine has a question of its own, so none is read.
"""

from datetime import date
from decimal import Decimal

from enthesis.care.medicine_list import medicine_list
from enthesis.care.slow_answers import (
    Said,
    answered_on,
    asked_of,
    how_known,
    latest_said,
    settled,
    slow_criterion,
    surely_in_window,
)
from enthesis.care.values.fact import Fact
from enthesis.care.values.known import Known, KnownMedicine
from enthesis.care.values.reading import State
from enthesis.knowledge.cards.condition import Condition
from enthesis.knowledge.cards.rule import Criterion, Rule, Test
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.dates import InWindow, within
from enthesis.vocabulary.errors import BadQuantity
from enthesis.vocabulary.quantities import convert
from enthesis.vocabulary.status import Status


def slow_screening(known: Known, handbook: Handbook, condition: Condition) -> dict[str, State]:
    """Read every rule that speaks of the condition."""
    return {
        rule.id: slow_rule(rule, known, handbook, condition)
        for rule in handbook.rules.values()
        if rule.speaks_of(condition)
    }


def slow_rule(rule: Rule, known: Known, handbook: Handbook, condition: Condition) -> State:
    """Read a rule literally: or over alternatives, and over their criteria."""
    best = State.NOT_MET
    for alternative in rule.when:
        worst = State.MET
        for name in alternative:
            state = _criterion(handbook.criteria[name.removeprefix("not ")], known, handbook, condition)
            if name.startswith("not "):
                state = {State.MET: State.NOT_MET, State.NOT_MET: State.MET}.get(state, State.NOT_KNOWN)
            worst = min(worst, state)
        best = max(best, worst)
    return best


def _criterion(criterion: Criterion, known: Known, handbook: Handbook, condition: Condition) -> State:
    if criterion.regions and condition.region not in criterion.regions:
        return State.NOT_MET
    if criterion.select.kind == "answer":
        return _by_answer(criterion, known, handbook, condition)
    if criterion.select.kind == "person":
        return _by_person(criterion.test, known)
    if criterion.select.kind == "wish":
        return _by_wish(criterion, known, condition)
    if criterion.select.kind == "medicine":
        return _by_medicine(criterion, known, handbook, condition)
    if criterion.test.form == "latest":
        return _by_measurement(criterion, known, handbook, condition)
    return slow_criterion(criterion, known, handbook, condition)


def _by_answer(criterion: Criterion, known: Known, handbook: Handbook, condition: Condition) -> State:
    question = criterion.select.question
    if not asked_of(question, known, handbook, condition):
        return State.NOT_MET
    said = latest_said(question, known, handbook, condition)
    if said is None:
        return State.NOT_MET if criterion.missing == "not-met" else State.NOT_KNOWN
    return State.MET if _holds(criterion.test, said) else State.NOT_MET


def _holds(test: Test, said: Said) -> bool:
    if isinstance(said, Decimal):
        return _compares(test, said)
    chosen = said if isinstance(said, tuple) else (said,)
    return any(value in chosen for value in test.values)


def _compares(test: Test, value: Decimal) -> bool:
    if test.op is None or test.value is None:
        return False
    above, below, same = value > test.value, value < test.value, value == test.value
    return {"<": below, "<=": below or same, "=": same, ">=": above or same, ">": above}[test.op]


def _by_person(test: Test, known: Known) -> State:
    if test.form == "sex":
        sex = known.case.person.sex
        return State.NOT_KNOWN if sex is None else State.MET if sex in test.values else State.NOT_MET
    if known.ages is None:
        return State.NOT_KNOWN
    youngest, oldest = (_compares(test, Decimal(age)) for age in known.ages)
    if youngest != oldest:
        return State.NOT_KNOWN
    return State.MET if youngest else State.NOT_MET


def _by_wish(criterion: Criterion, known: Known, condition: Condition) -> State:
    wish, test = known.case.wish, criterion.test
    if criterion.select.field == "side" and not condition.sides:
        return State.NOT_MET
    value = getattr(wish, criterion.select.field)
    if test.form == "none":
        return State.MET if value is None else State.NOT_MET
    if test.form == "any":
        return State.NOT_MET if value is None else State.MET
    if value is None:
        return State.NOT_KNOWN
    return State.MET if value in test.values else State.NOT_MET


def _by_medicine(criterion: Criterion, known: Known, handbook: Handbook, condition: Condition) -> State:
    state = max((_taken(criterion, each, known) for each in known.medicines), default=State.NOT_MET)
    if state is not State.NOT_MET or criterion.missing == "not-met":
        return state
    said = latest_said("other-medicines", known, handbook, condition)
    answer = known.answers.get("other-medicines")
    is_whole = said is not None and medicine_list(answer).is_whole
    return State.NOT_MET if is_whole else State.NOT_KNOWN


def _taken(criterion: Criterion, medicine: KnownMedicine, known: Known) -> State:
    """Read one medicine; which class it belongs to may be what nobody has told yet."""
    name, key = criterion.select.medicine_class, medicine.key
    if not medicine.classes:
        is_asked = f"what:{key}" in medicine.questions and criterion.missing == "not-known"
        return State.NOT_KNOWN if is_asked else State.NOT_MET
    if name not in medicine.classes:
        may_be = name in ("nsaid-other-disease", "aspirin-analgesic") and f"why:{key}" in medicine.questions
        return State.NOT_KNOWN if may_be else State.NOT_MET
    if medicine.taking is Status.MET:
        return State.MET
    in_the_body = medicine.taking is Status.NOT_MET or medicine.last_dose is not None
    if name == "nsaid-in-washout" and in_the_body:
        return State.MET
    if medicine.taking is Status.NOT_KNOWN:
        return State.NOT_KNOWN
    return _lately(criterion, medicine, known)


def _lately(criterion: Criterion, medicine: KnownMedicine, known: Known) -> State:
    window = criterion.window
    if window is None or window.on == "start":
        return State.NOT_MET
    day = known.case.wish.start if window.since == "first-session" else None
    ended = within(window.days, day or known.today, medicine.ended or medicine.since)
    return {InWindow.IN: State.MET, InWindow.UNKNOWN: State.NOT_KNOWN, InWindow.OUT: State.NOT_MET}[ended]


def _by_measurement(criterion: Criterion, known: Known, handbook: Handbook, condition: Condition) -> State:
    """Compare the values of the last day on which any was measured; the worst of them counts.

    A value nobody can read leaves it open, unless somebody said since that it is not the danger asked for.
    """
    measured = [
        fact
        for fact in known.case.facts
        if fact.kind == criterion.select.kind
        and fact.value not in (None, "")
        and how_known(criterion, fact, known, handbook) is not None
        and (criterion.window is None or surely_in_window(criterion, fact, known))
    ]
    if criterion.select.code_set == "bmi":
        measured += _body_mass(known)
    last = max((_day(fact) for fact in measured), default=date.min)
    states = [(fact, _value_state(criterion, fact)) for fact in measured if _day(fact) == last]
    state = max((each for _, each in states), default=State.NOT_MET)
    if state is State.NOT_KNOWN:
        unread = [fact for fact, each in states if each is state]
        confirm = latest_said(f"confirm:{criterion.id}", known, handbook, condition)
        if confirm != "yes" and not (confirm == "no" and _was_denied(criterion, unread, known)):
            return state
        state = State.NOT_MET
    return settled(state, criterion, known, handbook, condition)


def _was_denied(criterion: Criterion, unread: list[Fact], known: Known) -> bool:
    """Whether a "no" came after all of these; only a danger is asked about and can be denied."""
    said_on = answered_on(f"confirm:{criterion.id}", known).latest
    days = [min(fact.start.earliest, known.today) for fact in unread if fact.start]
    return criterion.test.op in (">", ">=") and all(day <= said_on for day in days)


def _body_mass(known: Known) -> list[Fact]:
    """Take weight over the square of height for a measurement of the day the weight was taken."""
    person = known.case.person
    if not person.weight_kg or not person.height_cm:
        return []
    value = round(person.weight_kg / (person.height_cm / 100) ** 2, 1)
    return [Fact(kind="observation", value=value, unit="kg/m2", start=person.weight_on)]


def _day(fact: Fact) -> date:
    return fact.start.latest if fact.start else date.min


def _value_state(criterion: Criterion, fact: Fact) -> State:
    value, test = fact.value, criterion.test
    if not isinstance(value, Decimal):
        return State.NOT_KNOWN
    try:
        value = convert(value, fact.unit, test.unit) if test.unit else value
    except BadQuantity:
        return State.NOT_KNOWN
    return State.MET if _compares(test, value) else State.NOT_MET
