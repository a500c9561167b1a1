"""How soon somebody must be seen after a session: a total decision table, read off the triage cards.

==============================  ==========================================================
a row's alternative             what it counts as
==============================  ==========================================================
any symptom "no"                nothing
every symptom "yes"             the row's own urgency
a symptom not answered          ask
otherwise ("not known")         the row's own urgency, but never more than a same-day call
==============================  ==========================================================

The gravest wins: emergency > same-day > ask > within-72h > expected. No alternative holds a "no", so a
worse answer never makes anything milder. Nothing is called expected while a question of that region
and day is open. A symptom nobody would ask about here counts as "no" until somebody reports it.
Source: CARE:12.
"""

import difflib
from typing import Literal

import msgspec

from enthesis.care.values.sentence import Sentence
from enthesis.care.values.triage import SymptomQuestion, SymptomReport, Triage, TriageFinding
from enthesis.knowledge.cards.symptom import Symptom
from enthesis.knowledge.cards.triage import Signs, TriageRule
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Region
from enthesis.vocabulary.errors import BadCard, BadInput
from enthesis.vocabulary.status import Status
from enthesis.vocabulary.urgency import Urgency, mildest

Answer = Literal["yes", "no", "not known", "not answered"]
_ANSWERS = ("yes", "no", "not known")
_DAY_HOURS = 24


class _Moment(msgspec.Struct, frozen=True):
    """Where, and the whole hours since the session that are possible, both ends included."""

    region: str
    first_hour: int
    last_hour: int

    def touches(self, from_hours: int, to_hours: int | None) -> bool:
        """Tell whether any possible hour lies in the span; a span without an end stays open."""
        return self.last_hour >= from_hours and (to_hours is None or self.first_hour < to_hours)


def triage(report: SymptomReport, handbook: Handbook) -> Triage:
    """Tell how soon a person must be seen, what it may be, and what to do.

    Every report of known symptoms has an answer, on any day.

    Raises:
        BadInput: an unknown region, symptom or answer, a day before the session, or hours that do not
            fit the day.
    """
    moment = _moment(report.region, report.days_since_session, report.hours_since_session)
    _refuse_unknown(report, handbook)
    answers = _answers(report, moment, handbook)
    findings = [
        finding
        for rule in handbook.triage.values()
        if rule.when and rule.applies_to(report.region)
        for finding in [_judge(rule, answers, moment, handbook)]
        if finding is not None
    ]
    findings.sort(key=lambda finding: _order(finding, handbook))
    if not findings:
        findings = [_nothing_found(handbook)]
    return Triage(
        urgency=findings[0].urgency,
        says=Sentence(f"triage.urgency.{findings[0].urgency.value}"),
        suspect=findings[0].suspect,
        action=findings[0].action,
        clinician=findings[0].clinician,
        rules=tuple(findings),
        asks=_open(findings, moment, handbook),
    )


def gates(region: str, day: int, handbook: Handbook, hours: int | None = None) -> tuple[SymptomQuestion, ...]:
    """List the symptoms that must all be "no" before anything is called expected, gravest first."""
    return tuple(question for question in symptom_questions(region, day, handbook, hours) if question.gate)


def symptom_questions(
    region: str, day: int, handbook: Handbook, hours: int | None = None
) -> tuple[SymptomQuestion, ...]:
    """List everything a person treated in this region is asked on this day, gravest first.

    Raises:
        BadInput: an unknown region, a day before the session, or hours that do not fit the day.
    """
    return _questions(_moment(region, day, hours), handbook)


def _moment(region: str, day: int, hours: int | None) -> _Moment:
    if region not in set(Region):
        raise BadInput(f"No region {region!r}.", _nearest(region, [each.value for each in Region]))
    if day < 0:
        raise BadInput(f"{day} days since the session lies before it.", "Day 0 is the day of the session.")
    first, last = max(0, (day - 1) * _DAY_HOURS + 1), (day + 1) * _DAY_HOURS - 1
    if hours is None:
        return _Moment(region, first, last)
    if not first <= hours <= last:
        raise BadInput(f"{hours} hours do not fit day {day}.", f"Give {first} to {last} hours, or none.")
    return _Moment(region, hours, hours)


def _refuse_unknown(report: SymptomReport, handbook: Handbook) -> None:
    for symptom, answer in report.symptoms.items():
        if symptom not in handbook.symptoms:
            raise BadInput(f"No symptom {symptom!r}.", _nearest(symptom, list(handbook.symptoms)))
        if answer not in _ANSWERS:
            raise BadInput(f"{symptom}: {answer!r} is no answer.", 'Say "yes", "no" or "not known".')


def _nearest(said: str, known: list[str]) -> str:
    near = difflib.get_close_matches(said, known, n=3, cutoff=0.4)
    return f"Did you mean {' or '.join(near)}?" if near else f"Known are: {', '.join(known)}."


def _answers(report: SymptomReport, moment: _Moment, handbook: Handbook) -> dict[str, Answer]:
    asked = {question.id for question in _questions(moment, handbook)}
    silent: dict[str, Answer] = {
        symptom: "not answered" if symptom in asked else "no" for symptom in handbook.symptoms
    }
    return {**silent, **report.symptoms}  # type: ignore[dict-item]  # held to _ANSWERS before


def _questions(moment: _Moment, handbook: Handbook) -> tuple[SymptomQuestion, ...]:
    alone: dict[str, bool] = {}
    for signs in _live(moment, handbook):
        for symptom in signs.all_of:
            alone[symptom] = alone.get(symptom, False) or len(signs.all_of) == 1
    asked = [card for card in handbook.symptoms.values() if card.id in alone and _is_asked(card, moment)]
    asked.sort(key=lambda card: card.order)
    return tuple(_question(card, gate=alone[card.id]) for card in asked)


def _live(moment: _Moment, handbook: Handbook) -> list[Signs]:
    return [
        signs
        for rule in handbook.triage.values()
        if rule.applies_to(moment.region)
        for signs in rule.when
        if moment.touches(signs.from_hours, signs.to_hours)
    ]


def _is_asked(card: Symptom, moment: _Moment) -> bool:
    return card.is_asked_in(moment.region) and moment.touches(card.asked_from_hours, card.asked_to_hours)


def _question(card: Symptom, *, gate: bool) -> SymptomQuestion:
    return SymptomQuestion(id=card.id, asks=Sentence(f"symptoms.{card.id}.asks"), gate=gate)


def _judge(
    rule: TriageRule, answers: dict[str, Answer], moment: _Moment, handbook: Handbook
) -> TriageFinding | None:
    """Give the gravest thing one row says, or nothing."""
    live = [signs for signs in rule.when if moment.touches(signs.from_hours, signs.to_hours)]
    said = [(urgency, signs) for signs in live if (urgency := _weigh(rule, signs, answers)) is not None]
    if not said:
        return None
    urgency, signs = max(said, key=lambda each: (each[0].rank, _is_met(each[1], answers)))
    met = _is_met(signs, answers)
    voice = rule if met or urgency is rule.urgency else _voice(urgency, handbook)
    return TriageFinding(
        rule=rule.id,
        status=Status.MET if met else Status.NOT_KNOWN,
        urgency=urgency,
        suspect=_suspect(rule, voice),
        action=Sentence(f"triage.{voice.id}.action"),
        clinician=Sentence(f"triage.{rule.id}.clinician") if rule.clinician else None,
        symptoms=signs.all_of,
        unanswered=() if met else _unanswered([each for _, each in said], answers),
    )


def _weigh(rule: TriageRule, signs: Signs, answers: dict[str, Answer]) -> Urgency | None:
    """Weigh one alternative by the table above."""
    said = {answers[symptom] for symptom in signs.all_of}
    if "no" in said:
        return None
    if said == {"yes"}:
        return rule.urgency
    if "not answered" in said:
        return Urgency.ASK
    return mildest((rule.urgency, Urgency.SAME_DAY))


def _is_met(signs: Signs, answers: dict[str, Answer]) -> bool:
    return all(answers[symptom] == "yes" for symptom in signs.all_of)


def _unanswered(alternatives: list[Signs], answers: dict[str, Answer]) -> tuple[str, ...]:
    named = [symptom for signs in alternatives for symptom in signs.all_of]
    return tuple(dict.fromkeys(symptom for symptom in named if answers[symptom] == "not answered"))


def _suspect(rule: TriageRule, voice: TriageRule) -> Sentence:
    own = Sentence(f"triage.{rule.id}.suspect")
    return own if voice is rule else Sentence(f"triage.{voice.id}.suspect", {"suspect": own})


def _voice(urgency: Urgency, handbook: Handbook) -> TriageRule:
    """Find the row that speaks where an answer is missing or not known."""
    return _standing_for("unanswered" if urgency is Urgency.ASK else "not-known", handbook)


def _standing_for(what: str, handbook: Handbook) -> TriageRule:
    for rule in handbook.triage.values():
        if rule.stands_for == what:
            return rule
    raise BadCard(f"No triage card stands for {what}.", "Add one to triage.")


def _nothing_found(handbook: Handbook) -> TriageFinding:
    rule = _standing_for("nothing-found", handbook)
    return TriageFinding(
        rule=rule.id,
        status=Status.MET,
        urgency=rule.urgency,
        suspect=Sentence(f"triage.{rule.id}.suspect"),
        action=Sentence(f"triage.{rule.id}.action"),
        clinician=Sentence(f"triage.{rule.id}.clinician") if rule.clinician else None,
        symptoms=(),
    )


def _order(finding: TriageFinding, handbook: Handbook) -> tuple[int, bool, int]:
    met = finding.status is Status.MET
    return -finding.urgency.rank, not met, handbook.triage[finding.rule].order


def _open(findings: list[TriageFinding], moment: _Moment, handbook: Handbook) -> tuple[SymptomQuestion, ...]:
    """List what is still to be asked, in the order of asking."""
    missing = {symptom for finding in findings for symptom in finding.unanswered}
    return tuple(question for question in _questions(moment, handbook) if question.id in missing)
