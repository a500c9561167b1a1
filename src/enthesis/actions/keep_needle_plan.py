"""Keep a needle plan made for a patient, as it was decided."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from django.db import transaction
from msgspec.structs import replace as replaced

from enthesis.actions.audit import note
from enthesis.actions.subject import patient_of
from enthesis.care.values.case import ChosenNeedle
from enthesis.formats.needle_names import NeedleNames, enthesis_called
from enthesis.formats.needle_page import NeedlePictures
from enthesis.formats.needle_plan_json import to_json
from enthesis.formats.needle_plan_schema import NeedlePlanDocument
from enthesis.knowledge.handbook import Handbook
from enthesis.needle.clearances import clearances_of
from enthesis.needle.plan_values import NeedlePlan, PlannedNeedle
from enthesis.store.tables.needle_plan import NeedlePlanRow
from enthesis.store.translate.needle import bytes_of
from enthesis.vocabulary.anatomy import Side

_TENTH = Decimal("0.1")


@transaction.atomic
def keep_needle_plan(
    *,
    record: str,
    plan: NeedlePlan,
    document: NeedlePlanDocument,
    pictures: NeedlePictures,
    side: Side,
    session: int | None,
    files: Mapping[str, str],
    handbook: Handbook,
    made_on: date,
    by: str,
) -> int:
    """Keep one plan and give its number; earlier ones stay.

    Args:
        record: whose.
        plan: as the needle room made it.
        document: the same in words.
        pictures: what its page draws.
        side: which limb the image shows.
        session: for which session of the course, where one is planned.
        files: names of the image files, with what their bytes hash to.
        handbook: tells which targets are entheses.
        made_on: the day.
        by: who made it.
    """
    patient = patient_of(record)
    number = NeedlePlanRow.objects.filter(patient=patient).count() + 1
    NeedlePlanRow.objects.create(
        patient=patient,
        by=by,
        number=number,
        session=session,
        side=side.value,
        document=to_json(document),
        needles=bytes_of(_offered(plan, side, handbook, made_on)),
        payload=pictures.payload,
        has_picture=pictures.picture,
        scene=pictures.scene,
        slices=pictures.volume,
        files=dict(files),
    )
    note(by=by, verb="keep-needle-plan", subject=record, number=number, verdict=plan.verdict.value)
    return number


def _offered(plan: NeedlePlan, side: Side, handbook: Handbook, made_on: date) -> dict[str, ChosenNeedle]:
    """Turn every needle to an enthesis into one that may be chosen; other targets have no place on a map."""
    names = NeedleNames(handbook, plan.region, "en")
    return {
        needle.target: replaced(
            _needle(needle, enthesis, side, names),
            confirmed_by=plan.confirmed_by,
            schematic=plan.schematic,
            planned_on=made_on,
            image_on=plan.image_date,
        )
        for needle in plan.needles
        if (enthesis := enthesis_called(needle.target, handbook))
    }


def _needle(needle: PlannedNeedle, enthesis: str, side: Side, names: NeedleNames) -> ChosenNeedle:
    """Name each clearance by the structure care knows, which may be a net of several labelled vessels."""
    return ChosenNeedle(
        enthesis=enthesis,
        side=side,
        gauge=needle.gauge,
        length_mm=Decimal(str(needle.needle_length_mm)),
        way_mm=Decimal(repr(needle.length_mm)).quantize(_TENTH, rounding=ROUND_FLOOR),
        clearances=tuple(
            replace(clearance, structure=names.card_of(clearance.structure))
            for clearance in clearances_of(needle)
        ),
    )
