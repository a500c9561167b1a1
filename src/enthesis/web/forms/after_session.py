"""Reports, scores and reviews as they were sent."""

from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Literal, cast, get_args

import msgspec
from django.http import QueryDict

from enthesis.care.outcomes import score
from enthesis.care.values.history import ReviewTaken, ScoreGiven
from enthesis.care.values.review import Checkup, Decision
from enthesis.care.values.triage import SymptomQuestion
from enthesis.knowledge.cards.instrument import Instrument
from enthesis.vocabulary.errors import BadInput
from enthesis.web.forms.numbers import typed_day, typed_text

ANSWERS = ("yes", "no", "not known")
ToldBy = Literal["patient", "nurse", "clinician", "other"]
TOLD_BY: tuple[ToldBy, ...] = get_args(ToldBy)
FOUND = ("no-red-flag", "red-flag")
CHECKS = ("red_flag", "back_to_baseline", "satisfied", "function_goal_met")
GRADES = {"0": 0, "1": 1, "3": 3}
_LONGEST = 20
_BEFORE_A_COURSE = timedelta(days=366)


def read_symptoms(asked: tuple[SymptomQuestion, ...], sent: QueryDict) -> dict[str, str]:
    """Read the answers that were given; a symptom left empty was not answered, which is never a no."""
    said = {each.id: sent.get(f"symptom-{each.id}", "") for each in asked}
    return {name: answer for name, answer in said.items() if answer in ANSWERS}


def read_score(card: Instrument, sent: QueryDict, today: date) -> tuple[ScoreGiven, dict[str, str]]:
    """Read a filled-in instrument, with what must be mended, by field; an empty item was not answered."""
    faults: dict[str, str] = {}
    day = today
    try:
        day = typed_day(sent.get("day", ""), first=today - _BEFORE_A_COURSE, last=today)
    except BadInput as fault:
        faults["day"] = str(fault)
    occasions = [each.id for each in card.occasion]
    occasion = sent.get("occasion", "") if occasions else ""
    if occasions and occasion not in occasions:
        faults["occasion"] = "When the pain was asked about is missing. Choose one."
    answers: dict[str, Decimal | None] = {}
    for name in (name for scale in card.scale for name in scale.item_ids):
        try:
            answers[name] = _item(card, name, sent.get(f"item-{name}", ""))
        except BadInput as fault:
            faults[f"item-{name}"] = str(fault)
    if all(value is None for value in answers.values()) and not faults:
        faults["items"] = "Nothing is answered. Answer at least one item."
    return ScoreGiven(instrument=card.id, day=day, answers=answers, occasion=occasion), faults


def _item(card: Instrument, name: str, text: str) -> Decimal | None:
    """Read one item; its own place on the page says which, so the fault names the number alone."""
    written = text.strip().replace(",", ".")
    if not written:
        return None
    try:
        number = Decimal(written) if len(written) <= _LONGEST else None
    except InvalidOperation:
        number = None
    if number is None:
        raise BadInput(f"{written[:_LONGEST]} is no number.", "Give a number.")
    try:
        score(card, {name: number})
    except BadInput as fault:
        raise BadInput(f"This{str(fault).removeprefix(name)}") from None
    return number


def read_review(sent: QueryDict, today: date, earlier: tuple[ReviewTaken, ...] = ()) -> ReviewTaken:
    """Read a review; an item without an answer stays not known.

    A decision sent alone stands on what was answered earlier the same day.
    """
    said = {name: {"yes": True, "no": False}.get(sent.get(name, "")) for name in CHECKS}
    decision = sent.get("decision", "")
    reason = typed_text(sent.get("reason", ""))
    checkup = Checkup(
        red_flag=said["red_flag"],
        back_to_baseline=said["back_to_baseline"],
        satisfied=said["satisfied"],
        function_goal_met=said["function_goal_met"],
        adverse_grade=GRADES.get(sent.get("adverse_grade", "")),
    )
    of_today = [held.checkup for held in earlier if held.day == today]
    if of_today and not any(sent.get(name) for name in (*CHECKS, "adverse_grade")):
        checkup = of_today[-1]
    if decision == "continue":
        checkup = msgspec.structs.replace(checkup, reason_to_go_on=reason)
    return ReviewTaken(
        day=today,
        checkup=checkup,
        decision=cast(Decision, decision) if decision in get_args(Decision) else None,
        reason=reason,
    )
