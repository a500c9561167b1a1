"""Syringe labels: one for each syringe of the session that can be made, on a sheet of real labels.

Nothing is labelled whose volume is not known, and nothing at all while the course is not agreed or anything
keeps the needle away today: a labelled syringe reads as one that may be given. The words are those of the
recipe; whose syringe it is, is added. No colour says what a syringe holds.
"""

from decimal import Decimal

import msgspec

from enthesis.care.given_today import WHAT as GIVEN_TODAY
from enthesis.formats.day_words import capitalise
from enthesis.formats.paper import set_pdf
from enthesis.formats.papers.parts import SETTLED, target, told
from enthesis.formats.plan_schema import PlanDocument, QuestionLine, RecipeLine
from enthesis.formats.words import Words

_BY_HAND = 3  # a label ends in when it was mixed, who prepared it, who checked it


class LabelSheet(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet of labels in the shops: A4, two across and seven down, each 99.1 by 38.1 mm. All in mm."""

    width_mm: Decimal = Decimal("99.1")
    height_mm: Decimal = Decimal("38.1")
    across: int = 2
    down: int = 7
    gap_mm: Decimal = Decimal("2.5")
    left_mm: Decimal = Decimal("4.65")
    top_mm: Decimal = Decimal("15.15")


class SyringeLabel(msgspec.Struct, frozen=True, kw_only=True):
    """One label: what the syringe holds, whose it is, and the lines filled in by hand."""

    title: str
    holds: tuple[str, ...]
    says: tuple[str, ...]
    by_hand: tuple[str, ...]
    whose: tuple[str, ...]
    notice: str


class Labels(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet of labels in words."""

    title: str
    notice: str
    sheet_says: str
    language: str
    sheet: LabelSheet
    labels: tuple[SyringeLabel, ...]


def syringe_labels(document: PlanDocument, words: Words, record: str = "") -> Labels:
    """Write the labels of the next session's syringes."""
    sheet = LabelSheet()
    values = {"width": str(sheet.width_mm), "height": str(sheet.height_mm)}
    count = str(sheet.across * sheet.down)
    return Labels(
        title=told(words, "title.labels"),
        notice=document.notice,
        sheet_says=told(words, "labels.sheet", count=count, **values),
        language=document.language,
        sheet=sheet,
        labels=tuple(
            _label(number, recipe, document, words, record) for number, recipe in _labelled(document)
        ),
    )


def may_be_labelled(document: PlanDocument) -> bool:
    """Tell whether a labelled syringe may lie there today: both verdicts say so, and the day is agreed."""
    settled = {document.verdict.level, document.ready_today.level} <= SETTLED
    return settled and not document.course.not_yet


def _labelled(document: PlanDocument) -> list[tuple[int, RecipeLine]]:
    if not may_be_labelled(document) or doses_not_told(document):
        return []
    numbered = enumerate(document.recipes, start=1)
    return [(number, recipe) for number, recipe in numbered if recipe.status == "made" and recipe.volume_ml]


def doses_not_told(document: PlanDocument) -> QuestionLine | None:
    """Give the open question about numbing medicine of today, where a syringe holds some.

    The recipe warns that its sum is not whole; a label has no room for that.
    """
    if not any(share.here for recipe in document.recipes for share in recipe.shares):
        return None
    return next((question for question in document.questions if question.id == GIVEN_TODAY), None)


def _label(
    number: int, recipe: RecipeLine, document: PlanDocument, words: Words, record: str
) -> SyringeLabel:
    person, unknown = document.person, told(words, "not-known")
    whose = [person.name or unknown, told(words, "who.born", day=person.birth or unknown)]
    whose += [told(words, "who.record", record=record)] if record else []
    holds, *says = recipe.label
    return SyringeLabel(
        title=told(words, "syringe", number=str(number), name=capitalise(recipe.name)),
        holds=tuple(capitalise(drug) for drug in holds.split("; ")),
        says=tuple(says[:-_BY_HAND]),
        by_hand=tuple(says[-_BY_HAND:]),
        whose=(*whose, target(document)),
        notice=told(words, "labels.notice"),
    )


def labels_pdf(labels: Labels) -> bytes:
    """Set the labels as a tagged PDF.

    Raises:
        BadInput: a name holds a sign the fonts lack.
    """
    return set_pdf("labels.typ", labels)
