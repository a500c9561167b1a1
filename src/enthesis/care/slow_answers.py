"""The slow, obvious twin of ``answers`` for what stands in a chart: every fact asked, no index, no memory.

It exists for tests and benchmarks. It shares no code with the fast path but the values and the calendar.
``slow_screening`` puts whole rules together with it.
"""

from datetime import date, timedelta
from decimal import Decimal

from enthesis.care.values.fact import Fact
from enthesis.care.values.known import Known
from enthesis.care.values.reading import State
from enthesis.knowledge.cards.condition import Condition
from enthesis.knowledge.cards.question import Question
from enthesis.knowledge.cards.rule import Criterion
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.recognise import Target, slow_recognise
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.codes import CodeSystem
from enthesis.vocabulary.dates import PartialDate

Said = Decimal | str | tuple[str, ...]
_NOT_RECOGNISED = "not-recognised"


def slow_criterion(criterion: Criterion, known: Known, handbook: Handbook, condition: Condition) -> State:
    """Read one chart criterion over a condition, procedure, allergy, imaging entry or observation.

    Args:
        criterion: of a kind that looks at chart entries and is settled by a question.
        known: the case; its recognised sets are not used, only its facts and answers.
        handbook: where code sets and questions are found.
        condition: whose region is the target.
    """
    if criterion.regions and condition.region not in criterion.regions:
        return State.NOT_MET
    states = [
        _fact_state(criterion, fact, known, handbook, condition)
        for fact in known.case.facts
        if fact.kind == criterion.select.kind or fact.kind in criterion.select.also
    ]
    return settled(max(states, default=State.NOT_MET), criterion, known, handbook, condition)


def settled(
    chart: State, criterion: Criterion, known: Known, handbook: Handbook, condition: Condition
) -> State:
    """Join what the chart says with what was answered."""
    confirm = _latest_answer(f"confirm:{criterion.id}", known, handbook, condition)
    plain = _latest_answer(criterion.question, known, handbook, condition) if criterion.question else None
    if confirm == "no" and _said_too_early(criterion, plain, known, handbook, condition):
        confirm = None
    if chart is State.MET or confirm == "yes":
        return State.MET
    if plain in criterion.yes:
        if criterion.answered == "certain":
            return State.MET
        return State.NOT_MET if confirm == "no" else State.RECORDED
    if chart is not State.NOT_MET and confirm != "no":
        return chart
    if plain in criterion.no:
        return State.NOT_MET
    if criterion.question and not asked_of(criterion.question, known, handbook, condition):
        return State.NOT_MET
    return State.NOT_MET if criterion.missing == "not-met" else State.NOT_KNOWN


def _said_too_early(
    criterion: Criterion, plain: str | None, known: Known, handbook: Handbook, condition: Condition
) -> bool:
    """Whether something was written down after the last "no, it is not so"."""
    days = [
        max(day.earliest for day in (fact.start, fact.recorded, PartialDate(1)) if day is not None)
        for fact in known.case.facts
        if (fact.kind == criterion.select.kind or fact.kind in criterion.select.also)
        and _fact_state(criterion, fact, known, handbook, condition) in (State.RECORDED, State.NOT_KNOWN)
    ]
    if plain in criterion.yes:
        days.append(answered_on(criterion.question, known).earliest)
    said = answered_on(f"confirm:{criterion.id}", known).latest
    return any(min(day, known.today) > said for day in days)


def answered_on(question: str, known: Known) -> PartialDate:
    """Give the last day a question was answered on."""
    return max(
        (
            fact.start or PartialDate.of(known.today)
            for fact in known.case.facts
            if fact.kind == "answer" and any(code.value == question for code in fact.codes)
        ),
        key=lambda day: day.latest,
    )


def _fact_state(
    criterion: Criterion, fact: Fact, known: Known, handbook: Handbook, condition: Condition
) -> State:
    how = how_known(criterion, fact, known, handbook)
    if how is None:
        return State.NOT_MET
    if fact.active == "no" and not criterion.even_resolved:
        return State.NOT_MET
    if criterion.window is not None and not _maybe_in_window(criterion, fact, known):
        return State.NOT_MET
    place = _where(criterion, fact, known, handbook, condition)
    if place == "elsewhere":
        return State.NOT_MET
    sure = (
        criterion.chart == "certain"
        and how == "code"
        and place == "here"
        and fact.active != "no"
        and (criterion.window is None or surely_in_window(criterion, fact, known))
    )
    if sure:
        return State.MET
    return State.NOT_KNOWN if criterion.chart == "unknown" else State.RECORDED


def how_known(criterion: Criterion, fact: Fact, known: Known, handbook: Handbook) -> str | None:
    """Tell how the criterion's code set knows an entry, asking that card alone.

    Which entries no card knows at all is taken from the case as it was understood.
    """
    card = handbook.code_sets[criterion.select.code_set]
    if any(each.fact is fact for each in known.by_set.get(card.id, ()) if card.id == _NOT_RECOGNISED):
        return "name"
    target = Target(
        id=card.id,
        codes=card.codes,
        words=card.words,
        together=card.together,
        except_words=card.except_words,
        except_before=card.except_before,
        except_words_over_codes=card.except_words_over_codes,
    )
    return slow_recognise([target], fact.codes, fact.text).get(card.id)


def _moment(criterion: Criterion, fact: Fact, known: Known) -> PartialDate | None:
    assert criterion.window is not None
    start, end = _after_birth(fact.start, known), _after_birth(fact.end, known)
    if criterion.window.on == "start" or end is None or _is_backwards(start, end):
        return start
    return end


def _is_backwards(start: PartialDate | None, end: PartialDate) -> bool:
    return start is not None and end.latest < start.earliest


def _after_birth(day: PartialDate | None, known: Known) -> PartialDate | None:
    birth = known.case.person.birth
    if day is None or birth is None or day.latest >= birth.earliest:
        return day
    return None


def _runs_on(criterion: Criterion, fact: Fact, known: Known) -> bool:
    assert criterion.window is not None
    if criterion.window.on != "overlap" or fact.kind == "procedure" or fact.active == "no":
        return False
    end = _after_birth(fact.end, known)
    return end is None or _is_backwards(_after_birth(fact.start, known), end)


def _edge(criterion: Criterion, known: Known) -> date:
    assert criterion.window is not None
    day = known.today
    if criterion.window.since == "first-session":
        day = known.case.wish.start or day
    return day - timedelta(days=criterion.window.days)


def _maybe_in_window(criterion: Criterion, fact: Fact, known: Known) -> bool:
    assert criterion.window is not None
    if _runs_on(criterion, fact, known):
        return True
    moment = _moment(criterion, fact, known)
    return moment is None or moment.latest >= _edge(criterion, known)


def surely_in_window(criterion: Criterion, fact: Fact, known: Known) -> bool:
    """Tell whether an entry lies in the criterion's window on every day it may have been."""
    assert criterion.window is not None
    if _runs_on(criterion, fact, known):
        return True
    moment = _moment(criterion, fact, known)
    return moment is not None and moment.earliest >= _edge(criterion, known)


def _where(criterion: Criterion, fact: Fact, known: Known, handbook: Handbook, condition: Condition) -> str:
    if criterion.select.where == "anywhere":
        return "here"
    site, side = _site_and_side(fact, known, handbook)
    if site is not None and site != condition.region and site in criterion.near:
        site = None
    if site is not None and site != condition.region:
        return "elsewhere"
    if criterion.select.where == "target-region" or not condition.sides:
        return "unknown" if site is None else "here"
    wanted = known.case.wish.side
    if side is None or wanted is None:
        return "unknown"
    same = side == wanted or Side.BOTH in (side, wanted)
    if not same:
        return "elsewhere"
    return "unknown" if site is None else "here"


def _site_and_side(fact: Fact, known: Known, handbook: Handbook) -> tuple[str | None, Side | None]:
    for group in known.by_set.values():
        for each in group:
            if each.fact is fact:
                return each.site, each.side
    return fact.site, fact.side


def _latest_answer(question: str, known: Known, handbook: Handbook, condition: Condition) -> str | None:
    said = latest_said(question, known, handbook, condition)
    return said if isinstance(said, str) else None


def latest_said(question: str, known: Known, handbook: Handbook, condition: Condition) -> Said | None:
    """Give the last thing somebody answered: later days win, then later entries.

    It counts unless it went stale, is "not known", or is a choice that this condition does not offer.
    """
    card = handbook.questions.get(question.split(":")[0])
    best: tuple[date, int] | None = None
    said: Said | None = None
    for at, fact in enumerate(known.case.facts):
        if fact.kind != "answer" or fact.value is None:
            continue
        if not any(c.system is CodeSystem.ENTHESIS and c.value == question for c in fact.codes):
            continue
        when = (fact.start.latest if fact.start else known.today, at)
        if best is None or when >= best:
            best, said = when, fact.value
            first = fact.start.earliest if fact.start else known.today
            if card is not None and first < known.today - timedelta(days=card.good_for):
                said = None
    if said == "not known" or (card is not None and _is_refused(said, card, condition)):
        return None
    return said


def _is_refused(said: Said | None, card: Question, condition: Condition) -> bool:
    chosen = said if isinstance(said, tuple) else (said,)
    return any(choice.id in chosen and not choice.is_offered(condition) for choice in card.choices)


def asked_of(question: str, known: Known, handbook: Handbook, condition: Condition) -> bool:
    """Tell whether a question is asked of this person at all."""
    card = handbook.questions[question]
    person = known.case.person
    if card.conditions and condition.id not in card.conditions:
        return False
    if card.sex and person.sex in ("female", "male") and person.sex != card.sex:
        return False
    if known.ages is None:
        return True
    youngest, oldest = known.ages
    if card.age_from is not None and oldest < card.age_from:
        return False
    return not (card.age_to is not None and youngest > card.age_to)
