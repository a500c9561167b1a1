"""Walks the steps of care in order and hands results on: one case, one handbook, one day, one Plan.

Steps never import each other. What one needs of another passes through here.
"""

from datetime import date
from decimal import Decimal

import msgspec

from enthesis.care.after_sessions import after_sessions, closed_course
from enthesis.care.answers import Answering
from enthesis.care.course import course_findings, plan_course, planned_sessions
from enthesis.care.course_standing import course_as_it_stands
from enthesis.care.derive import know
from enthesis.care.given_today import given_today, open_doses
from enthesis.care.medicine_list import medicine_list
from enthesis.care.next_after import next_after
from enthesis.care.next_thing import next_thing
from enthesis.care.pauses import earliest_session, plan_pauses, washout_days
from enthesis.care.preparation import prepare
from enthesis.care.procedure import injection_map, switch_findings
from enthesis.care.recovery import aftercare
from enthesis.care.review import is_own_session
from enthesis.care.rulebook import about
from enthesis.care.screening import screen
from enthesis.care.solution import not_yet_drawn, session_recipes
from enthesis.care.stage import stage_of
from enthesis.care.values.after import After
from enthesis.care.values.case import Case
from enthesis.care.values.course import Course
from enthesis.care.values.finding import Finding
from enthesis.care.values.instruction import Instruction
from enthesis.care.values.known import Known
from enthesis.care.values.plan import Plan
from enthesis.care.values.point import InjectionMap
from enthesis.care.values.reading import State
from enthesis.care.values.screening import Screening
from enthesis.care.values.sentence import Sentence
from enthesis.knowledge.cards.condition import Condition
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.settings import whole
from enthesis.vocabulary.errors import BadInput
from enthesis.vocabulary.status import Level, Status

_STATUS = {
    State.MET: Status.MET,
    State.RECORDED: Status.MET,
    State.NOT_KNOWN: Status.NOT_KNOWN,
    State.NOT_MET: Status.NOT_MET,
}


def plan(case: Case, handbook: Handbook, today: date) -> Plan:
    """Work out everything that follows from one case on one day.

    Raises:
        BadInput: the condition or the course asked for is not in the handbook.
    """
    condition = _condition(case, handbook)
    known = know(_without_own_sessions(case), handbook, today)
    course = _course(known, handbook)
    after = _after_sessions(known, condition, course, handbook)
    found = (*_findings(course, condition, handbook), *after.findings)
    screening = screen(known, handbook, condition, found)
    if after.not_before is not None:
        course = _course(known, handbook, after.not_before)
    stopped = screening.verdict.level is Level.CANNOT_PROCEED
    if after.closed is not None:
        course = closed_course(course, after.closed)
    else:
        course = course_as_it_stands(course, screening, today)
    points = _map(known, condition, handbook, stopped=stopped)
    pauses = plan_pauses(known, course.sessions, handbook)
    recipes = session_recipes(
        handbook.protocols[condition.default_protocol],
        points,
        known,
        handbook,
        already_given=given_today(known),
        open_doses=open_doses(known, handbook),
    )
    stage = stage_of(case, screening, course, after, today)
    prepared = () if stopped else prepare(known, condition, handbook)
    return Plan(
        handbook_version=handbook.version,
        made_on=today,
        case=known.case,
        condition=condition.id,
        verdict=screening.verdict,
        ready_today=screening.ready_today,
        next_thing=next_after(after, stage, course, screening, today)
        or next_thing(screening, pauses, course, points, today, about(handbook, condition.id)),
        questions=screening.questions,
        findings=screening.findings,
        pauses=pauses,
        course=course,
        recipes=tuple(not_yet_drawn(recipe) for recipe in recipes) if course.not_yet else recipes,
        injection_map=points,
        before=tuple(each for each in prepared if each.moment == "before"),
        day=tuple(each for each in prepared if each.moment == "day"),
        after=() if stopped else _after(known, condition, handbook),
        claims=condition.claims,
        sources=_sources(condition, course, handbook),
        unrecognised=tuple(entry.fact for entry in known.unrecognised),
        after_sessions=after,
        stage=stage,
    )


def screen_only(case: Case, handbook: Handbook, today: date) -> tuple[Screening, Condition]:
    """Screen without planning: for faces that ask only whether."""
    condition = _condition(case, handbook)
    known = know(_without_own_sessions(case), handbook, today)
    course = _course(known, handbook)
    after = _after_sessions(known, condition, course, handbook)
    found = (*_findings(course, condition, handbook), *after.findings)
    return screen(known, handbook, condition, found), condition


def _findings(course: Course, condition: Condition, handbook: Handbook) -> tuple[Finding, ...]:
    """Gather what counts like any rule and depends on the clinic: its course, and what it has switched on."""
    return (*course_findings(course, handbook=handbook), *switch_findings(condition, handbook))


def _without_own_sessions(case: Case) -> Case:
    """Leave out what the course itself injected: it is no prior injection."""
    if not case.sessions:
        return case
    kept = tuple(fact for fact in case.facts if not is_own_session(fact, case.sessions))
    return msgspec.structs.replace(case, facts=kept)


def _condition(case: Case, handbook: Handbook) -> Condition:
    condition = handbook.conditions.get(case.wish.condition)
    if condition is None or not condition.authored:
        authored = ", ".join(sorted(c.id for c in handbook.conditions.values() if c.authored))
        raise BadInput(f"There is no condition {case.wish.condition!r}.", f"Choose one of: {authored}.")
    return condition


def _course(known: Known, handbook: Handbook, not_before: date = date.min) -> Course:
    return plan_course(
        known.case.wish.course,
        today=known.today,
        handbook=handbook,
        wished_start=known.case.wish.start,
        earliest=max(earliest_session(known, handbook), not_before),
        washout_days=washout_days(known, handbook),
        pain=_baseline_pain(known),
        history=known.case.sessions,
        away=known.case.wish.away,
    )


def _baseline_pain(known: Known) -> Decimal | None:
    pain = known.answers.get("pain")
    return pain.value if pain and pain.fresh and isinstance(pain.value, Decimal) else None


def _after_sessions(known: Known, condition: Condition, course: Course, handbook: Handbook) -> After:
    """Judge what was done and told; the next mixture is worked out only for whoever had a session."""
    over_limit, planned = None, 0
    if known.case.sessions:
        points = injection_map(known.case, condition, handbook)
        recipes = session_recipes(handbook.protocols[condition.default_protocol], points, known, handbook)
        over_limit = any(recipe.status == "refused" for recipe in recipes)
        planned = planned_sessions(course.template, pain=_baseline_pain(known), handbook=handbook)
    return after_sessions(
        known.case, condition, course, handbook, known.today, planned=planned, over_limit=over_limit
    )


def _map(known: Known, condition: Condition, handbook: Handbook, *, stopped: bool) -> InjectionMap:
    if stopped:
        return InjectionMap(status="not-offered", says=Sentence("procedure.stopped"), points=())
    return injection_map(known.case, condition, handbook)


def _after(known: Known, condition: Condition, handbook: Handbook) -> tuple[Instruction, ...]:
    """Ask the criteria what the aftercare depends on; what is only recorded counts as so, to be careful."""
    answering = Answering(known, handbook, condition)

    def status(criterion: str) -> Status:
        return _STATUS[answering.criterion(criterion).state]

    def unless_silent(criterion: str) -> Status:
        """Nobody is asked, so a chart without the entry leaves it not known; never a no."""
        return Status.MET if status(criterion) is Status.MET else Status.NOT_KNOWN

    return aftercare(
        handbook,
        region=condition.region,
        tissue=condition.tissue,
        nsaid_days_after=whole(handbook, "nsaid-days-after"),
        weight_kg=known.case.person.weight_kg,
        sedation=known.case.wish.sedation,
        adult=_adult(known, condition),
        takes_warfarin=_takes(known, "warfarin"),
        liver_disease=unless_silent("liver-disease"),
        alcohol=unless_silent("alcohol"),
        frail=unless_silent("frail"),
        paracetamol_allergy=status("paracetamol-allergy"),
        other_paracetamol=tuple(
            m.text for m in known.medicines if "paracetamol" in m.classes and m.taking is not Status.NOT_MET
        ),
        cold_unsuitable=status("no-cold-packs"),
        diabetes=status("diabetes"),
    )


def _adult(known: Known, condition: Condition) -> Status:
    if known.ages is None:
        return Status.NOT_KNOWN
    youngest, oldest = known.ages
    if youngest >= condition.minimum_age:
        return Status.MET
    return Status.NOT_MET if oldest < condition.minimum_age else Status.NOT_KNOWN


def _takes(known: Known, medicine_class: str) -> Status:
    """Tell whether any medicine of a class is taken; a list nobody confirmed leaves silence not known."""
    taking = {m.taking for m in known.medicines if medicine_class in m.classes}
    if any(m.questions and not m.classes for m in known.medicines):
        taking.add(Status.NOT_KNOWN)
    for status in (Status.MET, Status.NOT_KNOWN):
        if status in taking:
            return status
    whole = medicine_list(known.answers.get("other-medicines")).is_whole
    return Status.NOT_MET if whole else Status.NOT_KNOWN


def _sources(condition: Condition, course: Course, handbook: Handbook) -> tuple[str, ...]:
    """List the sources of what the plan rests on and no other part names by itself."""
    protocol = handbook.protocols[condition.default_protocol]
    template = handbook.courses[course.template]
    return tuple(dict.fromkeys((*condition.sources, *protocol.sources, *template.sources)))
