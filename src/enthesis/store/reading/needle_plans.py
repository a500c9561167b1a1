"""Which needle plans does a patient have, what is in one, and which needles count?"""

from datetime import datetime

import msgspec

from enthesis.care.values.case import ChosenNeedle
from enthesis.store.tables.needle_plan import NeedleChoice, NeedlePlanRow
from enthesis.store.tables.patient import Patient
from enthesis.store.translate.needle import needles_of


class NeedlePlanKept(msgspec.Struct, frozen=True, kw_only=True):
    """One plan. ``chosen`` are the targets whose needles count now; ``offered`` those that may be chosen."""

    number: int
    session: int | None
    side: str
    by: str
    at: datetime
    document: bytes
    payload: str
    has_picture: bool
    offered: tuple[str, ...]
    chosen: tuple[str, ...]


def latest_needle_plan(record: str) -> int | None:
    """Give the number of the newest plan, or nothing where there is none."""
    row = NeedlePlanRow.objects.filter(patient__record_number=record).values_list("number").last()
    return row[0] if row else None


def needle_plan(record: str, number: int) -> NeedlePlanKept | None:
    """Give one plan, without the bytes of its pictures."""
    row = (
        NeedlePlanRow.objects.filter(patient__record_number=record, number=number)
        .defer("scene", "slices")
        .first()
    )
    if row is None:
        return None
    choice = NeedleChoice.objects.filter(patient=row.patient_id).last()
    return NeedlePlanKept(
        number=row.number,
        session=row.session,
        side=row.side,
        by=row.by,
        at=row.at,
        document=bytes(row.document),
        payload=row.payload,
        has_picture=row.has_picture,
        offered=tuple(needles_of(bytes(row.needles))),
        chosen=tuple(choice.targets) if choice and choice.plan_id == row.pk else (),
    )


def needle_picture(record: str, number: int, name: str) -> bytes | None:
    """Give the bytes of one picture: ``scene`` or ``slices``."""
    row = NeedlePlanRow.objects.filter(patient__record_number=record, number=number).values_list(name).first()
    return bytes(row[0]) if row else None


def chosen_needles(patient: Patient) -> tuple[ChosenNeedle, ...]:
    """Give the needles that count for a patient: those of the latest choice."""
    choice = (
        NeedleChoice.objects.filter(patient=patient)
        .select_related("plan")
        .defer("plan__scene", "plan__slices", "plan__document", "plan__payload")
        .last()
    )
    if choice is None:
        return ()
    offered = needles_of(bytes(choice.plan.needles))
    return tuple(offered[target] for target in choice.targets if target in offered)
