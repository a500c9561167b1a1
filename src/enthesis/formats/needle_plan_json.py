"""A needle plan as a document: in words, as JSON, and as the published schema."""

from collections.abc import Iterable

import msgspec

import enthesis
from enthesis.formats.json_text import json_text
from enthesis.formats.needle_lines import needle_line, target_line
from enthesis.formats.needle_names import NeedleNames
from enthesis.formats.needle_plan_schema import NeedlePlanDocument, StructureLine
from enthesis.formats.plan_json import review_state
from enthesis.formats.plan_schema import BibliographyLine
from enthesis.formats.words import Words
from enthesis.knowledge.cards.card import Card
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.sentences import say
from enthesis.needle.plan_values import NeedlePlan
from enthesis.needle.said import Said
from enthesis.needle.structures import AVOIDED, LabelMap

# The settings a plan's numbers come from; their sources end in the bibliography.
_SETTINGS = "needle-"


def needle_plan_document(
    plan: NeedlePlan,
    labels: LabelMap,
    handbook: Handbook,
    noticed: Iterable[Said] = (),
    language: str = "en",
) -> NeedlePlanDocument:
    """Put a needle plan into the words of one language.

    Args:
        plan: the plan.
        labels: the label map it was made with.
        handbook: the cards.
        noticed: sentences about the files it was made from, told with the assumptions.
        language: of the words.

    Raises:
        BadCard: the plan says something that no card stands behind.
    """
    names = NeedleNames(handbook, plan.region, language)
    headline, *reasons = (names.say(said) for said in plan.says)
    confirmed = "confirmed" if plan.confirmed_by else "not-confirmed"
    return NeedlePlanDocument(
        enthesis=enthesis.__version__,
        handbook_version=handbook.version,
        language=language,
        notice=say(handbook, "label.notice.demonstration", {}, language),
        decision_support=say(handbook, "needle.says.decision-support", {}, language),
        review_state=review_state(handbook, language),
        region=plan.region,
        region_title=names.region_title(),
        verdict=plan.verdict.value,
        verdict_says=say(handbook, f"label.needle-verdict.{plan.verdict.value}", {}, language),
        says=headline,
        reasons=tuple(reasons),
        needles=tuple(needle_line(needle, plan.range_mm, names) for needle in plan.needles),
        targets=tuple(target_line(target, names) for target in plan.targets),
        punctures=plan.punctures,
        optimality_gap=plan.optimality_gap,
        missing_structures=plan.missing_structures,
        missing=tuple(names.expected(name) for name in plan.missing_structures),
        labelled=tuple(
            StructureLine(structure=one.name, title=names.structure(one.name), role=one.role.value)
            for one in labels.of(*AVOIDED)
            if one.name in plan.labelled_structures
        ),
        unnamed_values=plan.unnamed_values,
        assumptions=tuple(names.say(said) for said in (*plan.assumptions, *noticed)),
        range_mm=plan.range_mm,
        confirmed_by=plan.confirmed_by,
        confirmed_says=say(handbook, f"needle.says.{confirmed}", {"who": plan.confirmed_by}, language),
        image_pose=plan.image_pose,
        treatment_pose=plan.treatment_pose,
        schematic=plan.schematic,
        schematic_says=say(handbook, "needle.says.schematic", {}, language) if plan.schematic else "",
        image_date=plan.image_date,
        bibliography=_bibliography(plan, handbook, language),
    )


def _bibliography(plan: NeedlePlan, handbook: Handbook, language: str) -> tuple[BibliographyLine, ...]:
    """List the sources of the checklist, the needles, the margins and every limit the planner used."""
    words = Words(handbook, language)
    cards: list[Card] = [card for name, card in handbook.settings.items() if name.startswith(_SETTINGS)]
    cards += [card for name, card in handbook.limits.items() if name.startswith("clearance-")]
    cards += [handbook.needles[n.needle] for n in plan.needles if n.needle in handbook.needles]
    if plan.region in handbook.needle_regions:
        cards.append(handbook.needle_regions[plan.region])
    for card in cards:
        words.cite(card.sources)
    return words.bibliography()


def to_json(document: NeedlePlanDocument) -> bytes:
    """Write the document as JSON, indented, ending in a newline."""
    return json_text(document)


def schema() -> dict[str, object]:
    """Give the JSON Schema of the document, as published in ``docs/reference/needle-plan.schema.json``."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Enthesis needle plan",
        **msgspec.json.schema(NeedlePlanDocument),
    }
