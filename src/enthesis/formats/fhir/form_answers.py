"""Answers that stand in a chart as filled-in forms: ours become facts, anybody else's are counted."""

from enthesis.care.values.fact import Fact
from enthesis.formats.answer_values import answer_fact
from enthesis.formats.fhir.questionnaire_response import FINISHED, QuestionnaireResponse, given_in
from enthesis.formats.fhir.reading import Reading
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.errors import BadInput


def form_facts(
    response: QuestionnaireResponse, reading: Reading, ref: str, handbook: Handbook
) -> tuple[Fact, ...]:
    """Read one form. A question answered twice and differently stays open: both answers are left out."""
    if response.status not in FINISHED:
        return reading.not_used(response, f"its status is {response.status}", ref)
    facts: dict[str, Fact] = {}
    doubtful: set[str] = set()
    for given in given_in(response, ref):
        try:
            fact = answer_fact(given, handbook, reading.today, handbook.questions)
        except BadInput as fault:
            reading.tally.count("an answer in a form", fault.says, ref)
            continue
        if facts.setdefault(given.question, fact).value != fact.value:
            doubtful.add(given.question)
    for question in sorted(doubtful):
        reading.tally.count("an answer in a form", f"{question} is answered twice and differently", ref)
    return tuple(fact for question, fact in facts.items() if question not in doubtful)
