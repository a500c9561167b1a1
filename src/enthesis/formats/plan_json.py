"""A plan as a document: in words, as JSON, and as the published schema.

Numbers are JSON numbers with the digits of the decimal value they came from (6.75, never 6.7500000001),
so a reader with a decimal parser loses nothing.
"""

import msgspec

import enthesis
from enthesis.care.values.plan import Plan
from enthesis.formats.json_text import json_text
from enthesis.formats.plan_care import (
    claim_line,
    course_part,
    instructions_part,
    map_part,
    pause_line,
)
from enthesis.formats.plan_findings import (
    condition_line,
    finding_line,
    next_thing_line,
    not_understood_lines,
    person_line,
    question_line,
    verdict_part,
    wish_line,
)
from enthesis.formats.plan_history import (
    history_lines,
    outcome_lines,
    report_lines,
    review_part,
    stage_line,
)
from enthesis.formats.plan_recipes import recipe_line
from enthesis.formats.plan_schema import PlanDocument, ReviewState
from enthesis.formats.words import Words
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.sentences import say
from enthesis.vocabulary.status import Status

__all__ = ["PlanDocument", "plan_document", "schema", "to_json"]


def plan_document(
    plan: Plan, handbook: Handbook, language: str = "en", all_findings: bool = False
) -> PlanDocument:
    """Put a whole plan into the words of one language.

    Findings are those met and not known; with ``all_findings`` those not met as well. The bibliography is
    made last, so that it holds every source anything else on the page names.

    Raises:
        BadCard: the plan says something that no card stands behind.
    """
    words = Words(handbook, language, plan.condition)
    words.cite(plan.sources)
    return PlanDocument(
        enthesis=enthesis.__version__,
        handbook_version=plan.handbook_version,
        language=language,
        made_on=plan.made_on,
        notice=words.label("notice", "demonstration"),
        review_state=review_state(handbook, language),
        person=person_line(plan.case.person, plan.made_on, words),
        wish=wish_line(plan.case.wish, words),
        condition=condition_line(plan.condition, words),
        verdict=verdict_part(plan.verdict, "verdict", words),
        ready_today=verdict_part(plan.ready_today, "ready-today", words),
        next_thing=next_thing_line(plan.next_thing, words),
        stage=stage_line(plan.stage, words),
        questions=tuple(question_line(question, words) for question in plan.questions),
        findings=tuple(
            finding_line(finding, words)
            for finding in plan.findings
            if all_findings or finding.status is not Status.NOT_MET
        ),
        pauses=tuple(pause_line(pause, plan, words) for pause in plan.pauses),
        course=course_part(plan.course, words),
        history=history_lines(plan.case, words),
        reports=report_lines(plan.after_sessions, words),
        review=review_part(plan.case, plan.after_sessions, plan.made_on, words),
        outcomes=outcome_lines(plan.after_sessions, words),
        recipes=tuple(recipe_line(recipe, words) for recipe in plan.recipes),
        injection_map=map_part(plan.injection_map, words),
        instructions=instructions_part(plan, words),
        claims=tuple(claim_line(claim, words) for claim in plan.claims),
        not_understood=not_understood_lines(plan.case, plan.unrecognised, words),
        bibliography=words.bibliography(),
    )


def review_state(handbook: Handbook, language: str = "en") -> ReviewState:
    """Count how many cards a clinician has signed."""
    cards = [card for _, card in handbook.cards()]
    reviewed = sum(card.reviewed is not None for card in cards)
    return ReviewState(
        reviewed=reviewed,
        cards=len(cards),
        says=say(handbook, "label.review-state", {"reviewed": reviewed, "cards": len(cards)}, language),
    )


def to_json(document: PlanDocument) -> bytes:
    """Write the document as JSON, indented, ending in a newline."""
    return json_text(document)


def schema() -> dict[str, object]:
    """Give the JSON Schema of the document, as published in ``docs/reference/plan.schema.json``."""
    published: dict[str, object] = msgspec.json.schema(PlanDocument)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Enthesis plan",
        **{key: _with_numbers(part) for key, part in published.items()},
    }


def _with_numbers(part: object) -> object:
    """Say of every decimal that it is written as a number; msgspec's schema would say text."""
    if isinstance(part, dict):
        if part.get("format") == "decimal":
            return {"type": "number"}
        return {key: _with_numbers(value) for key, value in part.items()}
    if isinstance(part, list):
        return [_with_numbers(value) for value in part]
    return part
