"""The screening part of a plan's document, for those who ask only whether."""

from datetime import date

from enthesis.formats.plan_schema import (
    BibliographyLine,
    ConditionLine,
    FindingLine,
    PersonLine,
    PlanDocument,
    QuestionLine,
    VerdictPart,
    WishLine,
)
from enthesis.formats.shapes import Shape


class ScreeningDocument(Shape, frozen=True):
    """Both verdicts, what is open and what was found, under the same keys as in a plan."""

    enthesis: str
    handbook_version: str
    language: str
    made_on: date
    notice: str
    person: PersonLine
    wish: WishLine
    condition: ConditionLine
    verdict: VerdictPart
    ready_today: VerdictPart
    questions: tuple[QuestionLine, ...]
    findings: tuple[FindingLine, ...]
    bibliography: tuple[BibliographyLine, ...]


def screening_document(plan: PlanDocument) -> ScreeningDocument:
    """Take the screening out of a plan, with the sources it names and no other."""
    named = {key for said in (plan.condition, *plan.questions, *plan.findings) for key in said.sources}
    return ScreeningDocument(
        enthesis=plan.enthesis,
        handbook_version=plan.handbook_version,
        language=plan.language,
        made_on=plan.made_on,
        notice=plan.notice,
        person=plan.person,
        wish=plan.wish,
        condition=plan.condition,
        verdict=plan.verdict,
        ready_today=plan.ready_today,
        questions=plan.questions,
        findings=plan.findings,
        bibliography=tuple(source for source in plan.bibliography if source.key in named),
    )
