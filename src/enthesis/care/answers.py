"""Criteria against a case: met, recorded, not known, or not met, with the evidence for it.

The chart and a person's answer are read apart and then joined:

==========  ==========  ========  ===========================
chart       yes         no        not known or not answered
==========  ==========  ========  ===========================
certain     met         met       met
recorded    met         recorded  recorded
not known   met         not met   not known
silent      met (*)     not met   what the card says: missing
==========  ==========  ========  ===========================

(*) only recorded where a patient's yes needs a clinician (``answered = "ask"``). A question
``confirm:<criterion>`` settles what is recorded: yes makes it met, no makes it silent, but never what was
recorded after that no. Source: CARE:3.

``slow_answers`` is the obvious twin that tests hold against this one.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from operator import eq, ge, gt, le, lt

from enthesis.care.medicine_list import medicine_list
from enthesis.care.rulebook import Prepared, Term
from enthesis.care.values.fact import Fact
from enthesis.care.values.finding import Evidence
from enthesis.care.values.known import Known, KnownAnswer, KnownFact, KnownMedicine
from enthesis.care.values.reading import SILENT, Reading, State, all_of, any_of, negate
from enthesis.knowledge.cards.condition import Condition
from enthesis.knowledge.cards.question import Question
from enthesis.knowledge.cards.rule import Criterion, Test
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import PlaceMatch, place_match
from enthesis.vocabulary.dates import InWindow, PartialDate, within
from enthesis.vocabulary.errors import BadQuantity
from enthesis.vocabulary.quantities import convert
from enthesis.vocabulary.status import Status

_CONFIRM = "confirm:"
# How far an entry goes that names no place, side or day for certain.
_OF_AN_ENTRY = {"certain": State.RECORDED, "ask": State.RECORDED, "unknown": State.NOT_KNOWN}
_OPERATORS: dict[str, Callable[[Decimal, Decimal], bool]] = {"<": lt, "<=": le, "=": eq, ">=": ge, ">": gt}


class Answering:
    """Answers criteria about one case; each criterion is read once, however many rules name it."""

    def __init__(self, known: Known, handbook: Handbook, condition: Condition) -> None:
        self._known = known
        self._handbook = handbook
        self._condition = condition
        birth = known.case.person.birth
        self._born = birth.earliest if birth else None
        self._read: dict[str, Reading] = {}
        self._fresh = {
            question: answer
            for question, answer in known.answers.items()
            if answer.fresh and answer.value != "not known" and self._is_offered(answer)
        }
        self._confirmed = {
            question.removeprefix(_CONFIRM): answer.value == "yes"
            for question, answer in self._fresh.items()
            if question.startswith(_CONFIRM) and answer.value in ("yes", "no")
        }

    def _is_offered(self, answer: KnownAnswer) -> bool:
        """Tell whether an answer is one of those this condition offers; another is no answer."""
        card = self._handbook.questions.get(answer.question.partition(":")[0])
        if card is None or not card.choices:
            return True
        refused = {choice.id for choice in card.choices if not choice.is_offered(self._condition)}
        return not _given(answer.value, tuple(refused))

    def rule(self, prepared: Prepared) -> Reading:
        """Read a rule: any alternative whose criteria all hold."""
        return any_of([all_of([self._term(term) for term in terms]) for terms in prepared.alternatives])

    def _term(self, term: Term) -> Reading:
        reading = self._of(term.criterion)
        return negate(reading) if term.negated else reading

    def criterion(self, name: str) -> Reading:
        """Read one criterion by its id, joining the chart with the answers."""
        return self._of(self._handbook.criteria[name])

    def _of(self, criterion: Criterion) -> Reading:
        reading = self._read.get(criterion.id)
        if reading is None:
            reading = self._read[criterion.id] = self._read_criterion(criterion)
        return reading

    def _read_criterion(self, criterion: Criterion) -> Reading:
        if criterion.regions and self._condition.region not in criterion.regions:
            return SILENT
        kind = criterion.select.kind
        if kind == "answer":
            return self._by_answer_value(criterion)
        if kind == "person":
            return self._by_person(criterion.test)
        if kind == "wish":
            return self._by_wish(criterion)
        if kind == "medicine":
            return self._by_medicine(criterion)
        return self._joined(criterion, self._by_chart(criterion))

    def _joined(self, criterion: Criterion, chart: Reading) -> Reading:
        if chart.state is State.MET:
            return chart
        if self._confirmed.get(criterion.id) is True:
            return Reading(State.MET, (*chart.evidence, *self.said(_CONFIRM + criterion.id)))
        said = self._answered(criterion)
        if said is True:
            evidence = (*chart.evidence, *self.said(criterion.question))
            if criterion.answered == "certain":
                return Reading(State.MET, evidence)
            if not self._denied(criterion, evidence):
                return Reading(State.RECORDED, evidence, (_CONFIRM + criterion.id,))
            return Reading(State.NOT_MET, evidence)
        if chart.state is _OF_AN_ENTRY[criterion.chart] or _CONFIRM + criterion.id in chart.questions:
            if not self._denied(criterion, chart.evidence):
                return Reading(chart.state, chart.evidence, (_CONFIRM + criterion.id,))
            chart = Reading(State.NOT_MET, chart.evidence)
        if said is False:
            return Reading(State.NOT_MET, (*chart.evidence, *self.said(criterion.question)))
        return self._unanswered(criterion, chart)

    def covers(self, question: str, evidence: tuple[Evidence, ...]) -> bool:
        """Tell whether the answer to a question was given with all of this known.

        Whoever agreed to one medicine or disease has said nothing of one that was recorded after that day. A
        clinician's word that a record is so makes it no newer.
        """
        answer = self._fresh[question]
        said_on = answer.on.latest if answer.on else self._known.today
        told = (each for each in evidence if not (each.how == "answer" and each.text.startswith(_CONFIRM)))
        return all(_begun(each, self._known.today) <= said_on for each in told)

    def _denied(self, criterion: Criterion, evidence: tuple[Evidence, ...]) -> bool:
        """Tell whether somebody said no to all of this; nobody denies what was written down later.

        A record dated after today counts as written today.
        """
        if self._confirmed.get(criterion.id) is not False:
            return False
        answer = self._fresh[_CONFIRM + criterion.id]
        said_on = answer.on.latest if answer.on else self._known.today
        return all(_begun(each, self._known.today) <= said_on for each in evidence)

    def _unanswered(self, criterion: Criterion, chart: Reading) -> Reading:
        if criterion.question and not self.applies(self._handbook.questions[criterion.question]):
            return Reading(State.NOT_MET, chart.evidence)
        if chart is SILENT and criterion.missing == "not-met":
            return SILENT
        if chart.state is not State.NOT_KNOWN and criterion.missing == "not-met":
            return Reading(State.NOT_MET, chart.evidence)
        questions = (criterion.question,) if criterion.question else chart.questions
        return Reading(State.NOT_KNOWN, chart.evidence, questions)

    def _answered(self, criterion: Criterion) -> bool | None:
        answer = self.fresh(criterion.question)
        if answer is None:
            return None
        if _given(answer.value, criterion.yes):
            return True
        return False if _given(answer.value, criterion.no) else None

    def fresh(self, question: str) -> KnownAnswer | None:
        """Give the answer to a question, unless it is missing, stale or "not known"."""
        return self._fresh.get(question)

    def applies(self, question: Question) -> bool:
        """Tell whether a question makes sense for this person; what is not known of them, it does."""
        if question.conditions and self._condition.id not in question.conditions:
            return False
        sex, ages = self._known.case.person.sex, self._known.ages
        if question.sex and sex is not None and sex != "other" and sex != question.sex:
            return False
        if ages is None:
            return True
        youngest, oldest = ages
        too_young = question.age_from is not None and oldest < question.age_from
        too_old = question.age_to is not None and youngest > question.age_to
        return not (too_young or too_old)

    def said(self, question: str) -> tuple[Evidence, ...]:
        """Give an answer as evidence: what was said, when, and by whom."""
        answer = self._known.answers.get(question)
        if answer is None:
            return ()
        value = ", ".join(answer.value) if isinstance(answer.value, tuple) else str(answer.value)
        evidence = Evidence(
            ref=answer.ref, text=question, date=answer.on, value=value, how="answer", by=answer.by
        )
        return (evidence,)

    def _by_chart(self, criterion: Criterion) -> Reading:
        form = criterion.test.form
        entries = self._known.by_set.get(criterion.select.code_set, ())
        if form == "latest":
            return self._by_latest(criterion, entries)
        kinds = (criterion.select.kind, *criterion.select.also)
        found = [self._by_fact(criterion, known) for known in entries if known.fact.kind in kinds]
        if form == "count":
            return _by_count(criterion.test, found)
        reading = any_of(found)
        return negate(reading) if form == "none" else reading

    def _by_fact(self, criterion: Criterion, known: KnownFact) -> Reading:
        fact = known.fact
        resolved = fact.active == "no"
        if resolved and not criterion.even_resolved:
            return SILENT
        placed = self._placed(criterion, known)
        timed = self._timed(criterion, fact)
        if placed is PlaceMatch.ELSEWHERE or timed is InWindow.OUT:
            return SILENT
        certain = (
            criterion.chart == "certain"
            and placed is PlaceMatch.HERE
            and timed is InWindow.IN
            and not resolved
            and known.sets[criterion.select.code_set] == "code"
        )
        state = State.MET if certain else _OF_AN_ENTRY[criterion.chart]
        return Reading(state, (self._evidence(criterion, known),))

    def _placed(self, criterion: Criterion, known: KnownFact) -> PlaceMatch:
        where = criterion.select.where
        if where == "anywhere":
            return PlaceMatch.HERE
        region = self._condition.region
        # What lies near may lie here: a broken hip is asked about at a groin.
        site = None if known.site in criterion.near and known.site != region else known.site
        if where == "target-region" or not self._condition.sides:
            if site is None:
                return PlaceMatch.UNKNOWN
            return PlaceMatch.HERE if site == region else PlaceMatch.ELSEWHERE
        return place_match(site, known.side, region, self._known.case.wish.side)

    def _timed(self, criterion: Criterion, fact: Fact) -> InWindow:
        window = criterion.window
        if window is None:
            return InWindow.IN
        day, start = self._day(criterion), self._believed(fact.start)
        end = self._believed(fact.end)
        if end is not None and start is not None and end.latest < start.earliest:
            end = None  # it ended before it began: the end says nothing
        if window.on == "start":
            return within(window.days, day, start)
        if end is not None:
            return within(window.days, day, end)
        # An entry without an end still runs, unless the chart calls it over; what was done once does not.
        runs = window.on == "overlap" and fact.kind != "procedure" and fact.active != "no"
        return InWindow.IN if runs else within(window.days, day, start)

    def _believed(self, day: PartialDate | None) -> PartialDate | None:
        """Take a day before the person was born for what it is: the place-holder of another program."""
        return None if day is not None and self._born is not None and day.latest < self._born else day

    def _day(self, criterion: Criterion) -> date:
        if criterion.window is not None and criterion.window.since == "first-session":
            return self._known.case.wish.start or self._known.today
        return self._known.today

    def _evidence(self, criterion: Criterion, known: KnownFact) -> Evidence:
        fact = known.fact
        text = fact.text or next(
            (code.display for code in fact.codes if code.display), criterion.select.code_set
        )
        window = f"{criterion.window.days} days" if criterion.window else ""
        how = known.sets[criterion.select.code_set]
        return Evidence(
            ref=fact.refs[0] if fact.refs else "",
            text=text,
            date=fact.start,
            recorded=fact.recorded,
            window=window,
            how=how,
        )

    def _by_latest(self, criterion: Criterion, entries: tuple[KnownFact, ...]) -> Reading:
        """Compare the latest value inside the window; several on one day count as the worst.

        A value nobody can read (another unit, words) is not known, never fine.
        """
        last = self._edge(criterion)
        latest: list[KnownFact] = []
        for known in reversed(entries):  # charts are written forwards: the latest is met first
            day = _start(known)
            if day < last or not self._is_measured(criterion, known.fact):
                continue
            latest = [known, *latest] if day == last else [known]
            last = day
        return any_of([self._compared(criterion, known) for known in latest])

    def _edge(self, criterion: Criterion) -> date:
        """Give a day before which no start lies in the window: most measurements of a chart are older."""
        window = criterion.window
        if window is None or window.on != "start":
            return date.min
        return self._day(criterion) - timedelta(days=window.days)

    def _is_measured(self, criterion: Criterion, fact: Fact) -> bool:
        return (
            fact.kind == criterion.select.kind
            and fact.value not in (None, "")
            and self._timed(criterion, fact) is InWindow.IN
        )

    def _compared(self, criterion: Criterion, known: KnownFact) -> Reading:
        test, fact = criterion.test, known.fact
        evidence = Evidence(
            ref=fact.refs[0] if fact.refs else "",
            text=fact.text,
            date=fact.start,
            value=f"{fact.value} {fact.unit}".strip(),
            how="value",
        )
        if not isinstance(fact.value, Decimal):
            return _unreadable(criterion, evidence)
        try:
            value = convert(fact.value, fact.unit, test.unit) if test.unit else fact.value
        except BadQuantity:
            return _unreadable(criterion, evidence)
        return Reading(State.MET if _compare(test, value) else State.NOT_MET, (evidence,))

    def _by_answer_value(self, criterion: Criterion) -> Reading:
        question = criterion.select.question
        if not self.applies(self._handbook.questions[question]):
            return SILENT
        answer = self.fresh(question)
        if answer is None:
            if criterion.missing == "not-met":
                return SILENT
            return Reading(State.NOT_KNOWN, questions=(question,))
        met = _tests(criterion.test, answer.value)
        return Reading(State.MET if met else State.NOT_MET, self.said(question))

    def _by_person(self, test: Test) -> Reading:
        if test.form == "sex":
            sex = self._known.case.person.sex
            if sex is None:
                return Reading(State.NOT_KNOWN, questions=("sex",))
            return Reading(State.MET if sex in test.values else State.NOT_MET)
        if self._known.ages is None:
            return Reading(State.NOT_KNOWN, questions=("birth-date",))
        outcomes = {_compare(test, Decimal(age)) for age in self._known.ages}
        if len(outcomes) > 1:
            return Reading(State.NOT_KNOWN, questions=("birth-date",))
        evidence = Evidence(
            ref=next(iter(self._known.case.person.refs), "Patient"), text="age", how="value",
            date=self._known.case.person.birth, value=str(self._known.ages[0]),
        )  # fmt: skip
        return Reading(State.MET if outcomes.pop() else State.NOT_MET, (evidence,))

    def _by_wish(self, criterion: Criterion) -> Reading:
        value = getattr(self._known.case.wish, criterion.select.field)
        if criterion.select.field == "side" and not self._condition.sides:
            return SILENT
        form = criterion.test.form
        if form in ("none", "any"):
            return Reading(State.MET if (value is None) == (form == "none") else State.NOT_MET)
        if value is None:
            return Reading(State.NOT_KNOWN, questions=(criterion.question,) if criterion.question else ())
        return Reading(State.MET if value in criterion.test.values else State.NOT_MET)

    def _by_medicine(self, criterion: Criterion) -> Reading:
        name = criterion.select.medicine_class
        readings = [
            self._one_medicine(criterion, medicine)
            for medicine in self._known.medicines
            if name in medicine.classes or not medicine.classes or self._may_become(name, medicine)
        ]
        reading = any_of(readings)
        if reading.state is not State.NOT_MET:
            return reading
        if criterion.question:
            return self._joined(criterion, reading)
        if criterion.missing == "not-met" or self._list_is_complete():
            return SILENT
        return Reading(State.NOT_KNOWN, questions=("other-medicines",))

    def _may_become(self, name: str, medicine: KnownMedicine) -> bool:
        """Whether a purpose nobody has told yet may still put a medicine in this class."""
        why = f"why:{medicine.key}"
        return why in medicine.questions and name in (_OTHER_DISEASE, _PAINKILLER_ASPIRIN)

    def _one_medicine(self, criterion: Criterion, medicine: KnownMedicine) -> Reading:
        name = criterion.select.medicine_class
        if not medicine.classes:
            # Nobody knows what it is, so nobody knows that it is not this. It is asked once, by name.
            asked = f"what:{medicine.key}" in medicine.questions and criterion.missing == "not-known"
            state = State.NOT_KNOWN if asked else State.NOT_MET
            return Reading(state, questions=(f"what:{medicine.key}",) if asked else ())
        evidence = (_medicine_evidence(medicine, medicine.classes.get(name, "code")),)
        if name not in medicine.classes:
            return Reading(State.NOT_KNOWN, evidence, (f"why:{medicine.key}",))
        dosed = medicine.taking is Status.NOT_MET or medicine.last_dose is not None
        if medicine.taking is Status.MET or (dosed and name == _STILL_IN_THE_BODY):
            return Reading(State.MET, evidence)
        if medicine.taking is Status.NOT_KNOWN:
            return Reading(State.NOT_KNOWN, evidence, (f"taking:{medicine.key}",))
        if criterion.window and criterion.window.on != "start":
            timed = within(criterion.window.days, self._day(criterion), medicine.ended or medicine.since)
            if timed is not InWindow.OUT:
                return Reading(State.MET if timed is InWindow.IN else State.NOT_KNOWN, evidence)
        return SILENT

    def _list_is_complete(self) -> bool:
        return medicine_list(self.fresh("other-medicines")).is_whole


_STILL_IN_THE_BODY = "nsaid-in-washout"
_OTHER_DISEASE = "nsaid-other-disease"
_PAINKILLER_ASPIRIN = "aspirin-analgesic"


def _medicine_evidence(medicine: KnownMedicine, how: str) -> Evidence:
    return Evidence(
        ref=medicine.refs[0] if medicine.refs else "",
        text=medicine.text,
        date=medicine.since,
        how="name" if how == "name" else "answer" if how == "answer" else "code",
    )


def _unreadable(criterion: Criterion, evidence: Evidence) -> Reading:
    """Leave open what a value means; whether it is the danger a criterion looks for, a clinician can say."""
    is_danger = criterion.test.op in (">", ">=")
    return Reading(State.NOT_KNOWN, (evidence,), (_CONFIRM + criterion.id,) if is_danger else ())


def _begun(evidence: Evidence, today: date) -> date:
    """Give the day from which this could be known: when it began or was written down, whichever is later."""
    days = [each.earliest for each in (evidence.date, evidence.recorded) if each is not None]
    return min(max(days, default=date.min), today)


def _start(known: KnownFact) -> date:
    return known.fact.start.latest if known.fact.start else date.min


def _by_count(test: Test, found: list[Reading]) -> Reading:
    """Count entries; those that may not speak alone leave the count open."""
    sure = sum(1 for reading in found if reading.state is State.MET)
    most = sum(1 for reading in found if reading.state is not State.NOT_MET)
    outcomes = {_compare(test, Decimal(sure)), _compare(test, Decimal(most))}
    evidence = tuple(e for reading in found for e in reading.evidence)
    if len(outcomes) > 1:
        return Reading(State.RECORDED, evidence)
    return Reading(State.MET if outcomes.pop() else State.NOT_MET, evidence)


def _compare(test: Test, value: Decimal) -> bool:
    return test.op is not None and test.value is not None and _OPERATORS[test.op](value, test.value)


def _tests(test: Test, value: Decimal | str | tuple[str, ...]) -> bool:
    if isinstance(value, Decimal):
        return _compare(test, value)
    return _given(value, test.values)


def _given(value: Decimal | str | tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    given = value if isinstance(value, tuple) else (value,)
    return any(each in wanted for each in given)
