"""Needle plans are kept as decided; a choice counts whole, and the case carries it to care."""

from datetime import date
from decimal import Decimal

import pytest

from enthesis.actions.add_patient import add_patient
from enthesis.actions.choose_needles import choose_needles
from enthesis.actions.gather_case import gather_case
from enthesis.actions.keep_needle_plan import keep_needle_plan
from enthesis.care.values.case import Person, Wish
from enthesis.formats.needle_page import NeedlePictures
from enthesis.formats.needle_plan_json import needle_plan_document, to_json
from enthesis.knowledge.handbook import Handbook
from enthesis.needle.margin import MarginModel
from enthesis.needle.plan_values import Angles, Feasible, NeedlePlan, PlannedNeedle, TargetVerdict
from enthesis.needle.said import Said
from enthesis.needle.structures import LabelMap
from enthesis.store.reading.needle_plans import latest_needle_plan, needle_picture, needle_plan
from enthesis.store.tables.append_only import WrittenOnceError
from enthesis.store.tables.audit_event import AuditEvent
from enthesis.store.tables.needle_plan import NeedleChoice, NeedlePlanRow
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.errors import BadInput

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def needle(target: str, mm: float) -> PlannedNeedle:
    return PlannedNeedle(
        target=target,
        puncture=0,
        entry_lps=(0, 0, 0),
        target_lps=(0, 20, 0),
        length_mm=20.0,
        needle="27g-38",
        gauge=27,
        needle_length_mm=38.0,
        angles=Angles(to_skin_normal=0, in_plane=0, out_of_plane=0),
        clearance_proved_mm={"popliteal-artery": mm},
        limiting_structure="",
        limiting_point_lps=None,
        limiting_depth_mm=None,
        spare_mm=1.0,
        margin_model=MarginModel("ultrasound", 0.2, 3.0, 0.0, 0.1),
        safe_disc_mm=1.0,
        safe_cone_deg=1.0,
        depth_marks=(),
    )


def a_plan(*needles: PlannedNeedle) -> NeedlePlan:
    return NeedlePlan(
        verdict=Feasible.FEASIBLE,
        says=(Said("needle.verdict.feasible", {"reached": 1, "targets": 1, "punctures": 1}),),
        needles=needles,
        targets=tuple(
            TargetVerdict(target=n.target, target_lps=n.target_lps, verdict=Feasible.FEASIBLE)
            for n in needles
        ),
        punctures=1,
        optimality_gap=0.0,
        missing_structures=(),
        labelled_structures=("popliteal-artery",),
        unnamed_values=(),
        assumptions=(),
        region="knee",
        range_mm=12.0,
        confirmed_by="Dr Reyes",
        schematic=True,
        image_date=date(2026, 11, 2),
        image_pose="",
        treatment_pose="",
    )


@pytest.fixture
def record() -> str:
    wish = Wish(condition="knee-oa", side=Side.RIGHT)
    return add_patient(person=Person(name="Ada Wren"), wish=wish, by="test")


def keep(record: str, handbook: Handbook, *needles: PlannedNeedle) -> int:
    plan = a_plan(*(needles or (needle("knee-mcl-femoral", 7.3456), needle("elsewhere", 9.0))))
    return keep_needle_plan(
        record=record,
        plan=plan,
        document=needle_plan_document(plan, LabelMap(structures=()), handbook),
        pictures=NeedlePictures(scene=b"scene", volume=b"slices", payload="{}", picture=True),
        side=Side.RIGHT,
        session=1,
        files={"labels.nii.gz": "abc"},
        handbook=handbook,
        made_on=TODAY,
        by="test",
    )


def test_a_plan_is_read_as_it_was_kept(record: str, handbook: Handbook) -> None:
    number = keep(record, handbook)
    kept = needle_plan(record, number)
    assert kept is not None
    plan = a_plan(needle("knee-mcl-femoral", 7.3456), needle("elsewhere", 9.0))
    assert kept.document == to_json(needle_plan_document(plan, LabelMap(structures=()), handbook))
    assert (kept.by, kept.session, kept.side, kept.has_picture) == ("test", 1, "right", True)
    assert needle_picture(record, number, "scene") == b"scene"
    assert needle_picture(record, number, "slices") == b"slices"


def test_plans_are_counted_and_earlier_ones_stay(record: str, handbook: Handbook) -> None:
    assert (keep(record, handbook), keep(record, handbook)) == (1, 2)
    assert latest_needle_plan(record) == 2
    assert needle_plan(record, 1) is not None
    with pytest.raises(WrittenOnceError):
        NeedlePlanRow.objects.update(side="left")


def test_only_needles_to_an_enthesis_may_be_chosen(record: str, handbook: Handbook) -> None:
    kept = needle_plan(record, keep(record, handbook))
    assert kept is not None
    assert kept.offered == ("knee-mcl-femoral",)


def test_a_choice_reaches_the_case_and_is_never_rounded_up(record: str, handbook: Handbook) -> None:
    number = keep(record, handbook)
    assert gather_case(record=record, handbook=handbook, today=TODAY).needles == ()
    choose_needles(record=record, number=number, targets=["knee-mcl-femoral"], by="test")
    (chosen,) = gather_case(record=record, handbook=handbook, today=TODAY).needles
    assert (chosen.enthesis, chosen.side, chosen.gauge) == ("knee-mcl-femoral", Side.RIGHT, 27)
    assert (chosen.length_mm, chosen.way_mm) == (Decimal("38.0"), Decimal("20.0"))
    assert (chosen.confirmed_by, chosen.planned_on, chosen.image_on) == ("Dr Reyes", TODAY, date(2026, 11, 2))
    assert chosen.schematic
    assert [(c.structure, c.proved_mm, c.margin_model) for c in chosen.clearances] == [
        ("popliteal-artery", Decimal("7.345"), "ultrasound")
    ]


def test_the_latest_choice_counts_whole(record: str, handbook: Handbook) -> None:
    first, second = keep(record, handbook), keep(record, handbook)
    choose_needles(record=record, number=first, targets=["knee-mcl-femoral"], by="test")
    choose_needles(record=record, number=second, targets=[], by="test")
    assert gather_case(record=record, handbook=handbook, today=TODAY).needles == ()
    assert NeedleChoice.objects.count() == 2
    kept = needle_plan(record, first)
    assert kept is not None
    assert kept.chosen == ()


@pytest.mark.parametrize("targets", [["elsewhere"], ["knee-mcl-femoral", "nowhere"]])
def test_what_the_plan_does_not_offer_is_refused_whole(
    record: str, handbook: Handbook, targets: list[str]
) -> None:
    number = keep(record, handbook)
    with pytest.raises(BadInput, match="offers no needle"):
        choose_needles(record=record, number=number, targets=targets, by="test")
    assert NeedleChoice.objects.count() == 0


def test_a_plan_of_somebody_else_is_out_of_reach(record: str, handbook: Handbook) -> None:
    number = keep(record, handbook)
    other = add_patient(person=Person(name="Bo Finch"), wish=Wish(condition="knee-oa"), by="test")
    with pytest.raises(BadInput, match="no needle plan"):
        choose_needles(record=other, number=number, targets=["knee-mcl-femoral"], by="test")
    assert needle_plan(other, number) is None
    assert needle_picture(other, number, "scene") is None


def test_every_act_leaves_its_row(record: str, handbook: Handbook) -> None:
    number = keep(record, handbook)
    choose_needles(record=record, number=number, targets=["knee-mcl-femoral"], by="test")
    verbs = list(AuditEvent.objects.filter(subject=record).values_list("verb", flat=True))
    assert verbs[-2:] == ["keep-needle-plan", "choose-needles"]
    with pytest.raises(ValueError, match="by="):
        choose_needles(record=record, number=number, targets=[], by="")
    assert NeedleChoice.objects.count() == 1
