"""Choose needles of a plan: they meet the points of the injection map, where care judges their clearances."""

from collections.abc import Sequence

from django.db import transaction

from enthesis.actions.audit import note
from enthesis.actions.subject import patient_of
from enthesis.store.tables.needle_plan import NeedleChoice, NeedlePlanRow
from enthesis.store.translate.needle import needles_of
from enthesis.vocabulary.errors import BadInput


@transaction.atomic
def choose_needles(*, record: str, number: int, targets: Sequence[str], by: str) -> None:
    """Keep which needles of a plan are to be used; an empty choice takes earlier ones back.

    Raises:
        BadInput: the patient has no such plan, or the plan offers no needle to one of the targets.
    """
    patient = patient_of(record)
    plan = NeedlePlanRow.objects.filter(patient=patient, number=number).defer("scene", "slices").first()
    if plan is None:
        raise BadInput(f"There is no needle plan {number} for this patient.", "Open one of theirs.")
    offered = needles_of(bytes(plan.needles))
    unknown = next((target for target in targets if target not in offered), None)
    if unknown is not None:
        raise BadInput(
            f"The plan offers no needle to {unknown!r} that has a place on the map.",
            "Choose among its needles; name targets by their enthesis.",
        )
    NeedleChoice.objects.create(patient=patient, plan=plan, by=by, targets=list(dict.fromkeys(targets)))
    note(by=by, verb="choose-needles", subject=record, number=number, targets=list(targets))
